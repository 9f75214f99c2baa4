"""Measures of robustness: the same question asked in another way should get the same answer."""

from __future__ import annotations

from collections.abc import Callable

from evals.measures.base import NOT_APPLICABLE, Measure, Ratio, share_of
from evals.measures.case import Case


def same_outcome(twin: Case, original: Case) -> Ratio:
    """Whether twin and original come out alike: both quote something, or both quote nothing."""
    return share_of(bool(twin.quotes) == bool(original.quotes))


def same_first_quote(twin: Case, original: Case) -> Ratio:
    """Whether the first quotes overlap by at least half of the shorter one; both silent counts as alike."""
    if not twin.quotes or not original.quotes:
        return share_of(not twin.quotes and not original.quotes)
    one, other = twin.quotes[0], original.quotes[0]
    if one.file != other.file:
        return Ratio(0.0)
    shared = min(one.end, other.end) - max(one.start, other.start)
    return share_of(2 * shared >= min(one.end - one.start, other.end - other.start))


def coverage_lost(twin: Case, original: Case) -> Ratio:
    """Facet coverage of the original less that of the twin, among pairs with facets; below 0 is a gain."""
    if not original.covered or not twin.covered:
        return NOT_APPLICABLE
    return Ratio(sum(original.covered) / len(original.covered) - sum(twin.covered) / len(twin.covered))


AGREEMENT = {
    "twin_same_outcome": same_outcome,
    "twin_same_first_quote": same_first_quote,
    "twin_coverage_lost": coverage_lost,
}


def measures_against(originals: dict[str, Case]) -> dict[str, Measure]:
    """The measures for twins of these originals (by id); a case without its original does not apply."""

    def against(agreement: Callable[[Case, Case], Ratio]) -> Measure:
        def measured(twin: Case) -> Ratio:
            original = originals.get(twin.question.twin_of)
            return NOT_APPLICABLE if original is None else agreement(twin, original)

        return measured

    return {name: against(agreement) for name, agreement in AGREEMENT.items()}
