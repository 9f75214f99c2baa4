"""Stand-ins whose answers can be worked out in the head."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoded import Encoded
from index.text import tokenize


class HashEncoder:
    """Counts terms in buckets chosen by a hash: equal terms give cosine 1, none shared about 0.

    ``encoded`` lists every text it was ever asked for, in order.
    """

    def __init__(self, *, dimension: int = 64, name: str = "hash") -> None:
        """Choose the length of vectors; ``name`` tells two fakes apart."""
        self.dimension = dimension
        self.identity = self.piece_identity = f"{name}:{dimension}"
        self.piece_dimension = dimension
        self.encoded: list[str] = []

    def load_ahead(self) -> None:
        """Nothing has to be loaded."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), dimension); without terms, along the first axis."""
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for term in tokenize(text):
                vectors[row, self._bucket(term)] += 1
            if not vectors[row].any():
                vectors[row, 0] = 1
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def read(self, texts: Sequence[str]) -> Encoded:
        """Return the same vectors, and for each term its bucket as piece and as vector."""
        vectors = self.encode(texts)
        found = [
            [
                (self._bucket(term), word.start())
                for word in re.finditer(r"\S+", text)
                for term in tokenize(word.group())
            ]
            for text in texts
        ]
        pieces = tuple(np.asarray([bucket for bucket, _ in one], dtype=np.int64) for one in found)
        axes = np.eye(self.dimension, dtype=np.float32)
        return Encoded(
            vectors=vectors,
            pieces=pieces,
            tokens=tuple(axes[buckets] for buckets in pieces),
            starts=tuple(np.asarray([start for _, start in one], dtype=np.int64) for one in found),
        )

    def _bucket(self, term: str) -> int:
        return int.from_bytes(hashlib.sha256(term.encode()).digest()[:4], "big") % self.dimension
