"""What people read of a run: two runs compared, plots, one HTML page.

``compare.py`` and ``report.py`` are commands; ``plots.py`` and ``source_view.py`` draw for the page.
"""
