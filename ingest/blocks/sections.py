"""Section paths: which heading each block stands under."""

import re
from collections.abc import Sequence

from ingest.blocks.block_draft import BlockDraft
from ingest.structure import BlockKind
from ingest.text.furniture import heads_comments
from ingest.text.headings import ITEM_HEADING, UNRANKED
from ingest.text.lines import fold
from ingest.text.stated_dates import is_bare_date

_REFERENCES = re.compile(r"references?:?$", re.IGNORECASE)


def assign_sections(text: str, drafts: Sequence[BlockDraft]) -> None:
    """Give every block its section path, headings included in their own.

    Headings without marks are ranked by their capitals: Title Case above Sentence case; a single word
    counts as Title Case where its stretch (up to an emptied reference list, which ends a stretch) has
    several such headings. A heading directly under one of its own rank is its child, and so are those
    of that rank after it. A closing date makes the heading above it the title of a part.
    """
    _rank_single_words(text, drafts)
    closing = _rank_dated_parts(text, drafts)
    path = _Path()
    for index, draft in enumerate(drafts):
        words = text[draft.body : min(draft.end, draft.body + 200)]
        if index - 1 in closing or (draft.kind is BlockKind.FURNITURE and heads_comments(words)):
            path = _Path()
        if draft.kind is BlockKind.TITLE or (draft.kind is BlockKind.HEADING and draft.level == 0):
            path = _Path()
            if index:
                path.entries.append((0, _label(text, draft)))
        elif draft.kind is BlockKind.HEADING:
            heads_references = index + 1 < len(drafts) and drafts[index + 1].reference is not None
            if _ends_section(text, draft) and not heads_references:
                draft.kind = BlockKind.FURNITURE
                path.cut(1)
                path.nested = None
            else:
                path.open(draft, drafts, index, _label(text, draft))
        elif draft.list_id is not None:
            path.cut(ITEM_HEADING)
        draft.section = tuple(label for _, label in path.entries)
        if draft.kind is BlockKind.REFERENCE and not (draft.section and "eference" in draft.section[-1]):
            draft.section = ()


class _Path:
    """The headings that are open at one place, highest first, each with its rank."""

    def __init__(self) -> None:
        self.entries: list[tuple[float, str]] = []
        self.nested: float | None = None

    def cut(self, rank: float) -> None:
        self.entries = [entry for entry in self.entries if entry[0] < rank]

    def open(self, draft: BlockDraft, drafts: Sequence[BlockDraft], index: int, label: str) -> None:
        rank = float(draft.level)
        above = drafts[index - 1] if index else None
        below = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.body > draft.start:  # "#" signs rank it
            self.nested = None
        elif above and above.kind is BlockKind.HEADING and above.level == draft.level:
            self.nested = rank
            rank += 0.5
        elif self.nested == rank and not (
            below and below.kind is BlockKind.HEADING and below.level == draft.level
        ):
            rank += 0.5
        self.cut(rank)
        self.entries.append((rank, label))


def _label(text: str, draft: BlockDraft) -> str:
    return fold(text[draft.body : draft.end]).rstrip(":# ")


def _ends_section(text: str, draft: BlockDraft) -> bool:
    short = draft.kind is BlockKind.HEADING and draft.end - draft.body <= 20
    return short and bool(_REFERENCES.match(_label(text, draft)))


def _rank_single_words(text: str, drafts: Sequence[BlockDraft]) -> None:
    stretch: list[BlockDraft] = []
    for draft in drafts:
        if _ends_section(text, draft):
            _rank_stretch(stretch)
            stretch = []
        elif draft.kind in {BlockKind.HEADING, BlockKind.TITLE, BlockKind.FURNITURE}:
            stretch.append(draft)
    _rank_stretch(stretch)


def _rank_stretch(stretch: Sequence[BlockDraft]) -> None:
    """Rank the one-word headings of a stretch; headings above nothing but furniture do not count."""
    filled = 0
    for place, draft in enumerate(stretch):
        below = stretch[place + 1] if place + 1 < len(stretch) else None
        empty = below is not None and below.kind is BlockKind.FURNITURE and below.start - draft.end <= 2
        filled += draft.kind is BlockKind.HEADING and draft.level == 1 and not empty
    for draft in stretch:
        if draft.level == UNRANKED and draft.kind is BlockKind.HEADING:
            draft.level = 1 if filled > 1 else 2


def _rank_dated_parts(text: str, drafts: Sequence[BlockDraft]) -> set[int]:
    """Make titles of headings whose stretch a date closes; return where those dates stand."""
    closing: set[int] = set()
    head: BlockDraft | None = None
    for index, draft in enumerate(drafts):
        if draft.kind is BlockKind.TITLE or (draft.kind is BlockKind.HEADING and draft.level <= 1):
            head = draft
            continue
        dated = draft.kind is BlockKind.PARAGRAPH and is_bare_date(text[draft.start : draft.end])
        if dated and head and head.kind is BlockKind.HEADING:
            head.level = 0
            closing.add(index)
    return closing
