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
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.reader import PAGE_BREAK
from ingest.blocks.tables import PROSE_CELL
from ingest.extract.table_text import names_columns, table_lines
from ingest.text.headings import MAX_HEADING, ends_like_prose
from ingest.text.lines import read_marker
from ingest.text.marks import LOWERED, RAISED, in_signs

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_GUTTER_ROWS = 4
"""So many rows must leave the same space free before it parts two columns."""
_EDGE_LINES = 2
"""A running header or footer stands among so many lines at the page's edge."""
_SENTENCE = 5
"""Words of a line with a full stop that is a sentence rather than a name or the number of a page."""
_LARGER = 1.15
"""So many times as large as the text is a heading."""
_NO_HEADING = re.compile(r"[.,;:]$|(?:\s?\.){4}|(?:\d[ /-]?){6}|@|www\.|://")
_STRAY_SPACE = re.compile(r"(?<=\w) +(?=[.,)](?:\s|$))")
"""Before a stop whose letter is another one than that of its word: letters stand a little apart there."""
_SOFT_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of one line with nothing wide between its words; points from the page's lower left."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: int
    """Of its letters, in points."""
    level: int = 0
    """Of a heading, where the letters are larger than those of the text."""


Row = list[Cell]
"""Cells beside each other, from left to right."""


