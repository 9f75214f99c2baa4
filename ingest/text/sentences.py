"""Sentence boundaries: rules for prose with abbreviations, decimals, citation marks and lost marks.

Rules rather than a library: pysbd, the one segmenter made for exact offsets, was compared on
``tests/ingest/text/golden_sentences.jsonl`` and on the five documents. It opens sentences with the citation
mark of the one before, breaks at hard line ends, keeps bracketed sentences together, and has had no
release since 2021.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text.lines import trim
from ingest.text.marks import CUT_AT_END

MAX_SENTENCE = 2000
"""Longer runs without a sentence end (tables pasted as prose, one-line files) are cut at white space."""

_NUMBERS = r"\[(?:see\s{1,3}references?:\s?)?\d[\d,;\s–-]{0,60}\]"
_GLUED = (
    r"(?:(?:(?<=[a-z)\"'”’%][.!?])|(?<=[.!?][)\"'”’»]))\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,8}|"
    r"[¹²³⁰⁴-⁹⁺⁻,–]{1,12}|[*†‡§]{1,3})?"
)
"""Marks of footnotes that stand right after a full stop: ``… in men.3 The …``, ``… in men.¹,² The …``."""

_STOP = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[\"'”’»)\]}*]{0,6}+)"
    rf"(?P<marks>(?:\s?(?:{_NUMBERS}|\[(?=\s|$))){{0,4}}+)(?P<glued>{_GLUED})(?=\s|$)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*+(?P<open>[\"'“‘«(\[]{0,4})(?P<word>\S{0,30})")

_NEVER_LAST = frozenset("e.g eg i.e ie vs cf ca approx viz esp incl resp".split())
_BEFORE_NUMBER = frozenset("no nos fig figs tab vol vols p pp".split())
_SELDOM_LAST = frozenset(
    """dr drs mr mrs ms prof st sr sra jr ed eds al etc v afd dept univ inc ltd co u.s u.k d.c e.u
    a.m p.m m.d ph.d
    jan feb mar apr jun jul aug sept sep oct nov dec""".split()
)
"""Abbreviations that end a sentence only where the next word can open one (``in the U.S. The …``)."""
_OPENERS = frozenset(
    """the this these those that they it he she we you i in on at for from if when while although because as
    after before however but therefore thus some most many other another such there a an no not all both each
    our your his her its their what how why who our please""".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``[start, end)`` without the citation marks after it, which reach up to ``tail``."""

    start: int
    end: int
    tail: int


def split_sentences(text: str, start: int, end: int) -> list[Sentence]:
    """Split ``text[start:end]``, one paragraph, into sentences in order.

    White space and the citation marks that follow a sentence belong to no sentence. Time grows
    linearly with the length of the paragraph.
    """
    sentences: list[Sentence] = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, at, stop, end):
            sentences.extend(_sentence(text, at, stop.end("close"), stop.end()))
            at = stop.end()
    sentences.extend(_sentence(text, at, end, end))
    return sentences


def _sentence(text: str, start: int, end: int, tail: int) -> Iterator[Sentence]:
    cut = CUT_AT_END.search(text, max(start, end - 12), end)
    start, end = trim(text, start, cut.start() if cut else end)
    while end - start > MAX_SENTENCE:
        space = max(text.rfind(" ", start + 1, start + MAX_SENTENCE), start + MAX_SENTENCE // 2)
        piece = trim(text, start, space)
        yield Sentence(*piece, piece[1])
        start = trim(text, space, end)[0]
    if any(character.isalnum() for character in text[start:end]):
        yield Sentence(start, end, max(tail, end))


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, stop.end(), end)
    word = following["word"] if following else ""
    if not word or (word[0].islower() and not stop["marks"]):
        return not word
    if stop["glued"] and _is_label(text, stop):
        return False
    before = text[max(start, stop.start() - 40) : stop.start()]
    if not any(character.isalnum() for character in before):
        return False  # an ellipsis or a bullet that opens the sentence
    if stop["stop"] != "." or stop["marks"] or stop["close"]:
        return True
    token = before.split()[-1].lstrip("\"'“‘([{") if not before[-1].isspace() else ""
    if len(before) == stop.start() - start == len(token) and (token.isdigit() or len(token) == 1):
        return False  # a number or letter that opens an item (``3.``, ``b.``)
    # In a bad copy (``1. 5 kg``) the stop stands in a decimal, which none may quote half.
    decimal = token.isdigit() and len(token) < 3 and word[0].isdigit()
    return not (decimal or _is_abbreviation(token, word))


def _is_label(text: str, stop: re.Match[str]) -> bool:
    """Tell whether the number glued to a full stop belongs to an abbreviation (``Fig.3``, ``p.12``)."""
    token = text[max(0, stop.start() - 12) : stop.start()].split()[-1:]
    lowered = token[0].lower() if token else ""
    return lowered in _BEFORE_NUMBER or lowered in _NEVER_LAST or len(lowered) == 1


def _is_abbreviation(token: str, following: str) -> bool:
    lowered = token.lower()
    if lowered in _NEVER_LAST:
        return True
    if lowered in _BEFORE_NUMBER:
        return following[0].isdigit()
    opener = following.rstrip(",.;:").lower() in _OPENERS
    return not opener and (lowered in _SELDOM_LAST or (len(token) == 1 and token.isupper()))
