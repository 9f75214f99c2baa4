"""Replies that a person chose to keep, in one local SQLite file; off unless a file is named.

A reply is kept with the spans it cites and each document's SHA-256, so that it can be told later whether the
sources still say it, and with the work on it, to be opened again. The comment itself is never kept.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chatbot.answer import Quote
from chatbot.desk.errors import DeskError
from chatbot.desk.finding import spans_of
from chatbot.desk.work import Work, work_from_json, work_to_json
from corpus.errors import why
from ingest.structure import ParsedDocument

APPLICATION = 0x41735772
"""Marks the file as ours (SQLite's ``application_id``)."""

_SCHEMA = """
CREATE TABLE reply (
    id INTEGER PRIMARY KEY, kept_at TEXT NOT NULL, state TEXT NOT NULL, language TEXT NOT NULL,
    questions TEXT NOT NULL, text TEXT NOT NULL, work TEXT NOT NULL DEFAULT '', own TEXT NOT NULL DEFAULT ''
);
CREATE TABLE cited (
    reply INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    doc_id TEXT NOT NULL, title TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE unanswered (question TEXT PRIMARY KEY, kept_at TEXT NOT NULL);
"""


class State(StrEnum):
    """Whether a kept reply is still being worked on."""

    DRAFT = "draft"
    APPROVED = "approved"


class Stale(StrEnum):
    """Why a kept reply may no longer hold."""

    DOCUMENT_GONE = "document_gone"
    WORDS_CHANGED = "words_changed"
    DOCUMENT_CHANGED = "document_changed"


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A span that a kept reply quotes. ``sha256`` is of the document when the reply was kept."""

    doc_id: str
    title: str
    start: int
    end: int
    text: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A kept reply. ``kept_at`` is ISO 8601 in UTC. ``own``: the sentences that are the staff's.

    ``reopens``: the work on it was kept too.
    """

    reply_id: int
    kept_at: str
    state: State
    language: str
    questions: tuple[str, ...]
    text: str
    own: tuple[str, ...]
    cited: tuple[Cited, ...]
    reopens: bool


def cited_in(quotes: Sequence[Quote], documents: Mapping[str, ParsedDocument]) -> tuple[Cited, ...]:
    """Return the spans of ``quotes``, what stands beside them included, with their documents' hashes."""
    spans = {
        (quote.doc_id, start, end, text): quote.title
        for quote in quotes
        for start, end, text in spans_of(quote)
    }
    return tuple(
        Cited(doc_id=doc, title=title, start=start, end=end, text=text, sha256=documents[doc].source.sha256)
        for (doc, start, end, text), title in spans.items()
    )


def stale_reasons(
    cited: Sequence[Cited], documents: Mapping[str, ParsedDocument]
) -> tuple[tuple[Cited, Stale], ...]:
    """Return the spans that no longer stand as they were quoted, each with the gravest reason."""
    found = []
    for span in cited:
        document = documents.get(span.doc_id)
        if document is None:
            found.append((span, Stale.DOCUMENT_GONE))
        elif document.text[span.start : span.end] != span.text:
            found.append((span, Stale.WORDS_CHANGED))
        elif document.source.sha256 != span.sha256:
            found.append((span, Stale.DOCUMENT_CHANGED))
    return tuple(found)


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _read_row(row: dict[str, object]) -> Kept | None:
    """Return what a row says, None where it says something that we do not write."""
    lines = {name: str(row[name]).splitlines() for name in ("questions", "own")}
    try:
        return TypeAdapter(Kept).validate_python({**row, **lines})
    except ValidationError:
        return None


def _text(data: bytes) -> str | bytes:
    """Return stored text; bytes that are none spoil their own row, not every one."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


_now = partial(datetime.now, tz=UTC)


class DraftStore:
    """The file of kept replies. Each call opens and closes it: pages answer in several threads."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = _now) -> None:
        """Open or make the file at ``path``.

        Raises DeskError: if it cannot be made, or holds something else.
        """
        self.path = path.absolute()  # SQLite keeps nothing under a bare ":memory:"
        self._now = now
        try:
            path.touch(mode=0o600)
            if path.is_file() and path.stat().st_size == 0:
                path.chmod(0o600)  # it may have been there already, for everybody to read
        except OSError as error:
            raise DeskError("drafts_unwritable", path=path, reason=why(error)) from error
        with self._open() as database:
            made = database.execute("PRAGMA application_id").fetchone()[0]
            empty = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if made == 0 and empty:
                database.executescript(f"{_SCHEMA} PRAGMA application_id = {APPLICATION};")
            elif made != APPLICATION:
                raise DeskError("drafts_foreign", path=path)
            columns = {column[1] for column in database.execute("PRAGMA table_info(reply)")}
            for later in {"work", "own"} - columns:  # a file of the time before these were kept
                database.execute(f"ALTER TABLE reply ADD COLUMN {later} TEXT NOT NULL DEFAULT ''")

    def keep(  # noqa: PLR0913 - the columns of a row
        self,
        text: str,
        *,
        questions: Sequence[str],
        cited: Sequence[Cited],
        language: str,
        state: State,
        work: Work,
        own: Sequence[str] = (),
        replaces: int | None = None,
    ) -> int:
        """Keep a reply, anew or in the place of an earlier one, and return its id.

        Raises DeskError: if the reply to replace is not there any more.
        """
        with self._open() as database:
            if replaces is None:
                # No id is used twice: a page that still shows a deleted reply must not replace another.
                top = int(database.execute("SELECT coalesce(max(id), 0) FROM reply").fetchone()[0])
                reply_id = max(int(self._now().timestamp() * 1000), top + 1)
            else:
                reply_id = replaces
                if database.execute("DELETE FROM reply WHERE id = ?", (reply_id,)).rowcount == 0:
                    raise DeskError("draft_gone")
            texts = (_lines(questions), text, work_to_json(work), _lines(own))
            database.execute(
                "INSERT INTO reply (id, kept_at, state, language, questions, text, work, own)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (reply_id, self._stamp(), state.value, language, *texts),
            )
            database.executemany(
                "INSERT INTO cited VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(reply_id, c.doc_id, c.title, c.start, c.end, c.text, c.sha256) for c in cited],
            )
        return reply_id

    def kept(self) -> tuple[Kept, ...]:
        """Return every kept reply that can be read, the latest first."""
        return tuple(kept for _, kept in self._rows() if kept)

    def unreadable(self) -> tuple[int, ...]:
        """Return the ids of kept replies that something else has damaged; they can be deleted."""
        return tuple(reply_id for reply_id, kept in self._rows() if not kept)

    def _rows(self) -> list[tuple[int, Kept | None]]:
        with self._open() as database:
            database.row_factory = sqlite3.Row
            cited = defaultdict[int, list[dict[str, object]]](list)
            for span in database.execute("SELECT * FROM cited ORDER BY rowid"):
                cited[span["reply"]].append(dict(span))
            rows = database.execute(
                "SELECT id AS reply_id, kept_at, state, language, questions, text, own, work != '' AS reopens"
                " FROM reply ORDER BY kept_at DESC, id DESC"
            ).fetchall()
        return [(row["reply_id"], _read_row({**dict(row), "cited": cited[row["reply_id"]]})) for row in rows]

    def find(self, reply_id: int) -> tuple[Kept, Work]:
        """Return one kept reply with the work on it.

        Raises DeskError: if it is not there, or cannot be opened again.
        """
        kept = next((one for one in self.kept() if one.reply_id == reply_id), None)
        if kept is None:
            raise DeskError("draft_gone")
        with self._open() as database:
            row = database.execute("SELECT work FROM reply WHERE id = ?", (reply_id,)).fetchone()
        return kept, work_from_json(row[0] if row else "")

    def delete(self, reply_id: int) -> None:
        """Delete one kept reply."""
        with self._open() as database:
            database.execute("DELETE FROM reply WHERE id = ?", (reply_id,))

    def keep_unanswered(self, questions: Sequence[str]) -> None:
        """Keep questions that found no source, each once."""
        with self._open() as database:
            database.executemany(
                "INSERT OR IGNORE INTO unanswered VALUES (?, ?)",
                [(" ".join(question.split()), self._stamp()) for question in questions],
            )

    def unanswered(self) -> tuple[str, ...]:
        """Return the kept questions without a source, the oldest first."""
        with self._open() as database:
            rows = database.execute("SELECT question FROM unanswered ORDER BY rowid").fetchall()
        return tuple(question for (question,) in rows)

    def delete_all(self) -> None:
        """Delete everything and overwrite it in the file."""
        with self._open() as database:
            for table in ("cited", "reply", "unanswered"):
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        with self._open() as database:
            database.isolation_level = None
            database.execute("VACUUM")

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path)) as database:
                database.text_factory = _text
                database.execute("PRAGMA foreign_keys = ON")
                database.execute("PRAGMA secure_delete = ON")
                with database:
                    yield database
        except sqlite3.Error as error:
            raise DeskError("drafts_broken", path=self.path, reason=error) from error
