"""Lexical and dense indexes over passages, spans and plain questions; fusion; storage on disk.

The way in is ``search.Index.find``, over ``encoder`` (texts to vectors) and ``retrievers``; ``storage``
builds and opens it. ``facts`` and ``offered`` hold what is known before any question, ``text`` the one
tokenizer.
"""
