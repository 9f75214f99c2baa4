"""Where plain questions are missing: the spans that none leads to."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from corpus.document import PlainQuestions
from ingest.structure import ParsedDocument, Span


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
