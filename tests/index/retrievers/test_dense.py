from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import DamagedIndexError
from index.retrievers.dense import DenseIndex


def unit_vectors(count: int, dimension: int, seed: int) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: NDArray[np.float32] = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize(("size", "k"), [(1, 1), (50, 10), (3000, 50), (7, 20)])
def test_search_equals_brute_force(size: int, k: int) -> None:
    vectors, queries = unit_vectors(size, 32, 1), unit_vectors(20, 32, 2)
    found = DenseIndex.from_vectors(vectors).search_all(queries, k=k)
    products = queries @ vectors.T
    for row, (ids, scores) in enumerate(found):
        order = np.lexsort((np.arange(size), -products[row]))[:k]
        assert ids.tolist() == order.tolist()
        np.testing.assert_allclose(scores, products[row][order], rtol=1e-5, atol=1e-6)


def test_ties_come_by_ascending_id_even_where_the_tie_is_cut() -> None:
    one, other = np.eye(2, 8, dtype=np.float32)
    vectors = np.stack([other] * 3 + [one] * 200)
    found = DenseIndex.from_vectors(vectors).search_all(one[np.newaxis], k=5)[0]
    assert found[0].tolist() == [3, 4, 5, 6, 7]


def test_an_empty_index_finds_nothing() -> None:
    index = DenseIndex.from_vectors(np.zeros((0, 8), dtype=np.float32))
    assert index.search_all(np.ones((1, 8), dtype=np.float32), k=5)[0][0].tolist() == []
    assert index.vectors.shape == (0, 8)


def test_similarities_of_named_vectors_are_what_search_gives() -> None:
    vectors, queries = unit_vectors(500, 32, 3), unit_vectors(3, 32, 4)
    index = DenseIndex.from_vectors(vectors)
    ids = np.asarray([499, 0, 7, 7], dtype=np.int64)
    np.testing.assert_allclose(index.similarities(queries, ids), queries @ vectors[ids].T, atol=1e-6)
    ids, scores = index.search_all(queries[1:2], k=30)[0]
    np.testing.assert_array_equal(index.similarities(queries, ids)[1], scores)
    assert index.similarities(queries, np.zeros(0, dtype=np.int64)).shape == (3, 0)


def test_saved_and_loaded(tmp_path: Path) -> None:
    vectors = unit_vectors(100, 16, 5)
    DenseIndex.from_vectors(vectors).save(tmp_path)
    again = DenseIndex.load(tmp_path)
    np.testing.assert_array_equal(again.vectors, vectors)
    assert again.search_all(vectors[42:43], k=1)[0][0].tolist() == [42]


def test_damage_is_told(tmp_path: Path) -> None:
    DenseIndex.from_vectors(unit_vectors(10, 16, 6)).save(tmp_path)
    file = tmp_path / "vectors.faiss"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(DamagedIndexError, match="build the index again"):
        DenseIndex.load(tmp_path)


def test_a_clustered_index_holds_its_recall_and_gives_true_cosines(tmp_path: Path) -> None:
    centres = unit_vectors(40, 32, 7)
    rows = np.random.default_rng(8).integers(0, 40, 4000)
    vectors = centres[rows] + 0.6 * unit_vectors(4000, 32, 9)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    queries = vectors[:300] + 0.3 * unit_vectors(300, 32, 10)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    clustered = DenseIndex.from_vectors(vectors, flat_up_to=1000)
    flat = DenseIndex.from_vectors(vectors)
    assert flat.kind == "flat"
    looked_into, clusters = map(int, clustered.kind.removeprefix("ivf ").split("/"))
    assert 1 <= looked_into < clusters
    exact = flat.search_all(queries, k=10)
    found = clustered.search_all(queries, k=10)
    recall = np.mean([np.isin(mine, true).mean() for (mine, _), (true, _) in zip(found, exact, strict=True)])
    assert recall >= 0.97
    np.testing.assert_allclose(found[0][1], vectors[found[0][0]] @ queries[0], atol=1e-6)

    clustered.save(tmp_path)
    again = DenseIndex.load(tmp_path)
    assert again.kind == clustered.kind
    np.testing.assert_array_equal(again.vectors, vectors)
    for (mine, _), (theirs, _) in zip(again.search_all(queries, k=10), found, strict=True):
        assert mine.tolist() == theirs.tolist()
    ids = np.asarray([5, 3999], dtype=np.int64)
    np.testing.assert_allclose(again.similarities(queries[:1], ids)[0], vectors[ids] @ queries[0], atol=1e-6)


def test_a_clustered_index_never_pads_with_the_last_vector() -> None:
    vectors = unit_vectors(600, 16, 11)
    clustered = DenseIndex.from_vectors(vectors, flat_up_to=100)
    for ids, _ in clustered.search_all(vectors[:50], k=600):
        assert (ids >= 0).all()
        assert len(set(ids.tolist())) == len(ids)
