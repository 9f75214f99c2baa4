"""``sources.toml``: one ``[[source]]`` table a document and a ``[corpus]`` table, checked field by field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from corpus.document import UNKNOWN, Source, SourceDate
from corpus.errors import CorpusError
from corpus.files import read_toml
from corpus.subject import About, read_about

MANIFEST = "sources.toml"

REQUIRED = ("doc_id", "file", "sha256")
TEXT_FIELDS = ("title", "publisher", "audience", "kind", "language", "rights", "url")
FIELDS = (*REQUIRED, *TEXT_FIELDS, "authors", "dates", "date", "original", "original_sha256")

_DOC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


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
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise CorpusError(f"{where}: unknown field {unknown[0]!r}; the fields are {', '.join(FIELDS)}.")
    missing = [name for name in REQUIRED if name not in fields]
    if missing:
        raise CorpusError(f"{where}: the field {missing[0]!r} is missing.")
    dates = _dates(fields.get("dates", []), where)
    file = _path(fields, "file", where)
    original_sha256 = _text(fields, "original_sha256", where, default="")
    source = Source(
        doc_id=_matching(fields, "doc_id", _DOC_ID, "letters, digits, '.', '_' and '-'", where),
        file=file,
        dates=dates,
        date=_shown_date(fields, dates, where),
        authors=_authors(fields.get("authors", []), where),
        sha256=_matching(fields, "sha256", _SHA256, "64 lower-case hexadecimal digits", where),
        original=_path(fields, "original", where) if "original" in fields else file,
        **{name: _text(fields, name, where, default=UNKNOWN) for name in TEXT_FIELDS},
    )
    return Entry(source=source, original_sha256=original_sha256)


def _text(fields: Mapping[str, object], name: str, where: str, *, default: str) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str) or (not value.strip() and value != default):
        raise CorpusError(f'{where}: the field {name!r} must be text in quotes, or "{UNKNOWN}".')
    return value


def _matching(
    fields: Mapping[str, object], name: str, pattern: re.Pattern[str], wanted: str, where: str
) -> str:
    value = fields[name]
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise CorpusError(f"{where}: the field {name!r} must be text made of {wanted}.")
    return value


def _path(fields: Mapping[str, object], name: str, where: str) -> str:
    value = fields[name]
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise CorpusError(f"{where}: the field {name!r} must be the name of a file.")
    parts = PurePosixPath(value)
    if parts.is_absolute() or ".." in parts.parts or "\\" in value or ":" in value:
        msg = f"{where}: {name} = {value!r} must stay inside the folder of {MANIFEST} (use '/', no '..')."
        raise CorpusError(msg)
    return value


def _authors(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        msg = f"{where}: the field 'authors' must be a list of names, such as [\"A. Name\"], or []."
        raise CorpusError(msg)
    return tuple(value)


def _dates(value: object, where: str) -> tuple[SourceDate, ...]:
    wanted = '{ date = "2004-01", meaning = "last updated" }'
    if not isinstance(value, list):
        raise CorpusError(f"{where}: the field 'dates' must be a list of {wanted}, or [].")
    dates = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"date", "meaning"}:
            raise CorpusError(f"{where}: each of 'dates' must look like {wanted}.")
        if not is_date(item["date"]) or not isinstance(item["meaning"], str) or not item["meaning"].strip():
            raise CorpusError(f"{where}: {item['date']!r} is not a date such as {wanted}.")
        dates.append(SourceDate(date=item["date"], meaning=item["meaning"]))
    return tuple(dates)


def _shown_date(fields: Mapping[str, object], dates: tuple[SourceDate, ...], where: str) -> str:
    if "date" not in fields:
        return max((stated.date for stated in dates), default=UNKNOWN)
    shown = fields["date"]
    if shown == UNKNOWN or any(shown == stated.date for stated in dates):
        return str(shown)
    raise CorpusError(f"{where}: date = {shown!r} must be one of its 'dates', or \"{UNKNOWN}\".")


def is_date(value: object) -> bool:
    """Say whether a value is a date as the manifest writes it: year, month, day as far as given."""
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
