"""A checked reply for the clipboard: text, Markdown or HTML, the staff's own words marked if wanted."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby

from chatbot.desk.checking import Draft, Label, Labelled, label_draft
from chatbot.desk.errors import DeskError
from chatbot.rendering.templating import filled


class Form(StrEnum):
    """How a reply is copied."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


_TEMPLATES = {Form.PLAIN: "reply_plain.txt", Form.MARKDOWN: "reply_markdown.txt", Form.HTML: "reply.html"}


def copy_reply(draft_text: str, draft: Draft, *, form: Form, mark: str = "") -> str:
    """Return the reply in ``form``. ``mark`` stands before what is the staff's own, "" leaves it unmarked.

    Raises DeskError: if a quote was changed: its words would no longer be the source's.
    """
    pieces = label_draft(draft_text, draft)
    if any(piece.changed for piece in pieces):
        raise DeskError("quote_changed")
    blocks = {block.key: block for block in draft.quotes}
    parts = [
        {"quote": blocks[part.key], "lines": []}
        if isinstance(part, Labelled)
        else {"quote": None, "lines": [_hands(line) for line in part]}
        for part in _parts(draft_text, pieces)
    ]
    return filled(_TEMPLATES[form], parts=parts, mark=mark).strip() + "\n"


def _hands(line: Iterable[Labelled]) -> list[tuple[Label, str]]:
    """The words of a line by whose they are: one mark is enough for neighbouring sentences of one hand."""
    return [
        (label, " ".join(word for piece in own for word in piece.text.split()))
        for label, own in groupby(line, key=lambda piece: piece.label)
    ]


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
