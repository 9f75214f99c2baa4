"""Long texts in pieces that the encoder reads whole."""

from __future__ import annotations

import math

WINDOW_COST = 230
"""Word pieces a window may have by our estimate: the packaged encoder reads 256 and ignores what follows."""
OVERLAP_COST = 25
"""Word pieces that neighbouring windows share, so that a statement cut in one is whole in the other."""
LETTERS_PER_PIECE = 4.5
"""Of the letters of English prose, an average word piece holds about this many."""
LONGEST_WORD = 200
"""Letters after which a word without spaces is cut, as is text of a script without spaces."""


def windows(text: str, *, title: str = "") -> list[str]:
    """Return the text as windows of about equal length, each under the title; one if it is short enough.

    White space is folded. Windows cover all words, and there is always at least one.
    """
    words = [
        word[at : at + LONGEST_WORD] for word in text.split() for at in range(0, len(word), LONGEST_WORD)
    ]
    costs = [_cost(word) for word in words]
    heading = " ".join(title.split())
    room = max(WINDOW_COST - sum(map(_cost, heading.split())), WINDOW_COST // 2)
    total = sum(costs)
    if total <= room:
        return [" ".join([heading, *words]).strip()]
    count = math.ceil((total - OVERLAP_COST) / (room - OVERLAP_COST))
    step = (total - OVERLAP_COST) / count
    pieces: list[list[str]] = [[] for _ in range(count)]
    before = 0
    for word, cost in zip(words, costs, strict=True):
        # Window i reads from i * step to (i + 1) * step + OVERLAP_COST.
        last = min(int(before / step), count - 1)
        pieces[last].append(word)
        if last > 0 and before < last * step + OVERLAP_COST:
            pieces[last - 1].append(word)
        before += cost
    return [" ".join([heading, *piece]).strip() for piece in pieces if piece]


def _cost(word: str) -> int:
    """Estimate a word's number of word pieces: letters outside ASCII mostly stand for one each."""
    plain = sum(map(str.isascii, word)) if not word.isascii() else len(word)
    return max(1, round(plain / LETTERS_PER_PIECE)) + len(word) - plain
