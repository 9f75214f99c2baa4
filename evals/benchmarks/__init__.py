"""Outside collections and the cost of answering; each module with a command is one of ``python -m evals``.

Quality: ``windows.py`` → ``blending.py`` → ``collection.py`` → ``beir.py``, ``squad.py``, ``parsing.py``.
Cost: ``speed.py``, ``load.py``, ``growth.py``.
"""
