"""Outside collections and the cost of answering; each module with a command is one of ``python -m evals``.

Quality: ``beir.py``.
Cost: ``speed.py``, ``load.py``.
"""
