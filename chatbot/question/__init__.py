"""A user's turn understood: cleaned, its language, its parts, what each is about and wants.

The way in is ``reading.read_question``: ``cleaning`` → ``reader`` (which sentences ask) → ``splitting`` →
``spelling`` and ``vocabulary`` (the corpus's own words); ``small_talk`` knows what asks nothing.
"""
