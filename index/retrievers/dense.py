"""Search by meaning: FAISS inner product over unit vectors, so that scores are cosines."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndexError
from index.retrievers.ranking import Ranking, best, no_results

DENSE_FILE = "vectors.faiss"
VECTORS_FILE = "vectors.npy"
"""Beside a FAISS index that does not keep the vectors in order."""

FLAT_UP_TO = 50_000
"""Vectors that are all compared with the question: 384 numbers each, 50,000 take about 10 ms on one core."""
RECALL_TO_HOLD = 0.99
"""Share of the true ten nearest that a clustered index must find, measured when it is built."""
_PROBED_QUERIES = 200
_TRAINED_ON_EACH = 64
"""Vectors a cluster is trained on: FAISS asks for 39 at least."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DenseIndex:
    """Vectors numbered from 0, shape (n, dimension); of a flat index FAISS's own memory, not a copy.

    Up to ``FLAT_UP_TO`` vectors search is exhaustive and exact. Beyond, vectors are clustered
    (``IndexIVFFlat``), and as many clusters are looked into as the recall asks for.
    """

    vectors: NDArray[np.float32]
    _faiss: Any = field(repr=False)

    @classmethod
    def from_vectors(cls, vectors: NDArray[np.float32], *, flat_up_to: int = FLAT_UP_TO) -> DenseIndex:
        """Build over L2-normalised rows, shape (n, dimension); n may be 0."""
        faiss = _faiss()
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        if len(vectors) > flat_up_to:
            return cls(vectors=vectors, _faiss=_clustered(vectors))
        index = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            index.add(vectors)
        return cls(vectors=_vectors_inside(index), _faiss=index)

    @property
    def kind(self) -> str:
        """What FAISS does: ``flat``, or ``ivf`` with how many of its clusters are looked into."""
        if not hasattr(self._faiss, "nprobe"):
            return "flat"
        return f"ivf {self._faiss.nprobe}/{self._faiss.nlist}"

    def search_all(self, queries: NDArray[np.float32], *, k: int) -> list[Ranking]:
        """Return the ``k`` nearest for each row; where scores tie at the end, the lowest ids.

        FAISS leaves ties in the order of its heap, so more are fetched until the tie is complete.
        """
        size = len(self.vectors)
        if size == 0 or k <= 0:
            return [no_results() for _ in queries]
        wanted = min(k, size)
        fetched = min(wanted + _SLACK, size)
        while True:
            scores, ids = self._faiss.search(np.ascontiguousarray(queries, dtype=np.float32), fetched)
            cut_tie = (scores[:, wanted - 1] == scores[:, -1]) & (ids[:, -1] >= 0)
            if fetched == size or not cut_tie.any():
                return [_real(*row, k=wanted) for row in zip(ids, scores, strict=True)]
            fetched = min(fetched * 4, size)

    def similarities(self, queries: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of every query with every named vector, shape (len(queries), len(ids))."""
        faiss = _faiss()
        # FAISS's own kernel reads the vectors where they lie, gives to the bit what its search gives, and
        # wakes no threads: on a busy machine BLAS's cost more than a product this small.
        result = np.empty((len(queries), len(ids)), dtype=np.float32)
        wanted = np.ascontiguousarray(ids, dtype=np.int64)
        for query, row in zip(np.ascontiguousarray(queries, dtype=np.float32), result, strict=True):
            faiss.fvec_inner_products_by_idx(
                faiss.swig_ptr(row),
                faiss.swig_ptr(query),
                faiss.swig_ptr(self.vectors),
                faiss.swig_ptr(wanted),
                self.vectors.shape[1],
                1,
                len(wanted),
            )
        return result

    def save(self, folder: Path) -> None:
        """Write ``vectors.faiss``, and ``vectors.npy`` where FAISS keeps them in another order."""
        _faiss().write_index(self._faiss, str(folder / DENSE_FILE))
        if self.kind != "flat":
            np.save(folder / VECTORS_FILE, self.vectors, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """Read what ``save`` wrote.

        Raises DamagedIndexError: a file is missing or is not what ``save`` writes.
        """
        try:
            index = _faiss().read_index(str(folder / DENSE_FILE))
            if hasattr(index, "nprobe"):
                return cls(vectors=np.load(folder / VECTORS_FILE, allow_pickle=False), _faiss=index)
            return cls(vectors=_vectors_inside(index), _faiss=index)
        except (RuntimeError, AttributeError, OSError, ValueError) as error:
            msg = f"The dense index in {folder} is damaged: build the index again."
            raise DamagedIndexError(msg) from error


_SLACK = 16
"""Fetched beyond what is asked for, so that a short tie at the end is complete at the first attempt."""


def _faiss() -> ModuleType:
    """Load FAISS, with one thread: a question's share of work is too small to wake others for."""
    import faiss

    faiss.omp_set_num_threads(1)
    module: ModuleType = faiss
    return module


@contextmanager
def _all_cores(faiss: ModuleType) -> Iterator[None]:
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(1)


def _vectors_inside(index: Any) -> NDArray[np.float32]:  # noqa: ANN401 - FAISS's classes have no stubs
    if index.ntotal == 0:
        return np.zeros((0, index.d), dtype=np.float32)
    values: NDArray[np.float32] = _faiss().rev_swig_ptr(index.get_xb(), index.ntotal * index.d)
    return values.reshape(index.ntotal, index.d)


def _clustered(vectors: NDArray[np.float32]) -> Any:  # noqa: ANN401
    """Cluster (k-means from a fixed seed) and look into as few clusters as hold ``RECALL_TO_HOLD``.

    A count of clusters near 4 sqrt(n) balances finding the clusters against reading them (FAISS guidelines).
    """
    faiss = _faiss()
    size, dimension = vectors.shape
    clusters = int(4 * math.sqrt(size))
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, clusters, faiss.METRIC_INNER_PRODUCT)
    chosen = np.random.default_rng(0).permutation(size)
    with _all_cores(faiss):
        index.train(vectors[np.sort(chosen[: clusters * _TRAINED_ON_EACH])])
        index.add(vectors)
        queries = _between(vectors, chosen)
        exact = faiss.knn(queries, vectors, 10, metric=faiss.METRIC_INNER_PRODUCT)[1]
        index.nprobe = 1
        while index.nprobe < clusters and _recall(index.search(queries, 10)[1], exact) < RECALL_TO_HOLD:
            index.nprobe *= 2
    return index


def _between(vectors: NDArray[np.float32], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return questions to measure recall with: like the vectors, yet none of them, so halfway between two."""
    count = min(_PROBED_QUERIES, len(vectors) // 2)
    mixed = vectors[chosen[:count]] + vectors[chosen[count : 2 * count]]
    unit: NDArray[np.float32] = mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-9)
    return unit


def _recall(found: NDArray[np.int64], exact: NDArray[np.int64]) -> float:
    return float(np.mean([np.isin(mine, theirs).mean() for mine, theirs in zip(found, exact, strict=True)]))


def _real(ids: NDArray[np.int64], scores: NDArray[np.float32], *, k: int) -> Ranking:
    """Drop the id -1 with which FAISS pads what it does not find, and order the rest."""
    found = ids >= 0
    return best(ids[found], scores[found], k=k)
