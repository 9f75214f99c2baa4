"""Passages: coherent stretches of blocks with the spans inside them."""

from collections.abc import Iterator, Sequence

from corpus.document import Source
from ingest.blocks.block_draft import BlockDraft
from ingest.spans.span_parts import searchable
from ingest.structure import BlockKind, Passage, Span, Voice

MAX_PASSAGE = 2000
"""A paragraph or reply longer than this many characters becomes several passages."""

MAX_LIST = 1000
"""Items of a list share a passage up to this many characters."""

_SILENT = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.BLANK})


def make_passages(
    source: Source, text: str, drafts: Sequence[BlockDraft], spans: Sequence[Span]
) -> list[Passage]:
    """Return the passages of a document in order; every span lies in exactly one."""
    passages: list[Passage] = []
    place = 0
    records = source.original.lower().endswith((".csv", ".tsv"))
    for group in [[draft] for draft in drafts] if records else _groups(drafts):
        start, end = group[0].start, group[-1].end
        inside: list[Span] = []
        while place < len(spans) and spans[place].start < end:
            inside.append(spans[place])
            place += 1
        for first, last, chosen in _portions(start, end, inside):
            if chosen:
                passages.append(_passage(source, text[first:last], group[0], first, chosen))
    return passages


def _groups(drafts: Sequence[BlockDraft]) -> list[list[BlockDraft]]:
    """Return the runs of blocks that belong together: a table, a list, a reply, else a single block."""
    groups: list[list[BlockDraft]] = []
    for draft in drafts:
        if groups and _belongs(groups[-1], draft):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return [group for group in groups if group[0].kind not in _SILENT]


def _belongs(group: Sequence[BlockDraft], draft: BlockDraft) -> bool:
    last = group[-1]
    if draft.kind in _SILENT and draft.table_id is None:
        return False
    if draft.table_id is not None or last.table_id is not None:
        return draft.table_id == last.table_id
    if draft.list_id is not None or last.list_id is not None:
        return draft.list_id == last.list_id and draft.end - group[0].start <= MAX_LIST
    return (
        draft.kind is BlockKind.REPLY and last.kind is BlockKind.REPLY and draft.thread_id == last.thread_id
    )


def _portions(start: int, end: int, spans: Sequence[Span]) -> Iterator[tuple[int, int, list[Span]]]:
    """Yield ``[start, end)`` with its spans, in portions where it is too long."""
    in_table = bool(spans) and spans[0].kind in {BlockKind.TABLE_ROW, BlockKind.TABLE_FOOTNOTE}
    if end - start <= MAX_PASSAGE or in_table:
        yield start, end, list(spans)
        return
    portion: list[Span] = []
    reach = start
    for span in spans:
        if portion and span.start >= reach and max(reach, span.end) - portion[0].start > MAX_PASSAGE:
            yield portion[0].start, reach, portion
            portion = []
        portion.append(span)
        reach = max(reach, span.end)
    if portion:
        yield portion[0].start, reach, portion


def _passage(source: Source, text: str, draft: BlockDraft, start: int, spans: Sequence[Span]) -> Passage:
    words = searchable(text) if draft.table_id is None else "; ".join(span.search_text for span in spans)
    heading = " > ".join(draft.section)
    return Passage(
        source=source,
        start=start,
        end=start + len(text),
        text=text,
        search_text=f"{heading}: {words}" if heading else words,
        kind=draft.kind,
        voice=draft.voice or Voice.PUBLISHER,
        section=draft.section,
        spans=tuple(spans),
    )
