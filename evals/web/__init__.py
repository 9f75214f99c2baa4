"""The evaluator's bench: runs on this machine, any two compared, and new ones started.

``runs.py`` (what is there) → ``jobs.py``, ``running.py`` (what is under way) → ``front.py``, ``views.py``
(pages) → ``bench.py`` (all of it as an extension of the program's own pages).
"""
