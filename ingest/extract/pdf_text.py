"""The text of a PDF in the order in which people read it: columns, tables, without running headers.

pypdfium2 rather than pypdf or pdfplumber: of the three it alone tells where each stretch of a line stands
at the speed of a page in some milliseconds, so that a page drawn row by row across two columns, and a
table's cells, can be told from prose. pypdf gives such pages in the order in which they were drawn,
pdfplumber mixes the columns of every page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.reader import PAGE_BREAK
from ingest.text.headings import ends_like_prose

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_GUTTER_ROWS = 4
"""So many rows must leave the same space free before it parts two columns."""
_PROSE_CELL = 16
"""Cells with at least so many letters in the middle are lines of columns, shorter ones cells of a table."""
_EDGE_LINES = 2
"""A running header or footer stands among so many lines at the page's edge."""
_SENTENCE = 5
"""Words of a line with a full stop that is a sentence rather than a name or the number of a page."""
_SOFT_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of one line with nothing wide between its words; points from the page's lower left."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


Row = list[Cell]
"""Cells beside each other, from left to right."""


def pdf_text(data: bytes, name: str, *, progress: Callable[[int, int], None] = lambda *_: None) -> str:
    """Return the text of a PDF, its pages parted by U+000C; "" for one without a text layer.

    ``progress`` hears of each page: how many are read, and how many there are.

    Raises:
        CorpusError: it is locked or no PDF that can be read.

    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = []
            for number, page in enumerate(document, 1):
                pages.append(list(_lines(_rows(page))))
                progress(number, len(document))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            msg = f"{name} is locked by a password: save an unlocked copy."
        else:
            msg = f"{name} is not a PDF that can be read: it is damaged."
        raise CorpusError(msg) from error
    return _joined(_without_running(pages)) if any(map(any, pages)) else ""


def _rows(page: PdfPage) -> list[Row]:
    """Return the rows of a page from top to bottom, words that stand close together in one cell."""
    words = page.get_textpage()
    cells = []
    for number in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(number)
        text = " ".join(words.get_text_bounded(left, bottom, right, top).translate(_SOFT_HYPHEN).split())
        if text:
            cells.append(Cell(left, bottom, right, top, text))
    cells.sort(key=lambda cell: (-(cell.top + cell.bottom), cell.left))
    rows: list[Row] = []
    for cell in cells:
        middle = (cell.top + cell.bottom) / 2
        if rows and rows[-1][0].bottom - 1 <= middle <= rows[-1][0].top + 1:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [_closed_up(sorted(row, key=lambda cell: cell.left)) for row in rows]


def _closed_up(row: Row) -> Row:
    closed = row[:1]
    for cell in row[1:]:
        last = closed[-1]
        if cell.left - last.right > max(8.0, last.top - last.bottom):
            closed.append(cell)
            continue
        space = " " if cell.left - last.right > 1 else ""
        closed[-1] = Cell(
            last.left,
            min(last.bottom, cell.bottom),
            max(last.right, cell.right),
            max(last.top, cell.top),
            last.text + space + cell.text,
        )
    return closed


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of some rows in reading order, an empty one where the page leaves room."""
    gutter = _gutter(rows)
    if gutter is None:
        yield from _table_or_prose(rows)
        return
    band: list[Row] = []
    for row in [*rows, []]:
        if row and not any(cell.left < gutter < cell.right for cell in row):
            band.append(row)
            continue
        if band:
            sides = (
                [[cell for cell in line if cell.right <= gutter] for line in band],
                [[cell for cell in line if cell.left >= gutter] for line in band],
            )
            yield ""
            yield from (line for side in sides for line in _lines([row for row in side if row]))
            yield ""
        band = []
        if row:
            yield from _table_or_prose([row])


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the space between two columns of prose is, None where there is none."""
    gaps = [(left, right) for row in rows for left, right in pairwise(row)]
    places = Counter[float]()
    for left, right in gaps:
        middle = (left.right + right.left) / 2
        places[middle] = sum(one.right < middle < other.left for one, other in gaps)
    if not places:
        return None
    place, times = max(places.items(), key=lambda item: item[1])
    crossed = sum(cell.left < place < cell.right for row in rows for cell in row)
    beside = sorted(len(cell.text) for gap in gaps if gap[0].right < place < gap[1].left for cell in gap)
    prose = bool(beside) and beside[len(beside) // 2] >= _PROSE_CELL
    return place if prose and times >= max(_GUTTER_ROWS, crossed) else None


def _table_or_prose(rows: Sequence[Row]) -> Iterator[str]:
    """Yield rows whose cells stand under each other as a table, three at least, and all others as lines."""
    at = 0
    above: Row | None = None
    usual = median([one[0].bottom - other[0].bottom for one, other in pairwise(rows)] or [0.0])
    while at < len(rows):
        if above is not None and above[0].bottom - rows[at][0].bottom > 1.4 * usual:
            yield ""
        table, end = _table(rows, at)
        if table:
            yield from ("", _table_row(table[0]), "---|" * len(table[0]), *map(_table_row, table[1:]), "")
        else:
            yield " ".join(cell.text for cell in rows[at])
        above = rows[end - 1]
        at = end


def _table(rows: Sequence[Row], at: int) -> tuple[list[list[str]], int]:
    """Return the table whose header is at ``at``, none for fewer than two rows under it, and where it ends.

    A row without a first cell goes on with the cells of the row above it.
    """
    head = rows[at]
    table = [[cell.text for cell in head]]
    end = at + 1
    while end < len(rows) and len(head) > 1:
        places = [_column(cell, head) for cell in rows[end]]
        if None in places or len(set(places)) < len(places) or (places == [0] and len(rows[end]) == 1):
            break
        words = [""] * len(head)
        for place, cell in zip(places, rows[end], strict=True):
            words[place or 0] = cell.text
        if words[0] or end == at + 1:
            table.append(words)
        else:
            table[-1] = [f"{over} {under}".strip() for over, under in zip(table[-1], words, strict=True)]
        end += 1
    return (table, end) if len(table) >= 3 else ([], at + 1)


def _column(cell: Cell, head: Row) -> int | None:
    """Return the only column whose heading a cell stands under, None where there are none or several."""
    under = [
        place
        for place, title in enumerate(head)
        if min(cell.right, title.right) > max(cell.left, title.left) or abs(cell.left - title.left) <= 6
    ]
    return under[0] if len(under) == 1 else None


def _table_row(row: Sequence[str]) -> str:
    return "".join(f"{cell.replace('|', '/')} | " for cell in row).rstrip()


def _without_running(pages: Sequence[list[str]]) -> list[list[str]]:
    """Leave out the lines at the edges that most pages share, whatever figures stand in them.

    Sentences may be text that each page repeats: they stay once, at the first page's top or the last's end.
    """
    tops, ends = zip(*map(_edges, pages), strict=True)
    shared = Counter(
        line
        for page, *places in zip(pages, tops, ends, strict=True)
        for line in {_masked(page[place]) for place in {*places[0], *places[1]}}
    )
    enough = max(3, len(pages) // 2)
    running = {line for line, times in shared.items() if times >= enough}
    dropped: list[set[int]] = [set() for _ in pages]
    for edges, order in ((tops, range(len(pages))), (ends, range(len(pages) - 1, -1, -1))):
        kept: set[str] = set()
        for number in order:
            page = pages[number]
            lines = [place for place in edges[number] if _masked(page[place]) in running]
            told = [page[place] for place in lines]
            if told and _is_sentence(told[-1]) and not kept.intersection(told):
                kept.update(told)
            else:
                dropped[number].update(lines)
    return [
        [line for place, line in enumerate(page) if place not in gone]
        for page, gone in zip(pages, dropped, strict=True)
    ]


def _edges(page: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the places of the lines at the top and at the end of a page; none stands in both."""
    filled = [place for place, line in enumerate(page) if line]
    top = filled[:_EDGE_LINES]
    return top, filled[len(top) :][-_EDGE_LINES:]


def _masked(line: str) -> str:
    return line if _is_sentence(line) else re.sub(r"\d+", "#", line)


def _is_sentence(line: str) -> bool:
    return ends_like_prose(line) and len(line.split()) >= _SENTENCE


def _joined(pages: Sequence[list[str]]) -> str:
    """Return the pages as one text; a sentence that goes on overleaf is parted by the page break alone."""
    written = [re.sub(r"\n{3,}", "\n\n", "\n".join(_repaired(page)).strip("\n")) for page in pages]
    text = written[0]
    for page in written[1:]:
        last, first = text.rsplit("\n", 1)[-1], page[:1]
        goes_on = (
            last and not ends_like_prose(last) and "|" not in last and (first.islower() or first.isdigit())
        )
        text += ("" if goes_on else "\n") + PAGE_BREAK + page
    return text + "\n"


def _repaired(page: Sequence[str]) -> list[str]:
    """Put together the words of a page that shows one a line; each sentence becomes a line."""
    filled = [line for line in page if line]
    if len(filled) < 15 or sum(" " not in line for line in filled) < 0.8 * len(filled):
        return list(page)
    return re.sub(r"(?<=[.!?]) ", "\n", " ".join(filled)).split("\n")
