"""What is known of a span before any question: worked out when the index is built, stored with the span."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from corpus.entities import Entities, EntityFinder
from index.quantities import Range, find_allowed, find_ranges, row_label
from index.retrievers.rows import Relation
from index.retrievers.stored_questions import PlainQuestion
from index.text import tokenize
from ingest.languages import compiled, languages
from ingest.structure import BlockKind, ContextRole, ParsedDocument, Span, Voice
from ingest.text.language import detect_language

FREQUENT = 4
"""Plain questions hold misspellings on purpose; a word that so many of them have is none."""
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w-])")


@dataclass(frozen=True, kw_only=True)
class WrittenWords:
    """Words, folded. ``written``: those of the quotable spans, the most frequent first, equal ones by letter.

    ``asked``: those that are frequent in plain questions. ``languages``: in which those are asked.
    """

    written: tuple[str, ...]
    asked: frozenset[str]
    languages: frozenset[str]

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
            languages=frozenset(question.language for question in questions),
        )


_CONTACT = r"(?i)\d{3}[-.\s]\d{3}[-.\s]\d{4}|https?://|www\.|\[email\s+protected\]|\S+@\S+\.\w+|\b<contact>\b"
_TO_ONE_VISITOR = r"(?i)\b<to_one_visitor>"
_LONG_ENOUGH = 40
"""Shorter texts do not tell their language."""
_TABLE_KINDS = frozenset({BlockKind.TABLE_ROW, BlockKind.TABLE_FOOTNOTE})
"""Nor do cells: "M0 | No metastasis. |" looks Spanish."""
_SURROUNDINGS = 600
"""Characters of a passage that count as a span's surroundings."""
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"\d{3}[-.\s]\d{3}[-.\s]\d{4}")
_FIGURE = r"(?i)\d|%|\b<figure>\b"
_DEFINES = r"(?i)<defines>|\[[^\]]{3,60}\]|\([A-Z]{2,6}\)|—|="
_pattern = partial(compiled, table="facts")


@dataclass(frozen=True, kw_only=True)
class SpanFacts:
    """Facts of one span.

    ``terms`` are those of its search text, ``plain_terms`` of its plain questions, ``heading_terms`` of its
    document's title and its section.
    ``entities`` are named in the span itself, ``scope`` in the span, its passage, its section and what its
    document says of itself. ``explains`` are the glossary terms it defines, folded. ``foreign`` says that
    it is not in its document's language. ``label`` is what a table row is called (``"score 2"``), or "".
    """

    terms: frozenset[str]
    plain_terms: frozenset[str]
    heading_terms: frozenset[str]
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


def gather_facts(
    documents: Sequence[ParsedDocument],
    finder: EntityFinder,
    questions: Sequence[PlainQuestion],
    answering: Relation,
) -> list[SpanFacts]:
    """Work out the facts of every span, in the order of the corpus; ``answering``: the questions of each."""
    asked = [frozenset(tokenize(question.text)) for question in questions]
    facts: list[SpanFacts] = []
    for parsed in documents:
        explained = _explained(parsed)
        for passage in parsed.passages:
            around = " ".join(passage.search_text.split())[:_SURROUNDINGS]
            for span in passage.spans:
                own, _ = answering.of(np.asarray([len(facts)]))
                facts.append(
                    _facts_of(
                        span,
                        parsed,
                        around=around,
                        finder=finder,
                        plain_terms=frozenset().union(*(asked[number] for number in own.tolist())),
                        explains=explained.get((span.start, span.end), frozenset()),
                    )
                )
    return facts


def _facts_of(
    span: Span,
    parsed: ParsedDocument,
    *,
    around: str,
    finder: EntityFinder,
    plain_terms: frozenset[str],
    explains: frozenset[str],
) -> SpanFacts:
    text, source, is_row = span.text, parsed.source, span.kind is BlockKind.TABLE_ROW
    scope = " ".join([*span.section, f"{source.title} {source.publisher}", around, span.search_text])
    return SpanFacts(
        terms=frozenset(tokenize(span.search_text)),
        plain_terms=plain_terms,
        heading_terms=frozenset(tokenize(" ".join([*span.section, source.title]))),
        entities=finder.find(span.search_text),
        scope=finder.find(scope),
        explains=explains,
        foreign=len(text) > _LONG_ENOUGH
        and span.kind not in _TABLE_KINDS
        and source.language in languages()
        and detect_language(text, ()) != source.language,
        personal_reply=_is_personal_reply(span),
        has_figure=_pattern(_FIGURE).search(text) is not None,
        has_digit=_DIGIT.search(text) is not None,
        has_contact=_pattern(_CONTACT).search(text) is not None,
        has_phone=_PHONE.search(text) is not None,
        defines=_pattern(_DEFINES).search(text) is not None,
        ranges=find_ranges(text, _header(span, parsed.text), finder),
        allowed=find_allowed(text) if is_row else {},
        is_row=is_row,
        label=row_label(text) if is_row else "",
        is_list="\n" in text and span.kind in {BlockKind.LEAD_IN, BlockKind.LIST_ITEM},
        staff=span.voice is Voice.STAFF,
        length=len(text),
    )


def _is_personal_reply(span: Span) -> bool:
    """What the hospital advised one visitor on a case we cannot see is no answer to anybody else."""
    return (
        span.voice is Voice.STAFF
        and _pattern(_CONTACT).search(span.text) is None
        and _pattern(_TO_ONE_VISITOR).search(span.text) is not None
    )


def _explained(parsed: ParsedDocument) -> dict[tuple[int, int], frozenset[str]]:
    """Glossary terms by the extents of the spans that define them."""
    terms: dict[tuple[int, int], frozenset[str]] = {}
    for passage in parsed.passages:
        for span in passage.spans:
            inside = [t for t in parsed.glossary if span.start <= t.start and t.end <= span.end]
            if inside:
                terms[span.start, span.end] = frozenset(" ".join(tokenize(t.term)) for t in inside)
    return terms


def _header(span: Span, text: str) -> str:
    if span.kind is not BlockKind.TABLE_ROW:
        return ""
    return next((text[c.start : c.end] for c in span.context if c.role is ContextRole.HEADER), "|")
