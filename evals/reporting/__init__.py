"""Tables, comparisons, plots and the HTML report of a run.

Read ``report.py``; ``compare.py`` is one command by itself.
"""
