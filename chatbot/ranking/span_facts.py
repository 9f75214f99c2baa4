"""What is known of every span of an index before any question: terms, entities, figures, contacts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chatbot.question.quantities import Range, find_allowed, find_ranges, row_label
from chatbot.ranking.agreement import FactTable
from corpus.entities import Entities
from index.retrievers.lexical import LexicalIndex
from index.search import Index
from index.text import tokenize
from ingest.structure import BlockKind, ContextRole, Span, Voice
from ingest.text.language import SUPPORTED, detect_language

_CONTACT = re.compile(
    r"\d{3}[-.\s]\d{3}[-.\s]\d{4}|https?://|www\.|\[email\s+protected\]|\S+@\S+\.\w+|\bmailing list\b",
    re.IGNORECASE,
)
_TO_ONE_VISITOR = re.compile(
    r"\b(?:your (?:mother|mom|mum|father|wife|husband|sister|daughter|son)\b|recommended that you\b|you (?:had|have had|didn)\b|(?:if|once) (?:she|he)\b|(?:he|she) may\b"
    r"|with (?:her|his) healthcare team|your (?:[A-Z]+ )?healthcare team|something you should discuss)",
    re.IGNORECASE,
)
_LONG_ENOUGH = 40
"""Shorter texts do not tell their language."""
_TABLE_KINDS = frozenset({BlockKind.TABLE_ROW, BlockKind.TABLE_FOOTNOTE})
"""Nor do cells: "M0 | No metastasis. |" looks Spanish."""
_SURROUNDINGS = 600
"""Characters of a passage that count as a span's surroundings."""
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"\d{3}[-.\s]\d{3}[-.\s]\d{4}")
_FIGURE = re.compile(
    r"\d|%|\b(?:half|third|quarter|one|two|three|four|five|six|ten|twelve|majority|most|rare|rarely|unusual|virtually never)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:is|are) (?:a|an|the|called|treatment|bone|progression|cells?|tumou?rs? cells)\b|\bmeans?\b|\bdefinition\b|\bcalled\b|\bindicates\b"
    r"|\bis (?:a way|given|used)\b|\[[^\]]{3,60}\]|\([A-Z]{2,6}\)|—|\bindicates\b|=",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class SpanFacts:
    """Facts of one span. ``terms`` are those of its search text, ``plain_terms`` of its plain questions.

    ``entities`` are named in the span itself, ``scope`` in the span, its passage, its section and what its
    document says of itself. ``explains`` are the glossary terms it defines, folded. ``foreign`` says that
    it is not in its document's language. ``label`` is what a table row is called (``"score 2"``), or "".
    """

    terms: frozenset[str]
    plain_terms: frozenset[str]
    entities: Entities
    scope: Entities
    explains: frozenset[str]
    foreign: bool
    personal_reply: bool
    has_figure: bool
    has_digit: bool
    has_contact: bool
    has_phone: bool
    defines: bool
    ranges: tuple[Range, ...]
    allowed: Mapping[str, frozenset[str]]
    is_row: bool
    label: str
    is_list: bool
    staff: bool
    length: int


PLAIN_QUESTIONS = "plain questions"


@dataclass(frozen=True, kw_only=True)
class CorpusFacts:
    """Facts of all spans by span id, and how telling each term is.

    ``idf`` is log((N + 1) / df) over the spans' terms (the idf of BM25+, Lv and Zhai 2011); ``unseen_idf``
    is that of a term no span has. ``known_terms`` occur in a document or in a plain question.
    ``brought``: the groups of names that the corpus has, and ``PLAIN_QUESTIONS`` if it has any.
    """

    spans: tuple[SpanFacts, ...]
    idf: Mapping[str, float]
    unseen_idf: float
    known_terms: frozenset[str]
    brought: frozenset[str]

    def weight(self, terms: Iterable[str]) -> float:
        """Return the summed idf of ``terms``, to the last bit the same in whatever order they come."""
        return math.fsum(self.idf.get(term, self.unseen_idf) for term in terms)

    def coverage(self, terms: Iterable[str], span_ids: NDArray[np.int64]) -> list[NDArray[np.float64]]:
        """Return the idf-weighted share of ``terms`` (each counts once) that each span has.

        Two arrays of shape (len(span_ids),): in the span itself; there or in its plain questions.
        """
        wanted = sorted(set(terms))
        total = self.weight(wanted) or 1.0
        shares = []
        for spans_with in (self._with_term, self._with_term_or_question):
            sums = np.zeros(len(self.spans))
            for term in wanted:
                if term in spans_with:
                    sums[spans_with[term]] += self.weight([term])
            shares.append(sums[span_ids] / total)
        return shares

    @cached_property
    def table(self) -> FactTable:
        """The facts as columns."""
        return FactTable.of(self.spans)

    @cached_property
    def _with_term(self) -> Mapping[str, NDArray[np.int64]]:
        """Ids of the spans that have each term."""
        return _spans_by_term(fact.terms for fact in self.spans)

    @cached_property
    def _with_term_or_question(self) -> Mapping[str, NDArray[np.int64]]:
        """The same, with the terms of the spans' plain questions."""
        return _spans_by_term(fact.terms | fact.plain_terms for fact in self.spans)


def _spans_by_term(terms_of_spans: Iterable[Iterable[str]]) -> dict[str, NDArray[np.int64]]:
    by_term: dict[str, list[int]] = {}
    for span_id, terms in enumerate(terms_of_spans):
        for term in terms:
            by_term.setdefault(term, []).append(span_id)
    return {term: np.asarray(span_ids, dtype=np.int64) for term, span_ids in by_term.items()}


def gather_facts(index: Index) -> CorpusFacts:
    """Work out the facts of every span of ``index``."""
    plain, finder = _plain_terms(index), index.subject.finder
    texts = {parsed.source.doc_id: parsed.text for parsed in index.documents}
    titles = {p.source.doc_id: f"{p.source.title} {p.source.publisher}" for p in index.documents}
    languages = {p.source.doc_id: p.source.language for p in index.documents}
    facts = []
    document_frequency: Counter[str] = Counter()
    explained = _explained(index)
    passages = [index.passages[number] for number in index.span_passage.tolist()]
    surroundings = {
        id(passage): " ".join(passage.search_text.split())[:_SURROUNDINGS] for passage in index.passages
    }
    span_terms = _terms_of_rows(index.span_field.lexical)
    for span_id, span in enumerate(index.spans):
        terms = span_terms[span_id]
        document_frequency.update(terms)
        scope_text = " ".join(
            [
                *span.section,
                titles.get(span.doc_id, ""),
                surroundings[id(passages[span_id])],
                span.search_text,
            ]
        )
        facts.append(
            SpanFacts(
                terms=terms,
                plain_terms=plain.get(span_id, frozenset()),
                entities=finder.find(span.search_text),
                scope=finder.find(scope_text),
                explains=explained.get(span_id, frozenset()),
                foreign=len(span.text) > _LONG_ENOUGH
                and span.kind not in _TABLE_KINDS
                and _is_foreign(span.text, languages[span.doc_id]),
                has_digit=_DIGIT.search(span.text) is not None,
                personal_reply=_is_personal_reply(span),
                has_figure=_FIGURE.search(span.text) is not None,
                has_contact=_CONTACT.search(span.text) is not None,
                has_phone=_PHONE.search(span.text) is not None,
                defines=_DEFINES.search(span.text) is not None,
                ranges=find_ranges(span.text, _header(span, texts[span.doc_id]), finder),
                allowed=find_allowed(span.text) if span.kind is BlockKind.TABLE_ROW else {},
                is_row=span.kind is BlockKind.TABLE_ROW,
                label=row_label(span.text) if span.kind is BlockKind.TABLE_ROW else "",
                is_list="\n" in span.text and span.kind in {BlockKind.LEAD_IN, BlockKind.LIST_ITEM},
                staff=span.voice is Voice.STAFF,
                length=len(span.text),
            )
        )
    total = len(facts)
    idf = {term: math.log((total + 1) / count) for term, count in document_frequency.items()}
    known = frozenset(idf).union(*plain.values()) if plain else frozenset(idf)
    return CorpusFacts(
        spans=tuple(facts),
        idf=idf,
        unseen_idf=math.log(total + 1),
        known_terms=known,
        brought=finder.groups | ({PLAIN_QUESTIONS} if index.plain_questions else frozenset()),
    )


def _is_foreign(text: str, language: str) -> bool:
    """Say whether a text is not in ``language``; what cannot be told is no contradiction."""
    return language in SUPPORTED and detect_language(text, ()) != language


def _is_personal_reply(span: Span) -> bool:
    """What the hospital advised one visitor on a case we cannot see is no answer to anybody else."""
    return (
        span.voice is Voice.STAFF
        and _CONTACT.search(span.text) is None
        and _TO_ONE_VISITOR.search(span.text) is not None
    )


def _explained(index: Index) -> dict[int, frozenset[str]]:
    """Glossary terms by the spans that define them."""
    terms: dict[int, set[str]] = {}
    places: dict[str, list[tuple[int, Span]]] = {}
    for span_id, span in enumerate(index.spans):
        places.setdefault(span.doc_id, []).append((span_id, span))
    for parsed in index.documents:
        for term in parsed.glossary:
            for span_id, span in places.get(term.doc_id, []):
                if span.start <= term.start and term.end <= span.end:
                    terms.setdefault(span_id, set()).add(" ".join(tokenize(term.term)))
    return {span_id: frozenset(found) for span_id, found in terms.items()}


def _header(span: Span, text: str) -> str:
    if span.kind is not BlockKind.TABLE_ROW:
        return ""
    return next((text[c.start : c.end] for c in span.context if c.role is ContextRole.HEADER), "|")


def phone_numbers(text: str) -> list[str]:
    """Return the telephone numbers in ``text``, as written."""
    return _PHONE.findall(text)


def _plain_terms(index: Index) -> dict[int, frozenset[str]]:
    collected: dict[int, set[str]] = {}
    field = index.plain_field
    relation = field.lexical_links.spans_of
    for row, terms in enumerate(_terms_of_rows(field.lexical)):
        for span_id in relation.targets[relation.offsets[row] : relation.offsets[row + 1]].tolist():
            collected.setdefault(span_id, set()).update(terms)
    return {span_id: frozenset(terms) for span_id, terms in collected.items()}


def _terms_of_rows(lexical: LexicalIndex) -> list[frozenset[str]]:
    """Return the terms of each text of a lexical index: they are read there, not worked out again."""
    terms: list[list[str]] = [[] for _ in range(lexical.size)]
    for term, column in lexical.vocabulary.items():
        for row in lexical.rows[lexical.offsets[column] : lexical.offsets[column + 1]].tolist():
            terms[row].append(term)
    return [frozenset(found) for found in terms]
