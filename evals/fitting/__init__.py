"""Every model of the program is fitted here, from data files, with fixed seeds.

``ranker.py`` (ranking and deciding), ``projection.py`` (late interaction), ``care.py`` (notices).
"""
