from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.errors import DamagedIndexError


def unit_vectors(count: int, dimension: int, seed: int) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: NDArray[np.float32] = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize(("size", "k"), [(1, 1), (50, 10), (3000, 50), (7, 20)])
def test_search_equals_brute_force(size: int, k: int) -> None:
    vectors, queries = unit_vectors(size, 32, 1), unit_vectors(20, 32, 2)
    found = DenseIndex.from_vectors(vectors).search_all(queries, k=k)
    products = queries @ vectors.T
    for row, ranking in enumerate(found):
        order = np.lexsort((np.arange(size), -products[row]))[:k]
        assert ranking.ids.tolist() == order.tolist()
        np.testing.assert_allclose(ranking.scores, products[row][order], rtol=1e-5, atol=1e-6)


def test_ties_come_by_ascending_id_even_where_the_tie_is_cut() -> None:
    one, other = np.eye(2, 8, dtype=np.float32)
    vectors = np.stack([other] * 3 + [one] * 200)
    assert DenseIndex.from_vectors(vectors).search(one, k=5).ids.tolist() == [3, 4, 5, 6, 7]


def test_an_empty_index_finds_nothing() -> None:
    index = DenseIndex.from_vectors(np.zeros((0, 8), dtype=np.float32))
    assert index.search(np.ones(8, dtype=np.float32), k=5).ids.tolist() == []
    assert index.vectors.shape == (0, 8)


def test_similarities_of_named_vectors_are_what_search_gives() -> None:
    vectors, queries = unit_vectors(500, 32, 3), unit_vectors(3, 32, 4)
    index = DenseIndex.from_vectors(vectors)
    ids = np.asarray([499, 0, 7, 7], dtype=np.int64)
    np.testing.assert_allclose(index.similarities(queries, ids), queries @ vectors[ids].T, atol=1e-6)
    ranking = index.search(queries[1], k=30)
    np.testing.assert_array_equal(index.similarities(queries, ranking.ids)[1], ranking.scores)
    assert index.similarities(queries, np.zeros(0, dtype=np.int64)).shape == (3, 0)


def test_saved_and_loaded(tmp_path: Path) -> None:
    vectors = unit_vectors(100, 16, 5)
    DenseIndex.from_vectors(vectors).save(tmp_path)
    again = DenseIndex.load(tmp_path)
    np.testing.assert_array_equal(again.vectors, vectors)
    assert again.search(vectors[42], k=1).ids.tolist() == [42]


def test_damage_is_told(tmp_path: Path) -> None:
    DenseIndex.from_vectors(unit_vectors(10, 16, 6)).save(tmp_path)
    file = tmp_path / "vectors.faiss"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(DamagedIndexError, match="build the index again"):
        DenseIndex.load(tmp_path)
