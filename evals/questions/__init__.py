"""The question sets and what may be done with each.

``read.py`` loads them, ``shape.py`` says what a case is, ``validate.py`` looks for faults and leakage.
"""
