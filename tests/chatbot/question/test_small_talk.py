"""A greeting, thanks and fear are known for what they are, and nothing else is."""

from __future__ import annotations

import pytest

from chatbot.question.small_talk import small_talk


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        ("Hello!", "greeting", "en"),
        ("hi there", "greeting", "en"),
        ("Good morning everyone", "greeting", "en"),
        ("Thank you so much 🙏", "thanks", "en"),
        ("ok thanks, that helps", "thanks", "en"),
        ("thank you so much bye", "thanks", "en"),
        ("I'm so scared", "fear", "en"),
        ("im so scared i cant sleep", "fear", "en"),
        ("Hi, I’m scared.", "fear", "en"),
        ("¡Muchas gracias!", "thanks", "es"),
        ("Hola, tengo mucho miedo", "fear", "es"),
        ("tengo miedo y no puedo dormir", "fear", "es"),
    ],
)
def test_small_talk_is_known(text: str, kind: str, language: str) -> None:
    assert small_talk(text) == (kind, language)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "so",
        "Hello, what is sarcoma?",
        "thanks, and how rare is it",
        "I'm scared of the surgery",
        "i cant sleep",
        "thank you, goodbye",
        "I'm scared and I want to die",
        "tengo miedo a morir",
        "hill",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert small_talk(text) == ("", "")
