"""Outside collections and the cost of answering; each module with a command is one of ``python -m evals``.

Quality: ``collection.py`` (any texts as an index) → ``beir.py``, ``squad.py``.
Cost: ``speed.py``, ``load.py``, ``growth.py``.
"""
