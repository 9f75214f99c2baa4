"""Small corpus folders for tests."""

from __future__ import annotations

import hashlib
from pathlib import Path

UTERUS = "The uterus is small.\n\nIt sits in the pelvis. The uterus is small.\n"
SARCOMA = "A sarcoma is rare.\n"


def sha256(text: str | bytes) -> str:
    """Return the SHA-256 of a text as UTF-8."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def entry(doc_id: str, file: str, content: str | bytes, more: str = "") -> str:
    """Return one ``[[source]]`` table."""
    return f'[[source]]\ndoc_id = "{doc_id}"\nfile = "{file}"\nsha256 = "{sha256(content)}"\n{more}\n'


def write_corpus(directory: Path) -> Path:
    """Write a corpus of two documents, "u" and "s", and return its folder."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "uterus.txt").write_bytes(UTERUS.encode())
    (directory / "sarcoma.txt").write_bytes(SARCOMA.encode())
    manifest = entry("u", "uterus.txt", UTERUS) + entry("s", "sarcoma.txt", SARCOMA)
    (directory / "sources.toml").write_text(manifest, encoding="utf-8")
    return directory
