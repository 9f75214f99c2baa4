"""What must stand with a quote wherever it goes: the note that changes it, and the sources that differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.answer import NoticeKind, Quote
from ingest.structure import Voice


@dataclass(frozen=True, kw_only=True)
class Beside:
    """``notes`` correct or withdraw the quote; ``differing`` give another figure for the same thing."""

    notes: tuple[Quote, ...] = ()
    differing: tuple[Quote, ...] = ()


def beside(quote: Quote, quotes: Sequence[Quote]) -> Beside:
    """Return which of a part's ``quotes`` must not be left behind when ``quote`` is copied."""
    others = [other for other in quotes if other is not quote]
    return Beside(
        notes=tuple(other for other in others if is_note_on(other, quote)),
        differing=tuple(other for other in others if _differ(other, quote)),
    )


def is_note_on(note: Quote, quote: Quote) -> bool:
    """Say whether ``note`` is the editor's note that corrects ``quote``."""
    return (
        NoticeKind.SUPERSEDED in quote.notices and note.voice == Voice.EDITOR and note.doc_id == quote.doc_id
    )


def _differ(one: Quote, other: Quote) -> bool:
    return NoticeKind.SOURCES_DIFFER in one.notices and NoticeKind.SOURCES_DIFFER in other.notices
