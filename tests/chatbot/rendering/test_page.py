"""An answer as HTML: everything is there, in order, and nothing of it is markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import Answer, Notice, NoticeKind, Quote, QuoteContext
from chatbot.languages import Words, words_of
from chatbot.rendering.citation import age_words, date_words, reference_links
from chatbot.rendering.clipboard import plain_quote
from chatbot.rendering.glossary import Glossary, meaning
from chatbot.rendering.look import Look
from chatbot.rendering.markup import one_block
from chatbot.rendering.page import render_answer
from chatbot.rendering.quote_parts import list_items
from chatbot.rendering.templating import environment, filled
from tests.chatbot.web.fake_answerer import (
    ARISE,
    DEFINITION,
    FakeAnswerer,
    quote_of,
    real_documents,
    references_of,
)

ENGLISH = words_of("pages", "en")
SPANISH = words_of("pages", "es")

ARISE_HERE = "is a small, pear-shaped organ in a female's pelvis"
DEFINED = "T = primary tumor; N = regional lymph node; M = distant metastasis; G = grade. | ||||"
TODAY = date(2026, 7, 1)
LOOK = Look(texts=ENGLISH, glossary=Glossary({}), today=TODAY, prefix="t")


def answered(question: str) -> Answer:
    return FakeAnswerer().answer(question)


def soup_of(answer: Answer, look: Look = LOOK) -> BeautifulSoup:
    return BeautifulSoup(one_block(render_answer(answer, look)), "html.parser")


def figure_of(quote: Quote, look: Look) -> str:
    """A quote as the answer's template shows it."""
    shown = environment().get_template("quote.html").make_module()
    return str(shown.figure(quote, look, "q", copied=plain_quote(quote, look, ())))  # type: ignore[attr-defined]


def text_of(found: Tag | None) -> str:
    assert found is not None
    return found.get_text(" ", strip=True)


def test_notices_stand_in_order_of_weight() -> None:
    answer = replace(
        answered("What is uterine sarcoma?"),
        notices=tuple(
            Notice(kind=kind, message=kind.value)
            for kind in (
                NoticeKind.LIST_MISSING,
                NoticeKind.LANGUAGE,
                NoticeKind.PERSONAL_ADVICE,
                NoticeKind.URGENT,
            )
        ),
    )
    shown = [text_of(box.p) for box in soup_of(answer).select(".notice")]
    assert shown == ["urgent", "personal_advice", "language", "list_missing"]


def test_a_notice_on_a_quote_is_said_once_at_the_first_quote_that_it_concerns() -> None:
    answer = answered("What is uterine sarcoma?")
    dated = (NoticeKind.DATED,)
    first, second, third = answer.parts[0].quotes
    quotes = (first, replace(second, notices=dated), replace(third, notices=dated))
    answer = replace(
        answer,
        parts=(replace(answer.parts[0], quotes=quotes),),
        notices=(Notice(kind=NoticeKind.DATED, message="Old words."),),
    )
    soup = soup_of(answer)
    assert soup.select(".notice") == []
    said = soup.select(".quote-notice")
    assert [text_of(one) for one in said] == ["Old words."]
    figure = said[0].find_parent("figure")
    assert isinstance(figure, Tag)
    assert "connective tissues" not in text_of(figure.blockquote) or figure.select_one(".tag")
    assert len(soup.select(".tag")) == 2


def test_of_several_questions_each_shows_its_best_and_a_notice_is_spelled_out_once() -> None:
    answer = answered("What is uterine sarcoma?")
    (part,) = answer.parts
    old = replace(part, quotes=tuple(replace(quote, notices=(NoticeKind.DATED,)) for quote in part.quotes))
    notices = (Notice(kind=NoticeKind.DATED, message="Old words."),)
    soup = soup_of(replace(answer, parts=(old, old), notices=notices))
    for section in soup.select(".part"):
        assert len([figure for figure in section.select("figure") if not figure.find_parent("details")]) == 1
        assert text_of(section.select_one("details.more > summary")) == "More from the sources (2)"
    assert [text_of(one) for one in soup.select(".quote-notice")] == ["Old words."]
    assert len(soup.select(".tag")) == 6


