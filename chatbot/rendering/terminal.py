"""An answer as plain text for the terminal, with numbered citations."""

import re
import textwrap

from chatbot.answer import Answer, CitedReference, NoticeKind, Quote
from chatbot.languages import Words, words_of
from corpus.document import UNKNOWN

WIDTH = 88
"""Columns; the same everywhere, so that the same answer always prints the same."""

STUDY_CHARS = 160
"""Some references hold a whole abstract."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that turn the direction of writing."""


def render_answer(answer: Answer) -> str:
    """Return ``answer`` for reading in a terminal: notices, then each part's quotes and their citations."""
    words = words_of("answers", answer.language)
    urgent = [notice for notice in answer.notices if notice.kind is NoticeKind.URGENT]
    others = [notice for notice in answer.notices if notice.kind is not NoticeKind.URGENT]
    blocks = [_wrap(f"!! {notice.message}") for notice in urgent]
    blocks += [_wrap(words("terminal.note", message=notice.message)) for notice in others]
    number = 1
    for part in answer.parts:
        if len(answer.parts) > 1:
            blocks.append(_wrap(f"» {shown(part.question)}"))
        if part.about:
            blocks.append(words("terminal.about", about=shown(part.about)))
        if part.message:
            blocks.append(_wrap(part.message))
        blocks += [_quote_block(quote, place, words) for place, quote in enumerate(part.quotes, number)]
        number += len(part.quotes)
    return "\n\n".join(blocks)


def _quote_block(quote: Quote, number: int, words: Words) -> str:
    head = f"[{number}] "
    indent = " " * len(head)
    said = {c: f"{words[f'beside.{c.role}']}: {shown(c.text)}" for c in quote.context}
    above = [text for c, text in said.items() if c.role in {"correction", "caveat"}]
    below = [text for c, text in said.items() if c.role not in {"correction", "caveat"}]
    below += [f"— {citation(quote, words)}", *(_study(reference, words) for reference in quote.references)]
    lines = [_wrap(text, first=indent, rest=indent + "  ") for text in above]
    lines += [_wrap(f"“{shown(quote.text)}”", first=indent, rest=indent)]
    lines += [_wrap(text, first=indent, rest=indent + "  ") for text in below]
    return head + "\n".join(lines)[len(head) :]


def citation(quote: Quote, words: Words) -> str:
    """Return who says a quote, when, where: as much as the source states."""
    pieces = [
        quote.title if quote.title != UNKNOWN else quote.file,
        quote.publisher if quote.publisher != UNKNOWN else "",
        quote.date if quote.date != UNKNOWN else words["terminal.undated"],
        f"“{quote.section[-1]}”" if quote.section else "",
        words("terminal.page", page=quote.page) if quote.page else "",
    ]
    stated = ", ".join(piece for piece in pieces if piece)
    place = words("terminal.place", file=quote.file, start=quote.start, end=quote.end)
    return shown(f"{words[f'voice.{quote.voice}']}: {stated} ({place})")


def _study(reference: CitedReference, words: Words) -> str:
    """Return the number, the beginning and the link of a study; the answer object holds all of its text."""
    link = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    text = shown(reference.text).removeprefix(f"{reference.number}.").lstrip()
    beginning = textwrap.shorten(text, width=STUDY_CHARS, placeholder=" …")
    return f"{words('terminal.cites', number=reference.number)} {beginning} {link}".rstrip()


def shown(text: str) -> str:
    """Return ``text`` on one line, without control characters: no document may steer a terminal."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _wrap(text: str, *, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
