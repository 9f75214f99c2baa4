"""Whether the sources answer a part of a question, and what is missing if they do not.

Read ``answerability.py``: signs in, one verdict out.
"""
