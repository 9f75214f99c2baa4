"""The documents as supplied, what is known of each, and the reader that checks them.

The way in is ``reader.read_corpus``: ``manifest`` (``sources.toml``) → the files → ``plain_questions``,
``subject``, ``entities`` and ``lexicon`` beside them. ``drafting`` and ``accepting`` add to a folder.
"""
