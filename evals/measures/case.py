"""One question with its answer, beside the documents: what the measures look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from typing import TypeAlias

from chatbot.answer import Answer, Quote
from corpus.document import Corpus
from evals.questions.shape import Alternative, Facet, Place, Question
from ingest.structure import Span


@dataclass(frozen=True, kw_only=True)
class PartTrace:
    """What happened to one part of a question. Span ids are positions in ``Index.spans``.

    ``retrieved``: every candidate, best first by the fused retrieval. ``ranked``: those the ranker kept,
    best first (equal to ``retrieved`` in a system without a ranker). ``chosen``: those quoted, or that
    would have been quoted had the system not abstained. ``abstained``: the decision to quote nothing.
    ``confidence``: the number that decision compares with its threshold; higher means surer.
    """

    retrieved: tuple[int, ...]
    ranked: tuple[int, ...]
    chosen: tuple[int, ...]
    abstained: bool
    confidence: float


Trace: TypeAlias = tuple[PartTrace, ...]
"""The parts of one question in the order in which they are answered."""


class Stage(StrEnum):
    """How far the spans of a facet came, worst first.

    ``no_span``: ingestion cut no quotable span that covers it. ``retrieval``: none of its spans was
    found. ``ranking``: found, but dropped by the ranker. ``choice``: ranked, but not chosen.
    ``abstention``: chosen, but the part was not answered. ``quoting``: chosen and answered, yet no quote
    covers it (the quote was cut, or stands after the fifth of its part). ``covered``: not lost.
    ``untold``: the system tells nothing of its stages.
    """

    NO_SPAN = "no_span"
    RETRIEVAL = "retrieval"
    RANKING = "ranking"
    CHOICE = "choice"
    ABSTENTION = "abstention"
    QUOTING = "quoting"
    COVERED = "covered"
    UNTOLD = "untold"


def lost_at(relevant: Collection[int], trace: Trace | None) -> Stage:
    """The stage that lost a facet which no quote covers, but these ``relevant`` quotable spans would."""
    if trace is None:
        return Stage.UNTOLD
    if not relevant:
        return Stage.NO_SPAN
    wanted = set(relevant)
    if not any(wanted & set(part.retrieved) for part in trace):
        return Stage.RETRIEVAL
    if not any(wanted & set(part.ranked) for part in trace):
        return Stage.RANKING
    holding = [part for part in trace if wanted & set(part.chosen)]
    if not holding:
        return Stage.CHOICE
    return Stage.ABSTENTION if all(part.abstained for part in holding) else Stage.QUOTING


COUNTED_QUOTES = 5
"""Only the first five quotes of each part are scored (``evals/questions/README.md``)."""


@dataclass(frozen=True)
class Library:
    """The documents' texts by file name, and the spans of the index (span id = position).

    ``newest_year``: of the newest date that any document states of itself, 0 where none does.
    """

    texts: Mapping[str, str]
    files: Mapping[str, str]
    spans: Sequence[Span]
    newest_year: int

    @classmethod
    def from_corpus(cls, corpus: Corpus, spans: Sequence[Span] = ()) -> Library:
        """The library of a corpus; without spans, measures that need them do not apply."""
        dates = [stated.date[:4] for document in corpus.documents for stated in document.source.dates]
        return cls(
            texts={document.source.file: document.text for document in corpus.documents},
            files={document.source.doc_id: document.source.file for document in corpus.documents},
            spans=spans,
            newest_year=max((int(year) for year in dates if year.isdigit()), default=0),
        )

    @cached_property
    def spans_by_file(self) -> dict[str, list[tuple[int, Span]]]:
        """The numbered spans of each file, in order."""
        grouped: dict[str, list[tuple[int, Span]]] = {}
        for number, span in enumerate(self.spans):
            grouped.setdefault(self.files[span.doc_id], []).append((number, span))
        return grouped

    def relevant(self, facet: Facet) -> frozenset[int]:
        """Ids of the quotable spans that, quoted, would cover the facet."""
        return frozenset(
            number
            for alternative in facet
            for file in {place.file for place in alternative.places}
            for number, span in self.spans_by_file.get(file, [])
            if span.quotable and covers(Place(file=file, start=span.start, end=span.end), alternative)
        )


@dataclass(frozen=True, kw_only=True)
class Case:
    """A question, the answer a system gave, and what it tells of its stages."""

    question: Question
    answer: Answer
    library: Library
    trace: Trace | None = None
    wall_ms: float = 0.0

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes that count, in the order in which they are shown."""
        return tuple(quote for part in self.answer.parts for quote in part.quotes[:COUNTED_QUOTES])

    @cached_property
    def covered(self) -> tuple[bool, ...]:
        """For each facet, whether a counted quote covers it."""
        return tuple(
            any(quote_covers(quote, alternative) for alternative in facet for quote in self.quotes)
            for facet in self.question.facets
        )

    @cached_property
    def correct(self) -> tuple[bool, ...]:
        """For each counted quote, whether it covers a facet."""
        alternatives = [alternative for facet in self.question.facets for alternative in facet]
        return tuple(
            any(quote_covers(quote, alternative) for alternative in alternatives) for quote in self.quotes
        )

    @cached_property
    def relevant(self) -> tuple[frozenset[int], ...]:
        """For each facet, the spans that would cover it."""
        return tuple(self.library.relevant(facet) for facet in self.question.facets)

    @cached_property
    def lost(self) -> tuple[Stage, ...]:
        """For each facet, the stage that lost it, or ``covered``."""
        return tuple(
            Stage.COVERED if covered else lost_at(relevant, self.trace)
            for covered, relevant in zip(self.covered, self.relevant, strict=True)
        )

    @cached_property
    def retrieved(self) -> tuple[int, ...]:
        """The candidates of all parts, taken in turns (first of each part, second of each …), once each."""
        turns = zip_longest(*(part.retrieved for part in self.trace or ()))
        return tuple(dict.fromkeys(span for turn in turns for span in turn if span is not None))

    @property
    def confidence(self) -> float:
        """How sure the system was: of its surest part where it tells that, else its best quote's score."""
        sure = [part.confidence for part in self.trace or ()] or [quote.score for quote in self.quotes]
        return max(sure, default=0.0)


