"""The patient's page when something goes wrong, or is meant to."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from chatbot.languages import words_of
from tests.chatbot.web.walking import ask, box, open_page, turns

ENGLISH = words_of("pages", "en")


pytestmark = pytest.mark.browser


def test_a_failing_answer_says_so_and_the_next_question_works(page: Page) -> None:
    open_page(page)
    failed = ask(page, "please crash")
    expect(failed.locator(".trouble")).to_contain_text("Something went wrong on our side.")
    expect(failed).not_to_contain_text("RuntimeError")
    expect(box(page)).to_have_value("please crash")
    expect(ask(page, "What is uterine sarcoma?").locator("figure.best")).to_be_visible()


def test_a_hanging_answer_is_given_up_and_the_next_question_works(page: Page) -> None:
    open_page(page)
    expect(ask(page, "please hang").locator(".trouble")).to_contain_text("took too long")
    expect(ask(page, "What is uterine sarcoma?").locator("figure.best")).to_be_visible()


def test_a_lost_connection_is_told_in_place(page: Page) -> None:
    open_page(page)
    gone = re.compile(r"/gradio_api/(queue/join|app_id)")
    page.route(gone, lambda route: route.abort())
    turn = ask(page, "What is uterine sarcoma?")
    expect(turn.locator(".trouble")).to_contain_text("could not reach the program")
    expect(box(page)).to_have_value("What is uterine sarcoma?")
    with page.expect_event("load"):  # Gradio reloads the page when the server is back
        page.unroute(gone)
    page.wait_for_selector("body.ready")
    expect(turns(page)).to_have_count(1)
    expect(box(page)).to_have_value("What is uterine sarcoma?")
    expect(ask(page, "What is uterine sarcoma?").locator("figure.best")).to_be_visible()


@pytest.mark.parametrize(("status", "said"), [(413, "too much text"), (429, "a lot of questions")])
def test_a_refused_request_is_told_in_place(page: Page, status: int, said: str) -> None:
    texts = {413: ENGLISH.refused_size, 429: ENGLISH.refused_rate}
    body = json.dumps({"detail": texts[status], "error": texts[status]})
    open_page(page)
    page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=status, body=body))
    expect(ask(page, "What is uterine sarcoma?").locator(".trouble")).to_contain_text(said)
    page.unroute("**/gradio_api/queue/join*")
    expect(ask(page, "What is uterine sarcoma?").locator("figure.best")).to_be_visible()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>window.hacked = 1</script> what is sarcoma",
        "<img src=x onerror='window.hacked=1'> sarcoma",
        "</template></div><svg onload=window.hacked=1> sarcoma",
        "`</p>` **bold** [a](javascript:window.hacked=1) ${window.hacked=1} sarcoma",
        "&lt;b&gt; &#x202e; sarcoma",
    ],
)
def test_markup_in_a_question_is_shown_as_text(page: Page, hostile: str) -> None:
    open_page(page)
    turn = ask(page, hostile)
    assert turn.locator(".asked bdi").text_content() == hostile
    assert page.evaluate("window.hacked") is None
    assert turn.locator(".asked").locator("script, img, svg, b, a").count() == 0


def test_bidi_tricks_stay_inside_the_question(page: Page) -> None:
    open_page(page)
    trick = "sarcoma \u202e\u2066 reversed"
    turn = ask(page, trick)
    assert turn.locator(".asked bdi").text_content() == trick
    assert turn.locator("figure.best blockquote").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_paste_of_a_megabyte_is_refused_kindly(page: Page) -> None:
    open_page(page)
    turn = ask(page, "sarcoma " * 131_072)
    expect(turn.locator(".trouble")).to_contain_text("Please keep it under 2000 letters")
    expect(ask(page, "What is uterine sarcoma?").locator("figure.best")).to_be_visible()


def test_an_empty_question_is_met_with_a_hint(page: Page) -> None:
    open_page(page)
    expect(ask(page, "   ").locator(".trouble")).to_contain_text("Please type a question first.")
