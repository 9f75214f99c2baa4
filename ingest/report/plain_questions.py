"""Plain questions of a document: spans that none leads to, and drafts from what it asks itself and defines.

A person accepts drafts or not. Two kinds only, since a draft that is wrong costs a person time: a heading
that is a question stands as it is and leads to the first sentence under it; "X is a …" asks what X is.
A language whose file (``ingest/languages``) says nothing of drafts has the questions of its headings alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from corpus.document import PlainQuestions
from ingest.languages import languages
from ingest.structure import BlockKind, ParsedDocument, Span
from ingest.text.language import document_language

_QUESTION = re.compile(r"[¿]?\w.{6,150}[?？]")
_NUMBER = re.compile(r"^(?:[\dA-Za-z]{1,3}(?:\.\d+)*[.):]|Q\d*[.:]|[-–•·#]+)\s+")
_DEFINED_IN = (BlockKind.PARAGRAPH, BlockKind.DEFINITION, BlockKind.LIST_ITEM)


def missing_plain_questions(
    documents: Iterable[ParsedDocument], plain_questions: Sequence[PlainQuestions], *, language: str
) -> tuple[Span, ...]:
    """Return the quotable spans that no plain question of a language leads to, in order.

    A question leads to a span when their ranges share a code point that is not white space. Of a
    list and its items only the items are returned: a question for an item leads to its list.
    """
    missing: list[Span] = []
    for document in documents:
        asked = {
            place
            for entry in plain_questions
            if entry.doc_id == document.source.doc_id and entry.language == language
            for place in range(entry.start, entry.end)
            if not document.text[place].isspace()
        }
        missing += [
            span
            for span in smallest_spans(document)
            if span.quotable and asked.isdisjoint(range(span.start, span.end))
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


def suggested_questions(documents: Iterable[ParsedDocument]) -> tuple[PlainQuestions, ...]:
    """Return a draft a question, in the order of the documents; each leads to one quotable span."""
    found: dict[tuple[str, str], PlainQuestions] = {}
    for document in documents:
        language = document_language(document.text, document.source.language)
        spans = [span for span in smallest_spans(document) if span.quotable]
        for span, question in (
            *_from_headings(spans, _title_of(document)),
            *_from_definitions(spans, document.text, language),
        ):
            entry = PlainQuestions(
                doc_id=span.doc_id, start=span.start, end=span.end, questions=(question,), language=language
            )
            found.setdefault((language, question.casefold()), entry)
    return tuple(found.values())


def _title_of(document: ParsedDocument) -> str:
    """Return the title as it stands over the text, "" where none does."""
    titles = (block for block in document.blocks if block.kind is BlockKind.TITLE)
    return next((document.text[block.start : block.end].strip("#\ufeff \r\n") for block in titles), "")


def _from_headings(spans: Iterable[Span], title: str) -> Iterator[tuple[Span, str]]:
    """Yield the first span under each heading that asks, the title among them."""
    above: tuple[str, ...] | None = None
    for span in spans:
        if span.section != above:
            heading = _NUMBER.sub("", " ".join((span.section or (title,))[-1].split()))
            if _QUESTION.fullmatch(heading):
                yield span, heading
        above = span.section


def _from_definitions(spans: Iterable[Span], text: str, language: str) -> Iterator[tuple[Span, str]]:
    """Yield the spans that say what something is."""
    if language not in _definitions():
        return
    words = _definitions()[language]
    for span in spans:
        match = words["definition"].match(" ".join(span.text.split()))
        if span.kind not in _DEFINED_IN or span.context or match is None:
            continue
        name = _as_inside_a_sentence(match["name"], text, words["articles"])
        if not {name.casefold(), name.split()[0].casefold()} & words["no_name"]:
            yield span, words["several" if match["many"] else "one"].format(name=name)


def _as_inside_a_sentence(name: str, text: str, articles: frozenset[str]) -> str:
    """Return a name without the capital that only the start of its sentence gave it."""
    first, _, rest = name.partition(" ")
    small = first.lower()
    common = small in articles or re.search(rf"\b{re.escape(small)}\b", text)
    return f"{small} {rest}".strip() if common else name


@cache
def _definitions() -> Mapping[str, Mapping[str, Any]]:
    drafts = {language: held["drafts"] for language, held in languages().items() if "drafts" in held}
    return {
        language: {
            **entry,
            "definition": re.compile(entry["definition"]),
            "articles": frozenset(entry["articles"]),
            "no_name": frozenset(entry["no_name"].split()),
        }
        for language, entry in drafts.items()
    }