def covers(quoted: Place, alternative: Alternative) -> bool:
    """Whether a quoted range overlaps at least half of an alternative, at any place where it stands.

    Half is measured in code points of the alternative, not of the quote.
    """
    return any(
        place.file == quoted.file
        and 2 * (min(place.end, quoted.end) - max(place.start, quoted.start)) >= place.end - place.start
        for place in alternative.places
    )


def quote_covers(quote: Quote, alternative: Alternative) -> bool:
    """Whether a quote covers an alternative; the context shown beside the quote does not count."""
    return covers(Place(file=quote.file, start=quote.start, end=quote.end), alternative)


@dataclass(frozen=True)
class Ratio:
    """``hits`` out of ``of``. Over many cases a measure is the sum of hits by the sum of ``of``.

    With ``of`` = 1 in every case that sum is the mean over cases; with ``of`` = number of quotes it is
    the share of quotes. ``of`` = 0: the measure does not apply to the case, which then does not count.
    """

    hits: float
    of: float = 1.0

    @property
    def value(self) -> float:
        """The ratio of this one case; 0.0 where it does not apply."""
        return self.hits / self.of if self.of else 0.0


NOT_APPLICABLE = Ratio(0.0, 0.0)

Measure = Callable[[Case], Ratio]
"""A measure of single cases; its convention stands in the docstring. Its name is the same in code, files,
tables and on the command line, and has a note in ``notes.toml``."""


def by_name(*measures: Measure) -> dict[str, Measure]:
    """Measures under the names of their functions."""
    return {measure.__name__: measure for measure in measures}


def share_of(*conditions: bool) -> Ratio:
    """How many of the conditions hold, of all: of one, 1 or 0."""
    return Ratio(float(sum(conditions)), float(len(conditions)))
