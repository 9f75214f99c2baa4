"""Which spans can be no answer to a question, however well they rank."""

from __future__ import annotations

import pytest

from chatbot.question.reading import PartReading
from chatbot.ranking.quotable import reason_not_to_quote
from index.quantities import row_label
from ingest.structure import Span
from tests.chatbot.made import changed, corpus_facts, fact, ranked, reading, span


def reason(part: PartReading, text: str | Span, **known: object) -> str:
    """Why a span, of which besides its words ``known`` is known, is no answer to ``part``."""
    one = span(text) if isinstance(text, str) else text
    facts = changed(corpus_facts([fact(one.text)]), 0, **known)
    return reason_not_to_quote(part, ranked([one], [0.9])[0], facts)


def test_a_plain_sentence_may_be_quoted() -> None:
    assert reason(reading("what does surgery do"), "Surgery removes the tumour.") == ""


def test_what_announces_a_lost_list_may_not() -> None:
    lost = span("The signs are these:", quotable=False)
    assert reason(reading("what are the signs"), lost) == "may not be quoted"


@pytest.mark.parametrize(
    ("known", "language", "expected"),
    [
        ("foreign", "en", "is in another language"),
        ("foreign", "es", ""),
        ("personal_reply", "en", "advises one visitor"),
        ("personal_reply", "es", "advises one visitor"),
    ],
)
def test_another_language_is_for_who_asks_in_another_and_advice_to_one_for_nobody(
    known: str, language: str, expected: str
) -> None:
    assert reason(reading("what?", language=language), "Surgery helps.", **{known: True}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call the NCCN on 215-728-4788.", "is the contact of another organisation"),
        ("Call Memorial Sloan Kettering on 800-525-2225.", ""),
        ("Call us on 800-525-2225.", ""),
    ],
)
def test_the_contact_of_another_organisation_is_not_given(text: str, expected: str) -> None:
    part = reading("phone number of Memorial Sloan Kettering")
    assert reason(part, text, has_contact=True) == expected
    assert reason(part, text) == ""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Score 1 | 0–9 mitoses per 10 HPF |", "is another row of its table"),
        ("Score 2 | 10–19 mitoses per 10 HPF |", ""),
    ],
)
def test_a_question_on_one_row_is_not_answered_by_its_neighbour(row: str, expected: str) -> None:
    part = reading("how many mitoses is score 2")
    assert reason(part, row, is_row=True, label=row_label(row)) == expected


@pytest.mark.parametrize(
    ("asked", "text", "may"),
    [
        ("survival of leiomyosarcoma", "Of those with leiomyosarcoma 66% survive five years.", True),
        ("survival of leiomyosarcoma", "Of those with liposarcoma 66% survive five years.", False),
        ("survival of leiomyosarcoma", "Liposarcoma grows in fat.", True),
        ("survival in stage I", "The 5-year survival of stage I is 66%.", True),
        ("survival in stage I", "The 5-year survival of stage IV is 15%.", False),
        ("what is the survival", "The 5-year survival of stage IV is 15%.", True),
        ("what is the survival", "Of those with liposarcoma 66% survive five years.", False),
    ],
)
def test_survival_figures_are_given_only_of_the_disease_and_stage_asked_about(
    asked: str, text: str, may: bool
) -> None:
    others = "gives survival figures of another disease or stage"
    assert reason(reading(asked), text) == ("" if may else others)
