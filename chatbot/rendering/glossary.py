"""Terms that the documents themselves explain, underlined where a quote uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from corpus.document import Source
from index.text import tokenize
from ingest.structure import GlossaryTerm, ParsedDocument
from ingest.text.lines import fold

SHORTEST_TERM = 2
"""Letters of a term in running words; single ones (T, N, M) are explained under a table only."""
LONGEST_DEFINITION = 400
"""Characters of a definition that fit a tip; a longer one is left out."""

_WORD = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)")


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a document says a term means: an abbreviation's words or a sentence."""

    entry: GlossaryTerm
    text: str
    source: Source


@dataclass(frozen=True)
class Glossary:
    """Definitions by term: as written for abbreviations, in lower case for words."""

    definitions: dict[str, tuple[Definition, ...]]
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    """What single letters stand for, by document: ``{"003": {"T": "temperature"}}``."""

    @classmethod
    def from_documents(cls, documents: Iterable[ParsedDocument]) -> Glossary:
        """Collect the terms of all documents, in their order."""
        found: dict[str, tuple[Definition, ...]] = {}
        letters: dict[str, dict[str, str]] = {}
        for document in documents:
            for entry in document.glossary:
                text = entry.expansion or meaning(entry.term, fold(document.text[entry.start : entry.end]))
                text = fold(text)
                if len(entry.term) < SHORTEST_TERM:
                    letters.setdefault(document.source.doc_id, {}).setdefault(entry.term, text)
                    continue
                if len(text) > LONGEST_DEFINITION or text in ("", entry.term):
                    continue
                definition = Definition(entry=entry, text=text, source=document.source)
                key = _key(entry.term)
                found[key] = (*found.get(key, ()), definition)
        return cls(found, letters)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the terms, the longest first."""
        forms = [
            re.escape(key) if _is_abbreviation(key) else f"(?i:{re.escape(key)})"
            for key in sorted(self.definitions, key=len, reverse=True)
        ]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])" if forms else r"(?!)")

    def of(self, word: str, *, doc_id: str) -> Definition | None:
        """The definition of ``word``, of the same document if it has one."""
        choices = self.definitions.get(_key(word), ())
        same = [choice for choice in choices if choice.entry.doc_id == doc_id]
        return next(iter([*same, *choices]), None)


def meaning(term: str, sentence: str) -> str:
    """What ``sentence`` says that ``term`` means: the words set beside it, or all of it if it defines it.

    "" where it only says something about the term, and for an abbreviation that is not spelled out.
    """
    word = re.escape(term)
    beside = re.search(
        rf"\b{word}\s*(?:\[([^\[\]]+)\]|\((?:i\.?e\.?,? )([^()]+)\)|— ([^—]+) —)", sentence, re.IGNORECASE
    )
    if beside:
        return next(words for words in beside.groups() if words)
    if _is_abbreviation(term):
        return ""
    defines = re.match(
        rf"(?:\[|Definition: )?(?:The |An? )?{word}s? (?:is|are|means?|includes?) (?!{_NO_MEANING})",
        sentence,
        re.IGNORECASE,
    )
    called = re.search(rf"\b(?:is|are) called {word}\b", sentence, re.IGNORECASE)
    return sentence if defines or called else ""


_NO_MEANING = r"(?:the (?:most|best|only|first)|not|rare|very|often|usually|more|less|now|also|never)\b"


def _key(term: str) -> str:
    return term if _is_abbreviation(term) else fold(term).lower()


def _is_abbreviation(term: str) -> bool:
    return sum(letter.isupper() for letter in term) >= 2


def with_terms(
    text: str, glossary: Glossary, *, place: tuple[str, int, int], asked: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Definition | None, bool]]:
    """Yield the pieces of ``text``: their words, what a term means at its first use, and whether it is asked.

    Words are asked whose terms (``index.text.tokenize``) are among ``asked``. ``place`` is (doc_id, start,
    end) of the text: a quote that is the definition itself gets no tip for it.
    """
    done, cursor = set[str](), 0
    doc_id, start, end = place
    for match in glossary.pattern.finditer(text):
        definition = glossary.of(match.group(), doc_id=doc_id)
        if definition is None or definition.entry.term in done:
            continue
        entry = definition.entry
        if entry.doc_id == doc_id and entry.start < end and start < entry.end:
            continue
        done.add(entry.term)
        yield from _with_asked(text[cursor : match.start()], asked)
        yield match.group(), definition, False
        cursor = match.end()
    yield from _with_asked(text[cursor:], asked)


def _with_asked(text: str, asked: frozenset[str]) -> Iterator[tuple[str, None, bool]]:
    for piece in _WORD.split(text) if asked else [text]:
        yield piece, None, not asked.isdisjoint(tokenize(piece))
