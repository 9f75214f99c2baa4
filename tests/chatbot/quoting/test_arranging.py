"""Whether quotes of one part give different figures."""

from __future__ import annotations

import pytest

from chatbot.quoting.arranging import claims, differing
from tests.chatbot.answers import quote

NOBODY = frozenset[str]()


def said(*texts: str, same_document: bool = False) -> bool:
    quotes = [quote(text=text, doc_id="a" if same_document else str(n)) for n, text in enumerate(texts)]
    return bool(differing(quotes, [NOBODY] * len(quotes)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 1,200 women each year.", "About 4,000 women each year."),
        ("It is 3 to 7%.", "It is 10 %."),
        ("Women in their early 50s.", "Women in their mid-60s."),
        ("2-5% of them.", "2-7% of them."),
    ],
)
def test_other_figures_differ(one: str, other: str) -> None:
    assert said(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 1,200 women.", "Some 1,200 women a year."),
        ("2 – 5 % of them.", "It is 2–5% of them."),
        ("It is rare.", "About 1,200 women."),
        ("About 1,200 women [54].", "About 1,200 women [2, 3]."),
        ("Stage T2 and CD117.", "Stage T3 and CD34."),
    ],
)
def test_equal_figures_or_none_do_not_differ(one: str, other: str) -> None:
    assert not said(one, other)


def test_one_document_does_not_differ_from_itself() -> None:
    assert not said("About 1,200 women.", "About 4,000 women.", same_document=True)


def test_figures_of_different_subjects_do_not_differ() -> None:
    quotes = (quote(text="It is 66%.", doc_id="a"), quote(text="It is 40%.", doc_id="b"))
    assert differing(quotes, [frozenset({"leiomyosarcoma"}), NOBODY]) == ()
    assert differing(quotes, [NOBODY, NOBODY]) == quotes


def test_only_the_quotes_that_contradict_each_other_are_named() -> None:
    rare = quote(text="It is very rare.", doc_id="a")
    fewer = quote(text="Less than 4% of uterine cancers.", doc_id="b")
    more = quote(text="About 1% of malignancies and <10% of uterine tumors.", doc_id="c")
    assert differing((rare, fewer, more), [NOBODY] * 3) == (fewer, more)


def test_a_share_is_not_compared_with_an_age_or_a_count() -> None:
    assert not said("It is 3%.", "Women in their early 50s.")
    assert not said("It is 3%.", "About 1,200 women.")


def test_figures_are_told_with_of_whom() -> None:
    text = "It accounts for about 1% of all female genital malignancies and <10% of uterine tumors."
    assert claims(text) == (
        "share",
        (("about 1%", "all female genital malignancies"), ("<10%", "uterine tumors")),
    )
    kind, told = claims("Call 800-525-2225 or 800-225-2225.")
    assert (kind, [figure for figure, _ in told]) == ("phone", ["800-525-2225", "800-225-2225"])
    kind, told = claims("A mean age at diagnosis of approximately 60 years")
    assert (kind, [figure for figure, _ in told]) == ("age", ["age at diagnosis of approximately 60 years"])
