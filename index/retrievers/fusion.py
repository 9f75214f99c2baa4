"""Several rankings into one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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
