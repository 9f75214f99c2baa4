"""Draft entries of ``sources.toml`` for documents that have none yet."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from corpus.document import UNKNOWN
from corpus.errors import CorpusError
from corpus.files import write_whole
from corpus.manifest import MANIFEST, read_manifest
from corpus.reader import decode, read_inside

TEXT_SUFFIX = ".txt"
EXTRACTED_FROM = (
    *(".csv", ".docx", ".epub", ".htm", ".html", ".markdown", ".md", ".pdf", ".tsv", ".xht", ".xhtml"),
)
"""Suffixes of originals whose text is kept beside them."""

READABLE = ".txt, .md, .html, .pdf, .docx, .epub and .csv"
"""The formats as sentences name them."""

EXTRACTED_SUFFIX = ".extracted.txt"

_HEADER = f"""\
# Drafted by `aswritten sources new`. Read each document and put in what it says of itself;
# leave "{UNKNOWN}" where it does not say. A date looks like this (year, month, day as far as given):
# dates = [{{ date = "2004-01", meaning = "last updated" }}]
# A kind that holds the word "interview", "comment" or "advocates" tells who speaks in the document.
"""
_TITLE_MAX = 120
_ID_MAX = 40


@dataclass(frozen=True, kw_only=True)
class BrokenFile:
    """A file that cannot become a document; ``reason`` is one sentence naming it."""

    file: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What drafting did: the manifest, the files that got an entry, those that could not."""

    manifest: Path
    added: tuple[str, ...]
    broken: tuple[BrokenFile, ...]


def extracted_name(file: str) -> str:
    """Return the name of the text kept beside an original: ``guide.pdf.extracted.txt``."""
    return file + EXTRACTED_SUFFIX


def originals(directory: Path) -> tuple[str, ...]:
    """Return the documents under ``directory`` by name: .txt files and originals, hidden ones left out.

    Raises:
        CorpusError: there is no such folder.

    """
    if not directory.is_dir():
        msg = f"There is no folder {directory}: name the folder that holds your documents."
        raise CorpusError(msg)
    names = {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}
    return tuple(sorted(name for name in names if _is_original(name, names)))


def _is_original(name: str, names: set[str]) -> bool:
    if any(part.startswith(".") for part in name.split("/")):
        return False
    lower = name.lower()
    if lower.endswith(EXTRACTED_SUFFIX) and name[: -len(EXTRACTED_SUFFIX)] in names:
        return False
    return lower.endswith((TEXT_SUFFIX, *EXTRACTED_FROM))


def unlisted(directory: Path) -> tuple[str, ...]:
    """Return the documents under ``directory`` that ``sources.toml`` does not name."""
    known = _known(directory)[1]
    return tuple(name for name in originals(directory) if name not in known)


def passed_over(directory: Path) -> tuple[BrokenFile, ...]:
    """Return the files under ``directory`` that no entry names, each with the reason; companions aside.

    Raises:
        CorpusError: there is no such folder, or its ``sources.toml`` is broken.

    """
    known, texts = _known(directory)[1], set(originals(directory))
    found: list[BrokenFile] = []
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        name = path.relative_to(directory).as_posix()
        hidden = any(part.startswith((".", "__")) for part in name.split("/"))
        if hidden or name in known or name == MANIFEST or name.endswith((".jsonl", ".toml", ".py")):
            continue
        if name in texts:
            reason = (
                f"{name} is passed over: it has no entry (`aswritten sources new {directory}` drafts one)."
            )
        elif name.lower().endswith(EXTRACTED_SUFFIX):
            continue
        else:
            reason = f"{name} is passed over: only {READABLE} documents can be read."
        found.append(BrokenFile(file=name, reason=reason))
    return tuple(found)


def draft_sources(directory: Path) -> Draft:
    """Write an entry for every document under ``directory`` that has none; entries there stay as they are.

    Text of files of other formats than .txt must have been extracted beside them before.

    Raises:
        CorpusError: no folder, no document in it, a ``sources.toml`` that is broken or cannot be written.

    """
    names = originals(directory)
    if not names:
        msg = f"{directory} holds no {READABLE.replace(' and ', ' or ')} file: put your documents there."
        raise CorpusError(msg)
    ids, files, contents = _known(directory)
    entries: list[dict[str, object]] = []
    broken: list[BrokenFile] = []
    for name in names:
        if name in files:
            continue
        try:
            entry = _draft_entry(directory, name, ids, contents)
        except CorpusError as error:
            broken.append(BrokenFile(file=name, reason=str(error)))
            continue
        ids.add(str(entry["doc_id"]))
        contents[str(entry["sha256"])] = name
        entries.append(entry)
    if entries:
        _append(directory / MANIFEST, entries)
    return Draft(
        manifest=directory / MANIFEST,
        added=tuple(str(entry.get("original", entry["file"])) for entry in entries),
        broken=tuple(broken),
    )


def _known(directory: Path) -> tuple[set[str], set[str], dict[str, str]]:
    """Return ids, files (texts and originals) and contents that the manifest has already."""
    if not (directory / MANIFEST).exists():
        return set(), set(), {}
    sources = [entry.source for entry in read_manifest(directory).entries]
    return (
        {source.doc_id for source in sources},
        {name for source in sources for name in (source.file, source.original)},
        {source.sha256: source.file for source in sources},
    )


def _draft_entry(directory: Path, name: str, ids: set[str], contents: dict[str, str]) -> dict[str, object]:
    file = name if name.lower().endswith(TEXT_SUFFIX) else extracted_name(name)
    if not (directory / file).is_file():
        msg = f"{name}: its text {file} is missing, so it was not extracted."
        raise CorpusError(msg)
    data = read_inside(directory, file)
    text = decode(data, file)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in contents:
        msg = f"{name} has the same content as {contents[sha256]}: keep one of the two."
        raise CorpusError(msg)
    entry: dict[str, object] = {"doc_id": _new_id(name, ids), "file": file}
    if file != name:
        entry["original"] = name
        entry["original_sha256"] = hashlib.sha256(read_inside(directory, name)).hexdigest()
    entry |= {"title": _title(text), "publisher": UNKNOWN, "authors": [], "dates": []}
    entry |= dict.fromkeys(("audience", "kind", "language", "rights", "url"), UNKNOWN)
    entry["sha256"] = sha256
    return entry


def _new_id(name: str, ids: set[str]) -> str:
    stem = Path(name).stem.lower()
    slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:_ID_MAX].strip("-") or "document"
    return next(candidate for candidate in _numbered(slug) if candidate not in ids)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def _title(text: str) -> str:
    """Return the first line if it looks like a title: short, alone, no full stop at its end.

    The "#" of an extracted or Markdown heading is no part of it.
    """
    lines = text.lstrip("\ufeff \t\r\n\f").split("\n", 2)
    first = re.sub(r"^#{1,6}\s+", "", lines[0]).strip()
    alone = len(lines) > 1 and not lines[1].strip()
    prose = len(first) > _TITLE_MAX or first.endswith((".", ":", ";", ","))
    return first if first and alone and not prose else UNKNOWN


def _append(manifest: Path, entries: Sequence[dict[str, object]]) -> None:
    before = manifest.read_bytes().decode("utf-8-sig").rstrip() + "\n" if manifest.exists() else _HEADER
    text = "\n".join((before, *("[[source]]\n" + tomli_w.dumps(entry) for entry in entries)))
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{manifest} cannot be added to: write its documents as [[source]] tables first."
        raise CorpusError(msg) from error
    write_whole(manifest, text)
