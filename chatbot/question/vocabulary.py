"""The words a corpus brings to the reading of questions: spelling, abbreviations, names and lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from chatbot.languages import DEFAULT
from chatbot.languages.reading import compiled, general_lexicons
from chatbot.question.spelling import Speller, everyday_words
from corpus.entities import Entities, EntityFinder, find_categories
from corpus.lexicon import NO_WORDS, Lexicon
from corpus.subject import NO_SUBJECT, Subject
from index.quantities import categories_fit, find_allowed
from index.text import tokenize
from ingest.structure import ParsedDocument

_CATEGORY = re.compile(r"\b(?:[tT][0-4][a-c]?|[nN][01]|[mM][01]|[gG][1-3])\b[ ,;/]*(?:and )?")
_STAGE = re.compile(r"(?:IV|I{1,3})[A-C]?")
_ASKS_FOR_STAGE = r"(?i)\b<which>\b[^.?!]{0,20}\b<stage>|\b<stage>\w* <makes>\b"


@dataclass(frozen=True)
class StageTable:
    """The rows of a stage table: its stage, and the categories that each of T, N, M, G may have."""

    rows: tuple[tuple[str, Mapping[str, frozenset[str]]], ...]

    @classmethod
    def from_rows(cls, texts: Iterable[str]) -> StageTable:
        """Read the rows of tables; those that are no stage rows are passed over."""
        read = ((text.split("|", 1)[0].strip(), find_allowed(text)) for text in texts)
        return cls(rows=tuple((stage, allowed) for stage, allowed in read if allowed))

    def stage_of(self, categories: frozenset[str]) -> str:
        """Return the one stage that ``categories`` make, "" if none or several fit."""
        stages = {stage for stage, allowed in self.rows if categories_fit(categories, allowed)}
        (stage, *others) = stages or {""}
        return stage if not others and _STAGE.fullmatch(stage) else ""

    def with_stage(self, text: str) -> str:
        """Return ``text`` with the stage in place of the categories that make it; else as it is."""
        stage = self.stage_of(find_categories(" ".join(text.split())))
        if not stage:
            return text
        start = _CATEGORY.search(text)
        before = text[: start.start()] if start else text
        after = _CATEGORY.sub("", text[len(before) :])
        return f"{before}stage {stage} {after}".strip()


def asks_for_stage(text: str) -> bool:
    """Say whether ``text`` asks which stage something is: then the categories themselves are wanted."""
    return compiled(_ASKS_FOR_STAGE).search(text) is not None


SHORTEST_ABBREVIATION = 2


@dataclass(frozen=True)
class Vocabulary:
    """What the corpus brings: a speller towards its words, its abbreviations, its stage table, its subject.

    ``written``: the languages of the documents and of the plain questions, which are searched as typed.
    ``expansions`` maps an abbreviation, as the documents write it, to the words they give for it, folded.
    ``titled``: terms that stand in the title of one document alone; they tell the subject of a question where
    the corpus brings no entities.
    """

    speller: Speller
    expansions: Mapping[str, str]
    stages: StageTable
    written: frozenset[str] = frozenset({DEFAULT})
    subject: Subject = NO_SUBJECT
    titled: frozenset[str] = frozenset()

    def names_subject(self, text: str, named: Entities) -> bool:
        """Say whether ``text``, in which ``named`` were found, says itself what it is about."""
        return bool(
            named.subjects or (not self.subject.entities and self.titled.intersection(tokenize(text)))
        )

    @property
    def finder(self) -> EntityFinder:
        """What finds the names that the corpus knows."""
        return self.subject.finder

    @property
    def everyday(self) -> Lexicon:
        """Everyday English words and the corpus's words for them."""
        return self.subject.lexicon(DEFAULT)

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