def test_what_the_table_of_differing_sources_tells_is_not_told_again_above_more() -> None:
    answer = answered("what percent of womb cancers are sarcoma?")
    (part,) = answer.parts
    first, second = part.quotes
    cited = replace(second, references=references_of("000", 1))
    soup = soup_of(replace(answer, parts=(replace(part, quotes=(first, cited)),)))
    assert [text_of(cell) for cell in soup.select("td.figure")] == ["less than 4%", "2-5%"]
    assert len([figure for figure in soup.select("figure") if not figure.find_parent("details")]) == 1
    behind = soup.select_one("details.more figure blockquote")
    assert behind is not None
    assert behind.get_text() == cited.text


def test_quotes_are_grouped_by_document_with_the_best_alone_in_front() -> None:
    soup = soup_of(answered("What is uterine sarcoma?"))
    figures = soup.select("figure")
    assert [figure["class"] for figure in figures] == [["quote", "best"], ["quote"], ["quote"]]
    assert text_of(figures[0].blockquote) == DEFINITION
    assert text_of(figures[1].blockquote) == ARISE
    more = soup.select_one("details.more")
    assert more is not None
    assert text_of(more.summary) == "More from the sources (1)"
    assert text_of(more.select_one(".group-title")) == "More from the same document"
    assert "about 1% of all" in text_of(more)


@given(st.text(max_size=80))
def test_no_question_becomes_markup(question: str) -> None:
    soup = BeautifulSoup(filled("trouble.html", look=LOOK, asked=question, message=question), "html.parser")
    tags = {tag.name for tag in soup.find_all(True)}
    assert tags == {"article", "h2", "span", "bdi", "div", "h3"} | ({"p"} if question else set())


@given(st.text(min_size=1, max_size=60))
def test_no_quote_becomes_markup(words: str) -> None:
    quote = replace(
        quote_of("000", DEFINITION),
        text=words,
        title=words,
        section=(words,),
        context=(QuoteContext(role="leans_on", text=words, start=0, end=1),),
        references=(),
    )
    soup = BeautifulSoup(figure_of(quote, LOOK), "html.parser")
    allowed = {"figure", "div", "span", "p", "blockquote", "br", "figcaption", "cite", "a", "button"}
    assert {tag.name for tag in soup.find_all(True)} <= allowed


def test_a_quote_keeps_every_word_and_only_folds_white_space() -> None:
    text = "female genital malignancies and <10% of\nuterine tumors."
    soup = BeautifulSoup(figure_of(quote_of("000", text), LOOK), "html.parser")
    assert text_of(soup.blockquote) == " ".join(text.split())
    assert soup.blockquote is not None
    assert soup.blockquote["lang"] == "en"


def test_a_list_shows_each_item_on_its_own_line() -> None:
    assert list_items("Causes:\n-\nIncreasing age\n-\nPelvic radiation") == [
        "Causes:",
        "- Increasing age",
        "- Pelvic radiation",
    ]
    assert list_items("One line\nwrapped 5. times") == ["One line\nwrapped 5. times"]


def test_a_correction_stands_before_the_words_that_it_changes() -> None:
    note = QuoteContext(role="correction", text="Withdrawn in 2019.", start=5, end=9)
    changed = replace(quote_of("000", DEFINITION), context=(note,))
    for shown in (figure_of(changed, LOOK), plain_quote(changed, LOOK)):
        assert (
            shown.index("A later note changes this")
            < shown.index("Withdrawn in 2019.")
            < shown.index("muscle tissue")
        )


