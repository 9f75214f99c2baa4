"""Uncertainty: bootstrap intervals, and paired tests between two systems on the same questions.

Every measure here is a ratio of two sums over questions (see ``evals.measures.case.Ratio``), so questions
are what is drawn again, or swapped, never single quotes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 2000
PERMUTATIONS = 10_000
EXACT_UP_TO = 13
"""Up to this many differing questions all 2^n swaps are tried instead of a sample of them."""

SEED = 20240410
"""Of every random draw here, so that equal runs give equal intervals. (The date of the newest document.)"""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A value with its 95% bootstrap percentile interval, and how many questions it rests on."""

    value: float
    low: float
    high: float
    n: int


def ratio(hits: Floats, of: Floats) -> float:
    """Sum by sum; NaN when nothing applies."""
    total = float(of.sum())
    return float(hits.sum()) / total if total else float("nan")


def ratio_interval(hits: Floats, of: Floats) -> Interval:
    """A ratio of sums (an entry a question, shapes (n,)), drawing the questions to which it applies."""
    applies = of > 0
    hits, of = hits[applies], of[applies]
    value = ratio(hits, of)
    if not len(hits):
        return Interval(value=value, low=value, high=value, n=0)
    drawn = np.random.default_rng(SEED).integers(0, len(hits), size=(RESAMPLES, len(hits)))
    values = hits[drawn].sum(axis=1) / of[drawn].sum(axis=1)
    low, high = np.percentile(values, (2.5, 97.5))
    return Interval(value=value, low=float(low), high=float(high), n=len(hits))


def interval_of(statistic: Callable[[NDArray[np.int64]], float], n: int) -> Interval:
    """The interval of any statistic of ``n`` questions, given as a function of the drawn positions.

    Draws on which the statistic is not defined (NaN) are left out.
    """
    value = statistic(np.arange(n)) if n else float("nan")
    if np.isnan(value):
        return Interval(value=value, low=value, high=value, n=n)
    generator = np.random.default_rng(SEED)
    values = [statistic(generator.integers(0, n, size=n)) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return Interval(value=value, low=float(low), high=float(high), n=n)


def randomisation_test(a: tuple[Floats, Floats], b: tuple[Floats, Floats]) -> float:
    """Two-sided p of the difference of two systems: answers swapped at random, question by question.

    Fisher's paired randomisation test, as recommended for retrieval by Smucker, Allan and Carterette
    (2007). With at most ``EXACT_UP_TO`` differing questions all swaps are counted, else ``PERMUTATIONS``
    seeded ones, with (k + 1) / (m + 1) as p so that it is never 0. Each system gives (hits, of), shapes (n,),
    for the same questions in the same order.
    """
    differs = (a[0] != b[0]) | (a[1] != b[1])
    count = int(differs.sum())
    if not count:
        return 1.0
    observed = abs(ratio(*a) - ratio(*b))
    if count <= EXACT_UP_TO:
        swaps = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
    else:
        swaps = np.random.default_rng(SEED).random((PERMUTATIONS, count)) < 0.5
    rest = [[series[~differs].sum() for series in system] for system in (a, b)]
    hits_a, of_a = (np.where(swaps, y[differs], x[differs]).sum(axis=1) for x, y in zip(a, b, strict=True))
    hits_b, of_b = (np.where(swaps, x[differs], y[differs]).sum(axis=1) for x, y in zip(a, b, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = np.abs(
            (hits_a + rest[0][0]) / (of_a + rest[0][1]) - (hits_b + rest[1][0]) / (of_b + rest[1][1])
        )
    as_far = int((np.nan_to_num(drawn, nan=np.inf) >= observed - 1e-12).sum())
    return as_far / len(swaps) if count <= EXACT_UP_TO else (as_far + 1) / (len(swaps) + 1)


def difference_interval(a: tuple[Floats, Floats], b: tuple[Floats, Floats]) -> Interval:
    """Ratio of ``a`` less ratio of ``b`` with its interval; the same questions are drawn for both."""
    applies = (a[1] > 0) | (b[1] > 0)
    (hits_a, of_a), (hits_b, of_b) = (a[0][applies], a[1][applies]), (b[0][applies], b[1][applies])
    return interval_of(
        lambda drawn: ratio(hits_a[drawn], of_a[drawn]) - ratio(hits_b[drawn], of_b[drawn]), len(hits_a)
    )
