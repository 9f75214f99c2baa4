"""How well a span agrees with a question: features, and the linear model over them.

Read ``features.py``, then ``agreement.py`` for what is compared, ``logistic.py`` for the model.
"""
