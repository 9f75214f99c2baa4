"""Blocks of reference lists: run together in one line, or entry by entry over several lines."""

import re
from collections.abc import Iterator, Sequence

from ingest.blocks.block_draft import BlockDraft
from ingest.structure import BlockKind
from ingest.text.furniture import is_byline
from ingest.text.lines import Line, read_marker, trim

_HEADING = re.compile(r"(?:\w+ ){0,2}(?:references|bibliography|literature)\b.{0,20}$", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\bdoi:|\bPMID:|https?://|\b(?:19|20)\d\d\b")
_CITATION_WORDS = 25
_PREFACE = 25
"""Lines that may stand between the heading of a reference list and its first number."""


def numbered_starts(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (number, start, end) of the entries ``1. … 2. … 3. …`` that run on in ``[start, end)``.

    Only the next number in sequence, after a full stop or the like, opens an entry.
    """
    number, at = 1, start
    if not text.startswith("1. ", start, end):
        return
    for found in re.finditer(r"(?<=[.)\]/])\s(\d{1,4})\.\s", text[start:end]):
        if int(found[1]) == number + 1:
            yield number, at, trim(text, at, start + found.start())[1]
            number, at = number + 1, start + found.start(1)
    yield number, at, end


def is_running_list(line: str) -> bool:
    """Tell whether a line is a list of at least three references run together."""
    if not line.startswith("1. ") or not _IDENTIFIER.search(line[:2000]):
        return False
    entries = list(numbered_starts(line, 0, len(line)))
    cited = sum(1 for _, start, end in entries if _IDENTIFIER.search(line, start, end))
    return len(entries) >= 3 and cited >= 0.8 * len(entries)


def take_running_list(text: str, line: Line) -> list[BlockDraft]:
    """Return one block an entry; ``line`` is one of ``text``."""
    return [
        BlockDraft(kind=BlockKind.REFERENCE, start=start, end=end, body=start, reference=number)
        for number, start, end in numbered_starts(text, line.start, line.end)
    ]


def reads_as_reference_heading(text: str, draft: BlockDraft) -> bool:
    """Tell whether a heading opens a reference list that has something in it."""
    if draft.kind is not BlockKind.HEADING or draft.end - draft.start > 60:
        return False
    return bool(_HEADING.match(text[draft.body : draft.end]))


def take_entries(lines: Sequence[Line], index: int) -> tuple[list[BlockDraft], int]:
    """Return the blocks of the reference list that begins at ``index`` and the index after it.

    A list is numbered from 1 and may be introduced by prose. Lines that cite (journal, authors,
    hospital) are reference blocks; abstracts and comments quoted with them are paragraphs. An entry ends
    at the next number, the list at a byline or the end. No numbered line: nothing is taken.
    """
    drafts: list[BlockDraft] = []
    number = 0
    citing = False
    at = index
    while at < len(lines):
        line = lines[at]
        if not line.text:
            at += 1
            continue
        if is_byline(line.text) or line.text.startswith("#") or (not number and at - index > _PREFACE):
            break
        marker = read_marker(line.text)
        width = 0
        if marker and marker.style == "number" and marker.rank == number + 1:
            number, width = marker.rank, marker.width
            citing = len(line.text.split()) <= _CITATION_WORDS
        words = line.text[width:]
        cites = re.match(r"fetch\b", words, re.IGNORECASE) or (citing and not words.startswith(('"', "“")))
        kind = BlockKind.REFERENCE if cites else BlockKind.PARAGRAPH
        draft = BlockDraft(kind=kind, start=line.start, end=line.end, body=line.start + width)
        draft.reference = number or None
        drafts.append(draft)
        at += 1
    return (drafts, at) if number >= 2 else ([], index)
