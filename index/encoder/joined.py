"""The encoder that is used: an English model that reads word by word, and one of sixteen languages, joined.

A vector is that of all-MiniLM-L6-v2 followed by that of the multilingual model, so that a cosine is the mean
of both; the word pieces are those of all-MiniLM-L6-v2. The metric that each corpus learns weighs the halves
(see ``index/retrievers/projection.py``; figures in evals/DECISIONS.md, 2026-11-30).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.encoder.encoded import Encoded
from index.encoder.multilingual import MultilingualEncoder
from index.encoder.onnx import CompiledEncoder


@dataclass(frozen=True, kw_only=True)
class JoinedEncoder:
    """``words``: reads word pieces and whole texts; ``languages``: reads whole texts only."""

    words: CompiledEncoder
    languages: MultilingualEncoder = field(default_factory=MultilingualEncoder)

    @property
    def identity(self) -> str:
        """Names and weight hashes of both."""
        return f"{self.words.identity}+{self.languages.identity}"

    @property
    def dimension(self) -> int:
        """Length of the vectors: that of both."""
        return self.words.dimension + self.languages.dimension

    @property
    def piece_identity(self) -> str:
        """Name and weight hash of what reads the word pieces."""
        return self.words.identity

    @property
    def piece_dimension(self) -> int:
        """Length of the word pieces' vectors."""
        return self.words.dimension

    def read(self, texts: Sequence[str]) -> Encoded:
        """Return the texts' vectors, whole and piece by piece.

        Raises EncoderError: a model cannot be loaded.
        """
        read = self.words.read(texts)
        vectors = np.hstack([read.vectors, self.languages.vectors(texts)])
        both = (vectors / math.sqrt(2)).astype(np.float32, copy=False)
        return replace(read, vectors=both, by_word=self.words.dimension)

    def load_ahead(self) -> None:
        """Begin to load both models while the caller does something else."""
        self.words.load_ahead()
        self.languages.load_ahead()
