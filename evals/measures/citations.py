"""Measures of the citation: whether what stands beside a quote is true of the quoted place.

The gold labels are those of ingestion (checked by its own golden tests). A quote that matches no span has no
gold and counts as wrong.
"""

from __future__ import annotations

from collections.abc import Callable

from chatbot.answer import Quote
from evals.measures.base import NOT_APPLICABLE, Ratio, by_name
from evals.measures.case import Case, Library
from ingest.structure import Span


def gold_spans(library: Library, quote: Quote) -> list[Span]:
    """The spans a quote is made of.

    That is the smallest span that holds it whole, or else (neighbours quoted together) the spans that lie
    wholly inside it; empty when there is neither.
    """
    spans = [span for _, span in library.spans_by_file.get(quote.file, [])]
    holding = [span for span in spans if span.start <= quote.start and quote.end <= span.end]
    if holding:
        return [min(holding, key=lambda span: span.end - span.start)]
    return [span for span in spans if quote.start <= span.start and span.end <= quote.end]


def _share(case: Case, agrees: Callable[[Quote, list[Span]], bool]) -> Ratio:
    if not case.library.spans:
        return NOT_APPLICABLE
    gold = [(quote, gold_spans(case.library, quote)) for quote in case.quotes]
    right = sum(bool(spans) and agrees(quote, spans) for quote, spans in gold)
    return Ratio(float(right), float(len(gold)))


def citation_section(case: Case) -> Ratio:
    """Share of the quotes whose section path is that of a quoted span."""
    return _share(case, lambda quote, spans: any(tuple(quote.section) == span.section for span in spans))


def citation_voice(case: Case) -> Ratio:
    """Share of the quotes whose voice is that of every quoted span: two voices never make one quote."""
    return _share(case, lambda quote, spans: all(quote.voice == span.voice for span in spans))


def citation_date(case: Case) -> Ratio:
    """Share of the quotes whose date is that of every quoted span."""
    return _share(case, lambda quote, spans: all(quote.date == span.date for span in spans))


def citation_references(case: Case) -> Ratio:
    """Share of the quotes that cite just the reference numbers marked in the quoted spans.

    A quote that is only a piece of a span may cite fewer of them, never others.
    """

    def agrees(quote: Quote, spans: list[Span]) -> bool:
        cited = {reference.number for reference in quote.references}
        marked = {number for span in spans for number in span.references}
        piece = quote.start > spans[0].start or quote.end < spans[0].end
        return cited <= marked if len(spans) == 1 and piece else cited == marked

    return _share(case, agrees)


MEASURES = by_name(citation_section, citation_voice, citation_date, citation_references)
