"""What may be kept, and when it is stale."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.desk.saving import DraftStore, SavingError, Stale, State, cited_in, stale_reasons
from chatbot.desk.unanswered import group_alike, term_vectors
from ingest.structure import ParsedDocument
from tests.desk.fakes import definition, hipec
from tests.web.fake_answerer import DEFINITION, HIPEC_SENTENCE, real_documents

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def documents() -> dict[str, ParsedDocument]:
    return {document.source.doc_id: document for document in real_documents()}


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts.sqlite", now=lambda: NOON)


def test_a_reply_comes_back_as_it_was_kept(store: DraftStore, documents: dict[str, ParsedDocument]) -> None:
    cited = cited_in([definition().quote, hipec().quote], documents)
    assert [span.text for span in cited][:2] == [DEFINITION, HIPEC_SENTENCE]
    assert len(cited) == 3  # what stands beside a quote is watched too
    number = store.keep("Hello", questions=["a\nb", "c"], cited=cited, language="es", state=State.DRAFT)
    store.approve(number)
    (kept,) = DraftStore(store.path).kept()
    assert (kept.reply_id, kept.kept_at, kept.state) == (number, "2026-01-02T12:00:00+00:00", State.APPROVED)
    assert (kept.text, kept.questions, kept.language, kept.cited) == ("Hello", ("a b", "c"), "es", cited)


def test_only_the_owner_may_read_the_file(store: DraftStore) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


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
    store.keep("a very private reply", questions=["q"], cited=cited, language="en", state=State.DRAFT)
    store.keep_unanswered(["a very private question"])
    assert b"very private" in store.path.read_bytes()
    store.delete_all()
    assert (store.kept(), store.unanswered()) == ((), ())
    assert b"very private" not in store.path.read_bytes()


def test_one_reply_is_deleted_with_its_spans(store: DraftStore, documents: dict[str, ParsedDocument]) -> None:
    cited = cited_in([definition().quote], documents)
    first, second = (
        store.keep(text, questions=[], cited=cited, language="en", state=State.DRAFT)
        for text in ("one", "two")
    )
    store.delete(first)
    assert [kept.reply_id for kept in store.kept()] == [second]
    with sqlite3.connect(store.path) as database:
        assert database.execute("SELECT DISTINCT reply FROM cited").fetchall() == [(second,)]


def test_another_file_is_not_touched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("my notes, long enough to be no database header at all")
    with pytest.raises(SavingError, match=r"notes\.txt"):
        DraftStore(text)
    assert text.read_text().startswith("my notes")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (x)")
    with pytest.raises(SavingError, match="another program's database"):
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
    groups = group_alike(questions, term_vectors)
    assert [set(group.questions) for group in groups] == [
        {"parking at the hospital", "hospital parking", "cost of hospital parking"},
        {"freezing eggs before chemo"},
    ]
    assert groups[0].questions[0] in questions
    assert group_alike([], term_vectors) == ()


def test_the_illness_that_all_questions_name_makes_them_no_group() -> None:
    questions = ["does leiomyosarcoma run in families", "best diet with leiomyosarcoma", "leiomyosarcoma"]
    assert len(group_alike(questions, term_vectors)) == 3
