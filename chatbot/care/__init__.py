"""Two things a person must be told whatever the sources say: get help now; ask your own team.

``reading.py`` takes both from what the learned reader (``chatbot/question/reader.py``) says of each sentence.
"""
