"""Files of other formats turned into text whose offsets stay true.

The way in is ``folder.py``.
"""
