"""The answer object: what is quoted, from where, what the program says about it; and its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import TypeAdapter


AUDIENCES = ("patient", "staff")
"""Who asks."""


class Outcome(StrEnum):
    """How a question or a part of it came out."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_SOURCES = "not_in_sources"
    REFER = "refer"


class NoticeKind(StrEnum):
    """What a notice warns of."""

    URGENT = "urgent"
    PERSONAL_ADVICE = "personal_advice"
    SUPERSEDED = "superseded"
    DATED = "dated"
    SOURCES_DIFFER = "sources_differ"
    LIST_MISSING = "list_missing"
    LANGUAGE = "language"
    REFERENCE_MISSING = "reference_missing"
    TRUNCATED = "truncated"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A sentence of the program's own, from the message catalogue."""

    kind: NoticeKind
    message: str


@dataclass(frozen=True, kw_only=True)
class CitedReference:
    """A study that a quote cites, as the document's reference list gives it."""

    number: int
    text: str
    doi: str
    pmid: str
    pmcid: str
    url: str


@dataclass(frozen=True, kw_only=True)
class QuoteContext:
    """Source text shown beside a quote: its table's header, its list's lead-in.

    ``doc_id`` names its document where that is not the quote's own: a ``caveat`` on survival figures.
    """

    role: str
    text: str
    start: int
    end: int
    doc_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A span of a document, unchanged, with its citation.

    ``file[start:end] == text`` in Unicode code points. ``score`` is the calibrated probability
    (0 to 1) that the span answers the part's question. ``notices`` are kinds that concern this
    quote; their messages stand in ``Answer.notices``. ``page`` is 1-based, 0 without pages.
    """

    text: str
    file: str
    doc_id: str
    start: int
    end: int
    section: tuple[str, ...]
    voice: str
    title: str
    publisher: str
    date: str
    audience: str
    language: str
    page: int
    references: tuple[CitedReference, ...]
    context: tuple[QuoteContext, ...]
    notices: tuple[NoticeKind, ...]
    score: float


@dataclass(frozen=True, kw_only=True)
class Part:
    """One question of the user's with its quotes, best first, or with what is missing.

    ``about`` is the subject carried over from earlier turns or from the rest of a comment, or "".
    ``message`` is the program's own sentence on this part ("" when the quotes speak for
    themselves): what was looked for and what the sources lack.
    """

    question: str
    about: str
    outcome: Outcome
    message: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The whole answer to one turn of the user's.

    ``elapsed_ms`` is the only field that differs between two equal runs. ``index`` is the
    fingerprint of the index that answered.
    """

    id: str
    question: str
    audience: str
    language: str
    outcome: Outcome
    notices: tuple[Notice, ...]
    parts: tuple[Part, ...]
    elapsed_ms: float
    index: str


def answer_schema() -> dict[str, object]:
    """Return the JSON schema of the answer object (draft 2020-12)."""
    return _adapter().json_schema()


def answer_to_json(answer: Answer) -> dict[str, object]:
    """Return ``answer`` as plain JSON types, fields in the order of the design."""
    plain: dict[str, object] = _adapter().dump_python(answer, mode="json")
    return plain


@cache
def _adapter() -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
