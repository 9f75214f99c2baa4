"""What every kind of span shares."""

import re

from ingest.blocks.block_draft import Draft
from ingest.structure import Fault, FaultKind, Span, Voice
from ingest.text.lines import fold

_MARKS = re.compile(r"\s?\[(?:see references?: ?)?\d[\d,; –-]{0,60}\]|\[(?=\s|$)", re.IGNORECASE)


_PARTED = re.compile(r"(?<=[^\W\d_]{2})-[ \t]*\r?[\n\f]\s*(?=[a-zß-ÿ])|\xad\s*")


def searchable(words: str) -> str:
    """Return ``words`` folded, without citation marks, and with words parted at a line's end joined."""
    return fold(_PARTED.sub("", _MARKS.sub(" ", words)))


def plain_span(text: str, doc_id: str, draft: Draft, start: int, end: int) -> Span:
    """Return the quotable span ``[start, end)`` of a block, without context and faults."""
    words = text[start:end]
    return Span(
        doc_id=doc_id,
        start=start,
        end=end,
        text=words,
        search_text=searchable(words),
        kind=draft.kind,
        voice=draft.voice or Voice.PUBLISHER,
        section=draft.section,
        date=draft.date or "",
        quotable=True,
    )


def cut_mark(place: int) -> Fault:
    """Return the fault of a citation mark of which only the bracket at ``place`` is left."""
    reason = "the citation mark was cut to its bracket"
    return Fault(kind=FaultKind.MARK_CUT, start=place, end=place + 1, reason=reason)
