"""One quote as a figure: its words, what must stand beside them, and who says it."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.answer import Quote
from chatbot.rendering.clipboard import plain_quote
from chatbot.rendering.look import Look
from chatbot.rendering.templating import filled


def render_quote(quote: Quote, look: Look, *, name: str, quotes: Sequence[Quote] = ()) -> str:
    """A quote with its citation, to be opened in its source and copied.

    ``quotes`` are all of its part: a copy takes along what changes or contradicts it.
    """
    return filled(
        "one_quote.html", quote=quote, look=look, name=name, copied=plain_quote(quote, look, quotes)
    )
