"""A reader of question and span together in the languages that the cross-encoder does not know.

Both are read apart, by the multilingual encoder, and their vectors compared number by number: product and
distance of each, after Conneau et al. 2017 ("Supervised Learning of Universal Sentence Representations from
Natural Language Inference Data", InferSent). What of that tells an answer from what is only near was learned
from English passages (``python -m evals fit-sentence-pairs``): the encoder has one space for all languages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.multilingual import MultilingualEncoder

WEIGHTS = Path(str(files("chatbot").joinpath("models", "sentence_pairs.npy")))
"""A weight for each column of ``compared``, then the intercept; float32."""


@dataclass(frozen=True)
class SentencePairs:
    """``encoder``: whose vectors are compared."""

    encoder: MultilingualEncoder

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each text the log odds that it answers the question, about -6 to 4; shape (n,).

        Raises EncoderError: the encoder's package is not installed, or its files are not the expected ones.
        """
        if not texts:
            return np.zeros(0)
        asked, *read = self.encoder.vectors([question, *texts])
        columns = compared(np.tile(asked, (len(read), 1)), np.asarray(read))
        return np.asarray(columns @ self._weights[:-1] + self._weights[-1], dtype=np.float64)

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        return np.asarray(np.load(WEIGHTS, allow_pickle=False), dtype=np.float64)


def compared(questions: NDArray[np.float32], texts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return products, distances and cosine of rows of unit vectors, shapes (n, d) → (n, 2 d + 1)."""
    products = questions * texts
    return np.hstack([products, np.abs(questions - texts), products.sum(axis=1, keepdims=True)])
