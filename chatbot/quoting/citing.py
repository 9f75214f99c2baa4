"""Chosen quotes made into the answer's: the document's own characters with their citation."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.answer import CitedReference, NoticeKind, Quote, QuoteContext
from chatbot.quoting.choosing import ChosenQuote
from index.search import Index
from ingest.structure import Context, ContextRole, FaultKind, ParsedDocument, Span, Voice

OLD_AFTER_YEARS = 10
"""A date is called old when it lies this many years before the newest date in the corpus: the sources'
own measure of now, so that the same corpus always gives the same notices."""


class Citer:
    """Makes quotes of one index's documents. Knows the age of their dates."""

    def __init__(self, index: Index) -> None:
        self._documents = {parsed.source.doc_id: parsed for parsed in index.documents}
        self._spans = index.spans
        self._finder = index.subject.finder
        dates = [date.date for parsed in index.documents for date in parsed.source.dates]
        newest = max((_year(date) for date in dates), default=0)
        self._old_before = newest - OLD_AFTER_YEARS

    def quote(self, chosen: ChosenQuote) -> Quote:
        """Return ``chosen`` with its text, citation, references, context and notices."""
        parsed = self._documents[chosen.doc_id]
        span = chosen.spans[0].span
        spans = [ranked.span for ranked in chosen.spans]
        return self._make(
            parsed,
            span,
            spans,
            start=chosen.start,
            end=chosen.end,
            context=tuple(
                QuoteContext(role=c.role.value, text=parsed.text[c.start : c.end], start=c.start, end=c.end)
                for c in chosen.context
            ),
            score=chosen.probability,
        )

    def corrections(self, chosen: ChosenQuote) -> list[Quote]:
        """Return quotes of the notes that correct or withdraw what ``chosen`` says."""
        parsed = self._documents[chosen.doc_id]
        extents = {
            (context.start, context.end)
            for ranked in chosen.spans
            for context in ranked.span.context
            if context.role is ContextRole.CORRECTION and self._is_about(parsed, ranked.span, context)
        }
        quotes = []
        for start, end in sorted(extents):
            inside = [
                s
                for s in self._spans
                if s.doc_id == chosen.doc_id and start <= s.start and s.end <= end and s.quotable
            ]
            if inside:
                quotes.append(
                    self._make(
                        parsed, inside[0], inside, start=start, end=end, context=(), score=chosen.probability
                    )
                )
        return quotes

    def text(self, doc_id: str, start: int, end: int) -> str:
        """Return the characters ``[start, end)`` of a document."""
        return self._documents[doc_id].text[start:end]

    def is_old(self, quote: Quote) -> bool:
        """Say whether the quote's own date is old by the corpus's measure."""
        return 0 < _year(quote.date) <= self._old_before

    def _make(
        self,
        parsed: ParsedDocument,
        span: Span,
        spans: Sequence[Span],
        *,
        start: int,
        end: int,
        context: tuple[QuoteContext, ...],
        score: float,
    ) -> Quote:
        source = parsed.source
        quote = Quote(
            text=parsed.text[start:end],
            file=source.file,
            doc_id=source.doc_id,
            start=start,
            end=end,
            section=span.section,
            voice=span.voice.value,
            title=source.title,
            publisher=source.publisher,
            date=span.date,
            audience=source.audience,
            language=_language(parsed.text[start:end], source.language),
            page=bisect.bisect_right(parsed.pages, start),
            references=_references(parsed, spans),
            context=context,
            notices=(),
            score=round(score, 4),
        )
        return replace(quote, notices=self._notices(quote, spans))

    def _notices(self, quote: Quote, spans: Sequence[Span]) -> tuple[NoticeKind, ...]:
        kinds: list[NoticeKind] = []
        parsed = self._documents[quote.doc_id]
        if any(
            c.role is ContextRole.CORRECTION and self._is_about(parsed, s, c)
            for s in spans
            for c in s.context
        ):
            kinds.append(NoticeKind.SUPERSEDED)
        if self.is_old(quote) and quote.voice != Voice.EDITOR:
            kinds.append(NoticeKind.DATED)
        faults = {fault.kind for span in spans for fault in span.faults}
        if FaultKind.PHONE_CONFLICT in faults:
            kinds.append(NoticeKind.SOURCES_DIFFER)
        if faults & {FaultKind.REFERENCE_MISSING, FaultKind.MARK_CUT}:
            kinds.append(NoticeKind.REFERENCE_MISSING)
        return tuple(kinds)

    def _is_about(self, parsed: ParsedDocument, span: Span, correction: Context) -> bool:
        """Say whether the note corrects this sentence: it names what the note names, or points to it.

        Where the corpus names nothing that could be compared, it does.
        """
        if "drug" not in self._finder.groups:
            return True
        note = self._finder.find(parsed.text[correction.start : correction.end])
        named = self._finder.find(span.text)
        return bool(named.names("drug") & note.names("drug")) or _POINTS_BACK.search(span.text) is not None


_POINTS_BACK = re.compile(r"\b(?:this|that|the) (?:combination|drug|treatment)\b", re.IGNORECASE)


def _references(parsed: ParsedDocument, spans: Sequence[Span]) -> tuple[CitedReference, ...]:
    numbers = dict.fromkeys(number for span in spans for number in span.references)
    by_number = {reference.number: reference for reference in parsed.references}
    return tuple(
        CitedReference(number=r.number, text=r.text, doi=r.doi, pmid=r.pmid, pmcid=r.pmcid, url=r.url)
        for r in (by_number[number] for number in numbers if number in by_number)
    )


def _language(text: str, default: str) -> str:
    from ingest.text.language import SUPPORTED, detect_language

    return detect_language(text, ()) if len(text) > 40 and default in SUPPORTED else default


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdigit() else 0
