"""Whether quotes of one part give different figures."""

from __future__ import annotations

import pytest

from chatbot.answer import NoticeKind
from chatbot.quoting.differing import sources_differ
from tests.chatbot.answers import part, quote
from tests.chatbot.made import reading

HOW_MANY = reading("How many women get uterine sarcoma?")


def said(*texts: str, same_document: bool = False) -> bool:
    quotes = [quote(text=text, doc_id="a" if same_document else str(n)) for n, text in enumerate(texts)]
    return sources_differ(part(*(quote for quote in quotes)), HOW_MANY)


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


@pytest.mark.parametrize("question", ["What is uterine sarcoma?", "How many numbers can I ring to book?"])
def test_figures_count_only_where_one_was_asked_for(question: str) -> None:
    quotes = (quote(text="About 1,200.", doc_id="a"), quote(text="About 4,000.", doc_id="b"))
    assert not sources_differ(part(*quotes), reading(question))


def test_what_ingestion_found_contradictory_differs_whatever_was_asked() -> None:
    marked = quote(notices=(NoticeKind.SOURCES_DIFFER,))
    assert sources_differ(part(marked), reading("what is the address"))
