"""Draft entries of ``sources.toml`` for documents that have none yet."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import tomlkit

from corpus.document import UNKNOWN
from corpus.errors import CorpusError
from corpus.files import sha256_of, write_whole
from corpus.manifest import MANIFEST, read_manifest
from corpus.reader import BrokenFile, decode, read_inside

TEXT_SUFFIX = ".txt"
EXTRACTED_FROM = (
    ".csv", ".docx", ".epub", ".htm", ".html", ".markdown", ".md", ".pdf", ".tsv", ".xht", ".xhtml",
)  # fmt: skip
"""Suffixes of originals whose text is kept beside them."""

READABLE = ".txt, .md, .html, .pdf, .docx, .epub and .csv"
"""The formats as sentences name them."""

EXTRACTED_SUFFIX = ".extracted.txt"

_HEADER = f"""\
# Drafted by `aswritten sources new`. Read each document and put in what it says of itself;
# leave "{UNKNOWN}" where it does not say. A date looks like this (year, month, day as far as given):
# dates = [{{ date = "2004-01", meaning = "last updated" }}]
# Where the documents are about health, say so, so that answers carry the notices that this calls for:
# [corpus]
# medical = true
# A kind that holds the word "interview", "comment" or "advocates" tells who speaks in the document.
"""
_TITLE_MAX = 120
_TOP = 1000
"""Characters of a text in which its title is sought."""
_ID_MAX = 40


@dataclass(frozen=True, kw_only=True)
class SourcesDraft:
    """What drafting did: the manifest, the files that got an entry, those that could not.

    ``guessed``: for each of ``added`` the fields that were guessed from the file.
    """

    manifest: Path
    added: tuple[str, ...]
    broken: tuple[BrokenFile, ...]
    guessed: tuple[tuple[str, ...], ...]


Guess = Callable[[bytes, str, str], Mapping[str, object]]
"""Tells fields of an entry from a file's bytes, its name and its text; what it cannot tell it leaves out."""


def guess_title(data: bytes, name: str, text: str) -> Mapping[str, object]:
    """Take the first heading marked "#" near the top for the title, else the first line if it looks like one.

    A line does that is short, alone and without a full stop.
    """
    del data, name
    if heading := re.search(r"^# +(?=\S)(.{1,120})$", text[:_TOP], re.MULTILINE):
        return {"title": heading[1].strip()}
    lines = text.lstrip("\ufeff \t\r\n\f").split("\n", 2)
    first = re.sub(r"^#{1,6}\s+", "", lines[0]).strip()
    alone = len(lines) > 1 and not lines[1].strip()
    prose = len(first) > _TITLE_MAX or first.endswith((".", ":", ";", ","))
    return {"title": first} if first and alone and not prose else {}


def extracted_name(file: str) -> str:
    """Return the name of the text kept beside an original: ``guide.pdf.extracted.txt``."""
    return file + EXTRACTED_SUFFIX


def originals(directory: Path) -> tuple[str, ...]:
    """Return the documents under ``directory`` by name: .txt files and originals, hidden ones left out.

    Raises CorpusError: there is no such folder.
    """
    if not directory.is_dir():
        raise CorpusError(f"There is no folder {directory}: name the folder that holds your documents.")
    names = {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}
    return tuple(sorted(name for name in names if _is_original(name, names)))


def _is_original(name: str, names: set[str]) -> bool:
    if any(part.startswith(".") for part in name.split("/")) or _as_text(name) != name:
        return False
    lower = name.lower()
    if lower.endswith(EXTRACTED_SUFFIX) and name[: -len(EXTRACTED_SUFFIX)] in names:
        return False
    return lower.endswith((TEXT_SUFFIX, *EXTRACTED_FROM))


