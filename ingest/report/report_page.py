"""The ingestion report as one web page: every document with its blocks coloured and faults marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import chain, pairwise

from corpus.document import UNKNOWN
from ingest.report.counts import (
    DocumentReport,
    FaultPlace,
    IngestReport,
    Lines,
    Share,
    build_report,
)
from ingest.report.coverage import Ranges, smallest_spans
from ingest.report.report_style import STYLE
from ingest.structure import Block, BlockKind, ContextRole, ParsedDocument, Span, Voice

_UNSHOWABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")
"""Control characters, half surrogate pairs and marks that turn the direction of all that follows."""

_LISTED_OPEN = 12
"""A longer list of faults is folded up, so that the text stays in reach."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(documents: Sequence[ParsedDocument], *, passed_over: Sequence[str] = ()) -> str:
    """Return a page that stands alone (no script, nothing loaded) and shows all that was understood.

    Everything from a document is escaped. Blocks carry their kind, voice and first line in words
    as well as a colour; a tick marks where a span starts, an arrow one that leans on the text
    before it; what is not quotable on its own is pale and slanted; a fault is underlined, with its
    reason below. ``passed_over``: why each file of the folder that is no document is not read.
    """
    return "".join(_page(documents, build_report(documents), passed_over))


def _page(
    documents: Sequence[ParsedDocument], report: IngestReport, passed_over: Sequence[str]
) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # The page needs no script and loads nothing; a document that slips one in gets nowhere.
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>What ingestion understood</title><style>{STYLE}</style></head><body>"
    yield "<header><h1>What ingestion understood</h1>"
    faults = sum(len(document.faults) for document in report.documents)
    yield f"<p>{_count(len(report.documents), 'document')}, {report.characters:,} characters, "
    yield f"{_count(faults, 'fault')}.</p>"
    yield from _contents(report)
    if passed_over:
        yield "<h2>Passed over</h2><ul>" + "".join(f"<li>{_shown(one)}</li>" for one in passed_over) + "</ul>"
    yield from _legend(report)
    yield "</header><main>"
    for number, (document, counts) in enumerate(zip(documents, report.documents, strict=True)):
        yield from _document(document, counts, number)
    yield "</main></body></html>\n"


def _contents(report: IngestReport) -> Iterator[str]:
    yield "<nav><table><thead><tr><th>Document</th><th>Verdict</th>"
    yield '<th class="n">Characters</th><th class="n">Passages</th>'
    yield '<th class="n">Spans</th><th class="n">Quotable</th><th class="n">References</th>'
    yield '<th class="n">Unresolved</th><th class="n">Faults</th><th class="n">Terms</th></tr></thead><tbody>'
    for number, document in enumerate(report.documents):
        numbers = (
            document.characters,
            document.passages,
            document.spans,
            document.quotable,
            document.references,
            len(document.unresolved),
            len(document.faults),
            len(document.glossary),
        )
        cells = "".join(f'<td class="n">{value:,}</td>' for value in numbers)
        yield f'<tr><td><a href="#d{number}">{_shown(document.source.file)}</a></td>'
        yield f"<td>{_shown(document.verdict)}</td>{cells}</tr>"
    yield "</tbody></table></nav>"


def _legend(report: IngestReport) -> Iterator[str]:
    present = {share.name for share in report.kinds}
    yield '<section class="legend"><h2>Colours</h2><p>'
    for kind in BlockKind:
        if kind.value in present and kind is not BlockKind.BLANK:
            yield f'<span class="chip k-{kind.value}">{_words(kind.value)}</span> '
    yield "</p><p>"
    for voice in Voice:
        if voice.value in {share.name for share in report.voices}:
            yield f'<span class="chip voice v-{voice.value}">{_words(voice.value)}</span> '
    yield '</p><p><span class="s">A tick</span> marks where a span starts, <span class="s l">an arrow</span> '
    yield "one that leans on what stands before it. "
    yield '<span class="q">Pale slanted text</span> is not quotable on its own. '
    yield "<mark>Marked text</mark> is a fault; its reason stands below its block. "
    yield "The number is the line in the file.</p></section>"


