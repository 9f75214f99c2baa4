"""Languages by their names, as a sentence holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from chatbot.languages.catalogue import spoken_in


def language_names(
    codes: Iterable[str], language: str, *, style: Literal["standard", "or"] = "standard"
) -> str:
    """Return the names of some languages (ISO 639-1) in one the program speaks: "English and Spanish"."""
    from babel import Locale
    from babel.lists import format_list

    locale = Locale(spoken_in(language))
    return format_list([locale.languages.get(code, code) for code in sorted(codes)], style, locale)
