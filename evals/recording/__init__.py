"""What came of asking, kept: measured, written to disk, and held against what was recorded before.

``results.py`` (the run file) → ``evaluation.py`` (ask and measure) → ``manifest.py`` (made with what) →
``recorded.py``, ``check.py`` (claims), ``readme.py`` (tables).
"""
