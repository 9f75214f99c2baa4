"""Order and fuse results: best first, equal scores by ascending id, so that equal runs give equal answers."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ranking: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Ids and their scores, both of shape (n,), best first; equal scores by ascending id. Only real results."""


def best(ids: NDArray[np.int64], scores: NDArray[np.float32], *, k: int) -> Ranking:
    """Return the ``k`` best of distinct ids, without sorting the rest."""
    if len(ids) > k > 0:
        threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = scores >= threshold
        ids, scores = ids[kept], scores[kept]
    order = np.lexsort((ids, -scores))[:k]
    return ids[order].astype(np.int64), scores[order].astype(np.float32)


def no_results() -> Ranking:
    """Return the ranking of a question that finds nothing."""
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)


RANK_CONSTANT = 60
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""


def reciprocal_ranks(
    rankings: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Fuse rankings, each given as ids and their ranks from 1.

    Returns ids and sums of 1 / (60 + rank), best first, equal sums by ascending id.
    """
    if not rankings:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    all_ids = np.concatenate([ids for ids, _ in rankings])
    shares = np.concatenate([1 / (RANK_CONSTANT + ranks) for _, ranks in rankings])
    ids, places = np.unique(all_ids, return_inverse=True)
    sums = np.bincount(places, weights=shares, minlength=len(ids)).astype(np.float32)
    order = np.lexsort((ids, -sums))
    return ids[order], sums[order]
