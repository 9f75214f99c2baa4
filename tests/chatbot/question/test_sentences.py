"""Where a typed text is cut into sentences."""

from __future__ import annotations

import pytest

from chatbot.question.sentences import split_sentences

LONG = "My sister was told last Tuesday that the lump in her leg is a"


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("What is\nuterine sarcoma?", ["What is uterine sarcoma?"]),
        ("¿Qué es el\nleiomiosarcoma?", ["¿Qué es el leiomiosarcoma?"]),
        (f"{LONG}\nliposarcoma. What is that?", [f"{LONG} liposarcoma.", "What is that?"]),
        (f"{LONG}\n\nliposarcoma", [LONG, "liposarcoma"]),
        (f"{LONG}\nPlease help", [LONG, "Please help"]),
        ("hello all\nmum has lms\nwhat does it mean", ["hello all", "mum has lms", "what does it mean"]),
        ("What is it?\nwhere is it", ["What is it?", "where is it"]),
        ("I asked Dr.\nMiller. Yes", ["I asked Dr. Miller.", "Yes"]),
    ],
)
def test_a_line_broken_inside_a_sentence_is_one_with_the_next(typed: str, sentences: list[str]) -> None:
    assert split_sentences(typed) == sentences
