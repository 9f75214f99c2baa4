"""One quote as a figure: its words, what must stand beside them, and who says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from chatbot.answer import Notice, Quote, QuoteContext
from chatbot.rendering.citation import (
    age_words,
    audience_words,
    date_words,
    reference_links,
    title_words,
    voice_words,
)
from chatbot.rendering.clipboard import plain_quote
from chatbot.rendering.glossary import Glossary, with_terms
from chatbot.rendering.markup import element, esc, fold, hidden, paragraph, source_path
from chatbot.web.texts import Texts

_ITEM = re.compile(r"^\s*(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[A-Za-z][.)])(?:\s|$)")
_RULE = re.compile(r"^[\s|:–-]*$")
BEFORE = ("caption", "header", "lead_in", "leans_on")
"""Roles of context that is read before the quote; the others come after it."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What rendering needs beside the answer. ``prefix`` makes ids unique on the page."""

    texts: Texts
    glossary: Glossary
    today: date
    prefix: str


def render_quote(quote: Quote, look: Look, *, name: str, notices: tuple[Notice, ...] = ()) -> str:
    """A quote with its citation, to be opened in its source and copied. ``notices``: see ``quote_figure``."""
    return quote_figure(quote, look, name=name, notices=notices, below=_actions(quote, look.texts))


def quote_figure(
    quote: Quote, look: Look, *, name: str, notices: tuple[Notice, ...] = (), below: str = ""
) -> str:
    """A quote with its context and citation.

    ``notices`` are those to be spelled out at this quote; ``below`` is finished HTML that ends the figure.
    """
    texts = look.texts
    before = "".join(_context(c, quote, texts) for c in _in_order(quote, before=True))
    after = "".join(_context(c, quote, texts) for c in _in_order(quote, before=False))
    words = element(
        "blockquote",
        _words(quote, look, f"{look.prefix}-{name}"),
        lang=quote.language,
        dir="auto",
        cite=source_path(texts.prefix, quote.doc_id, quote.start, quote.end),
    )
    warned = "".join(paragraph(notice.message, class_="quote-notice") for notice in notices)
    caption = element(
        "figcaption", _tags(quote, texts) + render_citation(quote, look) + _studies(quote, texts)
    )
    return element(
        "figure",
        before + words + after + warned + caption + below,
        class_="quote best" if name.endswith("best") else "quote",
    )


def render_citation(quote: Quote, look: Look) -> str:
    """Who says it and when at a glance; under it the document, its readers and the section."""
    texts = look.texts
    age = age_words(quote.date, texts, today=look.today)
    who = (
        element("span", esc(voice_words(quote, texts)), class_="voice")
        + ", "
        + element("span", esc(date_words(quote.date, texts)), class_="when")
        + (" " + element("span", esc(f"({age})"), class_="age") if age else "")
    )
    title = title_words(quote.title, quote.file, texts)
    where = [element("cite", esc(title), lang=quote.language)]
    where.append(f"{esc(texts.written_for)}: {esc(audience_words(quote.audience, texts))}")
    if quote.section:
        path = " › ".join(quote.section)
        where.append(f"{esc(texts.section)}: " + element("span", esc(path), lang=quote.language))
    if quote.page:
        where.append(esc(texts.page.format(page=quote.page)))
    spot = texts.place.format(file=quote.file, start=quote.start, end=quote.end)
    parts = '<span class="dot" aria-hidden="true"> · </span>'.join(f"<span>{part}</span>" for part in where)
    return (
        element("p", who, class_="who")
        + element("p", parts, class_="where")
        + paragraph(spot, class_="place print-only")
    )


def _in_order(quote: Quote, *, before: bool) -> list[QuoteContext]:
    chosen = [context for context in quote.context if (context.role in BEFORE) == before]
    if before and _is_row(quote):
        chosen = [context for context in chosen if context.role != "header"]
    return sorted(chosen, key=lambda context: context.start)


