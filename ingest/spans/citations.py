"""Citation marks resolved against the document's own reference list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.structure import BlockKind, Fault, FaultKind, Span
from ingest.text.marks import Mark

MAX_TRAILING = 12
"""At most so many citation marks after a sentence are its own."""

_NAMED_AFTER = re.compile(r"\s{1,3}references? (?P<mark>\[\d)", re.IGNORECASE)
"""Marks that stand as a sentence of their own after the one they support (``References [1,2].``)."""


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
