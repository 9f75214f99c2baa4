"""Lines whose words stand in columns set apart by spaces or tabs: rows of a table, or columns of prose."""

import re
from collections.abc import Sequence
from statistics import median

from ingest.text.enumerators import read_marker
from ingest.text.lines import Line

_GAP = re.compile(r"(?<=\S)(?: {3,}|\t[ \t]*)(?=\S)")
_PROSE_CELL = 16
"""Cells with at least so many letters in the middle are lines of columns, shorter ones cells of a table."""
_PROSE_LINES = 3
_SHIFT = 1
"""Characters by which words that stand under each other may be out of line."""


def aligned(lines: Sequence[Line], index: int) -> int:
    """Return the index after the lines from ``index`` on that have a gap at one place, ``index`` if none."""
    places = _places(lines[index])
    end = index + 1
    while places and end < len(lines) and lines[end].text:
        here = {place for place in _places(lines[end]) for other in places if abs(place - other) <= _SHIFT}
        if not here:
            break
        places = here
        end += 1
    return end if end - index > 1 else index


def is_prose_beside_prose(lines: Sequence[Line]) -> bool:
    """Tell whether aligned lines are those of columns, whose sentences run down and not across."""
    cells = [cell for line in lines for cell in _GAP.split(line.text)]
    return len(lines) >= _PROSE_LINES and median(map(len, cells)) >= _PROSE_CELL


def _places(line: Line) -> set[int]:
    """Return where words begin after a gap, in characters from the line's start; tabs count their number."""
    if "|" in line.text or read_marker(line.text):
        return set()
    if "\t" in line.text:
        return {-10 * number for number, _ in enumerate(_GAP.finditer(line.text), 1)}
    return {line.indent + found.end() for found in _GAP.finditer(line.text)}
