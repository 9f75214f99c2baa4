"""Which stored questions may be read by people, and how they are then written."""

from __future__ import annotations

import pytest

from index.offered import as_shown, is_presentable, tells_chances, with_shown
from index.retrievers.stored_questions import PlainQuestion
from ingest.parse import parse_corpus
from tests.index.corpora import corpus, document

TEXT = "The scan shows the lungs.\n\nOf 100 people, 40% survive for two years.\n"


def asked(text: str, quote: str, language: str = "en") -> PlainQuestion:
    start = TEXT.index(quote)
    return PlainQuestion(text=text, language=language, doc_id="d", start=start, end=start + len(quote))


@pytest.mark.parametrize(
    ("text", "presentable"),
    [
        ("what does the scan show", True),
        ("What does the scan show?", True),
        ("¿qué muestra la prueba?", True),
        ("what does my scan show", False),  # one person's
        ("what does it show", False),  # leans on something
        ("the scan shows what", False),  # asks late
        ("what does the scan show? and when", False),
        ("what is shown, and when", False),
        ("how long do people live", False),
        ("scans what?", False),
        ("what does the scan show " + "of all the lungs " * 3, False),
    ],
)
def test_whole_questions_of_nobody_are_presentable(text: str, presentable: bool) -> None:
    assert is_presentable(text) is presentable


def test_a_question_is_shown_as_a_sentence() -> None:
    assert as_shown("what is shown") == "What is shown?"
    assert as_shown("¿qué muestra ?") == "¿Qué muestra?"


def test_only_what_is_rightly_spelt_and_no_survival_figure_is_shown() -> None:
    questions = [
        asked("what shows the lungs", "The scan shows the lungs."),
        asked("what shows the lungz", "The scan shows the lungs."),
        asked("what people survive years", "Of 100 people, 40% survive for two years."),
        *[asked("¿qué muestra la prueba?", "The scan shows the lungs.", "es")] * 4,
    ]
    questions[0:0] = [asked("what what what", "The scan shows the lungs.")] * 12  # known words now
    shown = with_shown(questions, parse_corpus(corpus(document("d", TEXT))))
    assert [one.shown for one in shown[12:]] == [
        "What shows the lungs?",
        "",
        "",
        *["¿Qué muestra la prueba?"] * 4,
    ]
    assert [one.text for one in shown] == [one.text for one in questions]


def test_without_documents_and_questions_nothing_is_shown() -> None:
    assert with_shown([], []) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Doctors may quote a statistical chance of surviving five years.", True),
        ("La tasa de supervivencia depende del estadio.", True),
        ("Of these patients 66% were still alive.", True),
        ("A group of sarcoma survivors meets on Mondays. It has a low rate of absence.", False),
        ("The chances of a wound infection are small.", False),
    ],
)
def test_chances_of_survival_are_told_from_what_names_only_one_of_both(text: str, told: bool) -> None:
    assert tells_chances(text) is told
