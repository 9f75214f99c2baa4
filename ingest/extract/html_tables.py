"""Tables of a web page as rows of cells, with cells that reach over several rows or columns repeated."""

from collections.abc import Sequence
from itertools import takewhile

from bs4.element import Tag

from ingest.extract.html_words import CELLS, words_of
from ingest.extract.table_text import names_columns

MAX_REACH = 60
"""No cell is repeated over more rows or columns than this, whatever a page says."""


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
        queue = [
            (words_of(cell, without=CELLS), _reach(cell, "colspan"), _reach(cell, "rowspan"))
            for cell in cells
        ]
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
