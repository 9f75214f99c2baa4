"""What ingestion understood of a corpus, counted, so that a person can check a document in a minute."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.structure import BlockKind, Fault, FaultKind, ParsedDocument

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
    """A fault with the line where it begins, from 1, and the words there."""

    fault: Fault
    line: int
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class DocumentReport:
    """What can be counted of a document; ``verdict`` says what to do with it."""

    document: ParsedDocument
    verdict: str
    kinds: tuple[Share, ...]
    voices: tuple[Share, ...]
    faults: tuple[FaultPlace, ...]

    @property
    def quotable(self) -> int:
        """How many of the spans can be quoted."""
        return sum(span.quotable for span in self.document.spans)


@dataclass(frozen=True, kw_only=True)
class IngestReport:
    """The reports of all documents in the order of the corpus, and the corpus as one."""

    documents: tuple[DocumentReport, ...]
    kinds: tuple[Share, ...]
    voices: tuple[Share, ...]


def line_starts(text: str) -> list[int]:
    """Return where each line starts; a line ends after U+000A."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def build_report(documents: Iterable[ParsedDocument]) -> IngestReport:
    """Count what was understood."""
    reports = tuple(map(_document_report, documents))
    return IngestReport(
        documents=reports,
        kinds=_merged([report.kinds for report in reports]),
        voices=_merged([report.voices for report in reports]),
    )


def _document_report(document: ParsedDocument) -> DocumentReport:
    lines = line_starts(document.text)
    sizes = [(block, block.end - block.start) for block in document.blocks]
    return DocumentReport(
        document=document,
        verdict=verdict(
            document.faults,
            quotable=sum(span.quotable for span in document.spans),
            pages=document.pages,
            lines=lines,
        ),
        kinds=_totals((block.kind.value, 1, size) for block, size in sizes),
        voices=_totals((b.voice.value, 1, size) for b, size in sizes if b.kind is not BlockKind.BLANK),
        faults=tuple(
            FaultPlace(fault=fault, line=bisect_right(lines, fault.start), excerpt=_excerpt(document, fault))
            for fault in sorted(document.faults, key=lambda fault: (fault.start, fault.end, fault.kind))
        ),
    )


def _merged(many: Sequence[tuple[Share, ...]]) -> tuple[Share, ...]:
    return _totals((share.name, share.blocks, share.characters) for shares in many for share in shares)


def _totals(counts: Iterable[tuple[str, int, int]]) -> tuple[Share, ...]:
    """Add up (name, blocks, characters) by name; largest first, of equals by name."""
    blocks, characters = Counter[str](), Counter[str]()
    for name, number, size in counts:
        blocks[name] += number
        characters[name] += size
    whole = characters.total() or 1
    shares = (
        Share(name=name, blocks=blocks[name], characters=size, share=size / whole)
        for name, size in characters.items()
    )
    return tuple(sorted(shares, key=lambda share: (-share.characters, share.name)))


def _excerpt(document: ParsedDocument, fault: Fault) -> str:
    folded = " ".join(document.text[fault.start : fault.end].split())
    return folded if len(folded) <= _EXCERPT else folded[: _EXCERPT - 1] + "…"


_LOOK_AT = {
    FaultKind.GARBLED: ("garbled place", "garbled places"),
    FaultKind.SENTENCE_CUT: ("cut sentence", "cut sentences"),
    FaultKind.LIST_LOST: ("lost list", "lost lists"),
    FaultKind.EVIDENCE_LOST: ("lost finding", "lost findings"),
    FaultKind.PLACEHOLDER: ("placeholder", "placeholders"),
    FaultKind.PHONE_CONFLICT: ("telephone number that differs", "telephone numbers that differ"),
}
"""What is worth a look, most serious first; lost links and marks leave a sentence whole."""

_TOO_MANY = {
    FaultKind.GARBLED: "letters are garbled; have its text recognised anew",
    FaultKind.SENTENCE_CUT: "columns are mixed up or lines are missing; save it in another format",
}
_SHARE = 0.3
"""Of quotable spans and faulty places: from here on more reading goes wrong than a look can mend."""
_FEW = 3
"""So many faults are looked at one by one, however short the document is."""


def verdict(faults: Sequence[Fault], *, quotable: int, pages: Sequence[int], lines: Sequence[int]) -> str:
    """Return one sentence without its full stop: "ready", "2 cut sentences: look at page 4", "do not use: …".

    ``quotable``: how many spans can be quoted. ``pages``, ``lines``: where each starts, ascending.
    """
    for kind, reason in _TOO_MANY.items():
        count = sum(fault.kind is kind for fault in faults)
        if count > _FEW and count >= _SHARE * (quotable + count):
            return f"do not use: {reason}"
    if not quotable:
        return "do not use: nothing in it can be quoted"
    told: list[str] = []
    where = ""
    for kind, (one, many) in _LOOK_AT.items():
        places = [fault.start for fault in faults if fault.kind is kind]
        if places:
            told.append(f"{len(places):,} {one if len(places) == 1 else many}")
            where = where or _most(places, pages or lines, "page" if pages else "line")
    return f"{', '.join(told)}: look at {where}" if told else "ready"


def _most(places: Sequence[int], starts: Sequence[int], unit: str) -> str:
    """Name the page or line that holds most of the places, of equals the first."""
    numbers = [max(bisect_right(starts, place), 1) for place in places]
    return f"{unit} {max(dict.fromkeys(numbers), key=numbers.count)}"
