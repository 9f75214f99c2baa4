"""Measures of what is quoted, exactly as ``evals/questions/README.md`` defines them.

Everywhere only the first five quotes of each part count, and a quote covers a facet when it overlaps at
least half of one of the facet's alternatives (in code points of the alternative, same document, any place
at which the alternative stands). A case without quotes scores 0; it never drops out.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from evals.measures.case import NOT_APPLICABLE, Case, Measure, Ratio, by_name, quote_covers, share_of
from evals.questions.shape import Expect


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
    return share_of(*case.correct)


def avoid(case: Case) -> Ratio:
    """Whether a quote overlaps at least half of a span that would mislead. Share of all cases; must be 0."""
    return share_of(any(quote_covers(quote, bad) for bad in case.question.avoid for quote in case.quotes))


def verbatim(case: Case) -> Ratio:
    """Share of all quotes with ``file[start:end] == text`` in code points; must be 1.

    A quote of an unknown file, or with offsets outside it, is not verbatim.
    """
    texts = case.library.texts
    return share_of(
        *(
            0 <= quote.start < quote.end and texts.get(quote.file, "")[quote.start : quote.end] == quote.text
            for quote in case.quotes
        )
    )


def quotes_per_answer(case: Case) -> Ratio:
    """Number of quotes, a mean over the answers that quote anything."""
    return Ratio(float(len(case.quotes))) if case.quotes else NOT_APPLICABLE


def characters_per_answer(case: Case) -> Ratio:
    """Code points of all quotes together, a mean over the answers that quote anything."""
    return Ratio(float(sum(len(quote.text) for quote in case.quotes))) if case.quotes else NOT_APPLICABLE


def true_abstention(case: Case) -> Ratio:
    """Whether nothing is quoted; the mean is over cases that expect no answer."""
    return share_of(not case.quotes) if case.question.expect is Expect.NO_ANSWER else NOT_APPLICABLE


def false_abstention(case: Case) -> Ratio:
    """Whether nothing is quoted; the mean is over cases that expect an answer."""
    return share_of(not case.quotes) if case.question.expect is Expect.ANSWER else NOT_APPLICABLE


def auroc(confidence: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """Area under the receiver operating characteristic of the confidence.

    The probability that an answerable question is given a higher confidence than an unanswerable one,
    ties counting half (Mann-Whitney). NaN when one of the two groups is empty.
    """
    good, bad = confidence[answerable], confidence[~answerable]
    if not len(good) or not len(bad):
        return float("nan")
    higher = np.count_nonzero(good[:, None] > bad[None, :])
    equal = np.count_nonzero(good[:, None] == bad[None, :])
    return float((higher + equal / 2) / (len(good) * len(bad)))


def risk_coverage(
    confidence: NDArray[np.float64], error: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The risk-coverage curve: questions answered from the surest on, and the mean error among those.

    Questions of equal confidence enter together, in proportion, so their order in the file does not
    matter: each is given the mean error of its group. Error is 1 minus facet coverage for a question that
    the sources answer, and 1 for one that they do not. Where a system kept silent its coverage is 0, so
    the right end of the curve says what forcing its silence would cost at least. Returns coverage (1/n … 1)
    and risk, each of shape (n,).
    """
    order = np.argsort(-confidence, kind="stable")
    _, group = np.unique(-confidence[order], return_inverse=True)
    group_mean = np.bincount(group, weights=error[order]) / np.maximum(np.bincount(group), 1)
    steps = np.arange(1, len(error) + 1)
    return steps / max(len(error), 1), np.cumsum(group_mean[group]) / steps


def aurc(confidence: NDArray[np.float64], error: NDArray[np.float64]) -> float:
    """Area under the risk-coverage curve: the mean of its risks (Geifman and El-Yaniv, 2017)."""
    return float(risk_coverage(confidence, error)[1].mean()) if len(error) else float("nan")


def reliability(scores: Sequence[float], correct: Sequence[bool]) -> list[tuple[float, float, int]]:
    """Quotes in ten bins of score: mean score, share that is right, number; empty bins left out."""
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    place = np.clip((values * 10).astype(np.int64), 0, 9)
    return [
        (float(values[place == b].mean()), float(truth[place == b].mean()), int((place == b).sum()))
        for b in np.unique(place)
    ]


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


MEASURES = by_name(
    *(facet_coverage, complete, first_quote, precision, avoid, verbatim, quotes_per_answer),
    *(characters_per_answer, true_abstention, false_abstention),
)