def _is_row(quote: Quote) -> bool:
    return "|" in quote.text and any(context.role == "header" for context in quote.context)


def _context(context: QuoteContext, quote: Quote, texts: Texts) -> str:
    label = texts.context.get(context.role, context.role)
    said = element(
        "div",
        _lines([esc(fold(item)) for item in list_items(context.text)]),
        class_="said",
        lang=quote.language,
        dir="auto",
    )
    if context.role == "list":
        return element("details", element("summary", esc(label)) + said, class_="context")
    kind = "context correction" if context.role == "correction" else "context"
    return element("div", element("span", esc(f"{label}:"), class_="role") + said, class_=kind)


def _words(quote: Quote, look: Look, prefix: str) -> str:
    if _is_row(quote):
        return _row(quote)
    place = (quote.doc_id, quote.start, quote.end)
    lines = [
        with_terms(fold(item), look.glossary, look.texts, place=place, prefix=f"{prefix}-{number}")
        for number, item in enumerate(list_items(quote.text))
    ]
    return _lines(lines)


def _lines(lines: list[str]) -> str:
    """Finished lines as one paragraph; the items of a list each on a line of their own."""
    if len(lines) == 1:
        return f"<p>{lines[0]}</p>"
    return "<p>" + "<br>".join(f'<span class="line">{line}</span>' for line in lines) + "</p>"


def list_items(text: str) -> list[str]:
    """The lines of a text that is a list (two marks or more), each mark with its words; else the text."""
    lines = text.split("\n")
    if sum(bool(_ITEM.match(line)) for line in lines) < 2:
        return [text]
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += f" {line}"
    return [item for item in items if item.strip()]


def cells(line: str) -> list[str]:
    """The cells of a row of a pipe table."""
    return [fold(cell) for cell in line.strip().strip("|").split("|")]


def _row(quote: Quote) -> str:
    header = next(context.text for context in quote.context if context.role == "header")
    head_line = next((line for line in header.split("\n") if not _RULE.match(line)), "")
    rows = [cells(line) for line in quote.text.split("\n") if not _RULE.match(line)]
    heads = cells(head_line)
    head = "".join(element("th", esc(cell), scope="col") for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in row + [""] * (len(heads) - len(row))) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="group"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _tags(quote: Quote, texts: Texts) -> str:
    known = [texts.tags[kind] for kind in quote.notices if kind in texts.tags]
    return (
        element("p", " ".join(element("span", esc(t), class_="tag") for t in known), class_="tags")
        if known
        else ""
    )


def _studies(quote: Quote, texts: Texts) -> str:
    if not quote.references:
        return ""
    count = len(quote.references)
    label = texts.studies_one if count == 1 else texts.studies_many.format(count=count)
    items = []
    for reference in quote.references:
        links = " ".join(
            element(
                "a",
                esc(name) + hidden(f" ({texts.new_tab})"),
                href=to,
                target="_blank",
                rel="noopener noreferrer",
            )
            for name, to in reference_links(reference)
        )
        text = element("span", esc(fold(reference.text)), lang=quote.language)
        # Most lists of studies come with their numbers; a second one beside them would only confuse.
        numbered = "numbered" if re.match(rf"\s*{reference.number}\b", reference.text) else ""
        items.append(element("li", f"{text} {links}", value=str(reference.number), class_=numbered))
    return element("details", element("summary", esc(label)) + f"<ol>{''.join(items)}</ol>", class_="studies")


def _actions(quote: Quote, texts: Texts) -> str:
    place = source_path(texts.prefix, quote.doc_id, quote.start, quote.end)
    show = element("a", esc(texts.show_in_source), href=place, class_="action show-source")
    copy = element(
        "button", esc(texts.copy), type="button", class_="action copy", data_copy=plain_quote(quote, texts)
    )
    return element("p", show + copy, class_="actions")
