"""An answer to take away: as plain text, every warning before its words; as one HTML file to keep."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from chatbot.answer import Answer, NoticeKind, Outcome, Quote
from chatbot.languages import spoken_in
from chatbot.rendering.citation import date_words
from chatbot.rendering.look import Look
from chatbot.rendering.templating import environment, filled
from ingest.text.lines import fold

ORIGIN = "{origin}"
"""Stands where the page puts its own address. On a page that only its own machine can reach it leaves the
whole line out: a link that is dead for everybody else helps nobody, and the citation says the place."""


def plain_quote(quote: Quote, look: Look, quotes: Sequence[Quote] = ()) -> str:
    """The quote in quotation marks, its warnings before it, then who said it and where it stands.

    ``quotes`` are all of its part: those that change or contradict it go along.
    """
    copied: Any = environment().get_template("copied.txt").module
    return str(copied.figure(quote, look, ORIGIN, quotes)).rstrip()


def plain_answer(answer: Answer, look: Look) -> str:
    """The whole answer: question, notices, then each part with its quotes or with what is missing."""
    texts = look.texts
    blocks = [f"{texts.you_asked} {fold(answer.question)}", *(notice.message for notice in answer.notices)]
    for part in answer.parts:
        if len(answer.parts) > 1:
            blocks.append(fold(part.question))
        if part.message:
            blocks.append(part.message)
        # Notes and sources that differ stand in the same text: only the marks are repeated at each quote.
        blocks += [plain_quote(quote, look) for quote in part.quotes]
    return "\n\n".join([*blocks, texts.print_line])


_STYLE = Path(__file__).parents[1] / "web" / "static" / "saved.css"


def saved_name(look: Look) -> str:
    """What the file is called. The question is not in it: a list of files is easily seen by others."""
    return f"as-written-{look.today.isoformat()}.html"


def saved_answer(answer: Answer, look: Look) -> str:
    """The whole file: the question, every notice, and each part with its quotes and citations in full.

    What needs the program is left out: explained terms, buttons, links into the documents. The place of each
    quote stands in its citation.
    """
    plain = replace(look, glossary=replace(look.glossary, definitions={}))
    style, digest = _style()
    return filled(
        "saved.html",
        answer=answer,
        look=plain,
        t=look.texts,
        speaks=spoken_in(answer.language),
        notices=sorted(answer.notices, key=lambda notice: notice.kind is not NoticeKind.URGENT),
        partly=answer.outcome is Outcome.PARTLY_ANSWERED,
        title=look.texts("saved_on", date=date_words(look.today.isoformat(), look.texts)),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


@cache
def _style() -> tuple[str, str]:
    """The style sheet in one line, as ``one_block`` leaves it, and the digest that the policy names."""
    style = fold(_STYLE.read_text(encoding="utf-8"))
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
