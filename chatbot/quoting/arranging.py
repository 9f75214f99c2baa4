"""A part's quotes once more: numbers that contradict each other side by side, survival figures in context."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import combinations, compress

from chatbot.answer import NoticeKind, Quote, QuoteContext
from chatbot.care.reading import NOTHING, CareReading
from chatbot.question.reading import PartReading, Want
from chatbot.quoting.choosing import MAX_QUOTES, ChosenQuote
from chatbot.quoting.citing import Citer
from chatbot.ranking.quotable import RankedSpan
from index.offered import applies_to_nobody, tells_chances, tells_survival, weighs_statistics
from ingest.languages import compiled
from ingest.structure import ContextRole, FaultKind, Span

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_SHARE = (
    rf"(?i)(?<![\w-])(?:<about> |<limit> |[<>≤≥~] ?)?{_NUMBER}(?:\s*(?:[-–]|<to>)\s*{_NUMBER})?"
    r"\s*(?:%|<percent>\b)"
)
_AGE = r"(?i)\b<age>"
_COUNT = rf"(?i)(?<![\w-])(?:<about> )?{_NUMBER}(?! ?(?:%|<percent>|[-–]))(?![\w%-])"
_CITATION = re.compile(r"\[[\d, ]+\]")
_WHOM = r"\s*<of>\s+((?:<all> )?[^\W\d][\w'’ -]{2,60}?)(?=[,.;:()<>]|\b<goes_on>\b|$)"
_PHONE = r"(?<!\d)(?:\+?\d{1,2}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
_pattern = partial(compiled, table="figures")


Claim = tuple[str, str]
"""A figure as a quote gives it, and of whom: the words that follow it, "" where none do."""


def claims(text: str) -> tuple[str, tuple[Claim, ...]]:
    """Return the kind of ``text``'s figures (telephone numbers, shares, ages, else plain counts) and them."""
    bare = " ".join(_CITATION.sub(" ", text).split())
    for kind, shape in (("phone", _PHONE), ("share", _SHARE), ("age", _AGE), ("count", _COUNT)):
        found = list(_pattern(shape).finditer(bare))
        if found:
            return kind, tuple((one[0].strip(), _whom(bare[one.end() :])) for one in found)
    return "", ()


def differing(quotes: Sequence[Quote], subjects: Sequence[frozenset[str]]) -> tuple[Quote, ...]:
    """Return the quotes that give different figures for the same thing, in their order.

    Two quotes speak of the same thing when they come from different documents, name the same subjects
    (``subjects``, in the order of ``quotes``) and give figures of one kind. Equal figures are no difference.
    """
    told: set[int] = set()
    for one, other in combinations(range(len(quotes)), 2):
        if quotes[one].doc_id == quotes[other].doc_id or subjects[one] != subjects[other]:
            continue
        if _conflict(claims(quotes[one].text), claims(quotes[other].text)):
            told |= {one, other}
    return tuple(quotes[place] for place in sorted(told))


def _conflict(one: tuple[str, Sequence[Claim]], other: tuple[str, Sequence[Claim]]) -> bool:
    (kind, mine), (same_kind, theirs) = one, other
    if kind != same_kind or kind in {"", "phone"}:
        return False
    if kind == "count" and (len(mine) > 1 or len(theirs) > 1):
        return False  # of several plain numbers nobody can say which one answers
    return not {_bare(figure) for figure, _ in mine} & {_bare(figure) for figure, _ in theirs}


def _bare(figure: str) -> str:
    plain = _pattern(r"\b<about>\b").sub("", figure.lower())
    return re.sub(r"[\s,]", "", _pattern(r"\s*(?:–|\b<to>\b)\s*").sub("-", plain))


def _whom(after: str) -> str:
    found = _pattern(_WHOM).match(after)
    return found[1].strip() if found else ""


Place = tuple[int, int]


