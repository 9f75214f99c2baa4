"""Measures of what a page makes of an answer: what is read first, side by side, in a copy, in a table.

Each applies to the cases that say what is expected of it (``evals/questions/README.md``); a set of its own
holds them: ``tone``, ``conflicts``, ``copies``, ``tables``. An answer without quotes scores 0.
"""

from datetime import date

from chatbot.answer import NoticeKind
from chatbot.languages import DEFAULT, words_of
from chatbot.rendering.clipboard import plain_quote
from chatbot.rendering.glossary import Glossary
from chatbot.rendering.look import Look
from chatbot.rendering.quote_parts import as_table
from evals.measures.case import COUNTED_QUOTES, NOT_APPLICABLE, Case, Ratio, by_name, quote_covers, share_of
from evals.questions.shape import Expect
from ingest.text.lines import fold

ANY_DAY = date(2025, 1, 1)
"""Ages are told in years, which no measure looks at."""


def first_quote_tone(case: Case) -> Ratio:
    """Whether the very first quote is none of the spans that must not come first.

    Where no answer is expected, silence is right.
    """
    if not case.question.not_first:
        return NOT_APPLICABLE
    if not case.quotes:
        return share_of(case.question.expect is not Expect.ANSWER)
    return share_of(not any(quote_covers(case.quotes[0], bad) for bad in case.question.not_first))


def conflicts_drawn(case: Case) -> Ratio:
    """Whether sources that differ are drawn side by side: each facet by a quote that is marked so.

    Of a case whose sources agree: whether no quote is marked.
    """
    if case.question.differ is None:
        return NOT_APPLICABLE
    marked = [quote for quote in case.quotes if NoticeKind.SOURCES_DIFFER in quote.notices]
    if not case.question.differ:
        return share_of(bool(case.quotes) and not marked)
    return share_of(
        all(
            any(quote_covers(quote, one) for one in facet for quote in marked)
            for facet in case.question.facets
        )
    )


def copies_complete(case: Case) -> Ratio:
    """Share of the quotes covering a facet whose copy holds all that must stand before their words."""
    if not case.question.beside:
        return NOT_APPLICABLE
    look = Look(
        texts=words_of("pages", DEFAULT), glossary=Glossary.from_documents(()), today=ANY_DAY, prefix="copy"
    )
    alternatives = [one for facet in case.question.facets for one in facet]
    whole = []
    for part in case.answer.parts:
        for quote in part.quotes[:COUNTED_QUOTES]:
            if any(quote_covers(quote, one) for one in alternatives):
                before, _, _ = fold(plain_quote(quote, look, part.quotes)).rpartition(f"“{fold(quote.text)}”")
                whole.append(all(fold(one.quote) in before for one in case.question.beside))
    return Ratio(float(sum(whole)), float(max(1, len(whole))))


def tables_right(case: Case) -> Ratio:
    """Rows of tables that are drawn and should be, by all that are drawn or should be (Jaccard)."""
    if not case.question.rows:
        return NOT_APPLICABLE
    expected = set(case.question.rows)
    drawn = {
        tuple(filter(None, row))
        for quote in case.quotes
        if (table := as_table(quote)) is not None
        for row in table.rows
    }
    return Ratio(len(expected & drawn) / len(expected | drawn))


MEASURES = by_name(first_quote_tone, conflicts_drawn, copies_complete, tables_right)
