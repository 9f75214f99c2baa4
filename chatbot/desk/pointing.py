"""Identifiers in a comment, pointed out so that nobody repeats them in a public reply."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol


class Identifier(Protocol):
    """A name, phone number, town, age or the like at ``[start, end)`` of a text (code points)."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


Point = Callable[[str], "tuple[Identifier, ...]"]
"""Finds the identifiers of a text, in order."""


def repeated(reply: str, comment: str, identifiers: tuple[Identifier, ...]) -> tuple[str, ...]:
    """Return the identifiers of ``comment`` that ``reply`` says again, each once."""
    texts = dict.fromkeys(comment[found.start : found.end].strip() for found in identifiers)
    lowered = reply.casefold()
    return tuple(text for text in texts if re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", lowered))
