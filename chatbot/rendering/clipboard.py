"""An answer as plain text with citations, for the clipboard."""

from __future__ import annotations

from chatbot.answer import Answer, Quote
from chatbot.rendering.citation import date_words, title_words, voice_words
from chatbot.rendering.markup import fold, source_path
from chatbot.web.texts import Texts

ORIGIN = "{origin}"
"""Stands where the page puts its own address, so that a copied link works."""


def plain_quote(quote: Quote, texts: Texts) -> str:
    """The quote in quotation marks, then who said it and where it stands."""
    who = f"{voice_words(quote, texts)}, {date_words(quote.date, texts)}"
    title = title_words(quote.title, quote.file, texts)
    section = f", {texts.section}: {' › '.join(quote.section)}" if quote.section else ""
    corrections = [
        f"{texts.context[c.role]}: “{fold(c.text)}”\n" for c in quote.context if c.role == "correction"
    ]
    leaning = [
        f"[{texts.context[c.role]}: “{fold(c.text)}”]\n" for c in quote.context if c.role == "leans_on"
    ]
    link = ORIGIN + source_path(texts.prefix, quote.doc_id, quote.start, quote.end)
    return f"{''.join(leaning)}“{fold(quote.text)}”\n{''.join(corrections)}— {who}. {title}{section}\n{link}"


def plain_answer(answer: Answer, texts: Texts) -> str:
    """The whole answer: question, notices, then each part with its quotes or with what is missing."""
    blocks = [f"{texts.you_asked} {fold(answer.question)}", *(notice.message for notice in answer.notices)]
    for part in answer.parts:
        if len(answer.parts) > 1:
            blocks.append(fold(part.question))
        if part.message:
            blocks.append(part.message)
        blocks += [plain_quote(quote, texts) for quote in part.quotes]
    return "\n\n".join([*blocks, texts.print_line])