def test_a_copy_takes_the_note_the_age_and_the_other_figure_along() -> None:
    note = quote_of("000", ARISE_HERE, voice="editor")
    old = quote_of("000", DEFINITION, date="2004-01", notices=(NoticeKind.DATED, NoticeKind.SUPERSEDED))
    assert plain_quote(old, LOOK, (note, old)).splitlines() == [
        "[Old text; Changed since]",
        f"[A later note changes this: “{ARISE_HERE}” — Editor's note, no date given. "
        "Uterine sarcoma overview, characters 104 to 154]",
        f"“{DEFINITION}”",
        "— The publisher's text, January 2004 (22 years ago). Uterine sarcoma overview, characters 0 to 92",
        "{origin}/source/000?start=0&end=92#quote",
    ]
    one, other = answered("what percent").parts[0].quotes
    assert "[Another source says: “uterine cancer, accounting for 2-5%" in plain_quote(
        one, LOOK, (one, other)
    )
    page = soup_of(replace(answered("x"), parts=(replace(answered("x").parts[0], quotes=(old, note)),)))
    copied = str(page.select("button.copy")[0]["data-copy"])
    assert copied == plain_quote(old, LOOK, (old, note))
    figure = page.select_one("figure.best")
    assert text_of(figure).index(ARISE_HERE) < text_of(figure).index(DEFINITION)


@pytest.mark.parametrize(
    ("texts", "link"),
    [(ENGLISH, "{origin}/?q=What%20is%20T%26N%3F"), (SPANISH, "{origin}/es/?q=What%20is%20T%26N%3F")],
)
def test_a_question_has_a_link_that_asks_it(texts: Words, link: str) -> None:
    asked = replace(answered("What is uterine sarcoma?"), question="What is  T&N?")
    assert soup_of(asked, replace(LOOK, texts=texts)).select("button[data-here]")[0]["data-copy"] == link


@pytest.mark.parametrize(
    "said", ["The 5-year survival is 66%.", "Overall survival varies, from 1.9-66 months."]
)
def test_survival_figures_wait_for_a_tap(said: str) -> None:
    told = replace(quote_of("000", DEFINITION), text=said)
    answer = answered("x")
    other = answer.parts[0].quotes[1]
    soup = soup_of(replace(answer, parts=(replace(answer.parts[0], quotes=(told, other)),)))
    assert [text_of(figure.blockquote) for figure in soup.select("figure")] == [other.text, said]
    (closed,) = soup.select("details.survival")
    assert not closed.has_attr("open")
    assert text_of(closed.summary) == "Show survival figures"
    assert "66" in text_of(closed)
    assert "66" not in text_of(soup.article).replace(text_of(closed), "")
    assert "You do not have to look" in text_of(soup.select_one(".survival-choice"))


def test_numbers_of_help_can_be_called_at_a_tap() -> None:
    urgent = Notice(kind=NoticeKind.URGENT, message="Call 911 or 116 123 now.")
    soup = soup_of(replace(answered("x"), notices=(urgent,)))
    assert [(a.text, a["href"]) for a in soup.select(".urgent a")] == [
        ("911", "tel:911"),
        ("116 123", "tel:116123"),
    ]


def test_a_greeting_is_not_told_to_be_missing_in_the_sources() -> None:
    greeted = replace(answered("capital").parts[0], question="Hello!", message="Hello. Ask away.")
    soup = soup_of(replace(answered("capital"), question="Hello!", parts=(greeted,)))
    assert soup.article is not None
    assert text_of(soup.select_one(".nothing")) == "Hello. Ask away."
    assert soup.article["data-arrived"] == "Hello. Ask away."


def test_a_long_question_is_shown_by_its_beginning_and_opens_whole() -> None:
    long = "word " * 60
    soup = soup_of(replace(answered("x"), question=long))
    assert len(text_of(soup.select_one(".asked bdi"))) <= 162
    assert text_of(soup.select_one(".whole-question p")) == long.strip()


def test_several_parts_can_be_jumped_to() -> None:
    soup = soup_of(answered("What is sarcoma? capital of France?"))
    targets = [str(link["href"]).lstrip("#") for link in soup.select(".jump a")]
    assert targets == [section["id"] for section in soup.select(".part")]


