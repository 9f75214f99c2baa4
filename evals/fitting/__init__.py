"""Every model of the program is fitted here, from data files, with fixed seeds.

``reader.py`` over ``labelled.py`` (sentences), ``ranker.py`` over ``examples.py`` (ranking, deciding),
``projection.py`` (late interaction), ``cross_encoder.py`` over ``batches.py`` (the second look).
"""
