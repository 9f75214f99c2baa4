"""Search words: the words people type, and those that the documents use for them.

A corpus brings them in ``lexicon/<language>.toml``: everyday to clinical English in ``en.toml``, other
languages to English. An ``[[entry]]`` has ``typed`` and ``search`` words and perhaps its ``source``. They
only widen the search; no word of theirs is ever shown as an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.errors import CorpusError
from corpus.tables import Table, Texts, checked, tables_of

FOLDER = "lexicon"
_LETTER = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""A letter of the scripts whose words are not set apart by spaces."""
_STARTS = re.compile(rf"(?<!\w)\S|(?<={_LETTER})\S|{_LETTER}")
"""Where a word may begin."""


@dataclass(frozen=True)
class Lexicon:
    """Words people type (folded) and the search words that stand for them.

    ``language`` is that of the typed words (ISO 639-1).
    """

    language: str
    entries: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    def with_more(self, other: Lexicon) -> Lexicon:
        """Return both lexicons of one language as one; what stands for a word here comes first."""
        return Lexicon(language=self.language, entries=self.entries + other.entries)

    def matches(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return (typed words, search words) for each entry word in ``text``, in order, longest first."""
        folded = fold(text)
        return [(folded[place], self._targets[folded[place]]) for place in self._places(folded)]

    def translate(self, text: str) -> str:
        """Return ``text`` with each entry word replaced by its first search word; the rest kept."""
        folded, pieces, at = fold(text), [], 0
        for place in self._places(folded):
            pieces += [folded[at : place.start], self._targets[folded[place]][0]]
            at = place.stop
        return " ".join(" ".join([*pieces, folded[at:]]).split())

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
    def _lengths(self) -> dict[str, list[int]]:
        """How long the typed words are that begin with the same two letters, the longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self._targets:
            lengths.setdefault(word[:2], set()).add(len(word))
        return {start: sorted(those, reverse=True) for start, those in lengths.items()}

    def _places(self, folded: str) -> Iterator[slice]:
        """Where typed words stand, the longest at each place (one pattern of all takes long to compile)."""
        end = 0
        for match in _STARTS.finditer(folded):
            at, start = match.start(), folded[match.start() : match.start() + 2]
            for length in (*self._lengths.get(start, ()), *self._lengths.get(start[0], ())):
                place = slice(at, at + length)
                if at >= end and folded[place] in self._targets and _stands(folded, place):
                    end = place.stop
                    yield place


NO_WORDS = Lexicon(language="")
"""Of a language for which there is none."""


def _stands(text: str, place: slice) -> bool:
    """Say whether a word is whole at its place, if its script sets words apart."""
    beside = text[max(place.start - 1, 0) : place.start] + text[place.stop : place.stop + 1]
    return re.search(r"\w", beside) is None or re.search(_LETTER, text[place]) is not None


def fold(text: str) -> str:
    """Return ``text`` case-folded with typographic apostrophes made plain and white space single."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


class _Entry(Table):
    typed: Texts
    search: Texts
    source: object = None


def read_lexicons(directory: Path) -> tuple[Lexicon, ...]:
    """Read the lexicons of a corpus folder, by language; having none is fine.

    Raises CorpusError: a file is named after no language, cannot be read, or an entry is wrong.
    """
    paths = sorted((directory / FOLDER).glob("*.toml"))
    for path in paths:
        if not re.fullmatch("[a-z]{2}", path.stem):
            raise CorpusError(f"{path}: name it after its language, such as en.toml or es.toml.")
    return tuple(read_lexicon(path, language=path.stem) for path in paths)


def read_lexicon(path: Path, *, language: str) -> Lexicon:
    """Read the ``[[entry]]`` tables of a file. Raises CorpusError: it cannot be read, or one is wrong."""
    entries = (checked(_Entry, table, where) for where, table in tables_of(path, "entry"))
    return Lexicon(language=language, entries=tuple((entry.typed, entry.search) for entry in entries))
