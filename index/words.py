"""The words that documents and stored questions are written in, counted when the index is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.retrievers.plain_questions import PlainQuestion

FREQUENT = 4
"""Plain questions hold misspellings on purpose; a word that so many of them have is none."""
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w-])")


@dataclass(frozen=True, kw_only=True)
class WrittenWords:
    """Words, folded. ``written``: those of the quotable spans, the most frequent first, equal ones by letter.

    ``asked``: those that are frequent in plain questions.
    """

    written: tuple[str, ...]
    asked: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], questions: Sequence[PlainQuestion]) -> WrittenWords:
        """Count the words of ``texts`` and ``questions``."""
        counts = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
        asked = Counter(
            word.strip(".,?!'\"") for question in questions for word in set(question.text.casefold().split())
        )
        return cls(
            written=tuple(sorted(counts, key=lambda word: (-counts[word], word))),
            asked=frozenset(word for word, count in asked.items() if count >= FREQUENT),
        )
