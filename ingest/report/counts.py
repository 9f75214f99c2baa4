"""What ingestion understood of a corpus, counted, so that a person can check a document in a minute."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Source
from ingest.report.verdict import verdict
from ingest.structure import Block, BlockKind, Fault, FaultKind, GlossaryTerm, ParsedDocument

_EXCERPT = 72
"""Characters of a faulty place that a listing shows."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """How much of a text is of one kind, or spoken in one voice.

    ``characters`` are code points; ``share`` is their part of the whole, 0 to 1. Kinds share the
    whole text; voices share what is not blank, for nobody speaks there.
    """

    name: str
    blocks: int
    characters: int
    share: float


@dataclass(frozen=True, kw_only=True)
class FaultPlace:
    """A fault with where it stands: line and column count from 1, offsets from 0."""

    doc_id: str
    fault: Fault
    line: int
    column: int
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class DocumentReport:
    """The counts of one document; ``verdict`` says what to do. ``spans`` counts all, quotable or not."""

    source: Source
    verdict: str
    characters: int
    pages: int
    kinds: tuple[Share, ...]
    voices: tuple[Share, ...]
    passages: int
    spans: int
    quotable: int
    references: int
    faults: tuple[FaultPlace, ...]
    glossary: tuple[GlossaryTerm, ...]

    @property
    def unresolved(self) -> tuple[FaultPlace, ...]:
        """The reference marks that no reference list of the document resolves."""
        return tuple(place for place in self.faults if place.fault.kind is FaultKind.REFERENCE_MISSING)


@dataclass(frozen=True, kw_only=True)
class IngestReport:
    """The reports of all documents in the order of the corpus, and the corpus as one."""

    documents: tuple[DocumentReport, ...]
    characters: int
    kinds: tuple[Share, ...]
    voices: tuple[Share, ...]


class Lines:
    """Finds the line and column of an offset; a line ends after U+000A."""

    def __init__(self, text: str) -> None:
        """Note where each line of ``text`` starts."""
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def build_report(documents: Iterable[ParsedDocument]) -> IngestReport:
    """Count what was understood; documents may come from a generator, none is kept."""
    reports = tuple(_document_report(document) for document in documents)
    return IngestReport(
        documents=reports,
        characters=sum(report.characters for report in reports),
        kinds=_merged([report.kinds for report in reports]),
        voices=_merged([report.voices for report in reports]),
    )


def _document_report(document: ParsedDocument) -> DocumentReport:
    lines = Lines(document.text)
    spans = [span for passage in document.passages for span in passage.spans]
    spoken = [block for block in document.blocks if block.kind is not BlockKind.BLANK]
    quotable = sum(span.quotable for span in spans)
    return DocumentReport(
        source=document.source,
        verdict=verdict(document.faults, quotable=quotable, pages=document.pages, lines=lines.starts),
        characters=len(document.text),
        pages=len(document.pages),
        kinds=_shares(document.blocks, lambda block: block.kind.value),
        voices=_shares(spoken, lambda block: block.voice.value),
        passages=len(document.passages),
        spans=len(spans),
        quotable=quotable,
        references=len(document.references),
        faults=tuple(
            _fault_place(document, fault, lines)
            for fault in sorted(document.faults, key=lambda fault: (fault.start, fault.end, fault.kind))
        ),
        glossary=document.glossary,
    )


def _shares(blocks: Iterable[Block], name_of: Callable[[Block], str]) -> tuple[Share, ...]:
    return _totals((name_of(block), 1, block.end - block.start) for block in blocks)


def _merged(many: Sequence[tuple[Share, ...]]) -> tuple[Share, ...]:
    return _totals((share.name, share.blocks, share.characters) for shares in many for share in shares)


def _totals(counts: Iterable[tuple[str, int, int]]) -> tuple[Share, ...]:
    """Add up (name, blocks, characters) by name; largest first, of equals by name."""
    totals: dict[str, tuple[int, int]] = {}
    for name, blocks, characters in counts:
        before = totals.get(name, (0, 0))
        totals[name] = (before[0] + blocks, before[1] + characters)
    whole = sum(characters for _, characters in totals.values())
    shares = (
        Share(name=name, blocks=blocks, characters=characters, share=characters / whole if whole else 0.0)
        for name, (blocks, characters) in totals.items()
    )
    return tuple(sorted(shares, key=lambda share: (-share.characters, share.name)))


def _fault_place(document: ParsedDocument, fault: Fault, lines: Lines) -> FaultPlace:
    line, column = lines.place(fault.start)
    folded = " ".join(document.text[fault.start : fault.end].split())
    excerpt = folded if len(folded) <= _EXCERPT else folded[: _EXCERPT - 1] + "…"
    return FaultPlace(doc_id=document.source.doc_id, fault=fault, line=line, column=column, excerpt=excerpt)


def render_text(report: IngestReport, *, passed_over: Sequence[str] = ()) -> str:
    """Return the report for a terminal: one section a document, then the corpus as one.

    ``passed_over``: why each file of the folder that is no document is not read.
    """
    return "\n".join((*_text_lines(report), *passed_over)) + "\n"


def _text_lines(report: IngestReport) -> Iterator[str]:
    for document in report.documents:
        yield from _document_lines(document)
        yield ""
    faults = sum(len(document.faults) for document in report.documents)
    yield f"All {len(report.documents)} documents: {report.characters:,} characters, {faults} faults"
    yield from _share_lines("kind", report.kinds)
    yield from _share_lines("voice", report.voices)


def _document_lines(document: DocumentReport) -> Iterator[str]:
    source = document.source
    pages = f", {document.pages} page{'s' * (document.pages > 1)}" if document.pages else ""
    yield f"{source.doc_id}  {source.file}: {document.verdict}"
    yield f"  {document.characters:,} characters{pages}, {document.passages} passages, {document.spans} spans"
    yield (
        f"  {document.quotable} spans quotable, {document.references} references, "
        f"{len(document.unresolved)} marks without a reference, {len(document.glossary)} glossary terms"
    )
    yield from _share_lines("kind", document.kinds)
    yield from _share_lines("voice", document.voices)
    if document.faults:
        yield f"  faults ({len(document.faults)})"
    for place in document.faults:
        where = f"line {place.line}, offset {place.fault.start}"
        yield f"    {where}: {place.fault.kind.value}: {place.fault.reason}"
        yield f"      “{place.excerpt}”"
        for doc_id, start, end in place.fault.restated_at:
            yield f"      stands elsewhere: {doc_id} [{start}, {end})"
    if document.glossary:
        yield "  glossary: " + ", ".join(_glossary_item(term) for term in document.glossary)


def _glossary_item(term: GlossaryTerm) -> str:
    return f"{term.term} ({term.expansion})" if term.expansion else term.term


def _share_lines(title: str, shares: Sequence[Share]) -> Iterator[str]:
    yield f"  {title:<16}{'blocks':>8}{'characters':>12}{'share':>8}"
    for share in shares:
        yield f"    {share.name:<14}{share.blocks:>8,}{share.characters:>12,}{share.share:>8.1%}"
