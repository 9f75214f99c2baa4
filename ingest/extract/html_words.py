"""The words of an element of a page, its tables' cells, and what word processors mean by their paragraphs."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from bs4.element import NavigableString, PreformattedString, Tag

from ingest.extract.html_page import is_hidden
from ingest.extract.table_text import names_columns
from ingest.text.marks import LOWERED, RAISED, in_signs

CELLS = ("td", "th")
BLOCKS = frozenset(
    """address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer
    form header hr html legend main p section summary table tbody td th tr""".split()
)
"""Elements that stand on lines of their own."""

_APART = BLOCKS | {"br", "li", "ol", "ul"}
_HEADING = re.compile("h([1-6])")
_OFFICE_HEADING = re.compile(r"MsoHeading([1-6])|MsoTitle|title|Heading([1-6])")
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-6])")
_ITEM = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)")
_SYMBOLS = re.compile(r"font-family\s*:\s*['\"]?(?:Symbol|Wingdings|Courier New)", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]")

MAX_REACH = 60
"""No cell is repeated over more rows or columns than this, whatever a page says."""


def shifted(tag: Tag) -> str:
    """Return what a ``sup`` or ``sub`` says, in signs of its own where there are such."""
    return in_signs(words_of(tag), RAISED if tag.name == "sup" else LOWERED)


def words_of(tag: Tag, *, without: Collection[str] = ()) -> str:
    """Return the words of an element on one line, less those of elements in it named ``without``."""
    return " ".join("".join(_inline(tag, without)).split())


def _inline(tag: Tag, without: Collection[str]) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in {"sub", "sup"}:
                yield shifted(child)
            elif child.name not in without and not is_hidden(child):
                apart = " " if child.name in _APART else ""
                yield from (apart, *_inline(child, without), apart)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def heading_level(tag: Tag, *, under: int) -> int:
    """Return the level of a heading, 0 for none. A short paragraph all in bold is one below ``under``."""
    if found := _HEADING.fullmatch(tag.name):
        return int(found[1])
    if tag.name != "p":
        return 0
    office = office_level(tag)
    parts = tag.find_all(["b", "strong"], recursive=False)
    if office or not parts:
        return office
    words = words_of(tag)
    bold = "".join(map(words_of, parts))
    short = 2 < len(words) <= 80 and not words.endswith((".", "!", ",", ";", ":")) and words[0].isupper()
    return min(under + 1, 6) if short and "".join(bold.split()) == "".join(words.split()) else 0


def office_level(tag: Tag) -> int:
    """Return the level of what a word processor calls a heading, 0 for any other paragraph."""
    for name in tag.get("class") or ():
        if found := _OFFICE_HEADING.fullmatch(name):
            return int(found[1] or found[2] or 1)
    outline = _OUTLINE.search(str(tag.get("style", "")))
    return int(outline[1]) if outline else 0


def office_item(tag: Tag) -> bool:
    """Tell whether a word processor shows a paragraph as an item of a list."""
    return tag.name == "p" and bool(_ITEM.search(str(tag.get("style", ""))) or _drawn_bullet(tag))


def office_parts(tag: Tag) -> tuple[str, int, str]:
    """Return mark, depth (from 1) and words of such an item; its own sign is no word of it."""
    found = _ITEM.search(str(tag.get("style", "")))
    sign = tag.find(style=re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)) or _drawn_bullet(tag)
    shown = words_of(sign) if isinstance(sign, Tag) else ""
    words = words_of(tag)
    mark = shown if _NUMBER.fullmatch(shown) and shown != "o" else "-"
    return mark, int(found[1]) if found else 1, words.removeprefix(shown).strip()


def _drawn_bullet(tag: Tag) -> Tag | None:
    """Return what draws the bullet of a paragraph that was saved without what only Word reads."""
    if not any(name.startswith("MsoListParagraph") for name in tag.get("class") or ()):
        return None
    first = tag.find("span")
    drawn = isinstance(first, Tag) and _SYMBOLS.search(str(first.get("style", "")))
    return first if isinstance(first, Tag) and drawn and len(words_of(first)) == 1 else None


def rows_of(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row that has any; of tags left open inside each other, each counts once."""
    rows: dict[int, list[Tag]] = {}
    for cell in table.find_all(CELLS):
        rows.setdefault(id(cell.find_parent("tr")), []).append(cell)
    return list(rows.values())


def grid_of(table: Tag) -> list[list[str]]:
    """Return the words of every cell; what a cell reaches over says the same in each place.

    A row of one cell over the whole width labels the rows below it, and stands once. Rows of column
    headings become one.
    """
    rows = rows_of(table)
    open_cells: dict[int, tuple[int, str]] = {}
    grid: list[list[str]] = []
    for cells in rows:
        line: list[str] = []
        queue = [(words_of(c, without=CELLS), _reach(c, "colspan"), _reach(c, "rowspan")) for c in cells]
        if len(queue) == 1 and queue[0][1] > 1 and not open_cells:
            grid.append([queue[0][0], *[""] * (queue[0][1] - 1)])
            continue
        while queue or len(line) in open_cells:
            if len(line) in open_cells:
                left, words = open_cells.pop(len(line))
                if left > 1:
                    open_cells[len(line)] = (left - 1, words)
                line.append(words)
                continue
            words, wide, high = queue.pop(0)
            for _ in range(wide):
                if high > 1:
                    open_cells[len(line)] = (high - 1, words)
                line.append(words)
        grid.append(line)
    heads = sum(1 for _ in takewhile(_names_columns, rows))
    return [_merged(grid[:heads]), *grid[heads:]] if 1 < heads < len(grid) else grid


def has_header(table: Tag, grid: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row of a table, its words in ``grid``, names the columns.

    A first row that begins with a heading and goes on with a value labels itself.
    """
    first = rows_of(table)[0]
    if _names_columns(first) or all(cell.find(("b", "strong")) for cell in first):
        return True
    return not any(cell.name == "th" for cell in first) and names_columns(grid)


def _names_columns(row: Sequence[Tag]) -> bool:
    return row[0].find_parent("thead") is not None or all(cell.name == "th" for cell in row)


def _reach(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return max(1, min(int(value), MAX_REACH)) if value.isascii() and value.isdigit() else 1


def _merged(heads: Sequence[Sequence[str]]) -> list[str]:
    """Return one row of headings: in each column, what the rows say one above the other."""
    width = max(map(len, heads))
    columns = ([head[place] for head in heads if place < len(head)] for place in range(width))
    return [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
