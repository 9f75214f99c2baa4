"""A whole document as HTML, with its structure, and one range of it marked."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby, pairwise

from chatbot.languages import Words
from chatbot.languages.catalogue import voice_label
from chatbot.rendering.markup import element, esc, fold
from ingest.structure import Block, BlockKind, Extent, ParsedDocument

_DASHES = re.compile(r"^[\s|:–-]*$")
_BOXED = {BlockKind.COMMENT: "comment", BlockKind.REPLY: "reply", BlockKind.EDITOR_NOTE: "editor-note"}
_LISTED = (BlockKind.LIST_ITEM,)
_TABLED = (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW, BlockKind.TABLE_FOOTNOTE)
_PLAIN = {
    BlockKind.TABLE_CAPTION: "caption",
    BlockKind.REFERENCE: "reference",
    BlockKind.PLACEHOLDER: "placeholder",
    BlockKind.FURNITURE: "furniture",
    BlockKind.DEFINITION: "definition",
}


class Marking:
    """Escapes pieces of a text, with ``<mark>`` around what lies in the marked range.

    The first mark gets the id ``quote``, where the page scrolls to.
    """

    def __init__(self, text: str, extent: Extent | None) -> None:
        self._text = text
        self._extent = extent
        self._placed = False

    def piece(self, start: int, end: int) -> str:
        """The text of ``[start, end)`` as HTML."""
        extent = self._extent
        if extent is None or end <= extent.start or extent.end <= start:
            return esc(self._text[start:end])
        left, right = max(start, extent.start), min(end, extent.end)
        inner = esc(self._text[left:right])
        if inner.strip():
            inner = (
                f"<mark>{inner}</mark>" if self._placed else f'<mark id="quote" tabindex="-1">{inner}</mark>'
            )
            self._placed = True
        return esc(self._text[start:left]) + inner + esc(self._text[right:end])


def render_document(document: ParsedDocument, texts: Words, *, extent: Extent | None) -> str:
    """The document from its first to its last character; every block in the element of its kind."""
    marking = Marking(document.text, extent)
    # Blank lines, and the bars and dashes that only draw a table.
    blocks = [block for block in document.blocks if not _DASHES.match(document.text[block.start : block.end])]
    html, level = [], 1
    for key, group in groupby(blocks, key=_group_key):
        members = list(group)
        kind = members[0].kind
        if kind in (BlockKind.TITLE, BlockKind.HEADING):
            for block in members:
                wanted = 2 if kind is BlockKind.TITLE else 1 + max(1, len(block.section))
                level = min(level + 1, max(2, wanted), 6)
                html.append(
                    element(
                        f"h{level}",
                        marking.piece(block.start, block.end),
                        id=f"at-{block.start}",
                        tabindex="-1",
                    )
                )
        elif key[0] == "table":
            html.append(_table(document.text, members, marking.piece))
        elif key[0] == "list":
            html.append(_list(members, marking.piece))
        elif kind in _BOXED:
            html.append(_box(members, texts, marking.piece))
        else:
            html.append(_paragraphs(document.text, members, marking.piece))
    return element("div", "".join(html), class_="document", lang=document.source.language, dir="auto")


def render_contents(document: ParsedDocument) -> str:
    """The document's headings as a list of links to them; "" where there are fewer than three."""
    headings = [block for block in document.blocks if block.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    items = (
        element(
            "li",
            element("a", esc(fold(document.text[block.start : block.end])), href=f"#at-{block.start}"),
            class_=f"level-{min(4, max(1, len(block.section)))}",
        )
        for block in headings
    )
    return element("ul", "".join(items), lang=document.source.language) if len(headings) > 2 else ""


def _group_key(block: Block) -> tuple[str, object, object]:
    if block.kind in _TABLED:
        return ("table", block.table_id, None)
    if block.kind in _LISTED:
        return ("list", block.list_id, None)
    if block.kind in _BOXED:
        return (block.kind.value, block.thread_id, block.voice)
    return (block.kind.value, block.start, None)


def _paragraphs(text: str, blocks: Iterable[Block], piece: Callable[[int, int], str]) -> str:
    return "".join(
        element("p", piece(block.start, block.end), class_=_PLAIN.get(block.kind, ""))
        for block in blocks
        if text[block.start : block.end].strip()
    )


def _list(blocks: list[Block], piece: Callable[[int, int], str]) -> str:
    items = "".join(element("li", piece(block.start, block.end)) for block in blocks)
    return element("ul", items, class_="as-written")


def _box(blocks: list[Block], texts: Words, piece: Callable[[int, int], str]) -> str:
    label = element(
        "p", esc(voice_label(blocks[0].voice.value, texts.language)), class_="speaker", lang=texts.language
    )
    body = "".join(element("p", piece(block.start, block.end), class_="spoken") for block in blocks)
    return element("div", label + body, class_=f"box {_BOXED[blocks[0].kind]}")


def _table(text: str, blocks: list[Block], piece: Callable[[int, int], str]) -> str:
    lines = [(block.kind, *line) for block in blocks for line in _lines(text, block)]
    rows = [(kind, _cells(text, a, b)) for kind, a, b in lines if not _DASHES.match(text[a:b])]
    width = max((len(cells) for _, cells in rows), default=1)
    html = "".join(_row(kind, [piece(*cell) for cell in cells], width) for kind, cells in rows)
    return element("div", f"<table>{html}</table>", class_="scroll", tabindex="0", role="group")


def _row(kind: BlockKind, cells: list[str], width: int) -> str:
    if kind is BlockKind.TABLE_FOOTNOTE:
        return element("tr", element("td", " ".join(cells), colspan=str(width), class_="footnote"))
    tag, scope = ("th", "col") if kind is BlockKind.TABLE_HEADER else ("td", "")
    filled = [element(tag, cell, scope=scope) if cell.strip() else "<td></td>" for cell in cells]
    return element("tr", "".join(filled) + "<td></td>" * (width - len(cells)))


def _lines(text: str, block: Block) -> list[tuple[int, int]]:
    lines, start = [], block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        lines.append((start, start + len(line)))
        start += len(line)
    return lines


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges between the bars of a row; the empty one after a closing bar is none."""
    edges = [start - 1, *(start + i for i, letter in enumerate(text[start:end]) if letter == "|"), end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    while len(cells) > 1 and not text[slice(*cells[-1])].strip():
        cells.pop()
    return cells
