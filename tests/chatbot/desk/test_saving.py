"""What may be kept, and when it is stale."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chatbot.desk.case import open_case
from chatbot.desk.errors import DeskError
from chatbot.desk.saving import DraftStore, Stale, State, cited_in, stale_reasons
from chatbot.desk.unanswered import group_alike
from chatbot.desk.work import work_on
from ingest.structure import ParsedDocument
from tests.chatbot.desk.fakes import COMMENT, FakeFinder, definition, hipec
from tests.chatbot.made import SUBJECT
from tests.chatbot.web.fake_answerer import DEFINITION, HIPEC_SENTENCE, real_documents, term_vectors

# Written out, so that a change of the program's own numbers is seen here.
APPLICATION = 1098078066

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def documents() -> dict[str, ParsedDocument]:
    return {document.source.doc_id: document for document in real_documents()}


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts.sqlite", now=lambda: NOON)


WORK = work_on(open_case(COMMENT, finder=FakeFinder()), "a reply at work")


def keep(store: DraftStore, text: str, **changes: Any) -> int:
    """Keep a reply of which the test says only what matters to it."""
    usual = {"questions": [], "cited": (), "language": "en", "state": State.DRAFT, "work": WORK}
    return store.keep(text, **{**usual, **changes})


def test_a_reply_is_opened_again_with_the_work_on_it(store: DraftStore) -> None:
    number = keep(store, "Hello")
    kept, work = DraftStore(store.path).find(number)
    assert (kept.text, kept.reopens, work) == ("Hello", True, WORK)


def test_a_reply_kept_again_takes_the_place_of_the_old_one(
    store: DraftStore, documents: dict[str, ParsedDocument]
) -> None:
    cited = cited_in([definition().quote], documents)
    first, second = keep(store, "one", cited=cited), keep(store, "two", cited=cited)
    again = replace(WORK, text="one, mended")
    assert keep(store, "ONE", cited=(), state=State.APPROVED, work=again, replaces=first) == first
    shown = {one.reply_id: (one.text, one.state, one.cited) for one in store.kept()}
    assert shown == {first: ("ONE", State.APPROVED, ()), second: ("two", State.DRAFT, cited)}
    assert store.find(first)[1] == again


def test_a_deleted_reply_is_neither_opened_nor_replaced(store: DraftStore) -> None:
    number = keep(store, "one")
    store.delete(number)
    with pytest.raises(DeskError, match="not there any more"):
        store.find(number)
    with pytest.raises(DeskError, match="not there any more"):
        keep(store, "ONE", replaces=number)
    assert store.kept() == ()


def test_the_number_of_a_deleted_reply_is_not_given_again(tmp_path: Path) -> None:
    times = iter(datetime(2026, 1, 2, 12, 0, second, tzinfo=UTC) for second in range(60))
    store = DraftStore(tmp_path / "drafts.sqlite", now=lambda: next(times))
    first = keep(store, "one")
    store.delete(first)
    assert keep(store, "two") > first


def test_a_file_of_an_earlier_version_is_read_and_gets_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "drafts.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(_OLD_SCHEMA)
        database.execute("INSERT INTO reply VALUES (1, '2025-01-01', 'approved', 'en', 'q', 'old text')")
    store = DraftStore(path)
    (old,) = store.kept()
    assert (old.text, old.reopens) == ("old text", False)
    with pytest.raises(DeskError, match="cannot be opened"):
        store.find(1)
    number = keep(DraftStore(path), "new")
    assert store.find(number)[1] == WORK


_OLD_SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
CREATE TABLE reply (
    id INTEGER PRIMARY KEY, kept_at TEXT NOT NULL, state TEXT NOT NULL, language TEXT NOT NULL,
    questions TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE cited (
    reply INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    doc_id TEXT NOT NULL, title TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE unanswered (question TEXT PRIMARY KEY, kept_at TEXT NOT NULL);
"""


def test_a_reply_comes_back_as_it_was_kept(store: DraftStore, documents: dict[str, ParsedDocument]) -> None:
    cited = cited_in([definition().quote, hipec().quote], documents)
    assert [span.text for span in cited][:2] == [DEFINITION, HIPEC_SENTENCE]
    assert len(cited) == 3  # what stands beside a quote is watched too
    number = keep(store, "Hello", questions=["a\nb", "c"], cited=cited, language="es")
    (kept,) = DraftStore(store.path).kept()
    assert (kept.reply_id, kept.kept_at, kept.state) == (number, "2026-01-02T12:00:00+00:00", State.DRAFT)
    assert (kept.text, kept.questions, kept.language, kept.cited) == ("Hello", ("a b", "c"), "es", cited)


