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
    dimension = vectors.shape[1]
    scatter = np.zeros((dimension, dimension))
    freedom = 0
    for group in set(groups.tolist()):
        members = vectors[groups == group].astype(np.float64)
        for member in members:
            deviation = member - members.mean(axis=0)
            scatter += np.outer(deviation, deviation)
        freedom += len(members) - 1
    scatter /= freedom
    shrunk = scatter + SHRINKAGE * np.trace(scatter) / dimension * np.eye(dimension)
    root, inverse_root = shrunk, np.eye(dimension)
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


def in_few_directions(dimension: int, *, groups: int = 140) -> NDArray[np.float32]:
    """Unit vectors, shape (groups, 3, dimension), that differ in 30 directions aslant to the axes."""
    random = np.random.default_rng(11)
    directions = np.linalg.qr(random.normal(size=(dimension, 30)))[0]
    centres = random.normal(size=(groups, 1, 30))
    noise = random.normal(size=(groups, 3, 30)) * np.linspace(1.2, 0.2, 30)
    vectors = (centres + noise) @ directions.T
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=2, keepdims=True)).astype(np.float32)
    return unit


def learned(vectors: NDArray[np.float32]) -> Projection:
    """The metric of groups of three."""
    groups = np.repeat(np.arange(len(vectors), dtype=np.int64), 3)
    return Projection.from_groups(vectors.reshape(-1, vectors.shape[2]), groups)


def test_of_longer_vectors_384_directions_are_left_and_they_rank_as_all_would() -> None:
    vectors = in_few_directions(420)
    taught, held_out = vectors[:100], vectors[100:]
    metric = learned(taught)
    assert metric.matrix.shape == (420, 384)
    assert metric.matrix.dtype == np.float32
    whole = reference(taught.reshape(-1, 420), np.repeat(np.arange(100, dtype=np.int64), 3))

    def likeness(projection: Projection) -> NDArray[np.float32]:
        first, second = projection.apply(held_out[:, 0]), projection.apply(held_out[:, 1])
        return first @ second.T

    def ranks(found: NDArray[np.float32]) -> list[int]:
        return (found > np.diag(found)[:, np.newaxis]).sum(axis=1).tolist()  # type: ignore[no-any-return]

    cut, uncut = likeness(metric), likeness(Projection(matrix=whole.astype(np.float32)))
    np.testing.assert_allclose(cut, uncut, atol=1e-3)
    assert ranks(cut) == ranks(uncut)
    plain = likeness(Projection.plain(420))
    assert np.abs(plain - uncut).max() > 0.1, "the metric does something here"


@pytest.mark.parametrize(("dimension", "left"), [(383, 383), (384, 384), (385, 384)])
def test_up_to_384_dimensions_nothing_is_cut(dimension: int, left: int) -> None:
    matrix = learned(in_few_directions(dimension)).matrix
    assert matrix.shape == (dimension, left)
    if dimension <= 384:
        np.testing.assert_allclose(matrix, matrix.T, atol=1e-4)  # neither cut nor turned


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
