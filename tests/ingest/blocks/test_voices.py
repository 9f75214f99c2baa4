"""Who speaks: the interview and its comment thread, labelled paragraph by paragraph by reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.blocks.voices import opens_like_reply
from ingest.structure import BlockKind, ContextRole, Voice
from tests.ingest.parsing import beside, filled, packaged, parse, span, spans

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden_voices_001.jsonl").read_text("utf-8").splitlines()
]


def test_every_paragraph_of_the_interview_has_the_voice_that_a_reader_gives_it() -> None:
    document = packaged()["001"]
    found = [
        {
            "start": block.start,
            "kind": str(block.kind),
            "voice": str(block.voice),
            "exchange": block.thread_id,
            "opening": document.text[block.start : block.end].splitlines()[0][:60],
        }
        for block in filled(document)
    ]
    assert found == [{key: row[key] for key in found[0]} for row in GOLDEN]


@pytest.mark.parametrize(
    ("doc_id", "voices"),
    [
        ("000", {Voice.PUBLISHER}),
        ("002", {Voice.ADVOCATE}),
        ("003", {Voice.PUBLISHER}),
        ("004", {Voice.PUBLISHER}),
    ],
)
def test_voices_of_the_other_documents(doc_id: str, voices: set[Voice]) -> None:
    assert {span.voice for span in spans(packaged()[doc_id])} == voices


def test_no_visitor_is_ever_quotable() -> None:
    visitors = [each for each in spans(packaged()["001"]) if each.voice is Voice.VISITOR]
    assert len(visitors) > 100
    assert not any(each.quotable for each in visitors)


def test_the_editors_note_goes_with_every_sentence_of_the_reply_it_corrects() -> None:
    document = packaged()["001"]
    note = next(block for block in document.blocks if block.kind is BlockKind.EDITOR_NOTE)
    reply = [
        each
        for each in spans(document)
        if any(
            block.kind is BlockKind.REPLY
            and block.thread_id == note.thread_id
            and block.start <= each.start < block.end
            for block in document.blocks
        )
    ]
    assert len(reply) == 7
    words = " ".join(document.text[note.start : note.end].split())
    assert all(beside(document, each, ContextRole.CORRECTION) == [words] for each in reply)


def test_the_note_corrects_no_statement_on_another_subject() -> None:
    document = packaged()["001"]
    corrected = [each for each in spans(document) if beside(document, each, ContextRole.CORRECTION)]
    others = [each for each in corrected if each.voice is not Voice.STAFF]
    assert {each.voice for each in others} == {Voice.VISITOR}
    assert all(each.start > 15_000 for each in corrected)


def test_the_rest_of_a_note_leans_on_its_first_sentence() -> None:
    document = packaged()["001"]
    last = span(document, "The company said it was establishing")
    assert beside(document, last, ContextRole.LEANS_ON)[0].startswith("(Editor’s note: On April 25, 2019")


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("Dear Ann, we are sorry to hear about your diagnosis.", True),
        ("Ann, thanks for your comment.", True),
        ("Querido Luis, sentimos mucho el diagnóstico.", True),
        ("Dear Dr. Hensley, I have a question about my scan.", False),
        ("Dear all, I was diagnosed last week and my doctor is unsure.", False),
        ("Thank you for taking the time to forward my question.", False),
        ("Hello there, how can I get a consult?", False),
    ],
)
def test_how_a_reply_opens(words: str, reply: bool) -> None:
    assert opens_like_reply(words) is reply


def test_what_is_in_doubt_is_a_visitors() -> None:
    text = "Comments\n\nDear Ann, we are glad.\n\nMy scan was clear.\n\nMaybe radiation helps.\n"
    voices = [block.voice for block in filled(parse(text, kind="article with comment thread"))]
    assert voices == [Voice.PUBLISHER, Voice.STAFF, Voice.VISITOR, Voice.VISITOR]


def test_comments_are_visitors_even_where_nobody_said_there_are_any() -> None:
    document = parse("Radiation\n\nIt may help.\n\nLeave a comment\n\nIt cured me in a week.\n")
    assert [each.quotable for each in spans(document)] == [True, False]


def test_a_heading_comments_alone_makes_no_thread() -> None:
    document = parse("# Trial\n\nIt was small.\n\n## Comments\n\nMore research is needed.\n")
    assert all(each.quotable for each in spans(document))


def test_a_promotional_box_inside_an_answer_is_the_publishers() -> None:
    document = packaged()["001"]
    assert span(document, "From diagnosis to surgery").voice is Voice.PUBLISHER
    assert span(document, "For patients whose disease is more").voice is Voice.CLINICIAN