def _document(document: ParsedDocument, counts: DocumentReport, number: int) -> Iterator[str]:
    source = document.source
    yield f'<article id="d{number}"><h2><span class="id">{_shown(source.doc_id)}</span> '
    yield f"{_shown(source.file)}</h2>"
    stated = (
        ("Title", source.title),
        ("Publisher", source.publisher),
        ("Authors", ", ".join(source.authors) or "unknown"),
        ("Date", source.date),
        ("Readers", source.audience),
        ("Kind", source.kind),
        ("Language", source.language),
        ("Rights", source.rights),
    )
    yield '<dl class="stated">'
    yield from (f"<div><dt>{name}</dt><dd>{_shown(value)}</dd></div>" for name, value in stated)
    yield "</dl>"
    yield from _shares("Kinds", "k", counts.kinds)
    yield from _shares("Voices", "v", counts.voices)
    yield from _faults(counts.faults, number)
    yield from _glossary(document, counts)
    blocks = _count(sum(block.kind is not BlockKind.BLANK for block in document.blocks), "block")
    yield f"<details open><summary>The document, {blocks}</summary>"
    yield from _blocks(document, counts.faults, number)
    yield "</details></article>"


def _shares(title: str, prefix: str, shares: Sequence[Share]) -> Iterator[str]:
    """A bar whose parts are as wide as their share, and the same in words."""
    yield f'<h3>{title}</h3><div class="bar" aria-hidden="true">'
    for share in shares:
        yield f'<i class="{prefix}-{_words(share.name, join="_")}" style="flex-grow:{share.characters}"></i>'
    yield '</div><p class="shares">'
    for share in shares:
        yield (
            f'<span class="part"><span class="chip {prefix}-{_words(share.name, join="_")}">'
            f"{_words(share.name)}</span> {share.share:.1%} in {share.blocks:,}</span> "
        )
    yield "</p>"


def _faults(faults: Sequence[FaultPlace], number: int) -> Iterator[str]:
    if not faults:
        yield "<h3>Faults</h3><p>None found.</p>"
        return
    opened = " open" if len(faults) <= _LISTED_OPEN else ""
    yield f"<details{opened}><summary>{_count(len(faults), 'fault')}</summary><table>"
    yield '<thead><tr><th class="n">Line</th><th class="n">Offset</th><th>Fault</th><th>Text</th>'
    yield "<th>Reason</th></tr></thead>"
    for rank, place in enumerate(faults):
        places = ", ".join(
            f"{_shown(doc_id)}&nbsp;[{start},&nbsp;{end})" for doc_id, start, end in place.fault.restated_at
        )
        elsewhere = f"<br>Elsewhere: {places}" if places else ""
        yield (
            f'<tr><td class="n"><a href="#d{number}f{rank}">{place.line}</a></td>'
            f'<td class="n">{place.fault.start}</td><td>{_words(place.fault.kind.value)}</td>'
            f'<td class="excerpt" dir="auto">{_shown(place.excerpt)}</td>'
            f"<td>{_shown(place.fault.reason)}{elsewhere}</td></tr>"
        )
    yield "</table></details>"


def _glossary(document: ParsedDocument, counts: DocumentReport) -> Iterator[str]:
    if not counts.glossary:
        return
    yield f"<details><summary>{_count(len(counts.glossary), 'glossary term')}</summary><table>"
    yield "<thead><tr><th>Term</th><th>Stands for</th><th>Defined by</th></tr></thead>"
    for term in counts.glossary:
        defining = " ".join(document.text[term.start : term.end].split())
        yield (
            f"<tr><td>{_shown(term.term)}</td><td>{_shown(term.expansion)}</td>"
            f'<td class="excerpt" dir="auto">{_shown(defining)}</td></tr>'
        )
    yield "</table></details>"


