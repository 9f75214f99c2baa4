"""Whether quotes of a part give different figures for the same thing, and which ones do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from chatbot.answer import Quote

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PERCENT = re.compile(
    rf"(?<![\w-])(?:(?:less|more|fewer) than |about |approximately |around |up to |over |under |[<>≤≥~] ?)?"
    rf"{_NUMBER}(?:\s*(?:[-–]|to)\s*{_NUMBER})?\s*(?:%|percent\b)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:early|mid|late)[- ](?:to[- ]\w+[- ])?\d0s\b|\b(?:age|aged|ages)\b[^.;,]{0,34}?\b\d\d\b(?: years)?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w-])(?:about |approximately |around )?{_NUMBER}(?! ?(?:%|percent|[-–]))(?![\w%-])", re.IGNORECASE
)
_CITATION = re.compile(r"\[[\d, ]+\]")
_WHOM = re.compile(
    r"\s*(?:of|among|in)\s+((?:all |the )?[^\W\d][\w'’ -]{2,60}?)"
    r"(?=[,.;:()<>]|\band\b|\bwhich\b|\bwith\b|$)"
)
_PHONE = re.compile(r"(?<!\d)(?:\+?\d{1,2}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")


Claim = tuple[str, str]
"""A figure as a quote gives it, and of whom: the words that follow it, "" where none do."""


def claims(text: str) -> tuple[str, tuple[Claim, ...]]:
    """Return the kind of ``text``'s figures (telephone numbers, shares, ages, else plain counts) and them."""
    bare = " ".join(_CITATION.sub(" ", text).split())
    for kind, pattern in (("phone", _PHONE), ("share", _PERCENT), ("age", _AGE), ("count", _COUNT)):
        found = list(pattern.finditer(bare))
        if found:
            return kind, tuple((one[0].strip(), _whom(bare[one.end() :])) for one in found)
    return "", ()


def differing(quotes: Sequence[Quote], subjects: Sequence[frozenset[str]]) -> tuple[Quote, ...]:
    """Return the quotes that give different figures for the same thing, in their order.

    Two quotes speak of the same thing when they come from different documents, name the same subjects
    (``subjects``, in the order of ``quotes``) and give figures of one kind. Equal figures are no difference.
    """
    told: set[int] = set()
    for one, other in combinations(range(len(quotes)), 2):
        if quotes[one].doc_id == quotes[other].doc_id or subjects[one] != subjects[other]:
            continue
        if _conflict(claims(quotes[one].text), claims(quotes[other].text)):
            told |= {one, other}
    return tuple(quotes[place] for place in sorted(told))


def _conflict(one: tuple[str, Sequence[Claim]], other: tuple[str, Sequence[Claim]]) -> bool:
    (kind, mine), (same_kind, theirs) = one, other
    if kind != same_kind or kind in {"", "phone"}:
        return False
    if kind == "count" and (len(mine) > 1 or len(theirs) > 1):
        return False  # of several plain numbers nobody can say which one answers
    return not {_bare(figure) for figure, _ in mine} & {_bare(figure) for figure, _ in theirs}


def _bare(figure: str) -> str:
    plain = re.sub(r"\b(?:about|approximately|around)\b", "", figure.lower())
    return re.sub(r"[\s,]", "", re.sub(r"\s*(?:–|\bto\b)\s*", "-", plain))


def _whom(after: str) -> str:
    found = _WHOM.match(after)
    return found[1].strip() if found else ""
