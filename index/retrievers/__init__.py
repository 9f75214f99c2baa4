"""Each way to find a span: by words, by meaning, piece by piece, through stored questions; their fusion.

All give scores by span; ``index.search`` asks them.
"""
