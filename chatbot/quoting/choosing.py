"""Which of the ranked spans are quoted: the best first, then only what adds something.

A later quote must be nearly as likely as the first, say something else, and prefer another source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from chatbot.answer import Quote
from chatbot.question.reading import PartReading, Want
from chatbot.ranking.quotable import RankedSpan, reason_not_to_quote
from chatbot.ranking.span_facts import CorpusFacts
from index.text import tokenize
from ingest.structure import BlockKind, Context, ContextRole, Span, Voice

MAX_QUOTES = 4
"""Rule 7 of the design."""

MIN_PROBABILITY = 0.1
"""Least probability of a later quote."""
SHARE_OF_BEST = 0.5
"""Least part of the best quote's probability, for a later quote of a document already quoted. With 0.4 and
0.3 for another, precision is 3 to 4 points lower and coverage about 1 higher (dev and real questions)."""
OTHER_SOURCE_SHARE = 0.4
"""The same for a document not yet quoted: several sources before several sentences of one."""
BESIDE_SHARE = 0.02
"""The same for the sentence next to a quote, which makes the quote longer but not the list. With 0.05 and
0.02 below, 2 of 80 formulaic questions on the unseen handouts lose their first quote; half of these say the
same."""
MIN_PROBABILITY_BESIDE = 0.01
MAX_PAIR_CHARS = 700
SAME_TEXT = 0.6
"""Overlap of terms (of the shorter span) from which two spans say the same."""
MAX_QUOTE_CHARS = 700
MAX_PART_CHARS = 1000
"""Longest quote and longest part in code points: an answer for a phone."""


@dataclass(frozen=True, kw_only=True)
class ChosenQuote:
    """A range of one document to quote: one span, with what it leans on, or neighbours joined.

    ``spans`` are the chosen spans inside ``[start, end)``, best first; ``context`` is shown beside.
    """

    spans: tuple[RankedSpan, ...]
    start: int
    end: int
    context: tuple[Context, ...]

    @property
    def doc_id(self) -> str:
        """The document quoted."""
        return self.spans[0].span.doc_id

    @property
    def probability(self) -> float:
        """That of the best span in the quote."""
        return max(ranked.probability for ranked in self.spans)


def choose_quotes(
    part: PartReading, ranked: Sequence[RankedSpan], facts: CorpusFacts, *, following: Sequence[Span] = ()
) -> tuple[tuple[ChosenQuote, ...], dict[int, str]]:
    """Choose from ``ranked`` (best first); spans that may not be quoted are passed over.

    ``following``: all spans of a corpus where a short first quote goes on with the sentences behind it.
    Returns the quotes, best first, and why each other candidate (by span id) is none.
    """
    kept: list[RankedSpan] = []
    dropped: dict[int, str] = {}
    for candidate in ranked:
        reason = (
            reason_not_to_quote(part, candidate, facts)
            or _said_by_one_item(part, candidate, ranked)
            or _reason_to_drop(candidate, kept, facts)
        )
        if reason:
            dropped[candidate.span_id] = reason
        else:
            kept.append(candidate)
    quotes = _first_to_read(part, _joined(kept), facts)
    if quotes and following:
        quotes = (_with_what_follows(quotes[0], quotes[1:], following), *quotes[1:])
    return quotes, dropped


ITEM_SHARE = 0.8
"""Least part of a whole list's probability from which one of its items says a figure by itself."""


def _said_by_one_item(part: PartReading, candidate: RankedSpan, ranked: Sequence[RankedSpan]) -> str:
    """Say why a list is not quoted whole where one item, nearly as likely, has the figure asked for."""
    if Want.NUMBER not in part.wants or candidate.span.kind is not BlockKind.LEAD_IN:
        return ""
    likely = [one.span for one in ranked if one.probability >= ITEM_SHARE * candidate.probability]
    items = (one for one in likely if one.kind is BlockKind.LIST_ITEM and one.quotable)
    alone = any(overlap(item, candidate.span) for item in items)
    return "is said by one item of the list" if alone else ""


def _first_to_read(
    part: PartReading, quotes: tuple[ChosenQuote, ...], facts: CorpusFacts
) -> tuple[ChosenQuote, ...]:
    """Put in front, of quotes about as likely as the best, what explains the term asked about or is newer.

    Rule 6 of the design: dated professional text stands before older text of advocates. On the development
    questions and their twins that brings one right first quote more and loses none.
    """
    if not quotes:
        return quotes
    best = quotes[0]
    asked = f" {' '.join(tokenize(part.own))} " if Want.DEFINITION in part.wants else ""

    def explains(quote: ChosenQuote) -> bool:
        return any(f" {term} " in asked for term in facts.spans[quote.spans[0].span_id].explains)

    def is_newer(quote: ChosenQuote) -> bool:
        one, other = quote.spans[0].span, best.spans[0].span
        by_advocates = other.voice is Voice.ADVOCATE and one.voice not in (Voice.ADVOCATE, Voice.VISITOR)
        return by_advocates and one.date[:1].isdigit() and one.date > other.date

    near = [quote for quote in quotes if quote.probability >= SHARE_OF_BEST * best.probability]
    first = max(near, key=lambda quote: (explains(quote), is_newer(quote)))
    return (first, *(quote for quote in quotes if quote is not first))


