"""Linear maps of vectors, learned from the plain questions: of word pieces, and of whole texts (the metric).

That of word pieces, for late interaction, leads to fewer dimensions, as in ColBERT (Khattab and Zaharia
2020). It was trained so that a plain question finds its own place among others (``python -m evals
fit-projection``); what it was trained on stands in ``late_projection.json`` beside the weights. It belongs to
one encoder; with another, pieces are compared as they are. The metric is learned from each corpus when its
index is built.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = "models"
WEIGHTS_FILE = "late_projection.npy"
ABOUT_FILE = "late_projection.json"
PROJECTION_FILE = "projection.npy"
METRIC_FILE = "metric.npy"
"""The two that an index was built with, in the index's folder."""

SHRINKAGE = 1.0
"""λ, in units of the mean eigenvalue of S. 0.3, 1 and 3 score alike on held-out plain questions
(see evals/DECISIONS.md)."""

KEPT = 384
"""Dimensions that the metric leaves: those in which what is asked differs most. Of the 896 of the packaged
encoder 256, 384, 512 and all rank alike (evals/DECISIONS.md, 2026-11-30); fewer cost less."""

FEWEST_QUESTIONS = 200
"""With fewer questions the covariance says little; the encoder's own cosine is kept."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Projection:
    """``matrix``: float32, shape (dimension of the vectors, dimension of what becomes of them)."""

    matrix: NDArray[np.float32]

    @cached_property
    def identity(self) -> str:
        """Names the matrix by its content."""
        return hashlib.sha256(repr(self.matrix.shape).encode() + self.matrix.tobytes()).hexdigest()

    @cached_property
    def learned(self) -> bool:
        """Whether it changes any direction."""
        return not np.array_equal(self.matrix, np.eye(*self.matrix.shape, dtype=np.float32))

    @classmethod
    def plain(cls, dimension: int) -> Projection:
        """Return the one that changes no direction."""
        return cls(matrix=np.eye(dimension, dtype=np.float32))

    @classmethod
    def for_encoder(cls, identity: str, *, dimension: int) -> Projection:
        """Return the packaged one of word pieces if it was trained for this encoder, else the plain one."""
        folder = files("index").joinpath(FOLDER)
        about = json.loads(folder.joinpath(ABOUT_FILE).read_text(encoding="utf-8"))
        if about["encoder"] != identity:
            return cls.plain(dimension)
        with folder.joinpath(WEIGHTS_FILE).open("rb") as file:
            return cls(matrix=np.load(file, allow_pickle=False))

    @classmethod
    def from_groups(cls, vectors: NDArray[np.float32], groups: NDArray[np.int64]) -> Projection:
        """Learn the metric from vectors, shape (n, dimension), where rows of one group say the same.

        Fewer than ``FEWEST_QUESTIONS`` rows give the plain one.
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
        metric = (axes * scales) @ axes.T
        if dimension > KEPT:
            apart = vectors @ metric
            apart /= np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-12)
            metric = metric @ np.linalg.eigh(apart.T @ apart)[1][:, -KEPT:]
        return cls(matrix=np.ascontiguousarray(metric, dtype=np.float32))

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors projected, each of length 1."""
        projected = vectors @ self.matrix
        lengths = np.linalg.norm(projected, axis=1, keepdims=True)
        return np.ascontiguousarray(projected / np.maximum(lengths, 1e-12), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the matrix as ``.npy``."""
        np.save(path, self.matrix, allow_pickle=False)

    @classmethod
    def load(cls, path: Path) -> Projection:
        """Read what ``save`` wrote."""
        return cls(matrix=np.load(path, allow_pickle=False))
