"""How plain questions and spans meet: spans that have none, questions that lead to no quotable span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from corpus.document import PlainQuestions
from ingest.structure import ParsedDocument, Span


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """Plain questions whose range meets no quotable span, and what stands there instead."""

    entry: PlainQuestions
    text: str
    reason: str


def missing_plain_questions(
    documents: Iterable[ParsedDocument], plain_questions: Sequence[PlainQuestions], *, language: str
) -> tuple[Span, ...]:
    """Return the quotable spans that no plain question of a language leads to, in order.

    A question leads to a span when their ranges share a code point that is not white space. Of a
    list and its items only the items are returned: a question for an item leads to its list.
    """
    missing: list[Span] = []
    for document in documents:
        covered = Ranges(
            (entry.start, entry.end)
            for entry in plain_questions
            if entry.doc_id == document.source.doc_id and entry.language == language
        )
        missing += [
            span
            for span in smallest_spans(document)
            if span.quotable and not covered.meets(document.text, span.start, span.end)
        ]
    return tuple(missing)


def unreached_plain_questions(
    documents: Iterable[ParsedDocument], plain_questions: Sequence[PlainQuestions]
) -> tuple[Unreached, ...]:
    """Return the plain questions whose range meets no quotable span, each with the reason."""
    found: list[Unreached] = []
    for document in documents:
        spans = [span for passage in document.passages for span in passage.spans]
        covered = Ranges((span.start, span.end) for span in spans if span.quotable)
        for entry in plain_questions:
            if entry.doc_id == document.source.doc_id and not covered.meets(
                document.text, entry.start, entry.end
            ):
                text = document.text[entry.start : entry.end]
                found.append(Unreached(entry=entry, text=text, reason=_reason(document, entry)))
    return tuple(found)


def smallest_spans(document: ParsedDocument) -> tuple[Span, ...]:
    """Return the spans of a document that hold no other span (a whole list holds its items), in order.

    Relies on spans being apart or one inside the other, as ingestion makes them.
    """
    found: list[Span] = []
    for passage in document.passages:
        # Holders first: whatever a span holds follows it at once.
        ordered = sorted(passage.spans, key=lambda span: (span.start, -span.end))
        for span, following in pairwise([*ordered, None]):
            if span is not None and (following is None or following.start >= span.end):
                found.append(span)
    return tuple(found)


def _reason(document: ParsedDocument, entry: PlainQuestions) -> str:
    kinds = [
        f"{block.kind.value} ({block.voice.value})"
        for block in document.blocks
        if block.start < entry.end and entry.start < block.end and block.kind.value != "blank"
    ]
    return "only " + ", ".join(dict.fromkeys(kinds)) + " stands there, nothing quotable"


class Ranges:
    """Ranges, merged and in order, which tell whether another range meets or fits one of them."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if self._ranges and start <= self._ranges[-1][1]:
                self._ranges[-1] = (self._ranges[-1][0], max(end, self._ranges[-1][1]))
            else:
                self._ranges.append((start, end))

    def meets(self, text: str, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` shares a code point of ``text`` that is not white space."""
        first = max(bisect_right(self._ranges, (start, start)) - 1, 0)
        for left, right in islice(self._ranges, first, None):
            if left >= end:
                return False
            if text[max(start, left) : min(end, right)].strip():
                return True
        return False

    def holds(self, start: int, end: int) -> bool:
        """Tell whether all of ``[start, end)`` lies inside."""
        place = bisect_right(self._ranges, start, key=lambda found: found[0]) - 1
        return place >= 0 and end <= self._ranges[place][1]
