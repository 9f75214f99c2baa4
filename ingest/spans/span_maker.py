"""Quotable spans: sentences, list items, whole lists and table rows, with what must go with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.blocks.block_draft import BlockDraft
from ingest.blocks.lists import ITEMS, ListParts, is_cut, is_followed, relate_lists
from ingest.links.corrections import find_corrections
from ingest.spans.span_parts import (
    MarkResolver,
    Piece,
    cut_mark,
    pieces_of,
    plain_span,
    row_spans,
    searchable,
)
from ingest.structure import BlockKind, Context, ContextRole, Fault, FaultKind, Span, Voice
from ingest.text.headings import is_question
from ingest.text.leaning import leans, opens_leaning
from ingest.text.lines import fold, trim
from ingest.text.sentence_faults import ends_in_article, says_nothing, sentence_faults

MAX_LEANING = 3
"""At most so many sentences are brought for one that leans on them."""
MAX_LEANING_LENGTH = 900
"""… and no more than this many characters."""
_TOLD_EVERY = 64
"""Sentences between two reports of progress."""

_LOST = {
    FaultKind.LIST_LOST: "the sentence announces a list that our copy lacks",
    FaultKind.EVIDENCE_LOST: "the evidence that this line announces is not in our copy",
}


class SpanMaker:
    """Makes the spans of one document out of its blocks."""

    def __init__(self, text: str, doc_id: str, drafts: Sequence[BlockDraft], marks: MarkResolver) -> None:
        self.text = text
        self.doc_id = doc_id
        self.drafts = drafts
        self.marks = marks
        self.lists = relate_lists(drafts)
        self.corrections = find_corrections(text, drafts)
        self.pieces = pieces_of(text, drafts)

    def make(self, progress: Callable[[int], None] = lambda _: None) -> list[Span]:
        """Return all spans ordered by start, longer ones first; ``progress`` hears of characters read."""
        made: list[Span] = []
        for place, piece in enumerate(self.pieces):
            made.append(self._sentence(place))
            if place % _TOLD_EVERY == 0:
                progress(piece.sentence.start)
        made += [*self._whole_lists(), *row_spans(self.text, self.doc_id, self.drafts)]
        made += [  # what is found but never quoted
            replace(plain_span(self.text, self.doc_id, draft, draft.body, draft.end), quotable=False)
            for draft in self.drafts
            if draft.kind in {BlockKind.REFERENCE, BlockKind.PLACEHOLDER}
        ]
        made.sort(key=lambda span: (span.start, -span.end))
        return [self.marks.resolve(span) for span in made]

    def _words(self, piece: Piece) -> str:
        return self.text[piece.sentence.start : piece.sentence.end]

    def _sentence(self, place: int) -> Span:
        piece = self.pieces[place]
        draft = self.drafts[piece.block]
        span = plain_span(self.text, self.doc_id, draft, piece.sentence.start, piece.sentence.end)
        parts = self.lists.get(draft.list_id) if draft.list_id is not None else None
        whole = parts is not None and parts.whole
        lead = self._lead_in(parts, piece)
        context = list(self._leaning(place))
        if lead:
            context.append(Context(role=ContextRole.LEAD_IN, start=lead[0], end=lead[1]))
        if parts and whole:
            context.append(Context(role=ContextRole.LIST, start=parts.start, end=parts.end))
        if piece.block in self.corrections:
            context.append(self.corrections[piece.block])
        led = f"{fold(self.text[lead[0] : lead[1]])} {span.search_text}" if lead else span.search_text
        stands_in_whole = draft.kind is BlockKind.LEAD_IN and whole
        silent = draft.voice is Voice.VISITOR or piece.lost is not None or stands_in_whole
        paragraph = draft.kind is BlockKind.PARAGRAPH
        asks = paragraph and is_question(fold(self.text[draft.body : draft.end]))  # a heading in all but name
        empty = asks or says_nothing(span.text)
        faults = self._faults(place)
        cut = any(fault.kind is FaultKind.SENTENCE_CUT for fault in faults)
        return replace(
            span,
            search_text=led,
            context=tuple(context),
            faults=faults,
            quotable=not (silent or cut or empty or self._only_announces(piece)),
        )

    def _only_announces(self, piece: Piece) -> bool:
        """Tell whether a sentence announces the paragraphs below it and says nothing of its own."""
        draft = self.drafts[piece.block]
        announces = draft.kind is BlockKind.LEAD_IN and self._words(piece).endswith(":")
        return announces and is_followed(self.text, draft, self._after(piece.block))

    def _after(self, block: int) -> BlockDraft | None:
        return self.drafts[block + 1] if block + 1 < len(self.drafts) else None

    def _lead_in(self, parts: ListParts | None, piece: Piece) -> tuple[int, int] | None:
        """Return the range of the sentence or label that introduces a sentence, if one does.

        A lead-in that is a sentence of its own introduces only the first sentence of each item.
        """
        if parts is None or parts.lead_in is None or piece.block not in parts.items:
            return self._label_above(piece.block)
        lead = self.drafts[parts.lead_in]
        body = trim(self.text, self.drafts[piece.block].body, piece.sentence.end)[0]
        closed = self.text[lead.end - 1] in ".!?"
        return None if closed and piece.sentence.start != body else trim(self.text, lead.body, lead.end)

    def _label_above(self, block: int) -> tuple[int, int] | None:
        """Return the range of the line directly above that says whom a paragraph is about."""
        label = self.drafts[block - 1] if block else None
        if label is None or label.kind is not BlockKind.LEAD_IN or label.list_id is not None:
            return None
        announced = self.text[label.end - 1] in ":["
        if announced and not is_followed(self.text, label, self.drafts[block]):
            return None
        return label.body, label.end

    def _leaning(self, place: int) -> Iterator[Context]:
        """Yield the stretch of sentences before a sentence that it needs, if it needs one."""
        pieces = self.pieces
        at = place
        while at > 0 and leans(self._words(pieces[at])):
            before = pieces[at - 1]
            reach = pieces[place].sentence.start - before.sentence.start
            if before.lost or reach > MAX_LEANING_LENGTH or place - at >= MAX_LEANING:
                break
            crosses = before.block != pieces[at].block
            if crosses and not (
                opens_leaning(self._words(pieces[at])) and self._goes_on(before.block, pieces[at].block)
            ):
                break
            at -= 1
        if at < place:
            start, end = pieces[at].sentence.start, pieces[place - 1].sentence.end
            yield Context(role=ContextRole.LEANS_ON, start=start, end=end)

    def _goes_on(self, before: int, after: int) -> bool:
        """Tell whether a block goes on where the one just before it ended."""
        ours, theirs = self.drafts[after], self.drafts[before]
        return (
            after - before == 1
            and ours.section == theirs.section
            and ours.voice is theirs.voice
            and ours.thread_id == theirs.thread_id
            and ours.kind is not BlockKind.COMMENT
        )

    def _faults(self, place: int) -> tuple[Fault, ...]:
        piece = self.pieces[place]
        draft, sentence = self.drafts[piece.block], piece.sentence
        if draft.kind is BlockKind.COMMENT:
            return ()
        faults = sentence_faults(self.text, sentence.start, sentence.end)
        if self._runs_on(piece):
            faults = [fault for fault in faults if fault.kind is not FaultKind.SENTENCE_CUT]
        if piece.lost:
            faults.append(_announced(piece, piece.lost))
        before = self.pieces[place - 1] if place else None
        if before and before.lost is FaultKind.EVIDENCE_LOST and leans(self._words(piece)):
            faults.append(_announced(before, FaultKind.EVIDENCE_LOST))
        if draft.end - sentence.end <= 12 and is_cut(self.text, draft.end):
            faults.append(cut_mark(self.text.rindex("[", sentence.end, draft.end)))
        return tuple(faults)

    def _runs_on(self, piece: Piece) -> bool:
        """Tell whether a sentence without an end goes on in the list below it or is a plain item."""
        draft, following = self.drafts[piece.block], self._after(piece.block)
        if draft.list_id is None or piece.sentence.end < draft.end:
            return False
        below = following is not None and following.list_id == draft.list_id
        return below or (draft.kind in ITEMS and not ends_in_article(self._words(piece)))

    def _whole_lists(self) -> Iterator[Span]:
        """Yield each short list as one span, lead-in included; its kind is that of a lead-in."""
        for parts in self.lists.values():
            if not parts.whole:
                continue
            span = plain_span(self.text, self.doc_id, self.drafts[parts.items[0]], parts.start, parts.end)
            items = (self.drafts[item] for item in parts.items)
            words = "; ".join(fold(self.text[item.body : item.end]) for item in items)
            context: tuple[Context, ...] = ()
            if parts.lead_in is not None:
                lead = self.drafts[parts.lead_in]
                words = f"{fold(self.text[lead.body : lead.end])} {words}"
                if lead.end <= parts.start:
                    context = (Context(role=ContextRole.LEAD_IN, start=lead.body, end=lead.end),)
            yield replace(span, kind=BlockKind.LEAD_IN, search_text=searchable(words), context=context)


def _announced(piece: Piece, lost: FaultKind) -> Fault:
    """Return the fault of a sentence that announces what is lost; one that refers to it bears it too."""
    return Fault(lost, piece.sentence.start, piece.sentence.end, _LOST[lost])
