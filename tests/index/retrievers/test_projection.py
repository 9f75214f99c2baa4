"""The learned metric against its definition, computed the long way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.retrievers.projection import Projection

# Written out, so that a change of the program's own numbers is seen here.
FEWEST_QUESTIONS = 200
SHRINKAGE = 1.0

DIMENSION = 5


def example(
    *, groups: int = 60, each: int = 4, seed: int = 3
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Unit vectors in groups that differ mostly along the first axis, in random order."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(groups, DIMENSION))
    noise = random.normal(size=(groups, each, DIMENSION)) * [1.0, 0.1, 0.1, 0.1, 0.1]
    vectors = (centres[:, np.newaxis] + noise).reshape(-1, DIMENSION)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    order = random.permutation(len(vectors))
    return vectors[order].astype(np.float32), np.repeat(np.arange(groups), each)[order].astype(np.int64)


def reference(vectors: NDArray[np.float32], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """(S + λ mean(S) I)^(-1/2), S summed member by member; the root by Denman and Beavers' iteration."""
    scatter = np.zeros((DIMENSION, DIMENSION))
    freedom = 0
    for group in set(groups.tolist()):
        members = vectors[groups == group].astype(np.float64)
        for member in members:
            deviation = member - members.mean(axis=0)
            scatter += np.outer(deviation, deviation)
        freedom += len(members) - 1
    scatter /= freedom
    shrunk = scatter + SHRINKAGE * np.trace(scatter) / DIMENSION * np.eye(DIMENSION)
    root, inverse_root = shrunk, np.eye(DIMENSION)
    for _ in range(60):
        root, inverse_root = (
            (root + np.linalg.inv(inverse_root)) / 2,
            (inverse_root + np.linalg.inv(root)) / 2,
        )
    return inverse_root


def test_matrix_is_the_shrunk_inverse_root_of_the_covariance_within_groups() -> None:
    vectors, groups = example()
    matrix = Projection.from_groups(vectors, groups).matrix
    assert matrix.dtype == np.float32
    np.testing.assert_allclose(matrix, reference(vectors, groups), rtol=2e-4, atol=2e-4)


def test_order_of_rows_and_names_of_groups_do_not_matter() -> None:
    vectors, groups = example()
    shuffled = np.random.default_rng(8).permutation(len(groups))
    again = Projection.from_groups(vectors[shuffled], 1000 - groups[shuffled])
    np.testing.assert_allclose(again.matrix, Projection.from_groups(vectors, groups).matrix, rtol=1e-4)


def test_a_direction_in_which_wordings_differ_counts_less() -> None:
    metric = Projection.from_groups(*example())
    noisy, telling = np.eye(DIMENSION, dtype=np.float32)[:2]
    base = np.full(DIMENSION, 0.5, dtype=np.float32)
    moved = metric.apply(np.stack([base, base + 0.3 * noisy, base + 0.3 * telling]))
    assert moved[0] @ moved[1] > moved[0] @ moved[2]


def test_few_questions_keep_the_encoders_own_cosine() -> None:
    vectors, groups = example(groups=FEWEST_QUESTIONS // 4, each=4)
    few = Projection.from_groups(vectors[:-1], groups[:-1])
    np.testing.assert_array_equal(few.matrix, np.eye(DIMENSION))
    assert not np.array_equal(Projection.from_groups(vectors, groups).matrix, np.eye(DIMENSION))


def test_questions_that_each_stand_alone_teach_nothing() -> None:
    vectors, _ = example()
    alone = Projection.from_groups(vectors, np.arange(len(vectors), dtype=np.int64))
    np.testing.assert_array_equal(alone.matrix, np.eye(DIMENSION))


@given(st.integers(0, 1000))
def test_applied_vectors_have_length_one_and_the_given_order(seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(7, DIMENSION)).astype(np.float32)
    metric = Projection.from_groups(*example())
    applied = metric.apply(vectors)
    np.testing.assert_allclose(np.linalg.norm(applied, axis=1), 1, rtol=1e-5)
    for row, vector in enumerate(vectors):
        bent = metric.matrix.astype(np.float64) @ vector
        np.testing.assert_allclose(applied[row], bent / np.linalg.norm(bent), rtol=1e-3, atol=1e-5)


def test_plain_metric_only_sets_lengths_to_one() -> None:
    vectors = np.array([[3, 4], [0, 0.5]], dtype=np.float32)
    np.testing.assert_allclose(
        Projection.plain(2).apply(vectors), np.array([[0.6, 0.8], [0.0, 1.0]]), rtol=1e-6
    )


def test_no_vectors_and_a_null_vector_are_no_accident() -> None:
    metric = Projection.plain(3)
    assert metric.apply(np.zeros((0, 3), dtype=np.float32)).shape == (0, 3)
    np.testing.assert_array_equal(metric.apply(np.zeros((1, 3), dtype=np.float32)), np.zeros((1, 3)))


def test_saved_metric_is_read_back_exactly(tmp_path: Path) -> None:
    metric = Projection.from_groups(*example())
    metric.save(tmp_path / "metric.npy")
    np.testing.assert_array_equal(Projection.load(tmp_path / "metric.npy").matrix, metric.matrix)


def test_a_pickled_metric_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "metric.npy", np.array([{"not": "numbers"}], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle"):
        Projection.load(tmp_path / "metric.npy")
