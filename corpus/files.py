"""Files: written so that nobody ever sees half of one, and known by their bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from corpus.errors import CorpusError, why


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 to a file beside ``path``, then put it in its place in one step.

    Line ends are written as they are.

    Raises:
        CorpusError: the folder is missing or cannot be written to; ``path`` is as it was.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only their owner may read; a document is no secret.
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise CorpusError(f"{path} cannot be written: {why(error)}.") from error


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
