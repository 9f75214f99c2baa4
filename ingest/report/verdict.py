"""What a person should do about a document: use it, look at a place, or leave it out."""

from bisect import bisect_right
from collections.abc import Sequence

from ingest.structure import Fault, FaultKind

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

    Args:
        faults: of the document.
        quotable: how many of its spans can be quoted.
        pages: where each page starts, ascending; empty without pages.
        lines: where each line starts, ascending.
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
