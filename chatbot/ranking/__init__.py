"""How well a span agrees with a question: features, and the linear model over them.

Read ``features.py``, then ``agreement.py`` and ``span_facts.py`` for what is compared, ``logistic.py`` for
the model, ``quotable.py`` for what may be no answer; ``reranking.py``, ``cross_encoder.py`` for bare folders.
"""
