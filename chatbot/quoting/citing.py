"""Chosen quotes made into the answer's: the document's own characters with their citation."""

import bisect
from collections.abc import Sequence

from chatbot.answer import CitedReference, NoticeKind, Quote, QuoteContext
from chatbot.quoting.choosing import ChosenQuote
from index.search import Index
from ingest.languages import compiled, languages
from ingest.structure import Context, ContextRole, FaultKind, ParsedDocument, Span, Voice
from ingest.text.language import detect_language

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
        context = tuple(
            QuoteContext(
                role=c.role.value, text=self.text(chosen.doc_id, c.start, c.end), start=c.start, end=c.end
            )
            for c in chosen.context
        )
        spans = [ranked.span for ranked in chosen.spans]
        return self._made(spans, chosen.start, chosen.end, score=chosen.probability, context=context)

    def corrections(self, chosen: ChosenQuote) -> list[Quote]:
        """Return quotes of the notes that correct or withdraw what ``chosen`` says."""
        extents = {(c.start, c.end) for ranked in chosen.spans for c in self._corrections(ranked.span)}
        quotes = []
        for start, end in sorted(extents):
            inside = [
                s
                for s in self._spans
                if s.doc_id == chosen.doc_id and start <= s.start and s.end <= end and s.quotable
            ]
            if inside:
                quotes.append(self._made(inside, start, end, score=chosen.probability))
        return quotes

    def text(self, doc_id: str, start: int, end: int) -> str:
        """Return the characters ``[start, end)`` of a document."""
        return self._documents[doc_id].text[start:end]

    def is_old(self, date: str) -> bool:
        """Say whether a span's own date is old by the corpus's measure."""
        return 0 < _year(date) <= self._old_before

    def _made(
        self,
        spans: Sequence[Span],
        start: int,
        end: int,
        *,
        score: float,
        context: tuple[QuoteContext, ...] = (),
    ) -> Quote:
        """A quote of ``[start, end)``, where ``spans`` stand, the best first: it speaks for all of them."""
        span = spans[0]
        parsed = self._documents[span.doc_id]
        source, text = parsed.source, parsed.text[start:end]
        tellable = len(text) > 40 and source.language in languages()
        return Quote(
            text=text,
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
            language=detect_language(text, ()) if tellable else source.language,
            page=bisect.bisect_right(parsed.pages, start),
            references=_references(parsed, spans),
            context=context,
            notices=self._notices(spans),
            score=round(score, 4),
        )

    def _notices(self, spans: Sequence[Span]) -> tuple[NoticeKind, ...]:
        faults = {fault.kind for span in spans for fault in span.faults}
        concerns = {
            NoticeKind.SUPERSEDED: any(self._corrections(span) for span in spans),
            NoticeKind.DATED: self.is_old(spans[0].date) and spans[0].voice is not Voice.EDITOR,
            NoticeKind.SOURCES_DIFFER: FaultKind.PHONE_CONFLICT in faults,
            NoticeKind.REFERENCE_MISSING: bool(faults & {FaultKind.REFERENCE_MISSING, FaultKind.MARK_CUT}),
        }
        return tuple(kind for kind, holds in concerns.items() if holds)

    def _corrections(self, span: Span) -> list[Context]:
        """The notes that correct this sentence: it names what the note names, or points to it.

        Where the corpus names nothing that could be compared, all that stand with it do.
        """
        notes = [context for context in span.context if context.role is ContextRole.CORRECTION]
        points_back = compiled(r"(?i)\b<points_back>\b", table="corrections")
        if not notes or "drug" not in self._finder.groups or points_back.search(span.text):
            return notes
        named = self._finder.find(span.text).names("drug")
        return [
            note
            for note in notes
            if named & self._finder.find(self.text(span.doc_id, note.start, note.end)).names("drug")
        ]


def _references(parsed: ParsedDocument, spans: Sequence[Span]) -> tuple[CitedReference, ...]:
    numbers = dict.fromkeys(number for span in spans for number in span.references)
    by_number = {reference.number: reference for reference in parsed.references}
    return tuple(
        CitedReference(number=r.number, text=r.text, doi=r.doi, pmid=r.pmid, pmcid=r.pmcid, url=r.url)
        for r in (by_number[number] for number in numbers if number in by_number)
    )


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdigit() else 0