def _as_text(name: str) -> str:
    """A name as a manifest can hold it: what is no Unicode text, but a file system takes, as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def unlisted(directory: Path) -> tuple[str, ...]:
    """Return the documents under ``directory`` that ``sources.toml`` does not name."""
    known = _known(directory)[1]
    return tuple(name for name in originals(directory) if name not in known)


def passed_over(directory: Path) -> tuple[BrokenFile, ...]:
    """Return the files under ``directory`` that no entry names, each with the reason; companions aside.

    Raises CorpusError: there is no such folder, or its ``sources.toml`` is broken.
    """
    known, texts = _known(directory)[1], set(originals(directory))
    found: list[BrokenFile] = []
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        name = path.relative_to(directory).as_posix()
        hidden = any(part.startswith((".", "__")) for part in name.split("/"))
        if hidden or name in known or name == MANIFEST or name.endswith((".jsonl", ".toml", ".py")):
            continue
        if _as_text(name) != name:
            reason = f"{_as_text(name)} is passed over: its name is not Unicode text: give it another."
        elif name in texts:
            remedy = f"`aswritten sources new {directory}` drafts one or says why not"
            reason = f"{name} is passed over: it has no entry ({remedy})."
        elif name.lower().endswith(EXTRACTED_SUFFIX):
            continue
        else:
            reason = f"{name} is passed over: only {READABLE} documents can be read."
        found.append(BrokenFile(file=_as_text(name), reason=reason))
    return tuple(found)


def draft_sources(directory: Path, *, guess: Guess = guess_title) -> SourcesDraft:
    """Write an entry for every document under ``directory`` that has none; entries there stay as they are.

    Text of files of other formats than .txt must have been extracted beside them before. What is guessed
    says so in the manifest.

    Raises CorpusError: no folder, no document in it, a ``sources.toml`` that is broken or cannot be written.
    """
    names = originals(directory)
    if not names:
        msg = f"{directory} holds no {READABLE.replace(' and ', ' or ')} file: put your documents there."
        raise CorpusError(msg)
    ids, files, contents = _known(directory)
    entries: list[dict[str, object]] = []
    guessed: list[tuple[str, ...]] = []
    broken: list[BrokenFile] = []
    for name in names:
        if name in files:
            continue
        try:
            entry, told = _draft_entry(directory, name, ids, contents, guess)
        except CorpusError as error:
            broken.append(BrokenFile(file=name, reason=str(error)))
            continue
        ids.add(str(entry["doc_id"]))
        contents[str(entry["sha256"])] = name
        entries.append(entry)
        guessed.append(told)
    if entries:
        _append(directory / MANIFEST, entries, guessed)
    return SourcesDraft(
        manifest=directory / MANIFEST,
        added=tuple(str(entry.get("original", entry["file"])) for entry in entries),
        broken=tuple(broken),
        guessed=tuple(guessed),
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


def _draft_entry(
    directory: Path, name: str, ids: set[str], contents: dict[str, str], guess: Guess
) -> tuple[dict[str, object], tuple[str, ...]]:
    file = name if name.lower().endswith(TEXT_SUFFIX) else extracted_name(name)
    if not (directory / file).is_file():
        raise CorpusError(f"{name}: its text {file} is missing, so it was not extracted.")
    data = read_inside(directory, file)
    text = decode(data, file)
    sha256 = sha256_of(data)
    if sha256 in contents:
        raise CorpusError(f"{name} has the same content as {contents[sha256]}: keep one of the two.")
    original = read_inside(directory, name)
    entry: dict[str, object] = {"doc_id": _new_id(name, ids), "file": file}
    if file != name:
        entry["original"] = name
        entry["original_sha256"] = sha256_of(original)
    told = guess(original, name, text)
    entry |= {"title": UNKNOWN, "publisher": UNKNOWN, "authors": [], "dates": []}
    entry |= dict.fromkeys(("audience", "kind", "language", "rights", "url"), UNKNOWN)
    entry |= told
    entry["sha256"] = sha256
    return entry, tuple(field for field in entry if field in told)


def _new_id(name: str, ids: set[str]) -> str:
    stem = Path(name).stem.lower()
    slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:_ID_MAX].strip("-") or "document"
    candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in ids)


def _append(manifest: Path, entries: Sequence[dict[str, object]], guessed: Sequence[tuple[str, ...]]) -> None:
    before = manifest.read_bytes().decode("utf-8-sig").rstrip() + "\n" if manifest.exists() else _HEADER
    text = "\n".join((before, *map(_written, entries, guessed)))
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{manifest} cannot be added to: write its documents as [[source]] tables first."
        raise CorpusError(msg) from error
    write_whole(manifest, text)


def _written(entry: Mapping[str, object], guessed: tuple[str, ...]) -> str:
    table = tomlkit.table()
    for name, value in entry.items():
        if name == "dates" and isinstance(value, list):
            dates = tomlkit.array()
            dates.extend(value)
            table.add(name, dates)
        else:
            table.add(name, value)
        if name in guessed:
            table[name].comment("guessed from the file: check it")
    tables = tomlkit.aot()
    tables.append(table)
    return tomlkit.dumps({"source": tables})
