"""What a page makes of an answer, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot.answer import NoticeKind, Quote, QuoteContext
from evals.measures import pages
from evals.measures.case import Measure, Ratio
from evals.questions.shape import Expect, Question
from tests.evals.made import ONE, RARE, SURGERY, alternative, answer, case, question, quote

COLD = alternative("000", "Not all tumors can be removed safely.")


def differing(text: str, file: str = "000_zero.txt") -> Quote:
    return replace(quote(text, file), notices=(NoticeKind.SOURCES_DIFFER,))


@pytest.mark.parametrize(
    ("quotes", "expect", "value"),
    [
        (["Sarcoma is rare.", "Not all tumors can be removed safely."], Expect.ANSWER, 1.0),
        (["Not all tumors can be removed safely.", "Sarcoma is rare."], Expect.ANSWER, 0.0),
        ([], Expect.ANSWER, 0.0),
        ([], Expect.CARE, 1.0),
    ],
)
def test_a_cold_passage_must_not_come_first(quotes: list[str], expect: Expect, value: float) -> None:
    asked = replace(question(RARE, expect=expect), not_first=(COLD,))
    assert pages.first_quote_tone(case(asked, answer([quote(one) for one in quotes]))) == Ratio(value)


def test_sources_that_differ_are_marked_for_every_facet_and_others_are_not() -> None:
    both = replace(question(RARE, SURGERY), differ=True)
    drawn = answer([differing("Sarcoma is rare."), differing("Surgery comes first.", "001_one.txt")])
    half = answer([differing("Sarcoma is rare."), quote("Surgery comes first.")])
    agree = replace(both, differ=False)
    plain = answer([quote("Sarcoma is rare.")])
    found = [(both, drawn), (both, half), (agree, drawn), (agree, plain), (agree, answer([]))]
    assert [pages.conflicts_drawn(case(*one)).value for one in found] == [1.0, 0.0, 0.0, 1.0, 0.0]


def test_a_copy_holds_what_must_be_read_before_its_words() -> None:
    start = ONE.index("Ask your team.")
    caveat = QuoteContext(role="caveat", text="Ask your team.", start=start, end=start + 14, doc_id="001")
    asked = replace(question(RARE), beside=(alternative("001", "Ask your team."),))
    whole, bare = quote("Sarcoma is rare.", context=(caveat,)), quote("Sarcoma is rare.")
    assert pages.copies_complete(case(asked, answer([whole, quote("It is done early.")]))) == Ratio(1.0, 1.0)
    assert pages.copies_complete(case(asked, answer([bare], [whole]))) == Ratio(1.0, 2.0)
    assert pages.copies_complete(case(asked, answer([]))) == Ratio(0.0, 1.0)


def test_rows_are_drawn_as_asked_for_and_no_others() -> None:
    head = QuoteContext(role="header", text="Stage | Treatment", start=0, end=17)
    row = quote("I | Surgery", "001_one.txt", context=(head,))
    asked = replace(question(RARE), rows=(("I", "Surgery"),))
    both = replace(question(RARE), rows=(("I", "Surgery"), ("II", "Surgery")))
    headless = quote("I | Surgery", "001_one.txt")
    assert pages.tables_right(case(asked, answer([row]))) == Ratio(1.0)
    assert pages.tables_right(case(both, answer([row]))) == Ratio(0.5)
    assert pages.tables_right(case(asked, answer([headless]))) == Ratio(0.0)


@pytest.mark.parametrize("measure", pages.MEASURES.values())
def test_a_case_that_expects_nothing_of_the_page_does_not_count(measure: Measure) -> None:
    asked: Question = question(RARE)
    assert measure(case(asked, answer([quote("Sarcoma is rare.")]))).of == 0
