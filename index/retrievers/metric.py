"""A measure of likeness learned from the plain questions: what only varies in wording counts less.

Questions that lead to one place say the same in other words. The directions in which their vectors differ are
noise for retrieval; within-class covariance normalisation (Hatch, Kajarekar and Stolcke 2006) shrinks exactly
these: ``W = (S + λ mean(S) I)^(-1/2)``, where S is the mean covariance inside a group. Closed form, no
labels but the plain questions, nothing to tune by hand but λ.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
