"""Is it any good? Question sets, measures, the systems beside it, and what is kept and shown of a run.

``questions/`` → ``measures/`` → ``systems/`` → ``recording/`` → ``run.py`` → ``reporting/``, ``web/``.
Beside that road: ``fitting/`` (what the program learned), ``benchmarks/`` (outside collections, cost).
"""
