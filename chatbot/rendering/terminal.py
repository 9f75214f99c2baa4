"""An answer as plain text for the terminal, with numbered citations."""

import re
import textwrap

from chatbot.answer import Answer, CitedReference, NoticeKind, Part, Quote
from chatbot.languages.catalogue import voice_label
from corpus.document import UNKNOWN

WIDTH = 88
"""Columns; the same everywhere, so that the same answer always prints the same."""

STUDY_CHARS = 160
"""Some references hold a whole abstract."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that turn the direction of writing."""


def render_answer(answer: Answer) -> str:
    """Return ``answer`` for reading in a terminal: notices, then each part's quotes and their citations."""
    blocks: list[str] = []
    urgent = [notice for notice in answer.notices if notice.kind is NoticeKind.URGENT]
    others = [notice for notice in answer.notices if notice.kind is not NoticeKind.URGENT]
    blocks += [_wrap(f"!! {notice.message}") for notice in urgent]
    blocks += [_wrap(f"Note: {notice.message}") for notice in others]
    number = 1
    for part in answer.parts:
        if len(answer.parts) > 1:
            blocks.append(_wrap(f"» {shown(part.question)}"))
        if part.about:
            blocks.append(f"(about: {shown(part.about)})")
        blocks += _part_blocks(part, first=number)
        number += len(part.quotes)
    return "\n\n".join(blocks)


def _part_blocks(part: Part, *, first: int) -> list[str]:
    said = [_wrap(part.message)] if part.message else []
    return said + [_quote_block(quote, number) for number, quote in enumerate(part.quotes, start=first)]


def _quote_block(quote: Quote, number: int) -> str:
    head = f"[{number}] "
    indent = " " * len(head)
    said = {c: f"{c.role.replace('_', ' ')}: {shown(c.text)}" for c in quote.context}
    above = [text for c, text in said.items() if c.role in {"correction", "caveat"}]
    below = [text for c, text in said.items() if c.role not in {"correction", "caveat"}]
    below += [f"— {citation(quote)}", *(_study(reference) for reference in quote.references)]
    lines = [_wrap(text, first=indent, rest=indent + "  ") for text in above]
    lines += [_wrap(f"“{shown(quote.text)}”", first=indent, rest=indent)]
    lines += [_wrap(text, first=indent, rest=indent + "  ") for text in below]
    return head + "\n".join(lines)[len(head) :]


def citation(quote: Quote) -> str:
    """Return who says a quote, when, where: as much as the source states."""
    pieces = [
        quote.title if quote.title != UNKNOWN else quote.file,
        quote.publisher if quote.publisher != UNKNOWN else "",
        quote.date if quote.date != UNKNOWN else "undated",
        f"“{quote.section[-1]}”" if quote.section else "",
        f"page {quote.page}" if quote.page else "",
    ]
    stated = ", ".join(piece for piece in pieces if piece)
    place = f"{quote.file}, characters {quote.start}–{quote.end}"
    return shown(f"{voice_label(quote.voice, 'en')}: {stated} ({place})")


def _study(reference: CitedReference) -> str:
    """Return the number, the beginning and the link of a study; the answer object holds all of its text."""
    link = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    text = shown(reference.text).removeprefix(f"{reference.number}.").lstrip()
    beginning = textwrap.shorten(text, width=STUDY_CHARS, placeholder=" …")
    return f"cites [{reference.number}] {beginning} {link}".rstrip()


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
