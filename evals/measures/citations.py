"""Measures of the citation: whether what stands beside a quote is true of the quoted place.

The gold labels are those of ingestion (checked by its own golden tests). A quote that matches no span has no
gold and counts as wrong.
"""

import re
from collections.abc import Callable

from chatbot.answer import Part, Quote
from evals.measures.case import COUNTED_QUOTES, NOT_APPLICABLE, Case, Library, Ratio, by_name, share_of
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


def _cited(case: Case, agrees: Callable[[Quote, list[Span]], bool]) -> Ratio:
    if not case.library.spans:
        return NOT_APPLICABLE
    found = ((quote, gold_spans(case.library, quote)) for quote in case.quotes)
    return share_of(*(bool(spans) and agrees(quote, spans) for quote, spans in found))


def citation_section(case: Case) -> Ratio:
    """Share of the quotes whose section path is that of a quoted span."""
    return _cited(case, lambda quote, spans: any(tuple(quote.section) == span.section for span in spans))


def citation_voice(case: Case) -> Ratio:
    """Share of the quotes whose voice is that of every quoted span: two voices never make one quote."""
    return _cited(case, lambda quote, spans: all(quote.voice == span.voice for span in spans))


def citation_date(case: Case) -> Ratio:
    """Share of the quotes whose date is that of every quoted span."""
    return _cited(case, lambda quote, spans: all(quote.date == span.date for span in spans))


def citation_references(case: Case) -> Ratio:
    """Share of the quotes that cite just the reference numbers marked in the quoted spans.

    A quote that is only a piece of a span may cite fewer of them, never others.
    """

    def agrees(quote: Quote, spans: list[Span]) -> bool:
        cited = {reference.number for reference in quote.references}
        marked = {number for span in spans for number in span.references}
        piece = quote.start > spans[0].start or quote.end < spans[0].end
        return cited <= marked if len(spans) == 1 and piece else cited == marked

    return _cited(case, agrees)


LEANING = re.compile(
    r"\W*(?:they|them|their|this|these|those|such|it|its|he|she|his|her|however|therefore|thus|hence|but|"
    r"otherwise|instead|consequently|moreover|furthermore|in addition|for that reason|because of this|"
    r"in these|in this|of these|other symptoms|among these|the latter|the former|both of these)\b",
    re.IGNORECASE,
)
"""How a sentence begins that leans on the one before it."""

EXPLETIVE = re.compile(
    r"\W*(?:it(?:'s|’s| is| was| may be| might be)\s+(?:\w+\s+){1,3}(?:to|that|whether)\b|"
    r"it is (?:worthwhile|vital|important))",
    re.IGNORECASE,
)
"""An opening "it" that stands for what follows ("It is important to …") and leans on nothing."""

NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot|hardly|except|unless|n['’]t)\b|n['’]t\b", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?:;][\])\"”’]*\s|\]\s+(?=[A-Z])|\n\s*\n|\n-?\s*(?=[A-Z0-9])|\|")
LOOK_AROUND = 400
"""Code points before and after a quote in which the edges of its sentence are looked for."""


def context_leaning(case: Case) -> Ratio:
    """Share of the quotes that lean on nothing, or stand beside what they lean on.

    A quote leans when it opens with a pronoun or connective and text of its own paragraph comes before it. It
    is safe when its context, or another quote of its part, holds at least some of the 200 code points
    just before it.
    """
    quoted = [(part, quote) for part in case.answer.parts for quote in part.quotes[:COUNTED_QUOTES]]
    return share_of(*(not _leans(case, quote) or _is_preceded(part, quote) for part, quote in quoted))


def context_negation(case: Case) -> Ratio:
    """Share of the quotes that cut no negation off their sentence, neither before nor after the quote."""
    return share_of(*(not _cuts_negation(case, quote) for quote in case.quotes))


def context_table(case: Case) -> Ratio:
    """Share of the quoted table rows (a line with ``" | "``) that come with their header as context."""
    rows = [quote for quote in case.quotes if " | " in quote.text]
    return share_of(*(any(beside.role == "header" for beside in row.context) for row in rows))


def _leans(case: Case, quote: Quote) -> bool:
    if not LEANING.match(quote.text) or EXPLETIVE.match(quote.text):
        return False
    before = case.library.texts.get(quote.file, "")[: quote.start]
    return bool(before.strip()) and not re.search(r"\n\s*\n\s*\Z", before)


def _is_preceded(part: Part, quote: Quote) -> bool:
    window = (quote.start - 200, quote.start)
    ranges = [(beside.start, beside.end) for beside in quote.context if not beside.doc_id]
    ranges += [(other.start, other.end) for other in part.quotes if other.file == quote.file]
    return any(start < window[1] and end > window[0] and start < quote.start for start, end in ranges)


def _cuts_negation(case: Case, quote: Quote) -> bool:
    text = case.library.texts.get(quote.file, "")
    before = text[max(0, quote.start - LOOK_AROUND) : quote.start]
    edges = list(SENTENCE_END.finditer(before))
    cut_before = before[edges[-1].end() :] if edges else before
    tail = text[max(quote.start, quote.end - 2) : quote.end + LOOK_AROUND]
    ends = SENTENCE_END.search(tail)
    cut_after = tail[2 : ends.start()] if ends and ends.start() > 2 else ""
    return bool(NEGATION.search(cut_before) or NEGATION.search(cut_after))


MEASURES = by_name(
    *(citation_section, citation_voice, citation_date, citation_references, context_leaning),
    *(context_negation, context_table),
)
