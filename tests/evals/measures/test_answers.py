"""Answer measures, worked out by hand."""

from __future__ import annotations

import pytest

from evals.measures import answers
from evals.measures.case import Ratio, covers
from evals.questions.shape import Alternative, Expect, Place
from tests.evals.made import FILES, RARE, SURGERY, alternative, answer, case, question, quote


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (0, 5, True),
        (0, 4, False),
        (5, 10, True),
        (6, 10, False),
        (3, 8, True),
        (0, 100, True),
        (10, 20, False),
    ],
)
def test_a_quote_covers_when_it_overlaps_half_of_the_alternative(
    start: int, end: int, *, covered: bool
) -> None:
    ten = Alternative(doc="000", quote="x" * 10, places=(Place(file="f", start=0, end=10),))
    assert covers(Place(file="f", start=start, end=end), ten) is covered
    assert not covers(Place(file="g", start=start, end=end), ten)


def test_half_of_an_odd_length_is_rounded_up() -> None:
    seven = Alternative(doc="000", quote="x" * 7, places=(Place(file="f", start=0, end=7),))
    assert covers(Place(file="f", start=0, end=4), seven)
    assert not covers(Place(file="f", start=0, end=3), seven)


def test_an_alternative_that_stands_twice_counts_at_each_place() -> None:
    twice = alternative("000", "re")
    starts = [place.start for place in twice.places]
    assert (
        starts
        == [13, 78]
        == [i for i in range(len(FILES["000_zero.txt"])) if FILES["000_zero.txt"][i : i + 2] == "re"]
    )
    assert covers(Place(file="000_zero.txt", start=78, end=80), twice)


def test_two_facets_of_which_one_is_said_second() -> None:
    asked = question(RARE, SURGERY)
    given = case(asked, answer([quote("It is done early."), quote("Surgery comes first.", "001_one.txt")]))
    assert answers.facet_coverage(given) == Ratio(0.5)
    assert answers.complete(given) == Ratio(0.0)
    assert answers.first_quote(given) == Ratio(0.0)
    assert answers.precision(given) == Ratio(1.0, 2.0)


def test_everything_said_over_two_parts() -> None:
    asked = question(RARE, SURGERY)
    given = case(asked, answer([quote("Sarcoma is rare.")], [quote("Surgery comes first.")]))
    assert answers.facet_coverage(given) == Ratio(1.0)
    assert answers.complete(given) == Ratio(1.0)
    assert answers.first_quote(given) == Ratio(1.0)
    assert answers.precision(given) == Ratio(2.0, 2.0)
    assert answers.quotes_per_answer(given) == Ratio(2.0)
    assert answers.characters_per_answer(given) == Ratio(36.0)


def test_a_case_without_quotes_scores_zero_and_stays() -> None:
    given = case(question(RARE), answer([]))
    assert [m(given) for m in (answers.facet_coverage, answers.complete, answers.first_quote)] == [
        Ratio(0.0)
    ] * 3
    assert answers.precision(given).of == 0
    assert answers.quotes_per_answer(given).of == 0


def test_the_sixth_quote_of_a_part_does_not_count_but_the_first_of_the_next_part_does() -> None:
    five = [quote("It is done early.")] * 5
    sixth = quote("Sarcoma is rare.")
    assert answers.facet_coverage(case(question(RARE), answer([*five, sixth]))) == Ratio(0.0)
    assert answers.facet_coverage(case(question(RARE), answer(five, [sixth]))) == Ratio(1.0)
    assert answers.precision(case(question(RARE), answer([*five, sixth]))) == Ratio(0.0, 5.0)


def test_quotes_where_no_answer_is_expected_count_against_precision() -> None:
    given = case(question(expect=Expect.NO_ANSWER), answer([quote("Sarcoma is rare.")]))
    assert answers.precision(given) == Ratio(0.0, 1.0)

    assert answers.facet_coverage(given).of == 0


def test_avoid_needs_half_of_the_span() -> None:
    asked = question(RARE, avoid=[alternative("000", "It is done early. Not all tumors")])
    assert answers.avoid(case(asked, answer([quote("It is done early.")]))) == Ratio(1.0)
    assert answers.avoid(case(asked, answer([quote("It is done")]))) == Ratio(0.0)


def test_verbatim_counts_each_quote() -> None:
    exact, moved = quote("Sarcoma is rare."), quote("Surgery comes first.", at=3)
    outside = quote("Sarcoma is rare.", at=-16)
    assert answers.verbatim(case(question(), answer([exact, moved, outside]))) == Ratio(1.0, 3.0)
