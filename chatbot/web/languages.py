"""The languages the pages speak."""

from __future__ import annotations

from chatbot.messages import LANGUAGES as SPOKEN
from chatbot.web.texts import Texts
from chatbot.web.texts_en import ENGLISH
from chatbot.web.texts_es import SPANISH

LANGUAGES: dict[str, Texts] = {texts.language: texts for texts in (ENGLISH, SPANISH)}
"""The catalogue by ISO 639-1 code; the first is served without a prefix."""


def spoken(language: str) -> str:
    """The language in which the program speaks of a question in ``language``: English if not its own."""
    return language if language in SPOKEN else "en"
