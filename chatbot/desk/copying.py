"""A checked reply for the clipboard: text, Markdown or HTML, the staff's own words marked if wanted."""

import html
import re
from dataclasses import dataclass, field
from enum import StrEnum

from chatbot.desk.checking import Allowed, Label, Labelled, label_draft
from chatbot.desk.errors import DeskError
from chatbot.desk.quoting import LineKind, QuoteBlock, QuoteLine


class Form(StrEnum):
    """How a reply is copied."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


class ChangedQuoteError(DeskError):
    """A reply that passes off changed words as a quote."""


@dataclass(kw_only=True)
class _Paragraph:
    """Lines of (whose, text) pieces; not a quote."""

    lines: list[list[tuple[Label, str]]] = field(default_factory=lambda: [[]])


def copy_reply(draft_text: str, allowed: Allowed, *, form: Form, mark: str = "") -> str:
    """Return the reply in ``form``. ``mark`` stands before what is the staff's own, "" leaves it unmarked.

    Raises ChangedQuoteError: if a quote was changed: its words would no longer be the source's.
    """
    pieces = label_draft(draft_text, allowed)
    if any(piece.label is Label.CHANGED for piece in pieces):
        raise ChangedQuoteError("quote_changed")
    blocks = {block.key: block for block in allowed.quotes}
    shown = []
    for part in _parts(draft_text, pieces, blocks):
        if isinstance(part, QuoteBlock):
            shown.append(_QUOTES[form](part))
        else:
            shown.append(_PARAGRAPHS[form](part, mark))
    return "\n\n".join(shown) + "\n"


def _parts(
    text: str, pieces: tuple[Labelled, ...], blocks: dict[str, QuoteBlock]
) -> list[_Paragraph | QuoteBlock]:
    parts: list[_Paragraph | QuoteBlock] = []
    position = 0
    for piece in pieces:
        gap = text[position : piece.start]
        position = piece.end
        if piece.label is Label.QUOTE:
            parts.append(blocks[piece.key])
            continue
        last = parts[-1] if parts else None
        if not isinstance(last, _Paragraph) or gap.count("\n") > 1:
            last = _Paragraph()
            parts.append(last)
        elif "\n" in gap:
            last.lines.append([])
        _add(last.lines[-1], piece)
    return parts


def _add(line: list[tuple[Label, str]], piece: Labelled) -> None:
    """Neighbouring sentences of one hand are one piece: one mark is enough for them."""
    words = " ".join(piece.text.split())
    if line and line[-1][0] is piece.label:
        line[-1] = (piece.label, f"{line[-1][1]} {words}")
    else:
        line.append((piece.label, words))


def _plain_paragraph(paragraph: _Paragraph, mark: str) -> str:
    return "\n".join(
        " ".join(f"[{mark}: {words}]" if mark and label is Label.STAFF else words for label, words in line)
        for line in paragraph.lines
    )


def _plain_quote(block: QuoteBlock) -> str:
    return block.text


def _markdown_paragraph(paragraph: _Paragraph, mark: str) -> str:
    return "  \n".join(
        " ".join(
            f"**\\[{_escaped(mark)}:** {_escaped(words)}**\\]**"
            if mark and label is Label.STAFF
            else _escaped(words)
            for label, words in line
        )
        for line in paragraph.lines
    )


def _markdown_quote(block: QuoteBlock) -> str:
    lines = [_escaped(line) for item in block.lines for line in item.text.split("\n")]
    return "  \n".join(f"> {line}" for line in lines)


def _html_paragraph(paragraph: _Paragraph, mark: str) -> str:
    lines = "<br>".join(
        " ".join(
            f'<span class="staff-note">[<b>{html.escape(mark)}:</b> {html.escape(words)}]</span>'
            if mark and label is Label.STAFF
            else html.escape(words)
            for label, words in line
        )
        for line in paragraph.lines
    )
    return f"<p>{lines}</p>"


def _html_quote(block: QuoteBlock) -> str:
    lines = "".join(_html_line(line) for line in block.lines)
    return f"<blockquote>{lines}</blockquote>"


def _html_line(line: QuoteLine) -> str:
    text = html.escape(line.text).replace("\n", "<br>")
    inner = f"<cite>{text}</cite>" if line.kind is LineKind.CITATION else text
    return f'<p lang="{html.escape(line.language)}">{inner}</p>'


_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")
_AT_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


def _escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


_PARAGRAPHS = {Form.PLAIN: _plain_paragraph, Form.MARKDOWN: _markdown_paragraph, Form.HTML: _html_paragraph}
_QUOTES = {Form.PLAIN: _plain_quote, Form.MARKDOWN: _markdown_quote, Form.HTML: _html_quote}
