"""From a person's question to cited quotes: understanding, choosing, abstaining, showing.

The way in is ``answerer.Answerer``: ``question`` → ``care`` → ``pipeline`` (``ranking`` → ``deciding`` →
``quoting``) → ``answer`` → ``rendering``. On top stand ``cli``, ``web`` and ``desk``; ``languages`` has the
words.
"""
