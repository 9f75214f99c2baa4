"""Lists that our copy lacks and that the corpus gives elsewhere.

A link is made only where the text supports it:

- another sentence repeats the announcing words and goes on with the content (in any document);
- a row of a table in the same document has the announced thing for its label and column;
- a sentence of the same document enumerates after the same noun (``subtypes, such as …`` for
  ``types``), about the same things;
- the announcement counts (``three parameters``) what the groups of a table in its section are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.structure import BlockKind, Fault, FaultKind, ParsedDocument, Span

Place = tuple[str, int, int]
"""``(doc_id, start, end)``."""

MAX_PLACES = 8
_SHINGLE = 4
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TAIL = re.compile(
    r"[\s,]*(?:\b(?:which|these|may|can)\b\s*)?\b(?:includ\w+|are|as)?\s*(?:the )?follow\w*:?$|:$",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(
    r"(?P<noun>[^\W\d_]{4,}),? (?:such as|including) [^.;:]*,[^.;:]*\b(?:and|or)\b", re.IGNORECASE
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = re.compile(r"\b(" + "|".join(_COUNTS) + r")\b", re.IGNORECASE)
_IDLE = frozenset(
    """the that these this those with from have has been were was are for and may can not more most some other
    commonly often include including following certain which into than their they used""".split()
)


@dataclass(frozen=True, slots=True)
class _Announcement:
    """A span that announces a lost list, in its document."""

    document: ParsedDocument
    span: Span

    @property
    def words(self) -> list[str]:
        return _words(_TAIL.sub("", self.span.text))


def restate(documents: Sequence[ParsedDocument]) -> tuple[ParsedDocument, ...]:
    """Return the documents with every lost list linked to the places that give its content."""
    announcements = [
        _Announcement(document, span)
        for document in documents
        for span in document.spans
        if any(fault.kind is FaultKind.LIST_LOST and fault.start == span.start for fault in span.faults)
    ]
    places: dict[Place, list[Place]] = {}
    for announcement in announcements:
        here = _place(announcement.span)
        for found in (_in_tables, _in_enumerations, _in_groups):
            places.setdefault(here, []).extend(found(announcement))
    for here, there in _repetitions(documents, announcements):
        places[here].append(there)
    return tuple(_linked(document, places) for document in documents)


def _place(span: Span) -> Place:
    return span.doc_id, span.start, span.end


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _repetitions(
    documents: Iterable[ParsedDocument], announcements: Sequence[_Announcement]
) -> Iterator[tuple[Place, Place]]:
    """Yield (announcement, place) where a sentence repeats its words and goes on."""
    wanted: dict[tuple[str, ...], list[_Announcement]] = {}
    for announcement in announcements:
        words = announcement.words
        if len(words) >= _SHINGLE + 2:
            wanted.setdefault(tuple(words[:_SHINGLE]), []).append(announcement)
    if not wanted:
        return
    for span in (span for document in documents for span in document.spans if span.quotable):
        words = _words(span.text)
        for at in range(len(words) - _SHINGLE):
            for announcement in wanted.get(tuple(words[at : at + _SHINGLE]), ()):
                announced = announcement.words
                stop = at + len(announced)
                if words[at:stop] == announced and len(words) - stop >= 3:
                    yield _place(announcement.span), _place(span)


def _in_tables(announcement: _Announcement) -> Iterator[Place]:
    said = " ".join(announcement.words)
    for span in announcement.document.spans:
        if span.kind is BlockKind.TABLE_ROW:
            labelled = re.match(r"(?P<label>[^:]+) \((?P<column>[^()]+)\): ", span.search_text)
            if labelled and len(_words(labelled["label"])) >= 3:
                label, column = (" ".join(_words(labelled[name])) for name in ("label", "column"))
                if f" {label} " in f" {said} " and f" {column} " in f" {said} ":
                    yield _place(span)


def _in_enumerations(announcement: _Announcement) -> Iterator[Place]:
    topic = [word for word in announcement.words if len(word) > 3 and word not in _IDLE]
    for span in announcement.document.spans:
        found = _ENUMERATES.search(span.text) if span.quotable else None
        if found is None or span.kind is BlockKind.TABLE_ROW:
            continue
        if not any(_akin(word, found["noun"].casefold()) for word in topic):
            continue
        theirs = [word for word in _words(span.text[: found.start()]) if len(word) > 3 and word not in _IDLE]
        shared = {word for word in topic if any(_akin(word, other) for other in theirs)}
        if len(shared) >= 2:
            yield _place(span)


def _akin(ours: str, theirs: str) -> bool:
    """Tell whether two words share a stem: ``types`` and ``subtypes``, ``tribes`` and ``tribal``."""
    short, long = sorted((ours.rstrip("s"), theirs.rstrip("s")), key=len)
    if long.endswith(short) and len(short) >= 4:
        return True
    common = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    return common >= max(3, len(short) - 1) and len(long) - len(short) <= 2


def _in_groups(announcement: _Announcement) -> Iterator[Place]:
    counted = _COUNT.search(announcement.span.text)
    if counted is None:
        return
    document = announcement.document
    tables: dict[int, list[Place]] = {}
    for block in document.blocks:
        labels = block.kind is BlockKind.TABLE_HEADER and "--" not in document.text[block.start : block.end]
        if labels and block.table_id is not None and block.section == announcement.span.section:
            tables.setdefault(block.table_id, []).append((document.source.doc_id, block.start, block.end))
    matching = [labels for labels in tables.values() if len(labels) == _COUNTS[counted[1].casefold()]]
    if len(matching) == 1:
        yield from matching[0]


def _linked(document: ParsedDocument, places: dict[Place, list[Place]]) -> ParsedDocument:
    def linked(fault: Fault) -> Fault:
        there = places.get((document.source.doc_id, fault.start, fault.end), [])
        if fault.kind is not FaultKind.LIST_LOST or not there:
            return fault
        return replace(fault, restated_at=tuple(dict.fromkeys(there))[:MAX_PLACES])

    def linked_span(span: Span) -> Span:
        return replace(span, faults=tuple(map(linked, span.faults)))

    passages = (replace(one, spans=tuple(map(linked_span, one.spans))) for one in document.passages)
    return replace(document, passages=tuple(passages), faults=tuple(map(linked, document.faults)))
