"""What an index folder says of itself, and whether that is true."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.files import file_sha256
from index.errors import DamagedIndexError

FORMAT = 7
"""Raised whenever the files of an index change their meaning."""
MANIFEST_FILE = "manifest.json"
_INDEXING_MODULES = (
    "text.py facts.py offered.py quantities.py retrievers/*.py storage/contents.py models/*.npy".split()
)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What an index was built from.

    ``corpus``: the corpus's fingerprint, ``doc_ids`` its documents in order. ``encoder``: its identity.
    ``program``: hash of the code that decides what is indexed. ``files``: SHA-256 (hex) of every file of
    the folder but this one, by path relative to it.
    """

    format: int
    corpus: str
    doc_ids: tuple[str, ...]
    encoder: str
    program: str
    files: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all but the files: equal for equal input, on every machine."""
        parts = [str(self.format), self.corpus, self.encoder, self.program]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def program_sha256() -> str:
    """Hash the source of what decides which texts are indexed and by which terms."""
    import index
    import ingest

    files: list[Path] = []
    for package, pattern in ((ingest, "**/*"), *((index, name) for name in _INDEXING_MODULES)):
        folder = Path(str(package.__file__)).parent
        files += sorted(
            path for path in folder.glob(pattern) if path.is_file() and "__pycache__" not in path.parts
        )
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def hash_files(folder: Path) -> dict[str, str]:
    """Hash every file below a folder but its manifest."""
    return {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST_FILE
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json``, last of all files of a new index."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True)
    (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read ``manifest.json``. Raises DamagedIndexError: it is missing or is not a manifest."""
    from pydantic import TypeAdapter

    path = folder / MANIFEST_FILE
    try:
        return TypeAdapter(Manifest).validate_json(path.read_bytes(), strict=True)
    except (OSError, ValueError) as error:
        msg = f"The index's manifest ({path}) is missing or damaged: build the index again."
        raise DamagedIndexError(msg) from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the hash it was written with.

    Raises DamagedIndexError: naming the first that is missing or different; OSError: one cannot be read.
    """
    found = hash_files(folder)
    for name, expected in manifest.files.items():
        if found.get(name) != expected:
            state = "damaged" if name in found else "missing"
            raise DamagedIndexError(f"The index file {folder / name} is {state}: build the index again.")
