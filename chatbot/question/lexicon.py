"""Search words: everyday to clinical English, and other languages to English.

The entries are data files of this package (``everyday.toml``, ``es.toml`` …), each with its source.
They only widen the search; no word of theirs is ever shown as an answer.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from chatbot.question.word_pattern import any_of, whole

FOREIGN = ("es", "fr", "de", "zh")


@dataclass(frozen=True)
class Lexicon:
    """Words people type (folded) and the search words that stand for them.

    ``language`` is that of the typed words: ``"en"`` for everyday English.
    """

    language: str
    entries: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    def matches(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return (typed words, search words) for each entry word in ``text``, in order, longest first."""
        folded = fold(text)
        return [(match.group(0), self._targets[match.group(0)]) for match in self._pattern.finditer(folded)]

    def translate(self, text: str) -> str:
        """Return ``text`` with each entry word replaced by its first search word; the rest kept."""
        translated = self._pattern.sub(lambda match: f" {self._targets[match.group(0)][0]} ", fold(text))
        return " ".join(translated.split())

    def search_words(self, text: str) -> list[str]:
        """Return the search words for ``text``, each once, in order."""
        return list(dict.fromkeys(word for _, words in self.matches(text) for word in words))

    @cached_property
    def _targets(self) -> dict[str, tuple[str, ...]]:
        targets: dict[str, tuple[str, ...]] = {}
        for typed, search in self.entries:
            for word in typed:
                targets[fold(word)] = tuple(dict.fromkeys(targets.get(fold(word), ()) + search))
        return targets

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = any_of(self._targets)
        return re.compile(words if self.language == "zh" else whole(words))


def fold(text: str) -> str:
    """Return ``text`` case-folded with typographic apostrophes made plain and white space single."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


@lru_cache(maxsize=1)
def everyday_lexicon() -> Lexicon:
    """Return the lexicon of everyday English."""
    return _load("everyday.toml", language="en", typed="everyday", search="clinical")


@lru_cache(maxsize=1)
def foreign_lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicons of the other languages, in the order of ``FOREIGN``."""
    return tuple(_load(f"{code}.toml", language=code, typed="foreign", search="english") for code in FOREIGN)


def _load(file: str, *, language: str, typed: str, search: str) -> Lexicon:
    raw = tomllib.loads(files("chatbot").joinpath("lexicon", file).read_text("utf-8"))
    entries = tuple((tuple(entry[typed]), tuple(entry[search])) for entry in raw["entry"])
    return Lexicon(language=language, entries=entries)
