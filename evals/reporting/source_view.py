"""Source text around expected and quoted spans, cut into pieces that can be marked on a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from evals.questions.shape import Place

MARGIN = 140
"""Code points shown before and after a marked span."""

LONGEST_WORD = 40


class Piece(NamedTuple):
    """A stretch of source text; ``mark``: ``expected``, ``quoted``, ``hit`` (both), ``misled``, or ""."""

    text: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """Part of a file with its marks. ``start`` and ``end`` are code points of the file."""

    file: str
    start: int
    end: int
    pieces: tuple[Piece, ...]


def excerpts(
    file: str, text: str, *, expected: Sequence[Place], quoted: Sequence[Place], avoid: Sequence[Place] = ()
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
    edges = (edge for places in kinds for place in places for edge in (place.start, place.end))
    pieces = []
    for left, right in pairwise(sorted({start, end, *(min(max(edge, start), end) for edge in edges)})):
        expected, quoted, avoid = (
            any(place.start <= left and right <= place.end for place in places) for places in kinds
        )
        if quoted:
            mark = "misled" if avoid else "hit" if expected else "quoted"
        else:
            mark = "expected" if expected else ""
        pieces.append(Piece(text[left:right], mark))
    return tuple(pieces)
