"""Lines, sentences, marks, headings and dates: what can be told from the characters alone.

Read ``lines.py``, then ``headings.py`` and ``sentences.py`` (``sentence_faults``, ``leaning`` over them);
``marks``, ``stated_dates`` and ``furniture`` tell of single lines, ``language`` of any text.
"""
