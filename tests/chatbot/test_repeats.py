"""A quote is shown once in an answer, unless it would tear apart what belongs together."""

from __future__ import annotations

from chatbot.answer import NoticeKind
from chatbot.answerer import without_repeats
from tests.chatbot.answers import part, quote

ONE, TWO, THREE = quote(start=0, end=5), quote(start=10, end=15), quote(start=20, end=25)


def test_what_was_quoted_before_is_left_out() -> None:
    first, second = without_repeats([part(ONE, TWO), part(TWO, THREE)]).values()
    assert first.quotes == (ONE, TWO)
    assert second.quotes == (THREE,)


def test_questions_with_the_same_answer_are_one() -> None:
    asked = [part(ONE, TWO, question="Does it spread?"), part(), part(TWO, ONE, question="Where to?")]
    found = without_repeats([*asked, part(THREE)])
    assert list(found) == [0, 1, 3]
    assert (found[0].question, found[0].quotes) == ("Does it spread? Where to?", (ONE, TWO))


def test_a_part_whose_quotes_stand_in_several_others_keeps_them() -> None:
    found = without_repeats([part(ONE), part(TWO), part(TWO, ONE)])
    assert found[2].quotes == (TWO, ONE)


def test_a_withdrawn_statement_and_its_note_stay_together() -> None:
    note = quote(start=30, end=35, voice="editor")
    withdrawn = quote(start=40, end=45, notices=(NoticeKind.SUPERSEDED,))
    _, second = without_repeats([part(note, withdrawn), part(note, withdrawn, THREE)]).values()
    assert second.quotes == (note, withdrawn, THREE)


def test_sources_that_differ_stay_side_by_side() -> None:
    one, other = (quote(start=place, notices=(NoticeKind.SOURCES_DIFFER,)) for place in (50, 60))
    _, second = without_repeats([part(one), part(one, other)]).values()
    assert second.quotes == (one, other)


def test_an_unanswered_part_stays_as_it_is() -> None:
    first, second = without_repeats([part(), part(ONE)]).values()
    assert (first.quotes, second.quotes) == ((), (ONE,))
