"""Terms that the documents themselves explain, underlined where a quote uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from chatbot.languages import Words
from chatbot.rendering.citation import title_words
from chatbot.rendering.markup import esc
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
    pattern: re.Pattern[str] | None
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    """What single letters stand for, by document: ``{"003": {"T": "primary tumor"}}``."""

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
        return cls(found, _pattern(found), letters)

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


def _pattern(keys: Iterable[str]) -> re.Pattern[str] | None:
    forms = [
        re.escape(key) if _is_abbreviation(key) else f"(?i:{re.escape(key)})"
        for key in sorted(keys, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])") if forms else None


def with_terms(
    text: str,
    glossary: Glossary,
    texts: Words,
    *,
    place: tuple[str, int, int],
    prefix: str,
    asked: frozenset[str] = frozenset(),
) -> Markup:
    """``text`` as HTML, the first use of each explained term underlined with its definition.

    Words whose terms (``index.text.tokenize``) are among ``asked`` are marked.

    ``place`` is (doc_id, start, end) of the text: a quote that is the definition itself gets no tip
    for it. ``prefix`` makes the tips' ids unique on the page.
    """
    if glossary.pattern is None:
        return Markup(_marked(text, asked))  # noqa: S704 - escaped
    pieces, done, cursor = [], set[str](), 0
    doc_id, start, end = place
    for match in glossary.pattern.finditer(text):
        definition = glossary.of(match.group(), doc_id=doc_id)
        if definition is None or definition.entry.term in done:
            continue
        entry = definition.entry
        if entry.doc_id == doc_id and entry.start < end and start < entry.end:
            continue
        done.add(entry.term)
        pieces += [
            _marked(text[cursor : match.start()], asked),
            _tip(match.group(), definition, texts, f"{prefix}-{len(done)}"),
        ]
        cursor = match.end()
    return Markup("".join(pieces) + _marked(text[cursor:], asked))  # noqa: S704 - every piece is escaped


def _marked(text: str, asked: frozenset[str]) -> str:
    """``text`` escaped, each word that the question has too in a ``<b>``."""
    if not asked:
        return esc(text)
    pieces = _WORD.split(text)
    return "".join(
        f'<b class="match">{esc(piece)}</b>' if asked.intersection(tokenize(piece)) else esc(piece)
        for piece in pieces
    )


def _tip(word: str, definition: Definition, texts: Words, identity: str) -> str:
    title = title_words(definition.source.title, definition.source.file)
    return (
        '<span class="term-box">'
        f'<span class="term" role="button" tabindex="0" aria-describedby="{esc(identity)}">{esc(word)}</span>'
        f'<span class="tip" role="tooltip" id="{esc(identity)}">{esc(definition.text)}'
        f' <span class="tip-from">{esc(f"({texts.glossary_from} {title})")}</span></span></span>'
    )
