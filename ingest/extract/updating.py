"""Bring ``sources.toml`` up to date with its folder: new, changed, renamed and removed files in one go.

What a person wrote into an entry stays. What would be lost is set aside as hidden files in the folder: the
manifest as it was, text that was extracted before, plain questions whose words are gone.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit

from corpus.document import Document
from corpus.drafting import extracted_name, originals
from corpus.errors import CorpusError, why
from corpus.files import sha256_of, write_whole
from corpus.manifest import MANIFEST, Entry, read_manifest
from corpus.plain_questions import UNANSWERABLE_FILE, language_of, parse_lines, read_lines
from corpus.reader import BrokenFile, decode, read_inside
from ingest.extract.folder import Told, extract_text, prepare_folder


@dataclass(frozen=True, kw_only=True)
class Update:
    """What became of a folder's files, by the names of the originals.

    ``guessed``: for each of ``added`` the fields that were guessed. ``renamed``: pairs of old and new name.
    ``set_aside``: plain questions that lead to words no longer there.
    """

    added: tuple[str, ...]
    guessed: tuple[tuple[str, ...], ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    broken: tuple[BrokenFile, ...]
    set_aside: int


def update_folder(directory: Path, *, progress: Told = lambda *_: None) -> Update:
    """Make the manifest of ``directory`` tell what lies there now.

    A file that cannot be read keeps its entry as it is and is named among the broken ones; the others go on.

    Raises CorpusError: no such folder, a broken manifest, an unwritable folder, or no document left.
    """
    work = _Work(directory=directory, progress=progress)
    has_manifest = (directory / MANIFEST).exists()
    if has_manifest:
        work.compare()
        if len(work.removed) == len(work.entries) and not work.new:
            msg = f"No document of {directory / MANIFEST} is left in the folder: nothing was changed."
            raise CorpusError(msg)
        if work.fields or work.removed:
            _keep_aside(directory / MANIFEST)
        work.rewrite()
    draft = prepare_folder(directory, progress=progress)
    if has_manifest:
        if len(work.removed) == len(work.entries) and not draft.added:
            msg = f"No document of {directory} can be read: the entries of {MANIFEST} were left as they are."
            raise CorpusError(msg)
        work.remove()
    return Update(
        added=draft.added,
        guessed=draft.guessed,
        changed=tuple(work.changed),
        renamed=tuple(work.renamed.items()),
        removed=tuple(work.removed),
        broken=(*work.broken, *(one for one in draft.broken if one.file not in work.removed)),
        set_aside=_set_questions_aside(directory) if has_manifest else 0,
    )


@dataclass(kw_only=True)
class _Work:
    """One update of a folder that has a manifest; names are those of originals."""

    directory: Path
    progress: Told
    entries: tuple[Entry, ...] = ()
    new: dict[str, str] = field(default_factory=dict)
    """SHA-256 of files that no entry names → name."""
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    """What changes in the manifest: id → field → value."""
    changed: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    """Name → id of entries whose files are gone."""
    broken: list[BrokenFile] = field(default_factory=list)

    def compare(self) -> None:
        """Find out what became of every entry; writes extracted text only."""
        self.entries = read_manifest(self.directory).entries
        known = {name for entry in self.entries for name in (entry.source.file, entry.source.original)}
        for name in originals(self.directory):
            if name not in known:
                try:
                    self.new[sha256_of(read_inside(self.directory, name))] = name
                except CorpusError:
                    continue  # drafting names it
        for entry in self.entries:
            try:
                self._compare(entry)
            except CorpusError as error:
                self.broken.append(BrokenFile(file=entry.source.original, reason=str(error)))

    def _compare(self, entry: Entry) -> None:
        source = entry.source
        tracked = source.original if entry.original_sha256 else source.file
        recorded = entry.original_sha256 or source.sha256
        if not (self.directory / tracked).exists():
            self._lost(entry, self.new.pop(recorded, ""))
            return
        found = sha256_of(read_inside(self.directory, tracked))
        text_there = (self.directory / source.file).exists()
        if tracked != source.file and (found != recorded or not text_there):
            self._extract_again(entry, found)
            return
        data = read_inside(self.directory, source.file)
        if sha256_of(data) != source.sha256:
            decode(data, source.file)
            self._changed(entry, sha256=sha256_of(data))

    def _extract_again(self, entry: Entry, found: str) -> None:
        source = entry.source
        data = read_inside(self.directory, source.original)
        text = extract_text(data, source.original, progress=self.progress)
        _keep_aside(self.directory / source.file)
        write_whole(self.directory / source.file, text)
        self._changed(
            entry, sha256=sha256_of(read_inside(self.directory, source.file)), original_sha256=found
        )

    def _changed(self, entry: Entry, **values: str) -> None:
        self.fields[entry.source.doc_id] = values
        self.changed.append(entry.source.original)

    def _lost(self, entry: Entry, name: str) -> None:
        source = entry.source
        if not name:
            self.removed[source.original] = source.doc_id
            return
        self.renamed[source.original] = name
        if source.file == source.original:
            self.fields[source.doc_id] = {"file": name}
            return
        values = {"original": name}
        target = self.directory / extracted_name(name)
        if source.file == extracted_name(source.original) and not target.exists():
            try:
                (self.directory / source.file).rename(target)
            except OSError as error:
                msg = f"{self.directory / source.file} cannot be renamed to {target.name}: {why(error)}."
                raise CorpusError(msg) from error
            values["file"] = extracted_name(name)
        self.fields[source.doc_id] = values

    def remove(self) -> None:
        """Take out the entries whose files are gone; their extracted text is set aside."""
        if not self.removed:
            return
        for entry in self.entries:
            text = self.directory / entry.source.file
            if entry.source.original in self.removed and text.exists():
                _keep_aside(text)
                text.unlink()
        self.fields = {}
        self.rewrite(without=set(self.removed.values()))

    def rewrite(self, without: Collection[str] = ()) -> None:
        """Write what changed in the entries, those ``without`` taken out."""
        if not self.fields and not without:
            return
        path = self.directory / MANIFEST
        manifest = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
        tables: Any = manifest["source"]  # tomlkit's types tell nothing of what a file holds
        for number in reversed(range(len(tables))):
            table = tables[number]
            if table["doc_id"] in without:
                del tables[number]
                continue
            for name, value in self.fields.get(table["doc_id"], {}).items():
                table[name] = value
        write_whole(path, tomlkit.dumps(manifest))


def _set_questions_aside(directory: Path) -> int:
    """Move plain questions that lead nowhere any more out of their files; return how many lines."""
    documents: dict[str, Document] = {}
    unread: set[str] = set()
    for entry in read_manifest(directory).entries:
        source = entry.source
        try:
            text = decode(read_inside(directory, source.file), source.file)
        except CorpusError:
            unread.add(source.doc_id)
            continue
        documents[source.doc_id] = Document(source=source, text=text)
    moved = 0
    for path in sorted(directory.glob("plain_questions*.jsonl")):
        fitting = parse_lines(path, documents, language=language_of(path), ignored=frozenset(unread))
        moved += _move_lines(path, {number for number, one in fitting if isinstance(one, str)})
    near = directory / UNANSWERABLE_FILE
    if near.exists():
        known = {"", *documents, *unread}
        moved += _move_lines(near, {number for number, line in read_lines(near) if _near(line) not in known})
    return moved


def _near(line: str) -> str:
    try:
        return str(json.loads(line)["near"])
    except (ValueError, RecursionError, TypeError, KeyError):
        return ""  # a line that is wrong for another reason is told of where it is read


def _move_lines(path: Path, numbers: Collection[int]) -> int:
    if not numbers:
        return 0
    lines = path.read_bytes().decode("utf-8-sig").split("\n")
    aside = path.with_name(f".{path.name}.set-aside")
    before = aside.read_text("utf-8") if aside.exists() else ""
    gone = "".join(line.rstrip("\r") + "\n" for number, line in enumerate(lines, 1) if number in numbers)
    write_whole(aside, before + gone)
    write_whole(path, "\n".join(line for number, line in enumerate(lines, 1) if number not in numbers))
    return len(numbers)


def _keep_aside(path: Path) -> None:
    """Keep a copy of a file under a hidden name beside it; the copy before that is replaced."""
    if path.exists():
        write_whole(path.with_name(f".{path.name}.before"), path.read_bytes().decode("utf-8", "replace"))
