"""The words a corpus brings to the reading of questions: their spelling, its abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from chatbot.question.spelling import Speller
from chatbot.question.tnm import StageTable
from ingest.structure import ParsedDocument

SHORTEST_ABBREVIATION = 2


@dataclass(frozen=True)
class Vocabulary:
    """What the documents bring: a speller towards their words, their abbreviations, their stage table.

    ``expansions`` maps an abbreviation, folded, to the words the documents give for it.
    """

    speller: Speller
    expansions: Mapping[str, str]
    stages: StageTable

    def abbreviation_words(self, text: str) -> list[str]:
        """Return the other form of each abbreviation or written-out term in ``text``, each once."""
        folded = " ".join(text.casefold().split())
        written = [self.expansions[match.group(0)] for match in self._short.finditer(folded)]
        shortened = [short for short, words in self.expansions.items() if words in folded]
        return list(dict.fromkeys([*written, *shortened]))

    @cached_property
    def _short(self) -> re.Pattern[str]:
        forms = "|".join(re.escape(short) for short in sorted(self.expansions, key=lambda s: (-len(s), s)))
        return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])" if forms else r"(?!)")


def expansions_of(documents: Iterable[ParsedDocument]) -> dict[str, str]:
    """Return the abbreviations that the documents' glossaries explain; the first explanation counts."""
    expansions: dict[str, str] = {}
    for parsed in documents:
        for term in parsed.glossary:
            if term.expansion and len(term.term) >= SHORTEST_ABBREVIATION:
                expansions.setdefault(term.term.casefold(), " ".join(term.expansion.casefold().split()))
    return expansions