def test_only_the_owner_may_read_the_file(store: DraftStore, tmp_path: Path) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    (tmp_path / "open").touch(mode=0o666)
    assert stat.S_IMODE(DraftStore(tmp_path / "open").path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory", "a b%20\n'\"ñ\udcff", "-x", "~"])
def test_any_name_is_a_files_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    keep(DraftStore(Path(name)), "kept")
    monkeypatch.chdir("/")
    (kept,) = DraftStore(tmp_path / name).kept()
    assert kept.text == "kept"
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "device", "nowhere"])
def test_what_can_hold_nothing_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "drafts"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "device":
        path.symlink_to("/dev/full")
    else:
        path = tmp_path / "nowhere" / "drafts"
    with pytest.raises(DeskError, match="drafts"):
        keep(DraftStore(path), "kept")


def test_a_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "drafts"
    path.symlink_to(tmp_path / "elsewhere")
    keep(DraftStore(path), "kept")
    assert path.is_symlink()
    assert [one.text for one in DraftStore(tmp_path / "elsewhere").kept()] == ["kept"]


def test_a_reply_is_stale_when_its_sources_change(documents: dict[str, ParsedDocument]) -> None:
    cited = cited_in([definition().quote], documents)
    assert stale_reasons(cited, documents) == ()
    whole = documents["000"]
    longer = replace(whole, text=whole.text + " more", source=replace(whole.source, sha256="other"))
    moved = replace(longer, text="x" + whole.text)
    for changed, reason in ((longer, Stale.DOCUMENT_CHANGED), (moved, Stale.WORDS_CHANGED)):
        assert [why for _, why in stale_reasons(cited, {"000": changed})] == [reason]
    assert [why for _, why in stale_reasons(cited, {})] == [Stale.DOCUMENT_GONE]


def test_delete_all_leaves_no_word_in_the_file(
    store: DraftStore, documents: dict[str, ParsedDocument]
) -> None:
    cited = cited_in([definition().quote], documents)
    keep(store, "a very private reply", questions=["q"], cited=cited)
    store.keep_unanswered(["a very private question"])
    assert b"very private" in store.path.read_bytes()
    store.delete_all()
    assert (store.kept(), store.unanswered()) == ((), ())
    assert b"very private" not in store.path.read_bytes()


def test_one_reply_is_deleted_with_its_spans(store: DraftStore, documents: dict[str, ParsedDocument]) -> None:
    cited = cited_in([definition().quote], documents)
    first, second = (keep(store, text, cited=cited) for text in ("one", "two"))
    store.delete(first)
    assert [kept.reply_id for kept in store.kept()] == [second]
    with sqlite3.connect(store.path) as database:
        assert database.execute("SELECT DISTINCT reply FROM cited").fetchall() == [(second,)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE reply SET state = 'lost' WHERE id = ?",
        "UPDATE reply SET text = x'ff00' WHERE id = ?",
        "UPDATE reply SET text = CAST(x'ff41' AS TEXT) WHERE id = ?",
        "UPDATE reply SET kept_at = x'ff' WHERE id = ?",
        "UPDATE cited SET start = 'far' WHERE reply = ?",
        "UPDATE cited SET sha256 = x'ff' WHERE reply = ?",
    ],
)
def test_a_damaged_reply_hides_no_other(
    store: DraftStore, documents: dict[str, ParsedDocument], damage: str
) -> None:
    cited = cited_in([definition().quote], documents)
    first, second, third = (keep(store, text, cited=cited) for text in ("one", "two", "three"))
    with sqlite3.connect(store.path) as database:
        database.execute(damage, (second,))
    assert [kept.reply_id for kept in store.kept()] == [third, first]
    assert store.unreadable() == (second,)
    store.delete(second)
    assert store.unreadable() == ()


def test_a_file_of_fifty_megabytes_is_read(store: DraftStore) -> None:
    keep(store, "x" * 50_000_000)
    keep(store, "short")
    assert [len(kept.text) for kept in store.kept()] == [5, 50_000_000]


def test_another_file_is_not_touched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("my notes, long enough to be no database header at all")
    with pytest.raises(DeskError, match=r"notes\.txt"):
        DraftStore(text)
    assert text.read_text().startswith("my notes")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (x)")
    with pytest.raises(DeskError, match="another program's database"):
        DraftStore(other)


def test_a_question_without_source_is_kept_once(store: DraftStore) -> None:
    store.keep_unanswered(["Is there a  bus?", "Is there a bus?", "What about fertility?"])
    assert store.unanswered() == ("Is there a bus?", "What about fertility?")


def test_alike_questions_stand_together_the_largest_group_first() -> None:
    questions = [
        "parking at the hospital",
        "freezing eggs before chemo",
        "hospital parking",
        "cost of hospital parking",
    ]
    groups = group_alike(questions, term_vectors, SUBJECT.finder)
    assert [set(group) for group in groups] == [
        {"parking at the hospital", "hospital parking", "cost of hospital parking"},
        {"freezing eggs before chemo"},
    ]
    assert groups[0][0] in questions
    assert group_alike([], term_vectors, SUBJECT.finder) == ()


def test_the_illness_that_all_questions_name_makes_them_no_group() -> None:
    questions = ["does leiomyosarcoma run in families", "best diet with leiomyosarcoma", "leiomyosarcoma"]
    assert len(group_alike(questions, term_vectors, SUBJECT.finder)) == 3
