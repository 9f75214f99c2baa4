"""A user's turn understood: cleaned, its language, its parts, what each is about and wants.

The way in is ``reading.read_question``; the rest serves it: ``splitting``, ``spelling``, ``entities``,
``quantities``, ``tnm``, ``lexicon``.
"""
