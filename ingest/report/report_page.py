"""The ingestion report as text, and as one web page: each document with blocks coloured and faults marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from ingest.report.counts import FaultPlace, IngestReport, build_report, line_starts
from ingest.report.plain_questions import smallest_spans
from ingest.structure import Block, BlockKind, ContextRole, ParsedDocument, Span, Voice

FOLDER = Path(__file__).parent
_UNSHOWABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")
"""Control characters, half surrogate pairs and marks that turn the direction of all that follows."""


def render_html(documents: Sequence[ParsedDocument], *, passed_over: Sequence[str] = ()) -> str:
    """Return a page that stands alone (no script, nothing loaded) and shows all that was understood.

    Everything from a document is escaped. Blocks carry their kind, voice and first line in words
    as well as a colour; a tick marks where a span starts, an arrow one that leans on the text
    before it; what is not quotable on its own is pale and slanted; a fault is underlined, with its
    reason below. ``passed_over``: why each file of the folder that is no document is not read.
    """
    report = build_report(documents)
    present = {share.name for share in (*report.kinds, *report.voices)}
    return _filled(
        "report.html",
        report,
        passed_over,
        style=(FOLDER / "report.css").read_text(encoding="utf-8"),
        kinds=[kind.value for kind in BlockKind if kind.value in present and kind is not BlockKind.BLANK],
        voices=[voice.value for voice in Voice if voice.value in present],
        documents=[(counts, list(_blocks(counts.document, counts.faults))) for counts in report.documents],
    )


def render_text(documents: Iterable[ParsedDocument], *, passed_over: Sequence[str] = ()) -> str:
    """Return the report for a terminal: one section a document, then the corpus as one."""
    return _filled("report.txt", build_report(documents), passed_over)


def _filled(template: str, report: IngestReport, passed_over: Sequence[str], **more: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=template.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    # What cannot be seen becomes a visible sign.
    shown = partial(_UNSHOWABLE.sub, "\N{REPLACEMENT CHARACTER}")
    environment.filters |= {"shown": shown, "words": lambda name: name.replace("_", " ")}
    characters = sum(len(one.document.text) for one in report.documents)
    return environment.get_template(template).render(
        report=report, characters=characters, passed_over=passed_over, **more
    )


def _blocks(document: ParsedDocument, faults: Sequence[FaultPlace]) -> Iterator[dict[str, Any]]:
    """What the page shows of each block; ``path`` is its section where that is another than before."""
    lines = line_starts(document.text)
    spans = smallest_spans(document)
    starts = [span.start for span in spans]
    fault_starts = [place.fault.start for place in faults]
    longest = max((place.fault.end - place.fault.start for place in faults), default=0)
    section: tuple[str, ...] = ()
    for block in document.blocks:
        if block.kind is BlockKind.BLANK:
            continue
        # A span may open in the block before; one step back is enough, as spans do not overlap.
        first = max(bisect_left(starts, block.start) - 1, 0)
        inside = spans[first : bisect_left(starts, block.end)]
        near = range(bisect_left(fault_starts, block.start - longest), bisect_left(fault_starts, block.end))
        here = {rank: faults[rank] for rank in near if _meets(faults[rank], block)}
        yield {
            "block": block,
            "path": "" if block.section == section else " › ".join(block.section) or "no section",
            "line": bisect_right(lines, block.start),
            "pieces": list(_pieces(document.text, block, inside, here)),
            "reasons": [place.fault for place in here.values() if block.start <= place.fault.start],
        }
        section = block.section


def _meets(place: FaultPlace, block: Block) -> bool:
    """Tell whether a fault touches a block; an empty one belongs to the block it stands in."""
    fault = place.fault
    return fault.start < block.end and (fault.end > block.start or fault.start == fault.end >= block.start)


def _pieces(
    text: str, block: Block, spans: Sequence[Span], faults: Mapping[int, FaultPlace]
) -> Iterator[dict[str, Any]]:
    """Cut a block where a span or fault starts or ends; each piece once, with the faults that start there."""
    ranges = [(place.fault.start, place.fault.end) for place in faults.values()]
    starts = [span.start for span in spans]
    edges = {edge for span in spans for edge in (span.start, span.end)} | set(chain(*ranges))
    cuts = sorted({block.start, block.end} | {edge for edge in edges if block.start < edge < block.end})
    for start, end in pairwise(cuts):
        before = bisect_right(starts, start) - 1
        holder = spans[before] if before >= 0 and end <= spans[before].end else None
        yield {
            "anchors": [rank for rank, place in faults.items() if place.fault.start == start],
            "classes": _piece_classes(holder, start),
            "marked": any(first <= start and end <= last for first, last in ranges),
            "text": text[start:end],
        }


def _piece_classes(holder: Span | None, start: int) -> str:
    """Return what a piece is: ``s`` starts a span, ``l`` one that leans, ``q`` is not quotable."""
    if holder is None or not holder.quotable:
        return "s q" if holder and holder.start == start else "q"
    if holder.start != start:
        return ""
    leans = any(context.role is ContextRole.LEANS_ON for context in holder.context)
    return "s l" if leans else "s"