def pdf_text(data: bytes, name: str, *, progress: Callable[[int, int], None] = lambda *_: None) -> str:
    """Return the text of a PDF, its pages parted by U+000C; "" for one without a text layer.

    ``progress`` hears of each page: how many are read, and how many there are.

    Raises CorpusError: it is locked or no PDF that can be read.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = []
            for number, page in enumerate(document, 1):
                pages.append(_rows(page))
                progress(number, len(document))
    except pypdfium2.PdfiumError as error:
        locked = "is locked by a password: save an unlocked copy"
        damaged = "is not a PDF that can be read: it is damaged"
        reason = locked if "password" in str(error).casefold() else damaged
        raise CorpusError(f"{name} {reason}.") from error
    if not any(pages):
        return ""
    return _joined([list(_lines(rows)) for rows in _with_levels(_without_running(pages))])


def _rows(page: PdfPage) -> list[Row]:
    """Return the rows of a page from top to bottom, words that stand close together in one cell.

    The widest cells with words tell where the rows are; raised figures, bullets and dots join them.
    """
    words = page.get_textpage()
    cells = []
    for number in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(number)
        text = words.get_text_bounded(left, bottom, right, top).translate(_SOFT_HYPHEN)
        if text.strip():
            size = _size(words, left, (bottom + top) / 2)
            cells.append(Cell(left, bottom, right, top, re.sub(r"\s+", " ", text), size))
    cells.sort(
        key=lambda cell: (not re.search(r"\w", cell.text), cell.left - cell.right, -cell.top, cell.left)
    )
    rows: list[Row] = []
    for cell in cells:
        middle = (cell.top + cell.bottom) / 2
        near = min(rows, key=lambda row: abs(row[0].top + row[0].bottom - 2 * middle), default=[cell])
        room = (near[0].top - near[0].bottom) / 3
        if near[0].bottom - room <= middle <= near[0].top + room and rows:
            near.append(cell)
        else:
            rows.append([cell])
    rows.sort(key=lambda row: -(row[0].top + row[0].bottom))
    return [_closed_up(row) for row in rows]


def _size(words: PdfTextPage, left: float, middle: float) -> int:
    letter = words.get_index(left, middle, 2, 2)
    if letter is None:
        return 0
    box = words.get_charbox(letter, loose=True)
    return round(float(box[3] - box[1]))


def _closed_up(row: Row) -> Row:
    """Join the cells of a row that stand close together; ``row[0]`` is the widest of them."""
    widest = row[0]
    closed: Row = []
    for cell in sorted(row, key=lambda cell: cell.left):
        last = closed[-1] if closed else cell
        bullet = (marker := read_marker(last.text)) is not None and marker.width >= len(last.text)
        if not closed:
            closed.append(replace(cell, text=_raised(cell, widest)))
            continue
        if not bullet and cell.left - last.right > max(8.0, last.top - last.bottom):
            closed.append(cell)
            continue
        text = _raised(cell, widest) if cell.left - last.right < 3 else cell.text
        space = " " if text == cell.text and (bullet or cell.left - last.right > 1) else ""
        closed[-1] = Cell(
            last.left,
            min(last.bottom, cell.bottom),
            max(last.right, cell.right),
            max(last.top, cell.top),
            _STRAY_SPACE.sub("", last.text + space + text),
            max(last.size, cell.size),
        )
    return [replace(cell, text=" ".join(cell.text.split())) for cell in closed]


def _raised(cell: Cell, widest: Cell) -> str:
    """Return the words of a cell, small figures above or below the line as raised or lowered ones."""
    high = widest.top - widest.bottom
    if cell.top - cell.bottom > 0.85 * high:
        return cell.text
    if cell.bottom - widest.bottom > 0.4 * high:
        return in_signs(cell.text, RAISED)
    return in_signs(cell.text, LOWERED) if widest.bottom - cell.bottom > 0.05 * high else cell.text


def _with_levels(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """Return the pages with the level of a heading for each size of letters larger than the text's own."""
    letters = Counter[int]()
    for cell in (cell for page in pages for row in page for cell in row):
        letters[cell.size] += len(cell.text)
    usual = letters.most_common(1)[0][0] if letters else 0
    sizes = sorted((size for size in letters if size > _LARGER * usual), reverse=True)
    levels = {size: min(level, 6) for level, size in enumerate(sizes, 1)}
    return [
        [[replace(cell, level=levels.get(cell.size, 0)) for cell in row] for row in page] for page in pages
    ]


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
            left = [[cell for cell in line if cell.right <= gutter] for line in band]
            right = [[cell for cell in line if cell.left >= gutter] for line in band]
            yield from ("", *_lines(list(filter(None, left))), *_lines(list(filter(None, right))), "")
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
    prose = bool(beside) and beside[len(beside) // 2] >= PROSE_CELL
    return place if prose and times >= max(_GUTTER_ROWS, crossed) else None


def _table_or_prose(rows: Sequence[Row]) -> Iterator[str]:
    """Yield rows whose cells stand under each other as a table, headings marked, others as lines."""
    at = 0
    above: Row | None = None
    usual = median([one[0].bottom - other[0].bottom for one, other in pairwise(rows)] or [0.0])
    while at < len(rows):
        if above is not None and above[0].bottom - rows[at][0].bottom > 1.4 * usual:
            yield ""
        table, end = _table(rows, at)
        if table:
            yield from ("", *table_lines(table, header=names_columns(table)), "")
        else:
            heading, end = _heading(rows, at)
            yield from ("", heading, "") if heading else [" ".join(cell.text for cell in rows[at])]
        above = rows[end - 1]
        at = end


def _heading(rows: Sequence[Row], at: int) -> tuple[str, int]:
    """Return the heading whose first line is at ``at``, "#" signs before it, "" for none, and where it ends.

    A sentence, a telephone number or an address is no heading, however large.
    """
    level = min(cell.level for cell in rows[at])
    end = at + 1
    while end < len(rows) and rows[end][0].level == level and _gap(rows, end) < rows[at][0].size / 2:
        end += 1
    words = " ".join(cell.text for row in rows[at:end] for cell in row)
    if not level or len(words) > MAX_HEADING or _NO_HEADING.search(words) or not words[0].isalnum():
        return "", at + 1
    return f"{'#' * level} {words}", end


def _gap(rows: Sequence[Row], at: int) -> float:
    """Return the height of the space above a row."""
    return min(cell.bottom for cell in rows[at - 1]) - max(cell.top for cell in rows[at])


def _table(rows: Sequence[Row], at: int) -> tuple[list[list[str]], int]:
    """Return the table whose header is at ``at``, none where no row is under it, and where it ends.

    A single row under it must have all its cells. A row without a first cell goes on with the row above it.
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
        if words[0]:
            table.append(words)
        else:
            table[-1] = [f"{over} {under}".strip() for over, under in zip(table[-1], words, strict=True)]
        end += 1
    full = len(table) == 2 and all(map(all, table)) and len(rows[end - 1]) == len(head)
    return (table, end) if len(table) > 2 or full else ([], at + 1)


def _column(cell: Cell, head: Row) -> int | None:
    """Return the only column whose heading a cell stands under, None where there are none or several."""
    under = [
        place
        for place, title in enumerate(head)
        if min(cell.right, title.right) > max(cell.left, title.left) or abs(cell.left - title.left) <= 6
    ]
    return under[0] if len(under) == 1 else None


def _without_running(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """Leave out the rows at the edges that most pages share, whatever figures stand in them.

    The header of a table that goes on stays. Sentences may be text that each page repeats: they stay once, at
    the first page's top or the last's end.
    """
    written = [[" ".join(cell.text for cell in row) for row in page] for page in pages]
    edges = [_edges(page) for page in pages]
    shared = Counter(
        line
        for page, (top, end) in zip(written, edges, strict=True)
        for line in {_masked(page[place]) for place in {*top, *end}}
    )
    running = {line for line, times in shared.items() if times >= max(2, len(pages) // 2)}
    dropped: list[set[int]] = [set() for _ in pages]
    for side, order in ((0, range(len(pages))), (1, range(len(pages) - 1, -1, -1))):
        kept: set[str] = set()
        for number in order:
            page = written[number]
            rows = [place for place in edges[number][side] if _masked(page[place]) in running]
            told = [page[place] for place in rows]
            if told and _is_sentence(told[-1]) and not kept.intersection(told):
                kept.update(told)
            else:
                dropped[number].update(rows)
    return [
        [row for place, row in enumerate(page) if place not in gone]
        for page, gone in zip(pages, dropped, strict=True)
    ]


def _edges(page: Sequence[Row]) -> tuple[list[int], range]:
    """Return the places of the rows at the top and at the end of a page; none stands in both."""
    top = range(min(_EDGE_LINES, len(page)))
    end = range(max(len(top), len(page) - _EDGE_LINES), len(page))
    columns = _gutter(page) is not None
    return [place for place in top if columns or len(_table(page, place)[0]) < 3], end


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
