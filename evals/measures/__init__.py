"""The measures: what is good about an answer, one small module a family; docstrings state each convention.

``case.py`` (one question, asked, and where it was lost) → a module a family → ``bootstrap.py``
(intervals) → ``notes.py`` (how each is shown). A measure has one name in code, files, tables and options.
"""

from collections.abc import Mapping

from evals.measures import answers, citations, notices, pages, retrieval
from evals.measures.case import Measure

CASE_MEASURES: Mapping[str, Measure] = (
    answers.MEASURES | notices.MEASURES | retrieval.MEASURES | citations.MEASURES | pages.MEASURES
)
"""Measures of one case at a time that need nothing but the case, by name."""
