"""The measures: what is good about an answer, one small module a family; docstrings state each convention.

``base.py`` → ``stages.py``, ``case.py`` (one question, asked) → a module a family → ``bootstrap.py``
(intervals) → ``notes.py`` (how each is shown). A measure has one name in code, files, tables and options.
"""

from collections.abc import Mapping

from evals.measures import abstention, answers, citations, context, notices, pages, retrieval
from evals.measures.base import Measure

CASE_MEASURES: Mapping[str, Measure] = {
    **answers.MEASURES,
    **abstention.MEASURES,
    **notices.MEASURES,
    **retrieval.MEASURES,
    **citations.MEASURES,
    **context.MEASURES,
    **pages.MEASURES,
}
"""Measures of one case at a time that need nothing but the case, by name."""
