"""From ranked spans to what is shown: which quotes, their context, corrections and citations.

Read ``choosing.py``, then ``citing.py``, then ``arranging.py``.
"""
