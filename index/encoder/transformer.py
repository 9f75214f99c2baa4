"""A sentence-transformers model in PyTorch: what is compiled, and what answers where compiling fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoded import Encoded, in_batches
from index.errors import EncoderError
from index.location import stay_offline

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

MAX_CHARACTERS = 65_536
"""Texts are cut here before they reach a tokenizer, which would read a megabyte to keep 256 word pieces of
it. No model we can load reads further."""


class TransformerEncoder:
    """A sentence-transformers model in a local folder, loaded when the first text is encoded."""

    def __init__(
        self,
        *,
        identity: str,
        folder: Path,
        dimension: int | None = None,
        layers: Path | None = None,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        """Remember where the model lies, and its ``dimension``, to spare loading it only to ask for that.

        ``layers``: a safetensors file with weights that take the place of some of the model's. ``check``:
        called before weights are read, raises EncoderError where they are not those of ``identity``.
        """
        self.identity = identity
        self.check = check
        self.folder = folder
        self.layers = layers
        self._dimension = dimension
        self._model: SentenceTransformer | None = None
        # Fast tokenizers keep padding and truncation as state, so two threads must not share one at a time.
        self._lock = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        if self._dimension is None:
            self._dimension = self.model().get_embedding_dimension()
        if self._dimension is None:
            msg = f"The model in {self.folder} does not tell the length of its vectors: choose another."
            raise EncoderError(msg)
        return self._dimension

    def read(self, texts: Sequence[str]) -> Encoded:
        """Return the texts' vectors, whole and piece by piece.

        Raises EncoderError: the model cannot be loaded.
        """
        if not texts:
            return Encoded.nothing(self.dimension)
        model = self.model()
        whole = whole_model(model)
        with self._lock:
            ids = model.tokenizer(
                [encodable(text) for text in texts],
                truncation=True,
                max_length=model.max_seq_length,
                return_special_tokens_mask=True,
                return_offsets_mapping=True,
            )

        def run(rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            import torch

            given = torch.from_numpy(rows)
            with torch.no_grad():
                vectors, tokens = whole(given, torch.ones_like(given))
            return vectors.numpy(), tokens.numpy()

        return in_batches(
            ids["input_ids"],
            ids["special_tokens_mask"],
            [[start for start, _ in offsets] for offsets in ids["offset_mapping"]],
            run=run,
            dimension=self.dimension,
        )

    def model(self) -> SentenceTransformer:
        """Return the model, loaded. Raises EncoderError: it cannot be loaded."""
        with self._lock:
            if self._model is None:
                self.check()
                self._model = _load_model(self.folder, self.layers)
            return self._model


def whole_model(model: SentenceTransformer) -> torch.nn.Module:
    """Return the model as one function of word pieces: (ids, mask) → (unit vectors, piece vectors).

    Shapes: ids and mask int64 (n, m); vectors (n, dimension); piece vectors (n, m, dimension).
    """
    import torch

    class Whole(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.stages = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = {"input_ids": ids, "attention_mask": mask}
            for stage in self.stages:
                features = stage(features)
            vectors = torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)
            return vectors, features["token_embeddings"]

    return Whole().eval()


def encodable(text: str) -> str:
    """Cut what no model reads and replace lone surrogates, which tokenizers refuse."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8").strip()


def _load_model(folder: Path, layers: Path | None) -> SentenceTransformer:
    stay_offline()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    # Its bar for 103 tensors would stand in the terminal, above what the user asked for.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        return _with_layers(
            SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval(), layers
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        msg = f"The model in {folder} cannot be loaded ({error}): choose another encoder."
        raise EncoderError(msg) from error


def _with_layers(model: SentenceTransformer, layers: Path | None) -> SentenceTransformer:
    """Return ``model`` with the weights of the file ``layers`` in the place of its own, if one is given."""
    if layers is None:
        return model
    from safetensors.torch import load_file

    tuned = {name: values.float() for name, values in load_file(layers).items()}
    _, unknown = model[0].auto_model.load_state_dict(tuned, strict=False)
    if unknown:
        raise ValueError(f"{layers.name} has weights that the model lacks: {unknown[0]}")
    return model
