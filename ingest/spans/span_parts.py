"""What spans are made of: sentences, rows of tables, citation marks resolved, what every kind shares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks.block_draft import PROSE, BlockDraft
from ingest.blocks.lists import ITEMS, is_cut, is_followed
from ingest.blocks.tables import Table, names_source, notes_of, read_table, row_words
from ingest.structure import BlockKind, Context, ContextRole, Fault, FaultKind, Span, Voice
from ingest.text.lines import fold
from ingest.text.marks import Mark
from ingest.text.sentence_faults import announces_evidence, announces_lost_list
from ingest.text.sentences import Sentence, split_sentences

MAX_TRAILING = 12
"""At most so many citation marks after a sentence are its own."""

_NAMED_AFTER = re.compile(r"\s{1,3}references? (?P<mark>\[\d)", re.IGNORECASE)
"""Marks that stand as a sentence of their own after the one they support (``References [1,2].``)."""
_MARKS = re.compile(r"\s?\[(?:see references?: ?)?\d[\d,; –-]{0,60}\]|\[(?=\s|$)", re.IGNORECASE)
_PARTED = re.compile(r"(?<=[^\W\d_]{2})-[ \t]*\r?[\n\f]\s*(?=[a-zß-ÿ])|\xad\s*")
_CUT_IN_CELL = re.compile(r"\[(?=\s*(?:\||$))")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, the position of its block, and what is lost after it if it announces something."""

    block: int
    sentence: Sentence
    lost: FaultKind | None


def pieces_of(text: str, drafts: Sequence[BlockDraft]) -> list[Piece]:
    """Return the sentences of all prose blocks, in order."""
    pieces: list[Piece] = []
    for index, draft in enumerate(drafts):
        if draft.kind in PROSE and (sentences := split_sentences(text, draft.body, draft.end)):
            pieces.extend(Piece(index, sentence, None) for sentence in sentences[:-1])
            pieces.append(Piece(index, sentences[-1], _lost(text, drafts, index, sentences[-1])))
    return pieces


def _lost(text: str, drafts: Sequence[BlockDraft], index: int, sentence: Sentence) -> FaultKind | None:
    """Return what is lost after the last sentence of a block, if it announces something."""
    draft = drafts[index]
    words = text[sentence.start : sentence.end]
    if draft.kind is BlockKind.COMMENT or not words.endswith(":"):
        return None
    if announces_evidence(words):
        return FaultKind.EVIDENCE_LOST
    following = drafts[index + 1] if index + 1 < len(drafts) else None
    if following and ((following.kind in ITEMS and following.list_id is not None) or following.table_id):
        return None
    if is_followed(text, draft, following):
        return None
    lost = announces_lost_list(words) or is_cut(text, draft.end)
    return FaultKind.LIST_LOST if lost else None


@dataclass(slots=True)
class MarkResolver:
    """Resolves the marks of one document; spans must come in the order of their starts.

    ``marks`` are in order, ``known`` are the numbers of the document's reference entries. A mark without an
    entry becomes a fault, never a link.
    """

    text: str
    marks: Sequence[Mark]
    known: frozenset[int]
    first: int = 0

    def resolve(self, span: Span) -> Span:
        """Return the span with the references of the marks in it and directly after it."""
        if span.kind is BlockKind.REFERENCE or not self.marks:
            return span
        numbers: list[int] = []
        faults = list(span.faults)
        for mark in self._marks_of(span):
            for number in mark.numbers:
                if number in self.known:
                    numbers.append(number)
                else:
                    reason = f"reference {number} is not in our copy"
                    faults.append(Fault(FaultKind.REFERENCE_MISSING, mark.start, mark.end, reason))
        return replace(span, references=tuple(dict.fromkeys(numbers)), faults=tuple(faults))

    def _marks_of(self, span: Span) -> Iterator[Mark]:
        while self.first < len(self.marks) and self.marks[self.first].end <= span.start:
            self.first += 1
        named = _NAMED_AFTER.match(self.text, span.end)
        end = named.start("mark") if named else span.end
        trailing = 0
        for place in range(self.first, len(self.marks)):
            mark = self.marks[place]
            trailing += mark.start >= end
            if trailing > MAX_TRAILING or mark.start > end + 1 or self.text[end : mark.start].strip():
                break
            end = max(end, mark.end)
            if mark.start >= span.start:
                yield mark


def searchable(words: str) -> str:
    """Return ``words`` folded, without citation marks, and with words parted at a line's end joined."""
    return fold(_PARTED.sub("", _MARKS.sub(" ", words)))


def plain_span(text: str, doc_id: str, draft: BlockDraft, start: int, end: int) -> Span:
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
    return Fault(FaultKind.MARK_CUT, place, place + 1, "the citation mark was cut to its bracket")


def row_spans(text: str, doc_id: str, drafts: Sequence[BlockDraft]) -> Iterator[Span]:
    """Yield a span for every row and footnote, with header, labels and caption as context."""
    for table, caption in _tables(text, drafts):
        context = []
        if any(table.columns):
            start = table.header.start
            head = text[start : table.header.end].splitlines()[0]
            context.append(Context(role=ContextRole.HEADER, start=start, end=start + len(head)))
        if caption is not None:
            context.append(Context(role=ContextRole.CAPTION, start=caption.body, end=caption.end))
        for row in table.rows:
            above = [draft for draft in (row.group, row.stub and row.stub.draft) if draft]
            above.extend(notes_of(text, table, row))
            labels = [Context(role=ContextRole.HEADER, start=draft.start, end=draft.end) for draft in above]
            span = _cell_span(text, doc_id, row.draft, [*labels, *context])
            yield replace(span, search_text=row_words(text, table, row))
        for note in table.footnotes:
            span = _cell_span(text, doc_id, note, context)
            yield replace(span, quotable=not names_source(span.text))


def _cell_span(text: str, doc_id: str, draft: BlockDraft, context: Sequence[Context]) -> Span:
    span = plain_span(text, doc_id, draft, draft.start, draft.end)
    cuts = (cut_mark(draft.start + found.start()) for found in _CUT_IN_CELL.finditer(span.text))
    return replace(span, context=tuple(context), faults=tuple(cuts))


def _tables(text: str, drafts: Sequence[BlockDraft]) -> Iterator[tuple[Table, BlockDraft | None]]:
    """Yield every table with its caption, the heading it stands under."""
    parts: dict[int, list[BlockDraft]] = {}
    captions: dict[int, BlockDraft | None] = {}
    heading: BlockDraft | None = None
    for draft in drafts:
        if draft.kind is BlockKind.HEADING:
            heading = draft
        if draft.table_id is not None:
            captions.setdefault(draft.table_id, heading)
            parts.setdefault(draft.table_id, []).append(draft)
    for table_id, blocks in parts.items():
        yield read_table(text, blocks), captions[table_id]
