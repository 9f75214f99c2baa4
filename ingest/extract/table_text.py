"""Tables as lines: "cell | cell |", the first row followed by "---|---|"."""

import re
from collections.abc import Sequence


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
