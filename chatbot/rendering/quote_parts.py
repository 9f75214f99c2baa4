"""The parts of a quote's figure as the templates ask for them: lines, cells, what stands before and after."""

import re
from dataclasses import dataclass

from chatbot.answer import Quote, QuoteContext
from chatbot.rendering.glossary import Definition, with_terms
from chatbot.rendering.look import Look
from ingest.blocks.tables import cells_of
from ingest.text.lines import fold

_ITEM = re.compile(r"^\s*(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[A-Za-z][.)])(?:\s|$)")
_RULE = re.compile(r"^[\s|:–-]*$")
_CATEGORY = re.compile(r"[A-Z](?:\d|X\b|$| Category\b)")
_BEFORE = ("correction", "caveat", "caption", "header", "lead_in", "leans_on")
"""Roles of context that is read before the quote; the others come after it."""


@dataclass(frozen=True)
class ShownTable:
    """A table's head and the rows quoted of it, by cells."""

    head: list[str]
    rows: list[list[str]]


def explained(quote: Quote, look: Look) -> list[list[tuple[str, Definition | None, bool]]]:
    """The lines of a quote in pieces, its terms explained (see ``with_terms``)."""
    place = (quote.doc_id, quote.start, quote.end)
    # A footnote of a table without the bars that only draw its empty cells.
    text = quote.text.rstrip("| \n") if quote.text.rstrip().endswith("|") else quote.text
    return [
        list(with_terms(fold(item), look.glossary, place=place, asked=look.asked))
        for item in list_items(text)
    ]


def in_order(quote: Quote, *, before: bool) -> list[QuoteContext]:
    """What stands beside a quote, before its words or after them; a correction or a caveat first."""
    chosen = [context for context in quote.context if (context.role in _BEFORE) == before]
    if before and as_table(quote):
        chosen = [context for context in chosen if context.role != "header"]
    return sorted(chosen, key=lambda context: (context.role not in {"correction", "caveat"}, context.start))


def as_table(quote: Quote) -> ShownTable | None:
    """A quote of rows with its table's head; None for anything else, and for a footnote in a single cell."""
    header = next((context.text for context in quote.context if context.role == "header"), None)
    if header is None or "|" not in quote.text:
        return None
    head = cells_of(next((line for line in header.split("\n") if not _RULE.match(line)), ""))
    rows = [cells_of(line) for line in quote.text.split("\n") if not _RULE.match(line)]
    if all(sum(bool(cell) for cell in row) < 2 for row in rows):
        return None
    return ShownTable(head, [row + [""] * (len(head) - len(row)) for row in rows])


def legend(table: ShownTable, quote: Quote, look: Look) -> list[tuple[str, str]]:
    """The letters of a table's categories ("T1", "N0") with what the document says they stand for."""
    known = look.glossary.letters.get(quote.doc_id, {})
    used = {cell[0] for row in (table.head, *table.rows) for cell in row if _CATEGORY.match(cell)}
    return [(letter, known[letter]) for letter in sorted(used & set(known))]


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
