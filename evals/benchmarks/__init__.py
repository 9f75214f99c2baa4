"""Outside collections and the cost of answering: BEIR, SQuAD, speed, load, growth, parsing.

Each module is one command of ``python -m evals``.
"""
