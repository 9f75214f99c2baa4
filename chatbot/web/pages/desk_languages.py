"""The languages the desk's page speaks."""

from __future__ import annotations

from chatbot.web.pages.desk_texts import DeskTexts
from chatbot.web.pages.desk_texts_en import ENGLISH
from chatbot.web.pages.desk_texts_es import SPANISH

DESK_TEXTS: dict[str, DeskTexts] = {"en": ENGLISH, "es": SPANISH}
"""The catalogue by ISO 639-1 code."""
