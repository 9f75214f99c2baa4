"""A whole document as HTML, with its structure, and one range of it marked."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from chatbot.languages import Words
from chatbot.languages.catalogue import voice_label
from chatbot.rendering.templating import filled
from ingest.structure import Block, BlockKind, ParsedDocument

_DASHES = re.compile(r"^[\s|:–-]*$")
_LINE = re.compile(r"[^\n]+")
_BOXED = (BlockKind.COMMENT, BlockKind.REPLY, BlockKind.EDITOR_NOTE)
_HEADED = (BlockKind.TITLE, BlockKind.HEADING)
_TABLED = (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW, BlockKind.TABLE_FOOTNOTE)


def render_document(document: ParsedDocument, texts: Words, *, marked: tuple[int, int] | None) -> str:
    """The document from its first to its last character; every block in the element of its kind.

    The first mark gets the id ``quote``, where the page scrolls to.
    """
    return filled(
        "document.html",
        document=document,
        groups=list(_groups(document)),
        cut=partial(_cut, document.text, marked or (0, 0)),
        widest=lambda rows: max((len(cells) for _, cells in rows), default=1),
        boxed=_BOXED,
        t=texts,
        voice_label=voice_label,
    )


def _cut(text: str, marked: tuple[int, int], start: int, end: int) -> tuple[str, str, str]:
    """The text of ``[start, end)`` before, inside and behind the marked range; no white space is inside."""
    left, right = max(start, marked[0]), min(end, marked[1])
    if not text[left:right].strip():
        return text[start:end], "", ""
    return text[start:left], text[left:right], text[right:end]


def _groups(document: ParsedDocument) -> Iterator[tuple[str, list[Any]]]:
    """What stands together, with its shape: headings and their levels, rows and their cells, or blocks."""
    # Without blank lines, and the bars and dashes that only draw a table.
    blocks = [block for block in document.blocks if not _DASHES.match(document.text[block.start : block.end])]
    level = 1
    for (shape, *_), group in groupby(blocks, key=_group_key):
        members = list(group)
        if members[0].kind in _HEADED:
            headings = []
            for block in members:
                wanted = 2 if block.kind is BlockKind.TITLE else 1 + max(1, len(block.section))
                level = min(level + 1, max(2, wanted), 6)
                headings.append((level, block))
            yield "heading", headings
        elif shape == "table":
            yield shape, list(_rows(document.text, members))
        else:
            yield shape, members


def _group_key(block: Block) -> tuple[str, object, object]:
    if block.kind in _TABLED:
        return ("table", block.table_id, None)
    if block.kind is BlockKind.LIST_ITEM:
        return ("list", block.list_id, None)
    if block.kind in _BOXED:
        return (block.kind.value, block.thread_id, block.voice)
    return (block.kind.value, block.start, None)


def _rows(text: str, blocks: Iterable[Block]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for block in blocks:
        for line in _LINE.finditer(text, block.start, block.end):
            if not _DASHES.match(line[0]):
                yield block.kind.value, _cells(text, *line.span())


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges between the bars of a row; the empty one after a closing bar is none."""
    edges = [start - 1, *(start + i for i, letter in enumerate(text[start:end]) if letter == "|"), end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    while len(cells) > 1 and not text[slice(*cells[-1])].strip():
        cells.pop()
    return cells
