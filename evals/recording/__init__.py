"""What a run found, kept: results on disk, the recorded claims and the check against them.

Read ``results.py``, then ``check.py``.
"""
