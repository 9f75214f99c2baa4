"""One regular expression for many words that finds the longest of them, without trying each in turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, takewhile

ANY_ENDING = "*"
"""At the end of a word: any letters may follow."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of ``words`` at a place; of none, a pattern that never does.

    Words that start alike share their start, so a text is read once and not once for each word: a thousand
    words cost what a few do.
    """
    distinct = sorted(set(words))
    return _pattern(distinct) if distinct else r"(?!)"


def whole(words: str) -> str:
    """Return the pattern ``words`` bound to whole words."""
    return rf"(?<!\w)(?:{words})(?!\w)"


def _pattern(endings: Sequence[str]) -> str:
    """Longer words first: what ends here comes after what goes on."""
    choices = []
    for _, group in groupby((ending for ending in endings if ending.strip(ANY_ENDING)), key=lambda s: s[0]):
        alike = list(group)
        # In order, so what the first and the last share all share.
        pairs = zip(alike[0], alike[-1], strict=False)
        start = "".join(letter for letter, _ in takewhile(lambda p: p[0] == p[1] != ANY_ENDING, pairs))
        choices.append(re.escape(start) + _pattern([ending[len(start) :] for ending in alike]))
    if ANY_ENDING in endings:
        choices.append(r"\w*")
    elif "" in endings:
        choices.append("")
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
