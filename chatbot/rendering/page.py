"""An answer as HTML: pure functions of the answer object, everything escaped."""

from __future__ import annotations

from itertools import groupby

from chatbot.answer import Answer, Notice, NoticeKind, Outcome, Part, Quote
from chatbot.rendering.citation import age_words, date_words, title_words, voice_words
from chatbot.rendering.clipboard import plain_answer
from chatbot.rendering.markup import element, esc, fold, isolated, paragraph, source_path
from chatbot.rendering.render_quote import Look, render_quote
from chatbot.rendering.saved_answer import saved_answer, saved_name
from chatbot.web.languages import spoken
from chatbot.web.texts import Texts

FIRST = (NoticeKind.URGENT, NoticeKind.PERSONAL_ADVICE, NoticeKind.LANGUAGE, NoticeKind.TRUNCATED)
"""Notices that stand above the quotes, in this order, even when a quote carries them too."""


def render_answer(answer: Answer, look: Look) -> str:
    """One turn: the question, urgent notice first, then each part with its quotes."""
    texts = look.texts
    carried = {kind for part in answer.parts for quote in part.quotes for kind in quote.notices}
    above = sorted(
        (n for n in answer.notices if n.kind in FIRST or n.kind not in carried),
        key=lambda n: FIRST.index(n.kind) if n.kind in FIRST else len(FIRST),
    )
    beside = tuple(n for n in answer.notices if n not in above)
    body = "".join(_notice(notice, answer, texts) for notice in above)
    if answer.outcome is Outcome.PARTLY_ANSWERED:
        body += paragraph(texts.partly, class_="partly")
    single = len(answer.parts) == 1
    for number, part in enumerate(answer.parts, start=1):
        body += _part(
            part, answer, look, number=number, heading="" if single else part.question, beside=beside
        )
    found = sum(len(part.quotes) for part in answer.parts)
    return _turn(answer.question, body + _actions(answer, look), look, arrived=_arrived(found, texts))


def render_trouble(question: str, message: str, look: Look) -> str:
    """A turn that could not be answered: the question and a plain sentence."""
    body = element("h3", esc(look.texts.trouble_title)) + paragraph(message)
    return _turn(question, element("div", body, class_="trouble"), look, arrived=message)


def _turn(question: str, body: str, look: Look, *, arrived: str) -> str:
    heading = f"{look.prefix}-asked"
    asked = element("span", esc(look.texts.you_asked), class_="asked-label") + " " + isolated(fold(question))
    title = element("h2", asked, class_="asked", id=heading, tabindex="-1")
    return element("article", title + body, class_="turn", aria_labelledby=heading, data_arrived=arrived)


def _arrived(found: int, texts: Texts) -> str:
    if found == 0:
        return texts.arrived_none
    return texts.arrived_one if found == 1 else texts.arrived_many.format(count=found)


def _notice(notice: Notice, answer: Answer, texts: Texts) -> str:
    urgent = notice.kind is NoticeKind.URGENT
    title = texts.notice_urgent if urgent else texts.notice_note
    return element(
        "div",
        element("h3", esc(title)) + paragraph(notice.message, lang=spoken(answer.language)),
        class_="notice urgent" if urgent else "notice",
        role="alert" if urgent else "",
    )


def _part(
    part: Part, answer: Answer, look: Look, *, number: int, heading: str, beside: tuple[Notice, ...]
) -> str:
    texts = look.texts
    title = element("h3", isolated(fold(heading)), class_="part-question") if heading else ""
    about = esc(texts.still_about) + " " + isolated(part.about)
    still = element("p", about, class_="about-subject") if part.about else ""
    if not part.quotes:
        return element("section", title + still + _without_quotes(part, answer, texts), class_="part")
    message = paragraph(part.message, class_="part-message", lang=spoken(answer.language))
    quotes = _quotes(part.quotes, look, name=f"p{number}", beside=beside)
    return element("section", title + still + message + quotes, class_="part")


def _without_quotes(part: Part, answer: Answer, texts: Texts) -> str:
    message = paragraph(part.message, lang=spoken(answer.language))
    if part.outcome is Outcome.REFER:
        return element("div", element("h3", esc(texts.care_title)) + message, class_="nothing refer")
    link = element("a", esc(texts.nothing_link), href=f"{texts.prefix}/documents")
    body = element("h3", esc(texts.nothing_title)) + message + paragraph(texts.nothing_help)
    return element("div", body + element("p", link), class_="nothing")


