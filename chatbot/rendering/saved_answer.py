"""An answer as one HTML file to keep: it holds its style, runs nothing and loads nothing."""

import base64
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from chatbot.answer import Answer, NoticeKind, Outcome
from chatbot.languages import spoken_in
from chatbot.rendering.citation import date_words
from chatbot.rendering.look import Look
from chatbot.rendering.markup import fold
from chatbot.rendering.templating import filled

_STYLE = Path(__file__).parents[1] / "web" / "static" / "saved.css"


def saved_name(look: Look) -> str:
    """What the file is called. The question is not in it: a list of files is easily seen by others."""
    return f"as-written-{look.today.isoformat()}.html"


def saved_answer(answer: Answer, look: Look) -> str:
    """The whole file: the question, every notice, and each part with its quotes and citations in full.

    What needs the program is left out: explained terms, buttons, links into the documents. The place of each
    quote stands in its citation.
    """
    plain = replace(look, glossary=replace(look.glossary, definitions={}, pattern=None))
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
