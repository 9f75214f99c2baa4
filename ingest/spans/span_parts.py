"""What spans are made of: the sentences of the blocks, citation marks resolved, what every kind shares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks.block_draft import PROSE, Draft
from ingest.blocks.lists import ITEMS, is_cut, is_followed
from ingest.structure import BlockKind, Fault, FaultKind, Span, Voice
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, the position of its block, and what is lost after it if it announces something."""

    block: int
    sentence: Sentence
    lost: FaultKind | None


def pieces_of(text: str, drafts: Sequence[Draft]) -> list[Piece]:
    """Return the sentences of all prose blocks, in order."""
    pieces: list[Piece] = []
    for index, draft in enumerate(drafts):
        if draft.kind in PROSE:
            sentences = split_sentences(text, draft.body, draft.end)
            pieces.extend(Piece(index, sentence, None) for sentence in sentences[:-1])
            pieces.extend(
                Piece(index, sentence, _lost(text, drafts, index, sentence)) for sentence in sentences[-1:]
            )
    return pieces


def _lost(text: str, drafts: Sequence[Draft], index: int, sentence: Sentence) -> FaultKind | None:
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


class MarkResolver:
    """Resolves the marks of one document; spans must come in the order of their starts.

    ``known`` are the numbers of the document's reference entries. A mark without an entry becomes a
    fault, never a link.
    """

    def __init__(self, text: str, marks: Sequence[Mark], known: frozenset[int]) -> None:
        self.text = text
        self.marks = marks
        self.known = known
        self.first = 0

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
                    faults.append(
                        Fault(kind=FaultKind.REFERENCE_MISSING, start=mark.start, end=mark.end, reason=reason)
                    )
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
