"""``sources.toml``: one ``[[source]]`` table a document and a ``[corpus]`` table, checked field by field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from corpus.document import UNKNOWN, Source, SourceDate
from corpus.errors import CorpusError
from corpus.files import read_toml
from corpus.subject import About, read_about
from corpus.tables import Table, Text, checked

MANIFEST = "sources.toml"

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A checked entry. ``original_sha256`` is "" unless the text was extracted from another file."""

    source: Source
    original_sha256: str


@dataclass(frozen=True, kw_only=True)
class SourcesFile:
    """What the file says: an entry a document, in its order, and what the corpus says of itself."""

    entries: tuple[Entry, ...]
    about: About


def read_manifest(directory: Path) -> SourcesFile:
    """Read ``sources.toml`` of ``directory``.

    Raises CorpusError: no such folder or manifest, not UTF-8, not TOML, an unknown, missing or ill-typed
    field, a path that leaves the folder.
    """
    if not directory.is_dir():
        raise CorpusError(f"There is no folder {directory}: name a folder that holds a {MANIFEST}.")
    path = directory / MANIFEST
    if not path.is_file():
        msg = f"{directory} holds no {MANIFEST}: draft one with `aswritten sources new {directory}`."
        raise CorpusError(msg)
    table = read_toml(path)
    unknown = sorted(set(table) - {"source", "corpus"})
    if unknown:
        msg = f"{path}: unknown table or field {unknown[0]!r}: only [corpus] and [[source]] belong here."
        raise CorpusError(msg)
    sources = table.get("source")
    if not isinstance(sources, list) or not sources or not all(isinstance(s, dict) for s in sources):
        raise CorpusError(f"{path} names no document: give each one a [[source]] table.")
    entries = tuple(_entry(fields, f"{path}, entry {number}") for number, fields in enumerate(sources, 1))
    return SourcesFile(entries=entries, about=read_about(table.get("corpus", {}), f"{path}, corpus"))


def _entry(fields: Mapping[str, object], where: str) -> Entry:
    if isinstance(fields.get("doc_id"), str):
        where = f"{where} ({fields['doc_id']})"
    written = checked(_Written, fields, where)
    stated = [one.date for one in written.dates]
    if written.date not in {"", UNKNOWN, *stated}:
        msg = f"{where}: date = {written.date!r} must be one of its 'dates', or \"{UNKNOWN}\"."
        raise CorpusError(msg)
    source = Source(
        dates=tuple(SourceDate(date=one.date, meaning=one.meaning) for one in written.dates),
        date=written.date or max(stated, default=UNKNOWN),
        authors=written.authors,
        original=written.original or written.file,
        **written.model_dump(exclude={"dates", "date", "authors", "original", "original_sha256"}),
    )
    return Entry(source=source, original_sha256=written.original_sha256)


def is_date(value: object) -> bool:
    """Say whether a value is a date as the manifest writes it: year, month, day as far as given."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _inside(file: str, info: ValidationInfo) -> str:
    parts = PurePosixPath(file)
    if parts.is_absolute() or ".." in parts.parts or "\\" in file or ":" in file:
        raise ValueError(
            f"{info.field_name} = {file!r} must stay inside the folder of {MANIFEST} (use '/', no '..')."
        )
    return file


def _real_date(stated: str) -> str:
    if not is_date(stated):
        raise ValueError(f"{stated!r} is not a date such as {_STATED}.")
    return stated


_STATED = '{ date = "2004-01", meaning = "last updated" }'
_Known = Annotated[Text, Field(description=f'text in quotes, or "{UNKNOWN}"')]
_File = Annotated[
    str,
    Field(pattern=r"^[^\x00]*[^\s\x00][^\x00]*$", description="the name of a file"),
    AfterValidator(_inside),
]


class _Stated(Table):
    date: Annotated[str, AfterValidator(_real_date)]
    meaning: Text


class _Written(Table):
    doc_id: Annotated[
        str,
        Field(
            pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
            description="text made of letters, digits, '.', '_' and '-'",
        ),
    ]
    file: _File
    sha256: Annotated[
        str, Field(pattern="^[0-9a-f]{64}$", description="text made of 64 lower-case hexadecimal digits")
    ]
    title: _Known = UNKNOWN
    publisher: _Known = UNKNOWN
    audience: _Known = UNKNOWN
    kind: _Known = UNKNOWN
    language: _Known = UNKNOWN
    rights: _Known = UNKNOWN
    url: _Known = UNKNOWN
    authors: Annotated[
        tuple[Text, ...], Field(strict=False, description='a list of names, such as ["A. Name"], or []')
    ] = ()
    dates: Annotated[tuple[_Stated, ...], Field(strict=False, description=f"a list of {_STATED}, or []")] = ()
    date: _Known = ""
    original: _File = ""
    original_sha256: _Known = ""
