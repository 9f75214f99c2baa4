"""Lists, tables, threads, sections and voices: a document as blocks.

The way in is ``layout.py``.
"""
