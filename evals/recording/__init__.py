"""What came of asking, kept: measured, written to disk, and held against what was recorded before.

``results.py`` (the run file, its summary) → ``evaluation.py`` (ask, measure, made with what) → ``check.py``
(claims), ``readme.py`` (tables).
"""
