"""Source text around expected and quoted spans, cut into pieces that can be marked on a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.questions.shape import Place

MARGIN = 140
"""Code points shown before and after a marked span."""

LONGEST_WORD = 40


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of source text: wholly expected, quoted, both, misleading (``avoid``), or just around."""

    text: str
    expected: bool
    quoted: bool
    avoid: bool

    @property
    def mark(self) -> str:
        """One word for the style of the piece; "" for unmarked text."""
        if self.avoid and self.quoted:
            return "misled"
        if self.expected and self.quoted:
            return "hit"
        if self.quoted:
            return "quoted"
        return "expected" if self.expected else ""


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """Part of a file with its marks. ``start`` and ``end`` are code points of the file."""

    file: str
    start: int
    end: int
    pieces: tuple[Piece, ...]


def excerpts(
    file: str,
    text: str,
    *,
    expected: Sequence[Place],
    quoted: Sequence[Place],
    avoid: Sequence[Place] = (),
) -> list[Excerpt]:
    """The neighbourhoods of the marked spans of one file, joined where they meet, in order."""
    marked = [place for place in (*expected, *quoted, *avoid) if place.file == file]
    windows: list[tuple[int, int]] = []
    for place in sorted(marked, key=lambda place: (place.start, place.end)):
        start, end = _whole_words(text, max(0, place.start - MARGIN), min(len(text), place.end + MARGIN))
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    kinds = tuple([p for p in places if p.file == file] for places in (expected, quoted, avoid))
    return [
        Excerpt(file=file, start=start, end=end, pieces=_pieces(text, start, end, kinds))
        for start, end in windows
    ]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The range moved outwards to white space, by at most ``LONGEST_WORD`` on each side."""
    begun = re.search(r"\S*\Z", text[max(0, start - LONGEST_WORD) : start])
    rest = re.match(r"\S*", text[end : end + LONGEST_WORD])
    return start - len(begun.group() if begun else ""), end + len(rest.group() if rest else "")


def _pieces(text: str, start: int, end: int, kinds: Sequence[Sequence[Place]]) -> tuple[Piece, ...]:
    edges = {start, end}
    for places in kinds:
        for place in places:
            edges |= {min(max(edge, start), end) for edge in (place.start, place.end)}
    cuts = sorted(edges)
    pieces = []
    for left, right in pairwise(cuts):
        inside = [any(place.start <= left and right <= place.end for place in places) for places in kinds]
        pieces.append(Piece(text=text[left:right], expected=inside[0], quoted=inside[1], avoid=inside[2]))
    return tuple(pieces)
