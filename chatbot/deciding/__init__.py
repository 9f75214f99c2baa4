"""Whether the sources answer a part of a question, and what is missing if they do not.

Read ``verdict.py`` for the one decision, then ``answerability.py`` for the signs that it rests on.
"""
