"""The measures: what is good about an answer, one small module a family.

A measure's name is the same in code, in run files, in tables and on the command line; its convention stands
in the docstring of its function.
"""

from evals.measures import abstention, answers, citations, context, notices, retrieval
from evals.measures.base import Measure

CASE_MEASURES: tuple[Measure, ...] = (
    *answers.MEASURES,
    *abstention.MEASURES,
    *notices.MEASURES,
    *retrieval.MEASURES,
    *citations.MEASURES,
    *context.MEASURES,
)
"""Measures of one case at a time that need nothing but the case."""
