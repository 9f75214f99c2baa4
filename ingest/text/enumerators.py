"""List markers: bullets, numbers, letters."""

import re
from dataclasses import dataclass

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
