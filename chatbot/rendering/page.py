"""An answer as HTML: what stands where on the page is decided here, how it looks in ``templates/``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote as percent

from chatbot.answer import Answer, Notice, NoticeKind, Outcome, Part, Quote
from chatbot.languages import Words, spoken_in
from chatbot.question.small_talk import small_talk
from chatbot.quoting.arranging import claims
from chatbot.rendering.citation import is_note_on, title_words
from chatbot.rendering.clipboard import ORIGIN, plain_answer, plain_quote, saved_answer, saved_name
from chatbot.rendering.look import Look
from chatbot.rendering.markup import one_block
from chatbot.rendering.templating import filled
from index.offered import tells_survival
from index.text import tokenize
from ingest.text.lines import fold

FIRST = (NoticeKind.URGENT, NoticeKind.PERSONAL_ADVICE, NoticeKind.LANGUAGE, NoticeKind.TRUNCATED)
"""Notices that stand above the quotes, in this order, even when a quote carries them too."""
IN_FULL = 2
"""Quotes shown in full, the best and one beside it; the others wait behind "More from the sources".
An answer to several questions shows the best of each; so does one beside a table of what sources differ in
or figures on survival, which would make more than two screens of a phone."""
TWO_SCREENS = 700
"""Letters of notices and two quotes that fit on two screens of a phone: of the answers to the development
questions one with 781 does not, one with 679 does."""
LONG_QUESTION = 160
"""Letters from which a question is shown by its beginning: about two lines."""


@dataclass(frozen=True)
class _Item:
    """A quote where it stands: its name on the page, the notices spelled out at it, the notes it needs."""

    quote: Quote
    name: str
    notices: tuple[Notice, ...]
    notes: tuple[Quote, ...]
    copied: str
    look: Look


def render_answer(answer: Answer, look: Look) -> str:
    """One turn: the question, urgent notice first, then each part with its quotes."""
    texts = look.texts
    carried = {kind for part in answer.parts for quote in part.quotes for kind in quote.notices}
    above = sorted(
        (n for n in answer.notices if n.kind in FIRST or n.kind not in carried),
        key=lambda n: FIRST.index(n.kind) if n.kind in FIRST else len(FIRST),
    )
    at_quotes = [n for n in answer.notices if n not in above]
    differ_said = next((n.message for n in at_quotes if n.kind is NoticeKind.SOURCES_DIFFER), "")
    texts_shown = [*(n.message for n in answer.notices), *(q.text for q in answer.parts[0].quotes[:IN_FULL])]
    fits = len(answer.parts) == 1 and sum(map(len, texts_shown)) <= TWO_SCREENS
    shown = IN_FULL if fits else 1
    parts = []
    for number, part in enumerate(answer.parts, start=1):
        parts.append(_part(part, look, number=number, at_quotes=at_quotes, shown=shown))
        spelled_out = {kind for quote in part.quotes[:1] for kind in quote.notices}
        at_quotes = [n for n in at_quotes if n.kind not in spelled_out]
    found = sum(len(part.quotes) for part in answer.parts)
    talked = any(small_talk(answer.question))
    nothing = answer.parts[0].message if talked else texts.arrived_none
    whole = fold(answer.question)
    question = whole[:2000]
    long = len(whole) > LONG_QUESTION
    return filled(
        "answer.html",
        t=texts,
        look=look,
        asked=whole[:LONG_QUESTION].rsplit(" ", 1)[0] + " …" if long else whole,
        asked_whole=whole if long else "",
        question=question,
        link=f"{ORIGIN}{texts.prefix}/?q={percent(question, safe='', errors='replace')}",
        speaks=spoken_in(answer.language),
        arrived=texts("arrived", count=found) if found else nothing,
        above=above,
        partly=answer.outcome is Outcome.PARTLY_ANSWERED,
        parts=parts,
        next=look.offers.next(answer, texts.language),
        differ_said=differ_said,
        copied=plain_answer(answer, look) if found else "",
        saved=one_block(saved_answer(answer, look)) if found else "",
        saved_name=saved_name(look),
    )


def _part(
    part: Part, look: Look, *, number: int, at_quotes: Sequence[Notice], shown: int
) -> dict[str, object]:
    """What the template shows of a part: ``shown`` of its quotes in full, each quote in one place."""
    look = replace(look, asked=frozenset(tokenize(part.question)))
    items = list(_items(part.quotes, look, number=number, said=at_quotes))
    kindly = any(small_talk(part.question))
    lacks = part.outcome is Outcome.NOT_IN_SOURCES and not kindly
    differing = [item for item in items if NoticeKind.SOURCES_DIFFER in item.quote.notices]
    in_table = [item for item in differing[1:] if _told_by_table(item.quote)]
    survival = [item for item in items if tells_survival(item.quote.text)]
    told = [item for item in items if item not in survival and item not in in_table]
    hides_table = any(item in survival for item in differing)
    shown = 1 if survival or len(differing) > 1 else shown
    more = told[shown:] + [item for item in in_table if item.quote.references or item.quote.context]
    return {
        "name": f"{look.prefix}-part{number}",
        "question": fold(part.question),
        "about": "" if part.outcome is Outcome.REFER else part.about,
        "message": part.message,
        "missing": not part.quotes,
        "refers": part.outcome is Outcome.REFER,
        "kindly": kindly,
        "instead": look.offers.instead(part.question, look.texts.language) if lacks else [],
        "first": told[:1],
        "differing": [] if hides_table or len(differing) < 2 else [_row(item.quote) for item in differing],
        "survival": survival,
        "second": told[1:shown],
        "more": list(_grouped(more, part.quotes, look.texts)),
        "more_count": len(more),
    }


def _items(quotes: Sequence[Quote], look: Look, *, number: int, said: Sequence[Notice]) -> Iterator[_Item]:
    waiting = [n for n in said if n.kind is not NoticeKind.SOURCES_DIFFER]
    for place, quote in enumerate(quotes):
        here = tuple(n for n in waiting if n.kind in quote.notices)
        waiting = [n for n in waiting if n.kind not in quote.notices]
        # A note that stands right before its quote is read before it.
        above = quotes[place - 1] if place else None
        notes = tuple(n for n in quotes if is_note_on(n, quote) and n is not above)
        name = f"p{number}-{place or 'best'}"
        yield _Item(quote, name, here, notes, plain_quote(quote, look, quotes), look)


def _row(quote: Quote) -> dict[str, object]:
    said = claims(quote.text)[1] or (("", ""),)
    return {
        "quote": quote,
        "figures": [figure for figure, _ in said],
        "whom": [whom for _, whom in said if whom],
    }


def _told_by_table(quote: Quote) -> bool:
    """Whether the table shows all that must be read with a quote."""
    warned = any(context.role in {"correction", "caveat"} for context in quote.context)
    return not warned and not set(quote.notices) - {NoticeKind.SOURCES_DIFFER}


def _grouped(items: Sequence[_Item], quotes: Sequence[Quote], texts: Words) -> Iterator[dict[str, object]]:
    """The further quotes by document, in the order in which the answer meets the documents."""
    places = [quote.doc_id for quote in quotes]
    ordered = sorted(items, key=lambda item: places.index(item.quote.doc_id))
    for doc_id, group in groupby(ordered, key=lambda item: item.quote.doc_id):
        shown = list(group)
        title = title_words(shown[0].quote.title, shown[0].quote.file)
        label = texts.more_from_same if doc_id == places[0] else f"{texts.more_from}: {title}"
        yield {"title": label, "shown": shown}
