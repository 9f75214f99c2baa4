"""Files: read with one clear sentence for what is wrong, written so that nobody ever sees half of one."""

import hashlib
import os
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from corpus.errors import CorpusError, why


def read_text(path: Path) -> str:
    """Return the text of a file, line ends as they are.

    Raises CorpusError: it cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {why(error)}.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error


def read_toml(path: Path) -> dict[str, object]:
    """Return what a TOML file holds. Raises CorpusError: it cannot be read, is not UTF-8 or not TOML."""
    try:
        return tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CorpusError(f"{path} is not valid TOML: {error}.") from error


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """Open a UTF-8 file beside ``path`` that takes its place once all is written; till then ``path`` stays.

    Line ends are written as they are, half a surrogate pair as JSON's own escape for it.

    Raises OSError: the folder is missing or cannot be written to.
    """
    place = Path(os.path.realpath(path))  # a link stays a link
    partial = place.with_name(f".{place.name[:80]}.{uuid.uuid4().hex[:8]}.part")
    try:
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8, whole or not at all. Raises CorpusError: it cannot; ``path`` is as it was."""
    try:
        with written_whole(path) as stream:
            stream.write(text)
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {why(error)}.") from error


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 (hex) of some bytes."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a file's bytes. Raises OSError: it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
