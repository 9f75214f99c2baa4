"""Measures of what is quoted, exactly as ``evals/questions/README.md`` defines them.

Everywhere only the first five quotes of each part count, and a quote covers a facet when it overlaps at
least half of one of the facet's alternatives (in code points of the alternative, same document, any place
at which the alternative stands). A case without quotes scores 0; it never drops out.
"""

from __future__ import annotations

from evals.measures.base import NOT_APPLICABLE, Ratio, by_name, share_of
from evals.measures.case import Case, quote_covers


def facet_coverage(case: Case) -> Ratio:
    """Share of the case's facets that a quote covers; the mean is over cases that have facets."""
    if not case.question.facets:
        return NOT_APPLICABLE
    return Ratio(sum(case.covered) / len(case.covered))


def complete(case: Case) -> Ratio:
    """Whether every facet is covered; the mean is over cases that have facets."""
    return share_of(all(case.covered)) if case.question.facets else NOT_APPLICABLE


def first_quote(case: Case) -> Ratio:
    """Whether the very first quote of the answer covers a facet; the mean is over cases with facets."""
    return share_of(any(case.correct[:1])) if case.question.facets else NOT_APPLICABLE


def precision(case: Case) -> Ratio:
    """Share of the quotes that cover a facet, over all quotes of all cases.

    Quotes of a case without facets (one that the sources do not answer) cover nothing and count against.
    """
    return Ratio(float(sum(case.correct)), float(len(case.correct)))


def precision_with_facets(case: Case) -> Ratio:
    """The same over the quotes of cases that have facets only."""
    return precision(case) if case.question.facets else NOT_APPLICABLE


def avoid(case: Case) -> Ratio:
    """Whether a quote overlaps at least half of a span that would mislead. Share of all cases; must be 0."""
    return share_of(any(quote_covers(quote, bad) for bad in case.question.avoid for quote in case.quotes))


def verbatim(case: Case) -> Ratio:
    """Share of all quotes with ``file[start:end] == text`` in code points; must be 1.

    A quote of an unknown file, or with offsets outside it, is not verbatim.
    """
    texts = case.library.texts
    exact = [
        0 <= quote.start < quote.end and texts.get(quote.file, "")[quote.start : quote.end] == quote.text
        for quote in case.quotes
    ]
    return Ratio(float(sum(exact)), float(len(exact)))


def quotes_per_answer(case: Case) -> Ratio:
    """Number of quotes, a mean over the answers that quote anything."""
    return Ratio(float(len(case.quotes))) if case.quotes else NOT_APPLICABLE


def characters_per_answer(case: Case) -> Ratio:
    """Code points of all quotes together, a mean over the answers that quote anything."""
    return Ratio(float(sum(len(quote.text) for quote in case.quotes))) if case.quotes else NOT_APPLICABLE


MEASURES = by_name(
    facet_coverage,
    complete,
    first_quote,
    precision,
    precision_with_facets,
    avoid,
    verbatim,
    quotes_per_answer,
    characters_per_answer,
)
