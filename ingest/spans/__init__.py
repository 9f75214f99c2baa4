"""Blocks to passages and to the spans that may be quoted.

The way in is ``span_maker.py``.
"""
