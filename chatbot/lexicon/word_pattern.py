"""One regular expression for many words that finds the longest of them, without trying each in turn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

ANY_ENDING = "*"
"""At the end of a word: any letters may follow."""

_Tree: TypeAlias = "dict[str, _Tree]"
_END, _OPEN_END = "end", "open end"
"""Keys of a branch at which a word ends; longer than a letter, so that they are none."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of ``words`` at a place; of none, a pattern that never does.

    Words that start alike share their start, so a text is read once and not once for each word: a thousand
    words cost what a few do.
    """
    tree: _Tree = {}
    for word in words:
        branch = tree
        for letter in word.removesuffix(ANY_ENDING):
            branch = branch.setdefault(letter, {})
        branch[_OPEN_END if word.endswith(ANY_ENDING) else _END] = {}
    return _pattern(tree) if tree else r"(?!)"


def whole(words: str) -> str:
    """Return the pattern ``words`` bound to whole words."""
    return rf"(?<!\w)(?:{words})(?!\w)"


def _pattern(tree: _Tree) -> str:
    """Longer words first: what ends here comes after what goes on."""
    letters = sorted(tree.keys() - {_END, _OPEN_END})
    choices = [re.escape(letter) + _pattern(tree[letter]) for letter in letters]
    if _OPEN_END in tree:
        choices.append(r"\w*")
    elif _END in tree:
        choices.append("")
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
