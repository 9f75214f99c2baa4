"""Spans, facts and readings made by hand, without an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chatbot.question.reading import PartReading, wants_of
from chatbot.question.spelling import Speller
from chatbot.question.vocabulary import StageTable, Vocabulary
from chatbot.ranking.quotable import RankedSpan
from chatbot.ranking.span_facts import PLAIN_QUESTIONS, CorpusFacts
from corpus.entities import GROUPS, read_entities
from corpus.lexicon import read_lexicons
from corpus.reader import packaged_corpus
from corpus.subject import Subject
from index.facts import SpanFacts
from index.text import tokenize
from ingest.structure import BlockKind, Context, Fault, Span, Voice

SUBJECT = Subject(entities=read_entities(packaged_corpus()), lexicons=read_lexicons(packaged_corpus()))
"""The packaged corpus's names and lexicons."""
VOCABULARY = Vocabulary(
    speller=Speller.from_words([], known_words=frozenset()),
    expansions={},
    stages=StageTable(rows=()),
    subject=SUBJECT,
)


def span(
    text: str,
    *,
    doc_id: str = "a",
    start: int = 0,
    kind: BlockKind = BlockKind.PARAGRAPH,
    voice: Voice = Voice.PUBLISHER,
    quotable: bool = True,
    context: tuple[Context, ...] = (),
    faults: tuple[Fault, ...] = (),
) -> Span:
    return Span(
        doc_id=doc_id,
        start=start,
        end=start + len(text),
        text=text,
        search_text=" ".join(text.split()),
        kind=kind,
        voice=voice,
        section=(),
        date="unknown",
        quotable=quotable,
        context=context,
        faults=faults,
    )


def fact(text: str, *, plain: str = "") -> SpanFacts:
    """Facts of a plain sentence: its terms and entities, and nothing else about it."""
    entities = SUBJECT.finder.find(text)
    return SpanFacts(
        terms=frozenset(tokenize(text)),
        plain_terms=frozenset(tokenize(plain)),
        heading_terms=frozenset(),
        entities=entities,
        scope=entities,
        explains=frozenset(),
        foreign=False,
        personal_reply=False,
        has_figure=False,
        has_digit=any(character.isdigit() for character in text),
        has_contact=False,
        has_phone=False,
        defines=False,
        ranges=(),
        allowed={},
        is_row=False,
        label="",
        is_list=False,
        staff=False,
        length=len(text),
    )


def corpus_facts(
    facts: Sequence[SpanFacts], *, idf: Mapping[str, float] | None = None, unseen_idf: float = 5.0
) -> CorpusFacts:
    """Facts of all; every known term weighs 1 unless ``idf`` says otherwise."""
    known = frozenset[str]().union(*(one.terms | one.plain_terms for one in facts))
    weights = idf if idf is not None else dict.fromkeys(known, 1.0)
    return CorpusFacts(
        spans=tuple(facts),
        idf=weights,
        unseen_idf=unseen_idf,
        known_terms=known,
        brought=frozenset({*GROUPS, PLAIN_QUESTIONS}),
    )


def ranked(spans: Sequence[Span], probabilities: Sequence[float]) -> tuple[RankedSpan, ...]:
    """Rank ``spans`` with these probabilities; span ids are their places."""
    return tuple(
        RankedSpan(span_id=number, span=one, probability=probability)
        for number, (one, probability) in enumerate(zip(spans, probabilities, strict=True))
    )


def reading(text: str, *, language: str = "en", personal: bool = False) -> PartReading:
    """The reading of one question that borrows nothing and holds no misspelling."""
    entities = SUBJECT.finder.find(text)
    return PartReading(
        text=text,
        language=language,
        own=text,
        attribute=SUBJECT.finder.without(text),
        full=text,
        wordings=(text,),
        meanings=(text,),
        about="",
        entities=entities,
        own_entities=entities,
        wants=wants_of(text),
        follow_up=False,
        personal=personal,
    )


def changed(facts: CorpusFacts, number: int, **changes: object) -> CorpusFacts:
    """``facts`` with some of one span's changed."""
    spans = list(facts.spans)
    spans[number] = replace(spans[number], **changes)  # type: ignore[arg-type]
    return replace(facts, spans=tuple(spans))
