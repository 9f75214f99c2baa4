"""Measures of keeping silent: when the sources hold no answer, and when they do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.measures.base import NOT_APPLICABLE, Ratio, by_name, share_of
from evals.measures.case import Case
from evals.questions.shape import Expect


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
    the right end of the curve says what forcing its silence would cost at least.

    Returns:
        Coverage (1/n … 1) and risk, each of shape (n,).
    """
    order = np.argsort(-confidence, kind="stable")
    _, group = np.unique(-confidence[order], return_inverse=True)
    group_mean = np.bincount(group, weights=error[order]) / np.maximum(np.bincount(group), 1)
    steps = np.arange(1, len(error) + 1)
    return steps / max(len(error), 1), np.cumsum(group_mean[group]) / steps


def aurc(confidence: NDArray[np.float64], error: NDArray[np.float64]) -> float:
    """Area under the risk-coverage curve: the mean of its risks (Geifman and El-Yaniv, 2017)."""
    return float(risk_coverage(confidence, error)[1].mean()) if len(error) else float("nan")


def reliability(
    scores: Sequence[float], correct: Sequence[bool], *, bins: int = 10
) -> list[tuple[float, float, int]]:
    """Quotes in equal bins of score: mean score, share that is right, number; empty bins left out."""
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    place = np.clip((values * bins).astype(np.int64), 0, bins - 1)
    return [
        (float(values[place == b].mean()), float(truth[place == b].mean()), int((place == b).sum()))
        for b in range(bins)
        if (place == b).any()
    ]


def calibration_error(scores: Sequence[float], correct: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error: distance of mean score and share right, weighted by the bin's size."""
    if not scores:
        return float("nan")
    filled = reliability(scores, correct, bins=bins)
    return sum(abs(mean - right) * number for mean, right, number in filled) / len(scores)


MEASURES = by_name(true_abstention, false_abstention)
