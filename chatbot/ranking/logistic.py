"""A logistic combination of named features, small enough to read: ranker, reranker and answerability.

Weights, means and scales of each stand in ``chatbot/models`` (``ranker.json``, ``ranker_bare.json`` …) with
the command that fitted them (``python -m evals fit``).
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class LogisticModel:
    """A logistic regression over named features.

    Probability = 1 / (1 + exp(-(intercept + weights · (x - means) / scales))). A feature that does not exist
    for a corpus is NaN and counts as its mean: it adds nothing.
    ``features`` name the columns; the arrays are float64 of that length.
    """

    features: tuple[str, ...]
    weights: NDArray[np.float64]
    intercept: float
    means: NDArray[np.float64]
    scales: NDArray[np.float64]

    def logits(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log odds for each row of ``matrix``, shape (n, features) → (n,)."""
        result: NDArray[np.float64] = self._standard(matrix) @ self.weights + self.intercept
        return result

    def probabilities(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability for each row of ``matrix``, shape (n, features) → (n,)."""
        return probabilities_of(self.logits(matrix))

    def contributions(self, row: NDArray[np.float64]) -> dict[str, float]:
        """Return what each feature of one row adds to its log odds."""
        added = self._standard(row) * self.weights
        return dict(zip(self.features, added.tolist(), strict=True))

    def _standard(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(np.isnan(values), 0.0, (values - self.means) / self.scales)


def probabilities_of(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of log odds, same shape."""
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(logits, -40, 40)))
    return result


def load_model(name: str, *, features: tuple[str, ...], folder: Traversable | None = None) -> LogisticModel:
    """Return the model ``name`` of ``folder``: by default the packaged one.

    Raises ValueError: if its features are not ``features``: code and weights do not belong together.
    """
    folder = folder or files("chatbot").joinpath("models")
    raw = json.loads(folder.joinpath(f"{name}.json").read_text("utf-8"))
    if tuple(raw["weights"]) != features:
        raise ValueError(
            f"The model {name} was fitted on other features; fit it again with: python -m evals fit"
        )
    return LogisticModel(
        features=features,
        weights=np.asarray(list(raw["weights"].values())),
        intercept=float(raw["intercept"]),
        means=np.asarray([raw["means"][name] for name in features]),
        scales=np.asarray([raw["scales"][name] for name in features]),
    )
