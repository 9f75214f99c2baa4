"""One question with its answer, beside the documents: what the measures look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chatbot.answer import Answer, Quote
from corpus.document import Corpus
from evals.measures.stages import Stage, Trace, lost_at
from evals.questions.read import Alternative, Facet, Place, Question
from ingest.structure import Span

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
        return cls(
            texts={document.source.file: document.text for document in corpus.documents},
            files={document.source.doc_id: document.source.file for document in corpus.documents},
            spans=spans,
            newest_year=max(
                (
                    int(stated.date[:4])
                    for document in corpus.documents
                    for stated in document.source.dates
                    if stated.date[:4].isdigit()
                ),
                default=0,
            ),
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

    @property
    def confidence(self) -> float:
        """How sure the system was: its own number where it tells it, else its best quote's score, else 0."""
        if self.trace is not None and self.trace.parts:
            return self.trace.confidence
        return max((quote.score for quote in self.quotes), default=0.0)


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
