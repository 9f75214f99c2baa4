"""An answer saved as a file: all of it is there, and it does nothing but be read."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from chatbot.answer import Answer, Notice, NoticeKind
from chatbot.languages import words_of
from chatbot.rendering.clipboard import saved_answer, saved_name
from chatbot.rendering.look import Look
from chatbot.rendering.markup import one_block
from chatbot.rendering.page import render_answer
from ingest.text.lines import fold
from tests.chatbot.conftest import Site
from tests.chatbot.rendering.test_page import LOOK, answered
from tests.chatbot.web.fake_answerer import ARISE, DEFINITION, FakeAnswerer
from tests.chatbot.web.walking import ask, open_page

SPANISH = words_of("pages", "es")

SPOKEN_TAGS = set(
    "html head meta title style body main footer p span h1 h2 bdi div figure figcaption blockquote cite a"
    " details summary ol li table thead tbody tr th td br q ul".split()
)


def file_of(answer: Answer, look: Look = LOOK) -> BeautifulSoup:
    return BeautifulSoup(saved_answer(answer, look), "html.parser")


def addresses(file: BeautifulSoup) -> list[str]:
    """Everything in the file that names another place and could be followed or loaded."""
    names = ("href", "src", "srcset", "action", "data", "poster", "background", "ping")
    return [tag[name] for tag in file.find_all(True) for name in names if tag.has_attr(name)]  # type: ignore[misc]


@pytest.mark.parametrize(
    "question", ["What is uterine sarcoma?", "hipec", "stage table", "what percent", "old advice", "sarcoma"]
)
def test_every_quote_is_there_with_its_citation(question: str) -> None:
    answer = answered(question)
    file = file_of(answer)
    figures = file.select("figure")
    quotes = answer.parts[0].quotes
    assert len(figures) == len(quotes)
    for figure, quote in zip(figures, quotes, strict=True):
        said = " ".join(figure.get_text(" ").split())
        if not figure.table:  # a row is shown in cells
            assert fold(quote.text) in said
        assert f"{quote.file}, characters {quote.start} to {quote.end}" in said
        assert all(fold(reference.text) in said for reference in quote.references)
        assert all(detail.has_attr("open") for detail in figure.select("details"))
    assert [notice.message for notice in answer.notices] == [p.text for p in file.select(".notice p")]
    assert not file.select("button, input, .actions, .term")


def test_urgent_help_stands_first() -> None:
    kinds = (NoticeKind.PERSONAL_ADVICE, NoticeKind.URGENT)
    notices = tuple(Notice(kind=kind, message=kind.value) for kind in kinds)
    file = file_of(replace(answered("sarcoma"), notices=notices))
    assert [p.text for p in file.select(".notice p")] == ["urgent", "personal_advice"]


def test_a_part_without_a_source_says_so() -> None:
    file = file_of(answered("What is sarcoma? capital of France?"))
    assert "Not in these sources" in file.select_one(".nothing").get_text()  # type: ignore[union-attr]
    assert [tag.get_text() for tag in file.select("main > h2")][-1] == "What is the capital of France?"


def test_the_policy_of_the_file_lets_nothing_in_but_its_own_style() -> None:
    file = file_of(answered("hipec"))
    policy = file.select_one("meta[http-equiv=Content-Security-Policy]")
    assert isinstance(policy, Tag)
    style = str(file.style.string) if file.style else ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policy["content"] == rules
    assert "url(" not in style
    assert "@import" not in style
    assert all(re.match(r"https://(doi\.org|pubmed\.ncbi|pmc\.ncbi)", to) for to in addresses(file))
    assert addresses(file)


TRICKS = st.sampled_from(
    [
        "</style><script>x()</script>",
        "<img src=x onerror=x()>",
        "{origin}",
        "<details ",
        "\u202e\u2066",
        '"><b>',
    ]
)


@given(question=st.lists(st.one_of(TRICKS, st.text()), min_size=1, max_size=4).map("".join), text=TRICKS)
def test_nothing_that_was_typed_or_quoted_is_markup(question: str, text: str) -> None:
    answer = answered("hipec")
    (quote,) = answer.parts[0].quotes
    quote = replace(quote, text=text, title=text, section=(text,), publisher=text, date=text)
    part = replace(answer.parts[0], quotes=(quote,), about=text)
    file = file_of(replace(answer, question=question, parts=(part,)))
    assert {tag.name for tag in file.find_all(True)} <= SPOKEN_TAGS
    assert not [name for tag in file.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert all(to.startswith("https://") for to in addresses(file))
    if not re.search(r"[\x00-\x1f\x7f-\x9f]", question):  # shown as a mark for what cannot be shown
        assert file.h1 is not None
        assert fold(file.h1.bdi.get_text()) == fold(question)  # type: ignore[union-attr]


def test_the_page_holds_the_very_file_and_its_name_tells_nothing() -> None:
    answer = FakeAnswerer().answer("my sister's private sarcoma")
    spanish = replace(LOOK, texts=SPANISH)
    page = BeautifulSoup(one_block(render_answer(answer, spanish)), "html.parser")
    button = page.select_one("button[data-file]")
    assert isinstance(button, Tag)
    assert button["data-file"] == one_block(saved_answer(answer, spanish))
    assert button["data-name"] == saved_name(spanish) == "as-written-2026-07-01.html"
    assert 'lang="es"' in str(button["data-file"])[:40]
    assert not BeautifulSoup(render_answer(answered("capital"), LOOK), "html.parser").select("[data-file]")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_answer_opens_by_itself(
    page: Page, browser: Browser, site: Site, tmp_path: Path, scheme: str
) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma? <script>window.hacked=1</script>")
    asked = len(site.answerer.asked)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    button = turn.get_by_role("button", name="Save as HTML")
    button.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("The file is ready. Your browser saves it.")
    assert re.fullmatch(r"as-written-\d{4}-\d\d-\d\d\.html", download.value.suggested_filename)
    path = tmp_path / "answer.html"
    download.value.save_as(path)
    assert [url for url in sent if not url.startswith("blob:")] == []
    assert len(site.answerer.asked) == asked

    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    alone = context.new_page()
    requests, complaints = [], []
    alone.on("request", lambda request: requests.append(request.url))
    alone.on("console", lambda message: complaints.append(message.text))
    alone.goto(path.as_uri())
    expect(alone.get_by_role("heading", level=1)).to_contain_text("<script>window.hacked=1</script>")
    expect(alone.locator("blockquote").first).to_have_text(DEFINITION)
    expect(alone.locator("blockquote").nth(1)).to_have_text(ARISE)
    expect(alone.locator(".studies li").first).to_be_visible()
    assert alone.locator("blockquote").first.evaluate("e => getComputedStyle(e).borderLeftStyle") == "solid"
    assert alone.evaluate("window.hacked") is None
    assert alone.evaluate("document.documentElement.scrollWidth") <= 320
    violations = Axe().run(alone).response["violations"]
    assert [(rule["id"], node["html"][:160]) for rule in violations for node in rule["nodes"]] == []
    assert requests == [path.as_uri()]
    assert complaints == []
    context.close()
