"""Documents for tests: the packaged five, parsed once, and texts made on the spot."""

from __future__ import annotations

from functools import cache

from corpus.document import Document, Source, SourceDate
from corpus.reader import read_corpus
from ingest.parse import parse_corpus, parse_document
from ingest.structure import Block, ContextRole, ParsedDocument, Span


@cache
def packaged() -> dict[str, ParsedDocument]:
    """Return the five documents by their ids."""
    return {document.source.doc_id: document for document in parse_corpus(read_corpus())}


def source(*, kind: str = "digest", title: str = "unknown", dates: tuple[SourceDate, ...] = ()) -> Source:
    """Return an entry that says nothing but what is given."""
    return Source(
        doc_id="t",
        file="t.txt",
        title=title,
        publisher="unknown",
        authors=(),
        dates=dates,
        date=dates[0].date if dates else "unknown",
        audience="unknown",
        kind=kind,
        language="en",
        rights="unknown",
        url="unknown",
        sha256="0" * 64,
        original="t.txt",
    )


def parse(text: str, *, kind: str = "digest", title: str = "unknown") -> ParsedDocument:
    """Parse a text as a document of its own."""
    return parse_document(Document(source=source(kind=kind, title=title), text=text))


def spans(document: ParsedDocument) -> list[Span]:
    """Return all spans in order."""
    return [span for passage in document.passages for span in passage.spans]


def span(document: ParsedDocument, opening: str) -> Span:
    """Return the shortest span that begins with ``opening`` (white space folded)."""
    found = [each for each in spans(document) if " ".join(each.text.split()).startswith(opening)]
    assert found, f"no span begins with {opening!r}"
    return min(found, key=lambda each: each.end - each.start)


def beside(document: ParsedDocument, one: Span, role: ContextRole) -> list[str]:
    """Return the folded words of a span's context of one role."""
    return [
        " ".join(document.text[each.start : each.end].split()) for each in one.context if each.role is role
    ]


def filled(document: ParsedDocument) -> list[Block]:
    """Return the blocks that are not blank."""
    return [block for block in document.blocks if block.kind != "blank"]
