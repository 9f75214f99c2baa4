"""Search by meaning: FAISS inner product over unit vectors, so that scores are cosines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndexError
from index.hit import Ranking
from index.ranking import best, no_results

DENSE_FILE = "vectors.faiss"


@dataclass(frozen=True, kw_only=True, eq=False)
class DenseIndex:
    """Vectors numbered from 0. ``vectors``, shape (n, dimension), is FAISS's own memory: not a copy."""

    vectors: NDArray[np.float32]
    _faiss: Any = field(repr=False)

    @classmethod
    def from_vectors(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """Build over L2-normalised rows, shape (n, dimension); n may be 0."""
        faiss = _faiss()
        index = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls._around(index)

    @classmethod
    def _around(cls, index: Any) -> DenseIndex:  # noqa: ANN401 - FAISS's classes have no stubs
        faiss = _faiss()
        if index.ntotal == 0:
            return cls(vectors=np.zeros((0, index.d), dtype=np.float32), _faiss=index)
        values = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d)
        return cls(vectors=values.reshape(index.ntotal, index.d), _faiss=index)

    def search(self, query: NDArray[np.float32], *, k: int) -> Ranking:
        """Return the ``k`` vectors nearest to one of shape (dimension,)."""
        return self.search_all(query[np.newaxis], k=k)[0]

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
        """Write ``vectors.faiss`` into an existing folder."""
        faiss = _faiss()
        faiss.write_index(self._faiss, str(folder / DENSE_FILE))

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """Read what ``save`` wrote.

        Raises:
            DamagedIndexError: the file is missing or is not what ``save`` writes.

        """
        faiss = _faiss()
        try:
            return cls._around(faiss.read_index(str(folder / DENSE_FILE)))
        except (RuntimeError, AttributeError) as error:
            msg = f"The dense index in {folder} is damaged: build the index again."
            raise DamagedIndexError(msg) from error


def _faiss() -> ModuleType:
    """Load FAISS, with one thread: a question's share of work is too small to wake others for."""
    import faiss

    faiss.omp_set_num_threads(1)
    module: ModuleType = faiss
    return module


_SLACK = 16
"""Fetched beyond what is asked for, so that a short tie at the end is complete at the first attempt."""


def _real(ids: NDArray[np.int64], scores: NDArray[np.float32], *, k: int) -> Ranking:
    """Drop the id -1 with which FAISS pads what it does not find, and order the rest."""
    found = ids >= 0
    return best(ids[found], scores[found], k=k)
