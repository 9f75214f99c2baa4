"""Intervals and paired tests, against scipy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from evals.measures.bootstrap import difference_interval, interval_of, randomisation_test, ratio_interval

Floats = NDArray[np.float64]


def mean_difference(a: Floats, b: Floats, axis: int = -1) -> Floats:
    return np.asarray(np.mean(a, axis=axis) - np.mean(b, axis=axis))


def drawn(n: int, seed: int) -> tuple[Floats, Floats]:
    generator = np.random.default_rng(seed)
    return generator.choice([0.0, 0.5, 1.0], n), generator.choice([0.0, 0.5, 1.0], n, p=[0.5, 0.3, 0.2])


@pytest.mark.parametrize("seed", range(8))
def test_the_exact_test_equals_scipy(seed: int) -> None:
    a, b = drawn(10, seed)
    ones = np.ones(10)
    expected = stats.permutation_test(
        (a, b), mean_difference, permutation_type="samples", n_resamples=np.inf, vectorized=True
    )
    assert randomisation_test((a, ones), (b, ones)) == pytest.approx(min(1.0, expected.pvalue))


@pytest.mark.parametrize("seed", range(3))
def test_the_sampled_test_is_near_scipy(seed: int) -> None:
    a, b = drawn(80, seed)
    ones = np.ones(80)
    expected = stats.permutation_test(
        (a, b), mean_difference, permutation_type="samples", n_resamples=20_000, vectorized=True,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    assert randomisation_test((a, ones), (b, ones)) == pytest.approx(expected.pvalue, abs=0.02)


def test_a_sampled_p_counts_what_was_seen_itself() -> None:
    # 40 questions, all won: no random swap of them comes as far, so only what was seen itself counts.
    ones = np.ones(40)
    assert randomisation_test((ones, ones), (np.zeros(40), ones)) == 1 / 10_001


def test_equal_systems_do_not_differ() -> None:
    a, _ = drawn(20, 3)
    ones = np.ones(20)
    assert randomisation_test((a, ones), (a, ones)) == 1.0
    assert difference_interval((a, ones), (a, ones)).value == 0.0


def test_a_pooled_ratio_swaps_numerator_and_denominator_together() -> None:
    # One question, 1 of 1 against 0 of 4: two swaps, both as far apart as observed.
    a, b = (np.array([1.0]), np.array([1.0])), (np.array([0.0]), np.array([4.0]))
    assert randomisation_test(a, b) == 1.0


def test_the_interval_of_a_mean_is_that_of_a_plain_bootstrap() -> None:
    values = np.array([0.0, 1.0, 1.0, 0.5, 1.0, 0.0, 1.0, 1.0])
    found = ratio_interval(values, np.ones(8))
    expected = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert found.value == values.mean()
    assert found.low == pytest.approx(expected.low, abs=0.07)
    assert found.high == pytest.approx(expected.high, abs=0.07)
    assert found == ratio_interval(values, np.ones(8))


def test_questions_to_which_a_measure_does_not_apply_are_left_out() -> None:
    found = ratio_interval(np.array([1.0, 0.0, 3.0]), np.array([2.0, 0.0, 4.0]))
    assert (found.value, found.n) == (4 / 6, 2)
    assert np.isnan(ratio_interval(np.zeros(3), np.zeros(3)).value)


def test_a_statistic_that_some_draws_do_not_define() -> None:
    found = interval_of(lambda where: float("nan") if (where == where[0]).all() else 0.5, 3)
    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)