def _reason_to_drop(candidate: RankedSpan, kept: list[RankedSpan], facts: CorpusFacts) -> str:
    if not kept:
        return ""
    best = kept[0].probability
    if any(overlap(candidate.span, other.span) for other in kept):
        return "overlaps a better quote"
    beside = any(_next_to(candidate.span, other.span) for other in kept)
    new_source = all(candidate.span.doc_id != other.span.doc_id for other in kept)
    share = BESIDE_SHARE if beside else OTHER_SOURCE_SHARE if new_source else SHARE_OF_BEST
    floor = MIN_PROBABILITY_BESIDE if beside else MIN_PROBABILITY
    if candidate.probability < max(floor, share * best):
        return "not likely enough"
    if any(_same_text(candidate.span_id, other.span_id, facts) for other in kept):
        return "says the same as a better quote"
    length = sum(len(other.span.text) for other in kept) + len(candidate.span.text)
    quotes = _joined([*kept, candidate])
    # What leans on a sentence of a quote that is full already would show that sentence twice.
    twice = any(overlap(one, other) for one, other in combinations(quotes, 2))
    if length > MAX_PART_CHARS or len(quotes) > MAX_QUOTES or twice:
        return "would make the answer too long"
    return ""


def _next_to(one: Span, other: Span) -> bool:
    """Say whether two spans follow each other in one paragraph and make a short quote together."""
    if one.doc_id != other.doc_id or one.kind is not other.kind or one.kind is BlockKind.TABLE_ROW:
        return False
    first, second = sorted((one, other), key=lambda span: span.start)
    return 0 <= second.start - first.end <= 2 and second.end - first.start <= MAX_PAIR_CHARS


FOLLOWED_TO = 300
"""Code points up to which a first quote goes on where nobody wrote down which sentence answers what: on the
unseen handouts 0.69 for 0.55 of the formulaic questions have a right first quote, and none of the plain ones
changes; with 400 it is 0.70."""


def _with_what_follows(
    quote: ChosenQuote, others: Sequence[ChosenQuote], spans: Sequence[Span]
) -> ChosenQuote:
    """Return a quote with the sentences that go on behind it in its paragraph, as far as it stays short."""
    for number in range(max(ranked.span_id for ranked in quote.spans) + 1, len(spans)):
        span, last = spans[number], max((ranked.span for ranked in quote.spans), key=lambda one: one.end)
        short = span.doc_id == quote.doc_id and span.end - quote.start <= FOLLOWED_TO
        if not (short and span.quotable and span.section == last.section and _next_to(last, span)):
            break
        more = _with_context(RankedSpan(span_id=number, span=span, probability=0.0))
        if any(overlap(more, other) for other in others):
            break
        quote = _join(quote, more)
    return quote


def overlap(one: Span | ChosenQuote | Quote, other: Span | ChosenQuote | Quote) -> bool:
    """Say whether two ranges of one document share a code point."""
    return one.doc_id == other.doc_id and one.start < other.end and other.start < one.end


def _same_text(one: int, other: int, facts: CorpusFacts) -> bool:
    """Say whether two spans say the same; two rows of a table never do, though only their figures differ."""
    a, b = facts.spans[one].terms, facts.spans[other].terms
    return (
        bool(a and b)
        and not (facts.spans[one].is_row and facts.spans[other].is_row)
        and len(a & b) / min(len(a), len(b)) >= SAME_TEXT
        and len(a & b) / len(a | b) >= SAME_TEXT - 0.1
    )


def _joined(kept: list[RankedSpan]) -> tuple[ChosenQuote, ...]:
    quotes: list[ChosenQuote] = []
    for ranked in kept:
        quote = _with_context(ranked)
        for position, other in enumerate(quotes):
            if _adjoin(quote, other):
                quotes[position] = _join(other, quote)
                break
        else:
            quotes.append(quote)
    return tuple(quotes)


def _with_context(ranked: RankedSpan) -> ChosenQuote:
    span = ranked.span
    start, end = span.start, span.end
    beside: list[Context] = []
    for context in span.context:
        fits = span.end - MAX_QUOTE_CHARS <= context.start < start
        if context.role is ContextRole.LEANS_ON and fits:
            start = context.start
        elif context.role is not ContextRole.CORRECTION:
            beside.append(context)
    return ChosenQuote(spans=(ranked,), start=start, end=end, context=tuple(beside))


def _adjoin(one: ChosenQuote, other: ChosenQuote) -> bool:
    """Say whether two quotes of a document touch, or only white space of one line stands between."""
    if one.doc_id != other.doc_id or one.spans[0].span.section != other.spans[0].span.section:
        return False
    first, second = sorted((one, other), key=lambda quote: quote.start)
    return second.start - first.end <= 2 and max(one.end, other.end) - first.start <= MAX_QUOTE_CHARS


def _join(one: ChosenQuote, other: ChosenQuote) -> ChosenQuote:
    context = dict.fromkeys([*one.context, *other.context])
    start, end = min(one.start, other.start), max(one.end, other.end)
    inside = tuple(c for c in context if not (start <= c.start and c.end <= end))
    return ChosenQuote(spans=one.spans + other.spans, start=start, end=end, context=inside)
