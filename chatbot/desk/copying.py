"""A checked reply for the clipboard: text, Markdown or HTML, the staff's own words marked if wanted."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from chatbot.desk.checking import Allowed, Label, Labelled, label_draft
from chatbot.desk.errors import DeskError
from chatbot.desk.quoting import LineKind, QuoteBlock, QuoteLine


class Form(StrEnum):
    """How a reply is copied."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


def copy_reply(draft_text: str, allowed: Allowed, *, form: Form, mark: str = "") -> str:
    """Return the reply in ``form``. ``mark`` stands before what is the staff's own, "" leaves it unmarked.

    Raises DeskError: if a quote was changed: its words would no longer be the source's.
    """
    pieces = label_draft(draft_text, allowed)
    if any(piece.label is Label.CHANGED for piece in pieces):
        raise DeskError("quote_changed")
    blocks = {block.key: block for block in allowed.quotes}
    style = _STYLES[form]
    shown = []
    for part in _parts(draft_text, pieces):
        if isinstance(part, Labelled):
            shown.append(style.quote(blocks[part.key]))
        else:
            lines = style.line_end.join(_line(line, style, mark) for line in part)
            shown.append(style.paragraph.format(lines))
    return "\n\n".join(shown) + "\n"


def _parts(text: str, pieces: Iterable[Labelled]) -> list[Labelled | list[list[Labelled]]]:
    """The quotes of a reply, and between them its paragraphs: lines of sentences."""
    parts: list[Labelled | list[list[Labelled]]] = []
    position = 0
    for piece in pieces:
        breaks = text.count("\n", position, piece.start)
        position = piece.end
        last = parts[-1] if parts else None
        if piece.label is Label.QUOTE:
            parts.append(piece)
        elif isinstance(last, list) and breaks < 2:
            if breaks:
                last.append([])
            last[-1].append(piece)
        else:
            parts.append([[piece]])
    return parts


@dataclass(frozen=True)
class _Style:
    """How a form writes texts, the staff's words behind a mark, ends of lines, paragraphs and quotes."""

    escaped: Callable[[str], str]
    staff: str
    line_end: str
    paragraph: str
    quote: Callable[[QuoteBlock], str]


def _line(pieces: Iterable[Labelled], style: _Style, mark: str) -> str:
    """Neighbouring sentences of one hand are one piece: one mark is enough for them."""
    hands = []
    for label, own in groupby(pieces, key=lambda piece: piece.label):
        words = style.escaped(" ".join(word for piece in own for word in piece.text.split()))
        marked = mark and label is Label.STAFF
        hands.append(style.staff.format(mark=style.escaped(mark), words=words) if marked else words)
    return " ".join(hands)


_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")
_AT_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


def _escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def _markdown_quote(block: QuoteBlock) -> str:
    lines = [_escaped(line) for item in block.lines for line in item.text.split("\n")]
    return "  \n".join(f"> {line}" for line in lines)


def _html_line(line: QuoteLine) -> str:
    text = html.escape(line.text).replace("\n", "<br>")
    inner = f"<cite>{text}</cite>" if line.kind is LineKind.CITATION else text
    return f'<p lang="{html.escape(line.language)}">{inner}</p>'


def _html_quote(block: QuoteBlock) -> str:
    return f"<blockquote>{''.join(map(_html_line, block.lines))}</blockquote>"


_STYLES = {
    Form.PLAIN: _Style(str, "[{mark}: {words}]", "\n", "{}", lambda block: block.text),
    Form.MARKDOWN: _Style(_escaped, r"**\[{mark}:** {words}**\]**", "  \n", "{}", _markdown_quote),
    Form.HTML: _Style(
        html.escape,
        '<span class="staff-note">[<b>{mark}:</b> {words}]</span>',
        "<br>",
        "<p>{}</p>",
        _html_quote,
    ),
}
