"""A quote is shown once in an answer, unless it would tear apart what belongs together."""

from __future__ import annotations

from chatbot.answer import NoticeKind
from chatbot.answerer import without_repeats
from tests.chatbot.answers import part, quote

ONE, TWO, THREE = quote(start=0, end=5), quote(start=10, end=15), quote(start=20, end=25)


def test_what_was_quoted_before_is_left_out() -> None:
    first, second = without_repeats([part(ONE, TWO), part(TWO, THREE)])
    assert first.quotes == (ONE, TWO)
    assert second.quotes == (THREE,)


def test_a_part_never_loses_all_its_quotes() -> None:
    _, second = without_repeats([part(ONE, TWO), part(TWO, ONE)])
    assert second.quotes == (TWO, ONE)


def test_a_withdrawn_statement_and_its_note_stay_together() -> None:
    note = quote(start=30, end=35, voice="editor")
    withdrawn = quote(start=40, end=45, notices=(NoticeKind.SUPERSEDED,))
    _, second = without_repeats([part(note, withdrawn), part(note, withdrawn, THREE)])
    assert second.quotes == (note, withdrawn, THREE)


def test_sources_that_differ_stay_side_by_side() -> None:
    one, other = (quote(start=place, notices=(NoticeKind.SOURCES_DIFFER,)) for place in (50, 60))
    _, second = without_repeats([part(one), part(one, other)])
    assert second.quotes == (one, other)


def test_an_unanswered_part_stays_as_it_is() -> None:
    first, second = without_repeats([part(), part(ONE)])
    assert (first.quotes, second.quotes) == ((), (ONE,))
