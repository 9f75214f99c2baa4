"""Spans of table rows and footnotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks.block_draft import Draft
from ingest.blocks.tables import Row, Table, names_source, notes_of, read_table, row_words
from ingest.spans.span_parts import cut_mark, plain_span
from ingest.structure import BlockKind, Context, ContextRole, Fault, Span

_CUT_IN_CELL = re.compile(r"\[(?=\s*(?:\||$))")


def row_spans(text: str, doc_id: str, drafts: Sequence[Draft]) -> Iterator[Span]:
    """Yield a span for every row and footnote, with header, labels and caption as context."""
    for table, caption in _tables(text, drafts):
        head = text[table.header.start : table.header.end].splitlines()[0]
        start = table.header.start
        context = []
        if any(table.columns):
            context.append(Context(role=ContextRole.HEADER, start=start, end=start + len(head)))
        if caption is not None:
            context.append(Context(role=ContextRole.CAPTION, start=caption.body, end=caption.end))
        for row in table.rows:
            yield _row_span(text, doc_id, table, row, context)
        for note in table.footnotes:
            span = plain_span(text, doc_id, note, note.start, note.end)
            yield replace(
                span, context=tuple(context), faults=_cuts(text, note), quotable=not names_source(span.text)
            )


def _row_span(text: str, doc_id: str, table: Table, row: Row, context: Sequence[Context]) -> Span:
    above = [draft for draft in (row.group, row.stub.draft if row.stub else None) if draft]
    above.extend(notes_of(text, table, row))
    labels = [Context(role=ContextRole.HEADER, start=draft.start, end=draft.end) for draft in above]
    span = plain_span(text, doc_id, row.draft, row.draft.start, row.draft.end)
    return replace(
        span,
        search_text=row_words(text, table, row),
        context=(*labels, *context),
        faults=_cuts(text, row.draft),
    )


def _cuts(text: str, draft: Draft) -> tuple[Fault, ...]:
    words = text[draft.start : draft.end]
    return tuple(cut_mark(draft.start + found.start()) for found in _CUT_IN_CELL.finditer(words))


def _tables(text: str, drafts: Sequence[Draft]) -> Iterator[tuple[Table, Draft | None]]:
    """Yield every table with its caption: a caption block or the heading it stands under."""
    parts: dict[int, list[Draft]] = {}
    captions: dict[int, Draft | None] = {}
    heading: Draft | None = None
    for draft in drafts:
        if draft.kind in {BlockKind.HEADING, BlockKind.TABLE_CAPTION}:
            heading = draft
        if draft.table_id is not None:
            captions.setdefault(draft.table_id, heading)
            parts.setdefault(draft.table_id, []).append(draft)
    for table_id, blocks in parts.items():
        yield read_table(text, blocks), captions[table_id]
