from __future__ import annotations

from dataclasses import replace

from index.retrievers.stored_questions import PlainQuestion, question_groups, spans_answering
from ingest.structure import BlockKind, Span, Voice

SPAN = Span(
    doc_id="a", start=10, end=20, text="", search_text="", kind=BlockKind.PARAGRAPH,
    voice=Voice.PUBLISHER, section=(), date="", quotable=True,
)  # fmt: skip
QUESTION = PlainQuestion(text="?", language="en", doc_id="a", start=10, end=20)


def leads(question: PlainQuestion, *spans: Span) -> list[int]:
    found: list[int] = spans_answering([question], spans).targets.tolist()
    return found


def test_half_of_the_shorter_range_is_enough() -> None:
    assert leads(replace(QUESTION, start=15, end=40), SPAN) == [0]
    assert leads(replace(QUESTION, start=16, end=40), SPAN) == []
    assert leads(replace(QUESTION, start=18, end=22), SPAN) == [0]
    assert leads(replace(QUESTION, start=0, end=100), SPAN) == [0]
    assert leads(replace(QUESTION, start=20, end=30), SPAN) == []


def test_only_the_same_document_and_also_what_may_not_be_quoted() -> None:
    assert leads(QUESTION, replace(SPAN, doc_id="b"), replace(SPAN, quotable=False), SPAN) == [1, 2]


def test_groups_are_of_one_place_and_language() -> None:
    others = [replace(QUESTION, language="es"), replace(QUESTION, end=30), replace(QUESTION, text="again")]
    assert question_groups([QUESTION, *others]) == [0, 1, 2, 0]
