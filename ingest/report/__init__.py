"""What was understood of a document, as counts and as one HTML page.

``counts.py`` counts and judges, ``report_page.py`` shows that as text and as a page; ``plain_questions.py``
finds spans that no plain question leads to, and drafts some.
"""
