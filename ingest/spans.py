"""Quotable spans: sentences, list items, whole lists and table rows, with what must go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.corrections import find_corrections
from ingest.drafts import PROSE, Draft
from ingest.leaning import leans
from ingest.lines import fold, trim
from ingest.lists import ListParts, is_cut, relate_lists
from ingest.marks import Mark
from ingest.sentence_faults import announces_evidence, announces_lost_list, breaks_off, says_nothing, sentence_faults
from ingest.sentences import Sentence, split_sentences
from ingest.structure import BlockKind, Context, ContextRole, Fault, FaultKind, Span, Voice
from ingest.tables import Row, Table, names_source, notes_of, read_table, row_words

MAX_LEANING = 3
"""At most so many sentences are brought for one that leans on them."""
MAX_LEANING_LENGTH = 900
MAX_TRAILING = 12
"""At most so many citation marks after a sentence are its own."""
_MARKS = re.compile(r"\s?\[(?:see references?: ?)?\d[\d,; –-]{0,60}\]|\[(?=\s|$)", re.IGNORECASE)
_NAMED_AFTER = re.compile(r"\s{1,3}references? (?P<mark>\[\d)", re.IGNORECASE)
"""Marks that stand as a sentence of their own after the one they support (``References [1,2].``)."""

_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.DEFINITION})


@dataclass(slots=True)
class Piece:
    """A sentence with the position of its block, before it becomes a span."""

    block: int
    sentence: Sentence
    lost: FaultKind | None = None


class SpanMaker:
    """Makes the spans of one document out of its blocks.

    ``marks`` are the citation marks in order, ``known`` the numbers of its reference entries.
    """

    def __init__(
        self, text: str, doc_id: str, drafts: Sequence[Draft], *, marks: Sequence[Mark], known: frozenset[int]
    ) -> None:
        self.text = text
        self.doc_id = doc_id
        self.drafts = drafts
        self.marks = marks
        self.known = known
        self.lists = relate_lists(text, drafts)
        self.corrections = find_corrections(text, drafts)
        self.next_mark = 0

    def make(self) -> list[Span]:
        """Return all spans ordered by start, longer ones first."""
        pieces = self._pieces()
        made = [
            *self._sentences(pieces),
            *self._whole_lists(),
            *self._rows(),
            *self._entries(),
        ]
        made.sort(key=lambda span: (span.start, -span.end))
        return [self._with_marks(span) for span in made]

    def _pieces(self) -> list[Piece]:
        pieces: list[Piece] = []
        for index, draft in enumerate(self.drafts):
            if draft.kind not in PROSE:
                continue
            sentences = split_sentences(self.text, draft.body, draft.end)
            for place, sentence in enumerate(sentences):
                lost = self._lost(index, sentence, ends=place == len(sentences) - 1)
                pieces.append(Piece(index, sentence, lost))
        return pieces

    def _lost(self, index: int, sentence: Sentence, *, ends: bool) -> FaultKind | None:
        """Return what is lost after a sentence that announces something, or None."""
        draft = self.drafts[index]
        words = self.text[sentence.start : sentence.end]
        if not ends or draft.kind is BlockKind.COMMENT or not words.endswith(":"):
            return None
        if announces_evidence(words):
            return FaultKind.EVIDENCE_LOST
        following = self.drafts[index + 1] if index + 1 < len(self.drafts) else None
        if following and (following.kind in _ITEMS and following.list_id is not None or following.table_id):
            return None
        if announces_lost_list(words) or is_cut(self.text, draft.end):
            return FaultKind.LIST_LOST
        return None

    def _sentences(self, pieces: Sequence[Piece]) -> Iterator[Span]:
        for place, piece in enumerate(pieces):
            draft = self.drafts[piece.block]
            start, end = piece.sentence.start, piece.sentence.end
            words = self.text[start:end]
            faults = self._faults(piece, pieces[place - 1] if place else None)
            parts = self.lists.get(draft.list_id) if draft.list_id is not None else None
            lead = self._lead_in(parts, piece)
            whole = parts is not None and parts.whole
            context = list(self._leaning(pieces, place))
            if lead:
                context.append(Context(role=ContextRole.LEAD_IN, start=lead[0], end=lead[1]))
            if parts and whole:
                context.append(Context(role=ContextRole.LIST, start=parts.start, end=parts.end))
            if piece.block in self.corrections:
                context.append(self.corrections[piece.block])
            quotable = (
                draft.voice is not Voice.VISITOR
                and piece.lost is None
                and not breaks_off(words)
                and not says_nothing(words)
                and not (draft.kind is BlockKind.LEAD_IN and whole)
            )
            span = self._span(draft, start, end, context=tuple(context), faults=faults, quotable=quotable)
            if lead:
                led = f"{fold(self.text[lead[0] : lead[1]])} {span.search_text}"
                span = replace(span, search_text=led)
            yield span

    def _span(
        self,
        draft: Draft,
        start: int,
        end: int,
        *,
        context: tuple[Context, ...] = (),
        faults: tuple[Fault, ...] = (),
        quotable: bool = True,
    ) -> Span:
        words = self.text[start:end]
        return Span(
            doc_id=self.doc_id,
            start=start,
            end=end,
            text=words,
            search_text=searchable(words),
            kind=draft.kind,
            voice=draft.voice or Voice.PUBLISHER,
            section=draft.section,
            date=draft.date or "",
            quotable=quotable,
            context=context,
            faults=faults,
        )

    def _lead_in(self, parts: ListParts | None, piece: Piece) -> tuple[int, int] | None:
        """Return the range of the sentence or label that introduces a sentence, if one does.

        A lead-in that is a sentence of its own introduces only the first sentence of each item.
        """
        if parts is None or parts.lead_in is None or piece.block not in parts.items:
            label = self.drafts[piece.block - 1] if piece.block else None
            if label and label.kind is BlockKind.LEAD_IN and label.list_id is None and self._is_label(label):
                return label.body, label.end
            return None
        lead = self.drafts[parts.lead_in]
        first = piece.sentence.start == trim(self.text, self.drafts[piece.block].body, piece.sentence.end)[0]
        closed = self.text[lead.end - 1] in ".!?"
        return None if closed and not first else trim(self.text, lead.body, lead.end)

    def _is_label(self, draft: Draft) -> bool:
        """Tell whether a lead-in is a line that says whom the prose under it is about."""
        return self.text[draft.end - 1] not in ":["

    def _leaning(self, pieces: Sequence[Piece], place: int) -> Iterator[Context]:
        """Yield the stretch of sentences before ``pieces[place]`` that it needs, if it needs one."""
        here = pieces[place].sentence
        at = place
        while leans(self.text[pieces[at].sentence.start : pieces[at].sentence.end]) and at > 0:
            before = pieces[at - 1]
            too_far = here.start - before.sentence.start > MAX_LEANING_LENGTH or place - at >= MAX_LEANING
            if before.lost or too_far or not self._same_flow(before.block, pieces[at].block):
                break
            at -= 1
        if at < place:
            yield Context(
                role=ContextRole.LEANS_ON, start=pieces[at].sentence.start, end=pieces[place - 1].sentence.end
            )

    def _same_flow(self, before: int, after: int) -> bool:
        """Tell whether one block goes on where another, the same or the one just before it, ended."""
        if before == after:
            return True
        ours, theirs = self.drafts[after], self.drafts[before]
        return (
            after - before == 1
            and ours.section == theirs.section
            and ours.voice is theirs.voice
            and ours.thread_id == theirs.thread_id
            and ours.kind is not BlockKind.COMMENT
        )

    def _faults(self, piece: Piece, before: Piece | None) -> tuple[Fault, ...]:
        draft, sentence = self.drafts[piece.block], piece.sentence
        faults = sentence_faults(self.text, sentence.start, sentence.end)
        if piece.lost is FaultKind.LIST_LOST:
            faults.append(_lost(piece, "the sentence announces a list that our copy lacks"))
        elif piece.lost is FaultKind.EVIDENCE_LOST:
            faults.append(_lost(piece, "the evidence that this line announces is not in our copy"))
        if before and before.lost and leans(self.text[sentence.start : sentence.end]):
            faults.append(_lost(before, "the sentence after it refers to what is not in our copy"))
        if is_cut(self.text, draft.end) and draft.end - sentence.end <= 12:
            place = self.text.rindex("[", sentence.end, draft.end)
            faults.append(_cut(place))
        return tuple(faults)

    def _whole_lists(self) -> Iterator[Span]:
        for parts in self.lists.values():
            if not parts.whole:
                continue
            opener = self.drafts[parts.items[0] - 1 if parts.start < self.drafts[parts.items[0]].start else 0]
            draft = opener if parts.start < self.drafts[parts.items[0]].start else self.drafts[parts.items[0]]
            start = parts.start if draft.kind is BlockKind.LEAD_IN else draft.body
            context: tuple[Context, ...] = ()
            if parts.lead_in is not None and self.drafts[parts.lead_in].kind is BlockKind.HEADING:
                heading = self.drafts[parts.lead_in]
                context = (Context(role=ContextRole.LEAD_IN, start=heading.body, end=heading.end),)
            span = self._span(draft, start, parts.end, context=context)
            items = [fold(self.text[self.drafts[item].body : self.drafts[item].end]) for item in parts.items]
            lead = "" if parts.lead_in is None else fold(
                self.text[self.drafts[parts.lead_in].body : self.drafts[parts.lead_in].end]
            )
            yield replace(span, kind=BlockKind.LEAD_IN, search_text=searchable(f"{lead} " + "; ".join(items)))

    def _rows(self) -> Iterator[Span]:
        for table, caption in tables_of(self.text, self.drafts):
            head_end = table.header.start + len(self.text[table.header.start : table.header.end].splitlines()[0])
            header = Context(role=ContextRole.HEADER, start=table.header.start, end=head_end)
            titled: tuple[Context, ...] = ()
            if caption is not None:
                titled = (Context(role=ContextRole.CAPTION, start=caption.body, end=caption.end),)
            for row in table.rows:
                yield self._row(table, row, (header, *titled))
            for note in table.footnotes:
                span = self._span(note, note.start, note.end, context=(header, *titled))
                yield replace(span, quotable=not names_source(span.text), faults=self._row_cuts(note))

    def _row(self, table: Table, row: Row, context: tuple[Context, ...]) -> Span:
        above = [draft for draft in (row.group, row.stub.draft if row.stub else None) if draft]
        above.extend(notes_of(self.text, table, row))
        labels = tuple(Context(role=ContextRole.HEADER, start=draft.start, end=draft.end) for draft in above)
        span = self._span(row.draft, row.draft.start, row.draft.end, context=(*labels, *context))
        return replace(span, search_text=row_words(self.text, table, row), faults=self._row_cuts(row.draft))

    def _row_cuts(self, draft: Draft) -> tuple[Fault, ...]:
        words = self.text[draft.start : draft.end]
        return tuple(_cut(draft.start + found.start()) for found in re.finditer(r"\[(?=\s*(?:\||$))", words))

    def _entries(self) -> Iterator[Span]:
        for draft in self.drafts:
            if draft.kind in {BlockKind.REFERENCE, BlockKind.PLACEHOLDER}:
                yield self._span(draft, draft.body, draft.end, quotable=False)

    def _with_marks(self, span: Span) -> Span:
        """Resolve the marks in or directly after a span; one without a record becomes a fault."""
        if span.kind is BlockKind.REFERENCE or not self.marks:
            return span
        numbers: list[int] = []
        faults = list(span.faults)
        trailing = _NAMED_AFTER.match(self.text, span.end)
        for mark in self._marks_of(span, trailing.start("mark") if trailing else span.end):
            for number in mark.numbers:
                if number in self.known:
                    numbers.append(number)
                else:
                    faults.append(
                        Fault(
                            kind=FaultKind.REFERENCE_MISSING,
                            start=mark.start,
                            end=mark.end,
                            reason=f"reference {number} is not in our copy",
                        )
                    )
        return replace(span, references=tuple(dict.fromkeys(numbers)), faults=tuple(faults))

    def _marks_of(self, span: Span, end: int) -> Iterator[Mark]:
        while self.next_mark < len(self.marks) and self.marks[self.next_mark].end <= span.start:
            self.next_mark += 1
        trailing = 0
        for place in range(self.next_mark, len(self.marks)):
            mark = self.marks[place]
            trailing += mark.start >= end
            if trailing > MAX_TRAILING:
                break
            if mark.start >= end and self.text[end : mark.start].strip():
                break
            if mark.start > end + 1:
                break
            end = max(end, mark.end)
            if mark.start >= span.start:
                yield mark


def searchable(words: str) -> str:
    """Return ``words`` with white space folded and citation marks left out."""
    return fold(_MARKS.sub(" ", words))


def tables_of(text: str, drafts: Sequence[Draft]) -> Iterator[tuple[Table, Draft | None]]:
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


def _lost(piece: Piece, reason: str) -> Fault:
    assert piece.lost is not None  # noqa: S101
    return Fault(kind=piece.lost, start=piece.sentence.start, end=piece.sentence.end, reason=reason)


def _cut(place: int) -> Fault:
    return Fault(kind=FaultKind.MARK_CUT, start=place, end=place + 1, reason="the citation mark was cut to its bracket")