def test_a_footnote_in_a_single_cell_is_no_table() -> None:
    header = QuoteContext(role="header", text="Stage | T | N |", start=0, end=9)
    note = quote_of("003", DEFINED, context=(header,))
    shown = BeautifulSoup(figure_of(note, LOOK), "html.parser")
    assert shown.table is None
    assert text_of(shown.blockquote) == DEFINED.rstrip(" |")


def test_letters_of_a_row_are_explained_by_its_document() -> None:
    look = replace(LOOK, glossary=Glossary.from_documents(real_documents()))
    (row,) = answered("stage table").parts[0].quotes
    soup = BeautifulSoup(figure_of(row, look), "html.parser")
    assert text_of(soup.select_one(".legend")) == "T = primary tumor"


@pytest.mark.parametrize(
    ("term", "sentence", "said"),
    [
        ("LMS", "LMS is a chemotherapy and radiation resistant cancer.", ""),
        ("uterus", "The uterus is a small, pear-shaped organ.", "The uterus is a small, pear-shaped organ."),
        ("leiomyoma", "It may be a leiomyoma [fibroid] or a sarcoma.", "fibroid"),
        ("VATS", "Consider VATS [keyhole chest surgery].", "keyhole chest surgery"),
        ("metastasis", "Long term remission after metastasis is rare.", ""),
        ("surgery", "Surgery is the most important factor.", ""),
        ("remission", "This is called remission.", "This is called remission."),
    ],
)
def test_a_tip_is_a_definition_or_none(term: str, sentence: str, said: str) -> None:
    assert meaning(term, sentence) == said


def test_dates_are_said_as_precisely_as_they_are_stated() -> None:
    said = {
        "2004-01": "January 2004",
        "2024-04-10": "April 10, 2024",
        "2010": "2010",
        "unknown": "no date given",
    }
    said |= {"": "no date given", "spring 1999": "spring 1999"}
    assert {stated: date_words(stated, ENGLISH) for stated in said} == said
    assert date_words("2024-04-10", SPANISH) == "10 de abril de 2024"
    assert date_words("2004-01", SPANISH) == "enero de 2004"


def test_age_is_told_of_what_the_answer_calls_old_and_of_nothing_else() -> None:
    old = replace(quote_of("000", DEFINITION), date="2004-01", notices=(NoticeKind.DATED,))
    ages = [
        age_words(quote, ENGLISH, today=TODAY)
        for quote in (old, replace(old, date="2021"), replace(old, date="unknown"), replace(old, notices=()))
    ]
    assert ages == ["22 years ago", "5 years ago", "", ""]


def test_only_well_formed_identifiers_become_links() -> None:
    (first,) = references_of("000", 1)
    assert first.doi or first.pmid
    wrong = replace(first, doi='10.1/x" onclick="', pmid="1; drop", pmcid="PMC", url="javascript:alert(1)")
    assert reference_links(wrong) == ()
    right = replace(first, doi="10.1000/abc(1)", pmid="123", pmcid="PMC45", url="")
    assert [to for _, to in reference_links(right)] == [
        "https://doi.org/10.1000/abc(1)",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC45/",
    ]


def test_terms_are_explained_once_a_quote_and_not_by_themselves() -> None:
    look = replace(LOOK, glossary=Glossary.from_documents(real_documents()))
    soup = BeautifulSoup(figure_of(quote_of("000", DEFINITION), look), "html.parser")
    assert [text_of(term) for term in soup.select(".term")] == ["uterus"]
    term, tip = soup.select_one(".term"), soup.select_one(".tip")
    assert term is not None
    assert tip is not None
    assert term["aria-describedby"] == tip["id"]
    assert text_of(tip).startswith("The uterus is a small, pear-shaped organ in a female's pelvis")


def test_ids_are_unique_on_a_page() -> None:
    look = replace(LOOK, glossary=Glossary.from_documents(real_documents()))
    for question in ("What is uterine sarcoma?", "sarcoma, capital of France?", "what percent"):
        ids = [tag["id"] for tag in soup_of(answered(question), look).select("[id]")]
        assert len(ids) == len(set(ids))
