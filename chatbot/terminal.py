"""An answer as plain text for the terminal, with numbered citations."""

from __future__ import annotations

import textwrap

from chatbot.answer import Answer, CitedReference, NoticeKind, Part, Quote
from chatbot.voices import voice_label

WIDTH = 88


def render_answer(answer: Answer) -> str:
    """Return ``answer`` for reading in a terminal: notices, then each part's quotes and their citations."""
    blocks: list[str] = []
    urgent = [notice for notice in answer.notices if notice.kind is NoticeKind.URGENT]
    others = [notice for notice in answer.notices if notice.kind is not NoticeKind.URGENT]
    blocks += [_wrap(f"!! {notice.message}") for notice in urgent]
    number = 1
    for part in answer.parts:
        if len(answer.parts) > 1:
            blocks.append(_wrap(f"» {_shown(part.question)}"))
        if part.about:
            blocks.append(f"(about: {part.about})")
        blocks += _part_blocks(part, first=number)
        number += len(part.quotes)
    blocks += [_wrap(f"Note: {notice.message}") for notice in others]
    return "\n\n".join(blocks)


def _part_blocks(part: Part, *, first: int) -> list[str]:
    if not part.quotes:
        return [_wrap(part.message)] if part.message else []
    return [_quote_block(quote, number) for number, quote in enumerate(part.quotes, start=first)]


def _quote_block(quote: Quote, number: int) -> str:
    head = f"[{number}] "
    lines = [_wrap(f"“{_shown(quote.text)}”", first=head, rest=" " * len(head))]
    indent = " " * len(head)
    lines += [_wrap(f"{context.role.replace('_', ' ')}: {_shown(context.text)}", first=indent, rest=indent + "  ") for context in quote.context]
    lines.append(_wrap(f"— {citation(quote)}", first=indent, rest=indent + "  "))
    lines += [_wrap(_study(reference), first=indent, rest=indent + "  ") for reference in quote.references]
    return "\n".join(lines)


def citation(quote: Quote) -> str:
    """Return who says a quote, when, where: as much as the source states."""
    title = quote.title if quote.title != "unknown" else quote.file
    date = f", {quote.date}" if quote.date != "unknown" else ", undated"
    section = f", “{quote.section[-1]}”" if quote.section else ""
    page = f", page {quote.page}" if quote.page else ""
    publisher = f", {quote.publisher}" if quote.publisher != "unknown" else ""
    return f"{voice_label(quote.voice, 'en')}: {title}{publisher}{date}{section}{page} ({quote.file}, characters {quote.start}–{quote.end})"


def _study(reference: CitedReference) -> str:
    link = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    return f"cites [{reference.number}] {_shown(reference.text)} {link}".rstrip()


def _shown(text: str) -> str:
    return " ".join(text.split())


def _wrap(text: str, *, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, width=WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
