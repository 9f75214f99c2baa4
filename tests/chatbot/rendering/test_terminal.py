"""The answer as it is read in a terminal."""

from __future__ import annotations

from chatbot.answer import Notice, NoticeKind, QuoteContext
from chatbot.languages import words_of
from chatbot.rendering.terminal import citation, render_answer, shown
from tests.chatbot.answers import QUOTE, answer, part, quote

# Written out, so that a change of the program's own numbers is seen here.
STUDY_CHARS = 160
WIDTH = 88

URGENT = Notice(kind=NoticeKind.URGENT, message="Call now.")
DATED = Notice(kind=NoticeKind.DATED, message="These words are old.")

WHOLE = """\
!! Call now.

Note: These words are old.

[1] “Doxorubicin is a drug.”
    lead in: These drugs are used:
    — The publisher's text: Treatment of sarcoma, The Institute, 2004-01, “Drugs”, page
      3 (treatment.txt, characters 10–32)
    cites [54] Smith J. Drugs. https://doi.org/10.1/x"""


def test_the_whole_answer() -> None:
    assert render_answer(answer(part(QUOTE), notices=[DATED, URGENT])) == WHOLE


def test_what_changes_a_quote_is_read_before_it() -> None:
    changed = quote(context=(QuoteContext(role="correction", text="Withdrawn.", start=0, end=9),))
    lines = render_answer(answer(part(changed))).splitlines()
    assert lines[:2] == ["[1] correction: Withdrawn.", "    “Doxorubicin is a drug.”"]


def test_what_the_source_does_not_state_is_not_made_up() -> None:
    bare = quote(title="unknown", publisher="unknown", date="unknown", section=(), page=0, voice="staff")
    assert citation(bare, words_of("answers", "en")) == (
        "Hospital staff, in reply to a visitor: treatment.txt, undated (treatment.txt, characters 10–32)"
    )


def test_a_spanish_answer_has_no_english_word_of_the_program() -> None:
    undated = quote(date="unknown")
    asked = part(undated, question="¿qué es?", about="leiomiosarcoma")
    aged = Notice(kind=NoticeKind.DATED, message="Son palabras antiguas.")
    assert (
        render_answer(answer(asked, notices=[aged], language="es"))
        == """\
Aviso: Son palabras antiguas.

(sobre: leiomiosarcoma)

[1] “Doxorubicin is a drug.”
    introducción: These drugs are used:
    — Texto de la publicación: Treatment of sarcoma, The Institute, sin fecha, “Drugs”,
      página 3 (treatment.txt, caracteres 10–32)
    cita [54] Smith J. Drugs. https://doi.org/10.1/x"""
    )


def test_parts_are_told_apart_and_quotes_numbered_through() -> None:
    parts = (
        part(QUOTE, quote(text="Two."), question="first?"),
        part(question="second?", about="leiomyosarcoma", message="Nothing found."),
        part(quote(text="Three."), question="third?"),
    )
    blocks = render_answer(answer(*parts)).split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == [
        "» first?",
        "[1] “Doxorubicin is a drug.”",
        "[2] “Two.”",
        "» second?",
        "(about: leiomyosarcoma)",
        "Nothing found.",
        "» third?",
        "[3] “Three.”",
    ]


def test_lines_fit_and_lose_no_word() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    rendered = render_answer(answer(part(quote(text=long))))
    assert max(map(len, rendered.splitlines())) <= WIDTH
    assert long in " ".join(rendered.split())


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "a-b/" * 60
    assert address in render_answer(answer(part(quote(text=f"See {address} for more."))))


def test_of_a_long_study_the_beginning_and_the_link_are_shown() -> None:
    study = QUOTE.references[0]
    text = "54. " + "abstract " * 100
    long = quote(references=(study.__class__(**{**vars(study), "text": text, "doi": ""}),))
    shown_study = " ".join(render_answer(answer(part(long))).split()).partition("cites [54] ")[2]
    assert shown_study.startswith("abstract abstract")
    assert shown_study.endswith("… https://p/1")
    assert len(shown_study) <= STUDY_CHARS + len(" https://p/1")


def test_a_document_cannot_steer_the_terminal() -> None:
    hostile = "A\x1b[2J\x07 drug\u202e\x9b31m."
    assert shown(hostile) == "A [2J drug 31m."
    rendered = render_answer(answer(part(quote(text=hostile, title=hostile), question="\x1b[0m")))
    assert not any(ord(character) < 0x20 and character != "\n" for character in rendered)
