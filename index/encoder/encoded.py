"""Texts as vectors: each as a whole, and piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    ``starts``: where each piece starts in its text (white space around it left off), int64, shape (m,).
    ``by_word``: so many numbers of a vector come from a model that reads the word pieces, the first ones; the
    rest from one that knows more languages. 0 where there is but one model.
    """

    vectors: NDArray[np.float32]
    pieces: tuple[NDArray[np.int64], ...]
    tokens: tuple[NDArray[np.float32], ...]
    starts: tuple[NDArray[np.int64], ...]
    by_word: int = 0

    @classmethod
    def nothing(cls, dimension: int) -> Encoded:
        """Return what becomes of no text."""
        return cls(vectors=np.zeros((0, dimension), dtype=np.float32), pieces=(), tokens=(), starts=())

    def between(self, start: int, end: int) -> Encoded:
        """Return the texts from number ``start`` to before ``end``."""
        return Encoded(
            vectors=self.vectors[start:end],
            pieces=self.pieces[start:end],
            tokens=self.tokens[start:end],
            starts=self.starts[start:end],
            by_word=self.by_word,
        )

    def as_wholes(self) -> Encoded:
        """Return the texts without what a model made of word pieces that it does not know.

        Their vectors have length 1 again. Where there is but one model, nothing changes.
        """
        if not self.by_word:
            return self
        vectors = self.vectors.copy()
        vectors[:, : self.by_word] = 0
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return replace(
            self,
            vectors=vectors,
            pieces=tuple(pieces[:0] for pieces in self.pieces),
            tokens=tuple(tokens[:0] for tokens in self.tokens),
            starts=tuple(starts[:0] for starts in self.starts),
        )


def in_batches(
    ids: Sequence[Sequence[int]],
    special: Sequence[Sequence[int]],
    starts: Sequence[Sequence[int]],
    *,
    run: Run,
    dimension: int,
) -> Encoded:
    """Run a model over tokenized texts, equal ones once; only texts of one length share a batch.

    Nothing is padded then: what is encoded beside a text moves its vectors by a rounding error (1e-7) at
    most, and no time goes into padding. Each text is given by the ids of its word pieces, 1 for each that is
    ``special`` (only marks start or end), and where they start.
    """
    vectors = np.zeros((len(ids), dimension), dtype=np.float32)
    pieces: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)] * len(ids)
    tokens: list[NDArray[np.float32]] = [np.zeros((0, dimension), dtype=np.float32)] * len(ids)
    for batch in _batches(ids):
        rows = np.asarray([ids[places[0]] for places in batch], dtype=np.int64)
        found, piecewise = run(rows)
        piecewise = piecewise / np.maximum(np.linalg.norm(piecewise, axis=2, keepdims=True), 1e-12)
        for places, row, vector, of_row in zip(batch, rows, found, piecewise, strict=True):
            kept = np.asarray(special[places[0]]) == 0
            for place in places:
                vectors[place] = vector
                pieces[place], tokens[place] = row[kept], of_row[kept]
    real = [np.asarray(marks) == 0 for marks in special]
    return Encoded(
        vectors=vectors,
        pieces=tuple(pieces),
        tokens=tuple(tokens),
        starts=tuple(
            np.asarray(of_text, dtype=np.int64)[kept] for of_text, kept in zip(starts, real, strict=True)
        ),
    )


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[list[int]]]:
    """Yield batches of different texts of one length, each text as the places where it stands."""
    by_length: dict[int, dict[tuple[int, ...], list[int]]] = {}
    for place, text in enumerate(ids):
        by_length.setdefault(len(text), {}).setdefault(tuple(text), []).append(place)
    for texts in by_length.values():
        different = list(texts.values())
        for start in range(0, len(different), BATCH_SIZE):
            yield different[start : start + BATCH_SIZE]
