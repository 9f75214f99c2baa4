"""Outside collections and the cost of answering; each module with a command is one of ``python -m evals``.

Quality: ``beir.py`` (retrieval on outside collections), ``corpora.py`` (the program on the small corpora).
Cost: ``speed.py``, ``load.py``.
"""