@dataclass(frozen=True)
class Arranger:
    """Arranges quotes of the documents whose spans these are."""

    citer: Citer
    spans: Sequence[Span]

    def arrange(
        self,
        quotes: Sequence[Quote],
        part: PartReading,
        *,
        subjects: Sequence[frozenset[str]],
        ranked: Sequence[RankedSpan],
        care: CareReading = NOTHING,
    ) -> tuple[Quote, ...]:
        """Return the chosen ``quotes`` (best first) with what must stand beside them.

        ``subjects``: what each speaks of, in their order. ``ranked``: all candidates, from which the other of
        two numbers is taken. ``care``: who may be saying goodbye is told no chances of survival.
        """
        if care.farewell:
            tellable = [not tells_chances(quote.text) for quote in quotes]
            quotes, subjects = list(compress(quotes, tellable)), list(compress(subjects, tellable))
        arranged = list(quotes)
        if Want.NUMBER in part.wants and Want.CONTACT not in part.wants:
            told = differing(quotes, subjects)
            arranged = [_marked(quote) if quote in told else quote for quote in quotes]
        arranged = self._with_other_number(arranged, ranked)
        return tuple(self._in_context(arranged))

    @cached_property
    def _rarer(self) -> tuple[tuple[Span, tuple[Place, ...]], ...]:
        """Spans whose telephone number a commoner one contradicts, with the places of that one."""
        return tuple(
            (span, tuple((start, end) for _, start, end in fault.restated_at))
            for span in self.spans
            for fault in span.faults
            if fault.kind is FaultKind.PHONE_CONFLICT and span.quotable
        )

    def _with_other_number(self, quotes: list[Quote], ranked: Sequence[RankedSpan]) -> list[Quote]:
        """Put the number that a document gives often before the one that it gives once, and show both.

        The one given once is not sought out: it is shown only where it would be quoted anyway.
        """
        for span, places in self._rarer:
            same = [quote for quote in quotes if quote.doc_id == span.doc_id]
            rare = next((q for q in same if _holds(q, span.start, span.end)), None)
            often = next((q for q in same if any(_holds(q, *place) for place in places)), None)
            if rare is None:
                continue
            often = often or self._quoted(places, span.doc_id, ranked)
            if often is None:
                continue
            at = min(n for n, quote in enumerate(quotes) if quote in (often, rare))
            others = [quote for quote in quotes if quote not in (often, rare)]
            return [*others[:at], _marked(often), _marked(rare), *others[at:]][: max(MAX_QUOTES, len(quotes))]
        return quotes

    def _quoted(self, places: Sequence[Place], doc_id: str, ranked: Sequence[RankedSpan]) -> Quote | None:
        """A quote of the best candidate that holds one of ``places``, or else of the first span that does."""
        for span in (*(one.span for one in ranked), *self.spans):
            if span.doc_id == doc_id and span.quotable and any(_holds(span, *place) for place in places):
                alone = RankedSpan(span_id=-1, span=span, probability=0.0)
                return self.citer.quote(
                    ChosenQuote(spans=(alone,), start=span.start, end=span.end, context=())
                )
        return None

    @cached_property
    def _caveats(self) -> tuple[Span, ...]:
        """Sentences of the documents on what statistics cannot say, the plainest first."""
        found = [span for span in self.spans if span.quotable and weighs_statistics(span.text)]
        return tuple(sorted(found, key=lambda span: not applies_to_nobody(span.text)))

    def _in_context(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Give the first quote with survival figures the sources' own word on such figures."""
        first = next((quote for quote in quotes if tells_survival(quote.text)), None)
        if first is None or any(weighs_statistics(quote.text) for quote in quotes):
            return list(quotes)
        nearest = min(self._caveats, key=lambda span: span.doc_id != first.doc_id, default=None)
        if nearest is None:
            return list(quotes)
        told = replace(first, context=(self._caveat(nearest), *first.context))
        return [told if quote is first else quote for quote in quotes]

    def _caveat(self, span: Span) -> QuoteContext:
        leaning = [c.start for c in span.context if c.role is ContextRole.LEANS_ON]
        start = min([span.start, *leaning])
        text = self.citer.text(span.doc_id, start, span.end)
        return QuoteContext(role="caveat", text=text, start=start, end=span.end, doc_id=span.doc_id)


def _holds(one: Quote | Span, start: int, end: int) -> bool:
    return one.start <= start and end <= one.end


def _marked(quote: Quote) -> Quote:
    kinds = (*quote.notices, NoticeKind.SOURCES_DIFFER)
    return replace(quote, notices=tuple(dict.fromkeys(kinds)))
