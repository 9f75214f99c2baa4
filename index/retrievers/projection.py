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


METRIC_FILE = "metric.npy"

SHRINKAGE = 1.0
"""λ, in units of the mean eigenvalue of S. 0.3, 1 and 3 score alike on held-out plain questions
(see evals/DECISIONS.md)."""

FEWEST_QUESTIONS = 200
"""With fewer questions the covariance says little; the encoder's own cosine is kept."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Metric:
    """A symmetric matrix, float32, shape (dimension, dimension), applied to vectors before cosines."""

    matrix: NDArray[np.float32]

    @classmethod
    def plain(cls, dimension: int) -> Metric:
        """Return the metric that changes nothing."""
        return cls(matrix=np.eye(dimension, dtype=np.float32))

    @classmethod
    def from_groups(cls, vectors: NDArray[np.float32], groups: NDArray[np.int64]) -> Metric:
        """Learn from vectors, shape (n, dimension), where rows of one group say the same.

        Fewer than ``FEWEST_QUESTIONS`` rows give the plain metric.
        """
        dimension = vectors.shape[1]
        order = np.argsort(groups, kind="stable")
        vectors, groups = vectors[order].astype(np.float64), groups[order]
        _, starts, counts = np.unique(groups, return_index=True, return_counts=True)
        freedom = int((counts - 1).sum())
        if len(vectors) < FEWEST_QUESTIONS or freedom < 1:
            return cls.plain(dimension)
        means = np.add.reduceat(vectors, starts, axis=0) / counts[:, np.newaxis]
        deviations = vectors - np.repeat(means, counts, axis=0)
        values, axes = np.linalg.eigh(deviations.T @ deviations / freedom)
        values = np.maximum(values, 0.0)
        scales = (values + SHRINKAGE * values.mean()) ** -0.5
        return cls(matrix=np.ascontiguousarray((axes * scales) @ axes.T, dtype=np.float32))

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors under this metric, each of length 1, shape unchanged."""
        if not len(vectors):
            return vectors
        bent = vectors @ self.matrix
        lengths = np.linalg.norm(bent, axis=1, keepdims=True)
        return np.ascontiguousarray(bent / np.maximum(lengths, 1e-12), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the matrix into ``folder``."""
        np.save(folder / METRIC_FILE, self.matrix, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Metric:
        """Read what ``save`` wrote."""
        return cls(matrix=np.load(folder / METRIC_FILE, allow_pickle=False))
