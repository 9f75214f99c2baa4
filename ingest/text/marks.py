"""Citation marks in prose: ``[5]``, ``[1, 4]``, ``[see References: 1]``, bare trailing numbers, cut marks.

And figures and letters above and below the line as signs of their own, so that 10⁵ is not 105.
"""

import re
from dataclasses import dataclass

CUT_AT_END = re.compile(r"\s*\[\s*\Z")
"""A mark of which only the opening bracket is left, at the end of a range."""

_BRACKETED = re.compile(
    r"\[(?:see\s{1,3}references?:\s{0,3})?(?P<numbers>\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\]", re.IGNORECASE
)
_BARE = re.compile(r"(?<=[a-z)%])\s(?P<numbers>\d{1,2}(?:,\s?\d{1,2}){0,8})(?=\.(?:\s|$))")
_NAMED = re.compile(r"\bas\sreferences?\s(?P<numbers>\d{1,3})\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:stage|grade|phase|type|level|table|figure|page|chapter|step|day|week|month|year|cycle|part|score|"
    r"number|no|group|version|volume|article|section|than|of|to|and|or|is|was|about|over|under|at|in|by)\Z",
    re.IGNORECASE,
)
RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
LOWERED = str.maketrans("0123456789+-−=()aehklmnoprst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕₖₗₘₙₒₚᵣₛₜ")
_FORMULA = re.compile(r"[a-z]|(?=.*[0-9+\-−=])[0-9a-z+\-−=()]{1,12}")
"""A letter alone, or figures and signs; several letters alone are the end of a word (``5th``, ``Mme``)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark at ``[start, end)`` with the reference numbers it names."""

    start: int
    end: int
    numbers: tuple[int, ...]


def _numbers(written: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", written):
        ends = [int(found) for found in re.findall(r"\d+", part)]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + 50:
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return tuple(dict.fromkeys(numbers))


def find_marks(text: str) -> list[Mark]:
    """Return every citation mark of a document, in order.

    A bare number before the full stop (``… of the muscle 1.``) may be a count; a document that cites this way
    does it again and again, with small numbers that repeat.
    """
    marks = [
        Mark(found.start(), found.end(), _numbers(found["numbers"]))
        for pattern in (_BRACKETED, _NAMED)
        for found in pattern.finditer(text)
    ]
    bare = [
        Mark(found.start("numbers"), found.end("numbers"), _numbers(found["numbers"]))
        for found in _BARE.finditer(text)
        if not _COUNTED.search(text, max(0, found.start() - 12), found.start())
    ]
    named = [number for mark in bare for number in mark.numbers]
    if len(named) >= 4 and len(set(named)) < len(named) and max(named) <= 2 * len(named):
        marks.extend(bare)
    return sorted(marks, key=lambda mark: mark.start)


def in_signs(words: str, signs: dict[int, int]) -> str:
    """Return a formula or the mark of a footnote in ``RAISED`` or ``LOWERED`` signs, others as they are."""
    bare = words.strip()
    every = _FORMULA.fullmatch(bare) and all(ord(sign) in signs for sign in bare)
    return words.replace(bare, bare.translate(signs)) if every else words
