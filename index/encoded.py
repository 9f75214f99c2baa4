"""Texts as vectors: each as a whole, and piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BATCH_SIZE = 64

Run = Callable[[NDArray[np.int64]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""A model: ids of word pieces, shape (n, m) → vectors (n, dimension) and piece vectors (n, m, dimension)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Encoded:
    """What a model makes of n texts; all vectors have length 1.

    ``vectors``: float32, shape (n, dimension), one a text. ``pieces``: for each text the ids of its word
    pieces in the model's vocabulary, int64, shape (m,), without those that only mark start and end.
    ``tokens``: for each text a vector for each of these pieces in its place, float32, shape (m, dimension).
    """

    vectors: NDArray[np.float32]
    pieces: tuple[NDArray[np.int64], ...]
    tokens: tuple[NDArray[np.float32], ...]

    @classmethod
    def nothing(cls, dimension: int) -> Encoded:
        """Return what becomes of no text."""
        return cls(vectors=np.zeros((0, dimension), dtype=np.float32), pieces=(), tokens=())

    def between(self, start: int, end: int) -> Encoded:
        """Return the texts from number ``start`` to before ``end``."""
        return Encoded(
            vectors=self.vectors[start:end], pieces=self.pieces[start:end], tokens=self.tokens[start:end]
        )


def in_batches(
    ids: Sequence[Sequence[int]], special: Sequence[Sequence[int]], *, run: Run, dimension: int
) -> Encoded:
    """Run a model over tokenized texts; only texts of one length share a batch.

    Nothing is padded then: what is encoded beside a text moves its vectors by a rounding error (1e-7) at
    most, and no time goes into padding.

    Args:
        ids: for each text the ids of its word pieces.
        special: for each piece 1 where it only marks start or end, else 0.
        run: the model.
        dimension: of its vectors.
    """
    vectors = np.zeros((len(ids), dimension), dtype=np.float32)
    pieces: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)] * len(ids)
    tokens: list[NDArray[np.float32]] = [np.zeros((0, dimension), dtype=np.float32)] * len(ids)
    by_length: dict[int, list[int]] = {}
    for place, text in enumerate(ids):
        by_length.setdefault(len(text), []).append(place)
    for places in by_length.values():
        for start in range(0, len(places), BATCH_SIZE):
            batch = places[start : start + BATCH_SIZE]
            rows = np.asarray([ids[place] for place in batch], dtype=np.int64)
            found, piecewise = run(rows)
            vectors[batch] = found
            piecewise = piecewise / np.maximum(np.linalg.norm(piecewise, axis=2, keepdims=True), 1e-12)
            for place, row, of_row in zip(batch, rows, piecewise, strict=True):
                kept = np.asarray(special[place]) == 0
                pieces[place], tokens[place] = row[kept], of_row[kept]
    return Encoded(vectors=vectors, pieces=tuple(pieces), tokens=tuple(tokens))
