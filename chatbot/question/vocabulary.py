"""The words a corpus brings to the reading of questions: their spelling, its abbreviations, names and lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from chatbot.languages.reading import general_lexicons
from chatbot.question.spelling import Speller, everyday_words
from chatbot.question.tnm import StageTable
from corpus.entities import EntityFinder
from corpus.lexicon import NO_WORDS, Lexicon
from corpus.subject import NO_SUBJECT, Subject
from ingest.structure import ParsedDocument

SHORTEST_ABBREVIATION = 2


@dataclass(frozen=True)
class Vocabulary:
    """What the corpus brings: a speller towards its words, its abbreviations, its stage table, its subject.

    ``written``: the languages of the documents and of the plain questions, which are searched as typed.
    ``expansions`` maps an abbreviation, as the documents write it, to the words they give for it, folded.
    """

    speller: Speller
    expansions: Mapping[str, str]
    stages: StageTable
    written: frozenset[str] = frozenset({"en"})
    subject: Subject = NO_SUBJECT

    @property
    def finder(self) -> EntityFinder:
        """What finds the names that the corpus knows."""
        return self.subject.finder

    @property
    def everyday(self) -> Lexicon:
        """Everyday English words and the corpus's words for them."""
        return self.subject.lexicon("en")

    @cached_property
    def foreign(self) -> tuple[Lexicon, ...]:
        """Words of other languages and the English ones: those of any question, then those of the subject."""
        return tuple(
            general.with_more(self.subject.lexicon(general.language)) for general in general_lexicons()
        )

    def foreign_in(self, language: str) -> Lexicon:
        """Return the foreign lexicon of ``language``; an empty one where there is none."""
        return next((one for one in self.foreign if one.language == language), NO_WORDS)

    def abbreviation_words(self, text: str) -> list[str]:
        """Return the other form of each abbreviation or written-out term in ``text``, each once.

        An abbreviation that is a common word too ("who", "all", "port") is meant only where it is typed
        as the documents write it, in a text that is not all capitals.
        """
        written = [
            self._by_folded[found.casefold()]
            for found in self._short.findall(text)
            if (found in self.expansions and not text.isupper()) or found.casefold() not in everyday_words()
        ]
        folded = " ".join(text.casefold().split())
        shortened = [short.casefold() for short, words in self.expansions.items() if words in folded]
        return list(dict.fromkeys([*written, *shortened]))

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {short.casefold(): words for short, words in self.expansions.items()}

    @cached_property
    def _short(self) -> re.Pattern[str]:
        forms = "|".join(re.escape(short) for short in sorted(self.expansions, key=lambda s: (-len(s), s)))
        return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])" if forms else r"(?!)", re.IGNORECASE)


def expansions_of(documents: Iterable[ParsedDocument]) -> dict[str, str]:
    """Return the abbreviations that the documents' glossaries explain; the first explanation counts."""
    expansions: dict[str, tuple[str, str]] = {}
    for parsed in documents:
        for term in parsed.glossary:
            if term.expansion and len(term.term) >= SHORTEST_ABBREVIATION:
                words = " ".join(term.expansion.casefold().split())
                expansions.setdefault(term.term.casefold(), (term.term, words))
    return dict(expansions.values())
