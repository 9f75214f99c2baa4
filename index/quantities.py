"""Figures with a unit in a question, and the ranges and categories that a span or a table row states.

"My lump is 7 cm, which T is that?" shares no word with the row that says ">5 cm and ≤10 cm".
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from corpus.entities import EntityFinder

_NUMBER = r"(?<!\d)(\d+(?:[.,]\d+)?)"
"""Only from a number's first digit: begun at each, a text of 50,000 digits would take minutes."""
_UNIT = r"(cm\b|centimet\w+|mm\b|millimet\w+|%|percent\b|per cent\b|mitos\w+|mitotic\w*|points?\b)"
_TO_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_WORDS = {word: number for number, word in enumerate(_TO_TWENTY, 1)}
_NUMBER_WORD = re.compile(
    rf"\b({'|'.join(_WORDS)})\b(?=\s*(?:cm|centimet|mm|millimet|percent|per cent|mitos|points?))",
    re.IGNORECASE,
)
_WITH_UNIT = re.compile(rf"{_NUMBER}\s*{_UNIT}", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:total\w*|add\w* up|sum|score\w*|points?|came|come|comes|makes?)\b[^.?!\d]{0,40}?\b(\d{1,2})\b(?!\s*(?:cm|mm|%|mitos|hpf|years?|yrs?))",
    re.IGNORECASE,
)
_SCORES = re.compile(r"score of ((?:\d,? ?(?:or )?)+)")
_TINY = 1e-6
_BOUNDS: tuple[tuple[str, Callable[..., tuple[float, float]]], ...] = (
    (rf">\s*{_NUMBER}\s*(?:cm)?\s*(?:and|to)\s*≤\s*{_NUMBER}\s*(cm|%)", lambda a, b: (a + _TINY, b)),
    (rf"{_NUMBER}\s*[–-]\s*{_NUMBER}\s*(mitos\w+)", lambda a, b: (a, b)),
    (rf"(?<!and )(?<!to )≤\s*{_NUMBER}\s*(cm|%)", lambda a: (0.0, a)),
    (rf">\s*{_NUMBER}\s*(cm|%)(?!\s*(?:and|to))", lambda a: (a + _TINY, math.inf)),
    (rf"≥\s*{_NUMBER}\s*(cm|%|mitos\w+)", lambda a: (a, math.inf)),
    (rf"<\s*{_NUMBER}\s*(cm|%)", lambda a: (0.0, a - _TINY)),
    (rf"{_NUMBER}\s*(cm) or smaller", lambda a: (0.0, a)),
)
"""How a range is written, its last group the unit, and its least and greatest value by the numbers in it."""


@dataclass(frozen=True)
class Range:
    """A stated range ``low`` to ``high`` (both inclusive) of ``unit``, for the sites over its column."""

    unit: str
    low: float
    high: float
    sites: frozenset[str]


Quantity: TypeAlias = tuple[str, float]
"""The unit and the value of a figure that a question gives."""


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the figures with a unit in a question; a bare total of points has the unit ``score``."""
    text = _NUMBER_WORD.sub(lambda match: str(_WORDS[match.group(1).casefold()]), text)
    found = [_quantity(float(number.replace(",", ".")), unit) for number, unit in _WITH_UNIT.findall(text)]
    found += [("score", float(number)) for number in _TOTAL.findall(text)]
    return tuple(found)


def find_ranges(text: str, header: str, finder: EntityFinder) -> tuple[Range, ...]:
    """Return the ranges that a span states; for a table row (``header`` not "") with its column's sites."""
    if not header:
        return _ranges(text, frozenset())
    titles = [finder.find(title).names("site") for title in header.split("|")]
    cells = text.split("|")
    return tuple(
        found
        for column, cell in enumerate(cells)
        for found in _ranges(cell, titles[column] if column < len(titles) else frozenset())
    )


def quantity_fits(quantities: tuple[Quantity, ...], ranges: tuple[Range, ...], sites: frozenset[str]) -> bool:
    """Say whether a figure of the question lies in a range; a column for other sites does not count.

    Without a site in the question the first column that has a range decides.
    """
    for unit, value in quantities:
        same = [r for r in ranges if r.unit == unit]
        named = [r for r in same if r.sites & sites] or same[:1]
        if any(r.low <= value <= r.high for r in named):
            return True
    return False


_LABEL = re.compile(r"\b(?:(score)(?: of)? ?|(g|t))(\d[abc]?)\b")
"""What a row of a grading or TNM table is called: "Score 2", "G3", "T2a"."""


def find_labels(text: str) -> frozenset[str]:
    """Return the rows of grading and TNM tables that ``text`` names, such as ``{"score 2", "g3", "t2a"}``."""
    folded = " ".join(text.casefold().split())
    return frozenset(f"{score or letter} {number}" for score, letter, number in _LABEL.findall(folded))


def row_label(row: str) -> str:
    """Return what a table row is called, in the form of ``find_labels``; "" if it has no such name."""
    labels = find_labels(row.split("|", 1)[0])
    return next(iter(labels)) if len(labels) == 1 else ""


def is_another_row(asked: frozenset[str], label: str) -> bool:
    """Say whether a question names rows of this kind of table (its scores, G or T) and not this row.

    T2 and T2a are the same row in another detail.
    """
    kind = label.partition(" ")[0]
    rivals = [other for other in asked if other.partition(" ")[0] == kind]
    return bool(label and rivals) and not any(
        label.startswith(other) or other.startswith(label) for other in rivals
    )


def find_allowed(text: str) -> Mapping[str, frozenset[str]]:
    """Return for a stage row the categories each of T, N, M, G may have (empty: any); {} for other rows."""
    allowed: dict[str, frozenset[str]] = {}
    for cell in map(str.strip, text.split("|")[1:]):
        every = re.fullmatch(r"Any ([TNMG])", cell)
        listed = re.fullmatch(r"(?:([TNMG])(?:\d|X)[a-c]?(?:, )?)+", cell)
        if every:
            allowed[every.group(1).lower()] = frozenset()
        elif listed:
            allowed[listed.group(1).lower()] = frozenset(part.strip().lower() for part in cell.split(","))
    return allowed if len(allowed) >= 3 else {}


def categories_fit(categories: frozenset[str], allowed: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a row allows every category the question gives, and the question gives at least two."""
    if not allowed or len(categories) < 2:
        return False
    return all(
        category[0] in allowed and (not allowed[category[0]] or category[:2] in allowed[category[0]])
        for category in categories
    )


def _quantity(value: float, unit: str) -> Quantity:
    unit = unit.casefold()
    if unit.startswith(("mm", "millimet")):
        return "cm", value / 10
    if unit.startswith(("cm", "centimet")):
        return "cm", value
    if unit.startswith("mito"):
        return "mitoses", value
    return "score" if unit.startswith("point") else "%", value


def _ranges(text: str, sites: frozenset[str]) -> tuple[Range, ...]:
    found = []
    for pattern, limits in _BOUNDS:
        for *numbers, unit in re.findall(pattern, text):
            low, high = limits(*map(float, numbers))
            found.append(Range("mitoses" if unit.startswith("mitos") else unit, low, high, sites))
    for listed in _SCORES.findall(text):
        found += [Range("score", float(number), float(number), sites) for number in re.findall(r"\d", listed)]
    return tuple(found)
