"""An answer as one HTML file to keep: it holds its style, runs nothing and loads nothing."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from chatbot.answer import Answer, Notice, NoticeKind, Outcome, Part
from chatbot.rendering.citation import date_words
from chatbot.rendering.glossary import Glossary
from chatbot.rendering.markup import element, esc, fold, isolated, paragraph
from chatbot.rendering.render_quote import Look, quote_figure
from chatbot.web.languages import spoken
from chatbot.web.texts import Texts

_STYLE = Path(__file__).parents[1] / "web" / "static" / "saved.css"


def saved_name(look: Look) -> str:
    """What the file is called. The question is not in it: a list of files is easily seen by others."""
    return f"as-written-{look.today.isoformat()}.html"


def saved_answer(answer: Answer, look: Look) -> str:
    """The whole file: the question, every notice, and each part with its quotes and citations in full.

    What needs the program is left out: explained terms, buttons, links into the documents. The place of each
    quote stands in its citation.
    """
    plain = replace(look, glossary=Glossary({}, None))
    texts = look.texts
    asked = (
        element("span", esc(texts.you_asked), class_="asked-label") + " " + isolated(fold(answer.question))
    )
    body = paragraph(f"{texts.name}: {texts.tagline}", class_="brand") + element("h1", asked)
    urgent_first = sorted(answer.notices, key=lambda notice: notice.kind is not NoticeKind.URGENT)
    body += "".join(_notice(notice, answer, texts) for notice in urgent_first)
    if answer.outcome is Outcome.PARTLY_ANSWERED:
        body += paragraph(texts.partly)
    single = len(answer.parts) == 1
    for number, part in enumerate(answer.parts, start=1):
        body += _part(part, answer, plain, number=number, heading="" if single else part.question)
    # Nobody can unfold a printed page, and there is room for everything.
    body = body.replace("<details ", "<details open ")
    said = texts.saved_on.format(date=date_words(look.today.isoformat(), texts))
    end = paragraph(f"{said} {texts.print_line}") + paragraph(texts.footer)
    return _whole(element("main", body) + element("footer", end), title=said, texts=texts)


def _whole(body: str, *, title: str, texts: Texts) -> str:
    style, digest = _style()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{esc(texts.name)} – {esc(title)}</title><style>{style}</style></head>"
        f"<body>{body}</body></html>"
    )


@cache
def _style() -> tuple[str, str]:
    """The style sheet in one line, as ``one_block`` leaves it, and the digest that the policy names."""
    style = fold(_STYLE.read_text(encoding="utf-8"))
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _notice(notice: Notice, answer: Answer, texts: Texts) -> str:
    urgent = notice.kind is NoticeKind.URGENT
    title = element("h2", esc(texts.notice_urgent if urgent else texts.notice_note))
    said = paragraph(notice.message, lang=spoken(answer.language))
    return element("div", title + said, class_="notice urgent" if urgent else "notice")


def _part(part: Part, answer: Answer, look: Look, *, number: int, heading: str) -> str:
    texts = look.texts
    title = element("h2", isolated(fold(heading))) if heading else ""
    if part.about:
        title += element("p", f"{esc(texts.still_about)} {isolated(part.about)}")
    message = paragraph(part.message, lang=spoken(answer.language))
    if not part.quotes:
        missing = texts.care_title if part.outcome is Outcome.REFER else texts.nothing_title
        return title + element("div", element("h2", esc(missing)) + message, class_="nothing")
    title += "" if heading else element("h2", esc(texts.best_label))
    figures = (quote_figure(quote, look, name=f"p{number}-{n}") for n, quote in enumerate(part.quotes))
    return title + message + "".join(figures)
