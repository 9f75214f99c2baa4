"""Tables as lines: "cell | cell |", the first row followed by "---|---|"; .csv and .tsv files as such."""

import csv
import re
from collections.abc import Sequence

from corpus.errors import CorpusError

MAX_COLUMNS = 200
LONGEST_CELL = 131_072
"""Characters of one cell, as Python's csv module begins with; a longer one is a quote never closed."""
_DELIMITERS = ",;\t|"


def table_lines(grid: Sequence[Sequence[str]], *, header: bool) -> list[str]:
    """Return a table's lines; without a ``header`` of its own it stands under an empty one."""
    rows = grid if header else [[""] * len(grid[0]), *grid]
    width = max(map(len, rows))
    lines = ["".join(f"{cell.replace('|', '/')} | " for cell in row).strip() for row in rows]
    return [lines[0], "---|" * width, *lines[1:]]


def names_columns(grid: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row of a table names its columns, if nothing but its words can tell.

    A first row that is numbered, or has figures where the rows below have them too, is one of them.
    Two columns are labels and values, unless all rows but the first have a figure.
    """
    first, below = _figures(grid[0]), [_figures(row) for row in grid[1:]]
    if grid[0][0].isdigit() or (len(grid[0]) == 2 and not all(below)):
        return False
    return not any(place in other for place in first for other in below)


def _figures(row: Sequence[str]) -> set[int]:
    """Return the places, the first aside, whose cells hold a figure."""
    return {place for place, cell in enumerate(row) if place and re.search(r"\d", cell)}


def csv_text(text: str, name: str) -> str:
    """Return a table whose first row names the columns; rows that are empty are left out.

    Raises CorpusError: it is no table, one without rows, or one too wide to be read.
    """
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    csv.field_size_limit(LONGEST_CELL)  # it holds for the whole process, and other libraries move it
    delimiter = _delimiter(lines, name)
    try:
        _refuse_open_quote(lines, delimiter, name)
        rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error as error:
        msg = f"{name} is not a table that can be read ({error}): save it again as CSV."
        raise CorpusError(msg) from error
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMNS:
        raise CorpusError(f"{name} has {width} columns, more than {MAX_COLUMNS}: keep those that matter.")
    if len(rows) < 2:
        raise CorpusError(f"{name} holds no row under the names of its columns: add rows, or remove it.")
    even = [row + [""] * (width - len(row)) for row in rows]
    return "\n".join(table_lines(even, header=True)) + "\n"


def _refuse_open_quote(lines: list[str], delimiter: str, name: str) -> None:
    """A quote that is never closed swallows all rows below it; other slips are read as they are meant.

    Raises CorpusError: there is such a quote.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begun = 1
    try:
        for _ in reader:
            begun = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            msg = f"{name} opens a quote in line {begun} and never closes it: put in the missing quote."
            raise CorpusError(msg) from error


def _delimiter(lines: list[str], name: str) -> str:
    """Return the sign between cells: the one that the first lines have equally often, and most often."""
    if name.lower().endswith(".tsv"):
        return "\t"
    sample = [line for line in lines[:20] if line.strip()]
    counts = {sign: min((line.count(sign) for line in sample), default=0) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: counts[sign])