def _blocks(document: ParsedDocument, faults: Sequence[FaultPlace], number: int) -> Iterator[str]:
    lines = Lines(document.text)
    spans = smallest_spans(document)
    starts = [span.start for span in spans]
    fault_starts = [place.fault.start for place in faults]
    longest = max((place.fault.end - place.fault.start for place in faults), default=0)
    section: tuple[str, ...] = ()
    for block in document.blocks:
        if block.section != section:
            section = block.section
            path = " › ".join(section) or "no section"
            yield f'<p class="path" dir="auto">{_shown(path)}</p>'
        if block.kind is BlockKind.BLANK:
            continue
        # A span may open in the block before; one step back is enough, as spans do not overlap.
        first = max(bisect_left(starts, block.start) - 1, 0)
        inside = spans[first : bisect_left(starts, block.end)]
        near = range(bisect_left(fault_starts, block.start - longest), bisect_left(fault_starts, block.end))
        here = {rank: faults[rank] for rank in near if _meets(faults[rank], block)}
        yield f'<div class="b k-{block.kind.value}">{_gutter(block, lines)}<div class="body" dir="auto">'
        yield from _pieces(document.text, block, inside, here, number)
        for place in here.values():
            if block.start <= place.fault.start:
                yield f'<p class="reason">{_words(place.fault.kind.value)}: {_shown(place.fault.reason)}</p>'
        yield "</div></div>"


def _gutter(block: Block, lines: Lines) -> str:
    """Return what stands beside a block: line, kind, voice, date, and the ids that bind blocks together."""
    bound = (("list", block.list_id), ("table", block.table_id), ("thread", block.thread_id))
    words = [f"{name}&nbsp;{value}" for name, value in bound if value is not None]
    if block.date not in {"", UNKNOWN}:
        words.append(_shown(block.date))
    ids = f' <span class="ids">{", ".join(words)}</span>' if words else ""
    return (
        f'<div class="gutter"><span class="n">{lines.place(block.start)[0]}</span> '
        f"<b>{_words(block.kind.value)}</b> "
        f'<span class="chip voice v-{block.voice.value}">{_words(block.voice.value)}</span>{ids}</div>'
    )


def _meets(place: FaultPlace, block: Block) -> bool:
    """Tell whether a fault touches a block; an empty one belongs to the block it stands in."""
    fault = place.fault
    return fault.start < block.end and (fault.end > block.start or fault.start == fault.end >= block.start)


def _pieces(
    text: str,
    block: Block,
    spans: Sequence[Span],
    faults: Mapping[int, FaultPlace],
    number: int,
) -> Iterator[str]:
    """Cut a block wherever a span or a fault starts or ends, and write each piece once."""
    ranges = [(place.fault.start, place.fault.end) for place in faults.values()]
    marked = Ranges(ranges)
    anchors: dict[int, str] = {}
    for rank, place in faults.items():
        anchor = f'<a id="d{number}f{rank}"></a>'
        anchors[place.fault.start] = anchors.get(place.fault.start, "") + anchor
    starts = [span.start for span in spans]
    edges = {edge for span in spans for edge in (span.start, span.end)} | set(chain(*ranges))
    cuts = sorted({block.start, block.end} | {edge for edge in edges if block.start < edge < block.end})
    for start, end in pairwise(cuts):
        yield anchors.get(start, "")
        piece = _shown(text[start:end])
        if marked.holds(start, end):
            piece = f"<mark>{piece}</mark>"
        before = bisect_right(starts, start) - 1
        holder = spans[before] if before >= 0 and end <= spans[before].end else None
        classes = _piece_classes(holder, start)
        yield f'<span class="{classes}">{piece}</span>' if classes else piece


def _piece_classes(holder: Span | None, start: int) -> str:
    """Return what a piece is: ``s`` starts a span, ``l`` one that leans, ``q`` is not quotable."""
    if holder is None or not holder.quotable:
        return "s q" if holder and holder.start == start else "q"
    if holder.start != start:
        return ""
    leans = any(context.role is ContextRole.LEANS_ON for context in holder.context)
    return "s l" if leans else "s"


def _shown(text: str) -> str:
    """Escape text from a document; what cannot be seen becomes a visible sign."""
    return escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def _words(name: str, *, join: str = " ") -> str:
    return escape(name.replace("_", join))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
