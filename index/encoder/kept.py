"""Weights in the form that is quickest to load: written once on each machine, with the hash of each file.

A folder holds the files of one model and ``about.json`` with the SHA-256 of each; what is not as written is
written again.
"""

import contextlib
import hashlib
import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import why
from corpus.files import file_sha256
from index.errors import EncoderError

FORMAT = 2
"""Raised whenever the files change their meaning."""
ABOUT_FILE = "about.json"


def kept_in(folder: Path, identity: str) -> Path:
    """Return the subfolder of ``folder`` for a model."""
    return folder / hashlib.sha256(identity.encode()).hexdigest()[:16]


def is_whole(folder: Path, *, identity: str) -> bool:
    """Say whether the folder holds this model as it was written."""
    try:
        about = json.loads((folder / ABOUT_FILE).read_text(encoding="utf-8"))
        return (about["format"], about["encoder"]) == (FORMAT, identity) and all(
            file_sha256(folder / name) == sha256 for name, sha256 in about["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def keep(folder: Path, *, identity: str, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill the folder of this model, unless it is there as it was written.

    Raises EncoderError: it cannot be written; and what ``write`` raises.
    """
    if is_whole(folder, identity=identity):
        return
    with _alone(folder):
        if is_whole(folder, identity=identity):
            return
        unfinished = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}.part")
        try:
            unfinished.mkdir(parents=True)
            write(unfinished)
            files = {path.name: file_sha256(path) for path in sorted(unfinished.iterdir())}
            about = {"format": FORMAT, "encoder": identity, "files": files}
            (unfinished / ABOUT_FILE).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
            # In one step: nobody sees half of it.
            shutil.rmtree(folder, ignore_errors=True)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time write a model: no other removes what it has just put in place."""
    from filelock import FileLock

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent.with_suffix(".lock")):
            yield
    except OSError as error:
        raise EncoderError(
            f"The compiled encoder cannot be written to {folder.parent} ({why(error)}): free some space "
            "or set ASWRITTEN_HOME to another folder."
        ) from error