def _quotes(quotes: tuple[Quote, ...], look: Look, *, name: str, beside: tuple[Notice, ...]) -> str:
    """The best quote large, disagreements side by side, the rest grouped by document."""
    texts = look.texts
    spelled: dict[int, tuple[Notice, ...]] = {}
    open_notices = [n for n in beside if n.kind is not NoticeKind.SOURCES_DIFFER]
    for position, quote in enumerate(quotes):
        spelled[position] = tuple(n for n in open_notices if n.kind in quote.notices)
        open_notices = [n for n in open_notices if n.kind not in quote.notices]
    html = element("h3", esc(texts.best_label), class_="vh")
    html += render_quote(quotes[0], look, name=f"{name}-best", notices=spelled[0])
    differing = [quote for quote in quotes if NoticeKind.SOURCES_DIFFER in quote.notices]
    told = differing if len(differing) > 1 else []
    if told:
        html += _side_by_side(differing, beside, look)
    rest = [
        (i, quote) for i, quote in enumerate(quotes) if i and not (quote in told and _stands_alone(quote))
    ]
    numbered = sorted(rest, key=lambda pair: _first_place(quotes, pair[1].doc_id))
    for doc_id, group in groupby(numbered, key=lambda pair: pair[1].doc_id):
        members = list(group)
        same = doc_id == quotes[0].doc_id
        label = texts.more_from_same if same else texts.more_from
        title = title_words(members[0][1].title, members[0][1].file, texts)
        heading = element("h3", esc(label if same else f"{label}: {title}"), class_="group-title")
        figures = [render_quote(q, look, name=f"{name}-{i}", notices=spelled[i]) for i, q in members]
        html += element("div", heading + "".join(figures), class_="group")
    return html


def _stands_alone(quote: Quote) -> bool:
    """Whether the table shows all there is to show of a quote."""
    return not (quote.context or quote.references or set(quote.notices) - {NoticeKind.SOURCES_DIFFER})


def _first_place(quotes: tuple[Quote, ...], doc_id: str) -> int:
    return next(place for place, quote in enumerate(quotes) if quote.doc_id == doc_id)


def _side_by_side(quotes: list[Quote], beside: tuple[Notice, ...], look: Look) -> str:
    texts = look.texts
    said = [notice.message for notice in beside if notice.kind is NoticeKind.SOURCES_DIFFER]
    caption = element("caption", esc(said[0] if said else texts.differ_caption))
    labels = (texts.differ_says, texts.differ_who, texts.differ_when)
    head = "".join(element("th", esc(label), scope="col") for label in labels)
    rows = []
    for quote in quotes:
        words = element("q", esc(fold(quote.text)), lang=quote.language, dir="auto")
        who = (
            esc(voice_words(quote, texts))
            + "<br>"
            + element("cite", esc(title_words(quote.title, quote.file, texts)))
        )
        age = age_words(quote.date, texts, today=look.today)
        when = esc(date_words(quote.date, texts)) + (f"<br>({esc(age)})" if age else "")
        place = source_path(texts.prefix, quote.doc_id, quote.start, quote.end)
        words += "<br>" + element("a", esc(texts.show_in_source), href=place, class_="show-source")
        rows.append(f"<tr><td>{words}</td><td>{who}</td><td>{when}</td></tr>")
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return element(
        "div", table, class_="differ scroll", tabindex="0", role="group", aria_label=texts.differ_caption
    )


def _actions(answer: Answer, look: Look) -> str:
    if not any(part.quotes for part in answer.parts):
        return ""
    texts = look.texts
    copy = element(
        "button",
        esc(texts.copy_answer),
        type="button",
        class_="action copy",
        data_copy=plain_answer(answer, texts),
    )
    printing = element("button", esc(texts.print_answer), type="button", class_="action print")
    # The file travels inside the answer: the server need not make it, or keep the answer, when it is wanted.
    saving = element(
        "button",
        esc(texts.save_answer),
        type="button",
        class_="action save-file",
        data_file=saved_answer(answer, look),
        data_name=saved_name(look),
    )
    return element("p", copy + printing + saving, class_="actions turn-actions") + paragraph(
        texts.print_line, class_="print-only"
    )
