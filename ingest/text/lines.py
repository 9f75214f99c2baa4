"""Lines of a text with their offsets, and the markers of list items that they open with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_INVISIBLE = "\ufeff\x00\u200b\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it: ``text == document[start:end]``.

    ``indent`` is the number of white-space characters before ``start`` on the line. A blank line has
    ``start == end`` and an empty ``text``.
    """

    start: int
    end: int
    text: str
    indent: int


def _is_margin(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` without white space and invisible marks at its two ends."""
    while start < end and _is_margin(text[start]):
        start += 1
    while end > start and _is_margin(text[end - 1]):
        end -= 1
    return start, end


def split_lines(text: str) -> list[Line]:
    """Split a text at every kind of line end; blank lines are kept."""
    lines: list[Line] = []
    at = 0
    ends = [(found.start(), found.end()) for found in _LINE_END.finditer(text)]
    for stop, following in [*ends, (len(text), len(text))]:
        start, end = trim(text, at, stop)
        lines.append(Line(start, end, text[start:end], start - at))
        at = following
    return lines


def next_filled(lines: Sequence[Line], index: int) -> int:
    """Return the index of the first line after ``index`` that is not blank, or ``len(lines)``."""
    return next((place for place in range(index + 1, len(lines)) if lines[place].text), len(lines))


def fold(text: str) -> str:
    """Return ``text`` with every run of white space as one space."""
    return " ".join(text.split())


_BULLET = re.compile(
    r"(?:[-*+–—]|o(?=\t|\s{2}))(?:\s+|$)|-(?=[A-ZÀ-Þ][a-zß-ÿ])|[•◦▪·‣●○■□➢►✓✔❖\uf0a7\uf0b7](?:\s*)"
)
"""Signs that are bullets and nothing else need no space after them; Word sets its own at U+F0A7, U+F0B7."""

_NUMBERED = re.compile(r"\(?(?P<mark>\d{1,3}|[a-zA-Z])[.)](?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of a list item: its style (``bullet``, ``number``, ``lower``, ``upper``).

    ``rank`` counts from 1 for numbers and letters and is 0 for bullets; ``width`` is the length of marker and
    white space before the item's words.
    """

    style: str
    rank: int
    width: int


def read_marker(line: str) -> Marker | None:
    """Return the list marker that a line begins with, or None."""
    bullet = _BULLET.match(line)
    if bullet:
        return Marker("bullet", 0, bullet.end())
    numbered = _NUMBERED.match(line)
    if not numbered:
        return None
    mark = numbered["mark"]
    if mark.isdigit():
        return Marker("number", int(mark), numbered.end())
    return Marker("lower" if mark.islower() else "upper", ord(mark.lower()) - ord("a") + 1, numbered.end())


def continues(marker: Marker, previous: Marker | None) -> bool:
    """Tell whether ``marker`` may follow ``previous``, the last of its style, in one list, or open one."""
    return marker.rank <= 1 or (previous is not None and marker.rank == previous.rank + 1)
