"""Figures with a unit in a question, and the ranges and categories that a span or a table row states.

"Mine is 7 cm, which size is that?" shares no word with the row that says ">5 cm and ≤10 cm".
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias

from corpus.entities import EntityFinder
from ingest.languages import compiled, languages

_NUMBER = r"(?<!\d)(\d+(?:[.,]\d+)?)"
"""Only from a number's first digit: begun at each, a text of 50,000 digits would take minutes."""
_UNITS = (("cm", 1), ("cm", 10), ("%", 1), ("mitoses", 1), ("score", 1))
"""What the groups of ``_WITH_UNIT`` stand for: a unit, and by how much the value is divided to be in it."""
_WITH_UNIT = (
    rf"(?i){_NUMBER}\s*(?:(cm\b|<centimetre>)|(mm\b|<millimetre>)|(%|<percent>)|(<mitosis>)|(<point>))"
)
_NUMBER_WORD = r"(?i)\b(<numbers>)\b(?=\s*(?:cm|mm|<counted>))"
_TOTAL = r"(?i)\b<score>\b[^.?!\d]{0,40}?\b(\d{1,2})\b(?!\s*(?:cm|mm|%|<no_score>))"
_pattern = partial(compiled, table="quantities")
_TINY = 1e-6


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
    text = _pattern(_NUMBER_WORD).sub(lambda match: str(_number_words()[match[1].casefold()]), text)
    found = []
    for match in _pattern(_WITH_UNIT).finditer(text):
        unit, divisor = _UNITS[(match.lastindex or 0) - 2]
        found.append((unit, _value(match[1]) / divisor))
    found += [("score", float(number)) for number in _pattern(_TOTAL).findall(text)]
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


def _value(number: str) -> float:
    return float(number.replace(",", "."))


@cache
def _number_words() -> Mapping[str, int]:
    words = (held.get("quantities", {}).get("numbers", ()) for held in languages().values())
    return {word: number for of_language in words for number, word in enumerate(of_language, 1)}


@cache
def _written_ranges() -> tuple[re.Pattern[str], ...]:
    held = (held.get("quantities", {}).get("ranges", ()) for held in languages().values())
    return tuple(re.compile(one.replace("NUMBER", _NUMBER)) for of_language in held for one in of_language)


def _ranges(text: str, sites: frozenset[str]) -> tuple[Range, ...]:
    found = []
    for match in (match for shape in _written_ranges() for match in shape.finditer(text)):
        stated = match.groupdict()
        written = stated.pop("unit")
        unit = "mitoses" if _pattern("<mitosis>").match(written) else written
        ends = {name: _value(number) for name, number in stated.items()}
        low = ends["above"] + _TINY if "above" in ends else ends.get("least", 0.0)
        high = ends["below"] - _TINY if "below" in ends else ends.get("most", math.inf)
        found.append(Range(unit, low, high, sites))
    for listed in _pattern("<scores>").findall(text):
        found += [Range("score", float(number), float(number), sites) for number in re.findall(r"\d", listed)]
    return tuple(found)
