"""The projection of word-piece vectors for late interaction, learned from the plain questions.

A linear map to fewer dimensions, as in ColBERT (Khattab and Zaharia 2020). It was trained so that a plain
question finds its own place among others (``python -m evals fit-projection``); what it was trained on
stands in ``late_projection.json`` beside the weights. It belongs to one encoder; with another, pieces are
compared as they are.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = "models"
WEIGHTS_FILE = "late_projection.npy"
ABOUT_FILE = "late_projection.json"
PROJECTION_FILE = "projection.npy"
"""The projection that an index was built with, in the index's folder."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Projection:
    """``matrix``: float32, shape (encoder's dimension, dimension). ``identity`` names its content."""

    matrix: NDArray[np.float32]
    identity: str

    @classmethod
    def of(cls, matrix: NDArray[np.float32]) -> Projection:
        """Name a matrix by its content."""
        matrix = np.ascontiguousarray(matrix, dtype=np.float32)
        digest = hashlib.sha256(repr(matrix.shape).encode() + matrix.tobytes()).hexdigest()
        return cls(matrix=matrix, identity=digest)

    @classmethod
    def for_encoder(cls, identity: str, *, dimension: int) -> Projection:
        """Return the packaged projection if it was trained for this encoder, else the identity."""
        folder = files("index").joinpath(FOLDER)
        about = json.loads(folder.joinpath(ABOUT_FILE).read_text(encoding="utf-8"))
        if about["encoder"] != identity:
            return cls.of(np.eye(dimension, dtype=np.float32))
        with folder.joinpath(WEIGHTS_FILE).open("rb") as file:
            return cls.of(np.load(file, allow_pickle=False))

    def save(self, folder: Path) -> None:
        """Write ``projection.npy`` into ``folder``."""
        np.save(folder / PROJECTION_FILE, self.matrix, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Projection:
        """Read what ``save`` wrote."""
        return cls.of(np.load(folder / PROJECTION_FILE, allow_pickle=False))

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors projected, each of length 1."""
        projected = vectors @ self.matrix
        lengths = np.linalg.norm(projected, axis=1, keepdims=True)
        return np.asarray(projected / np.maximum(lengths, 1e-12), dtype=np.float32)
