"""What the patient's page keeps, shares and offers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chatbot.languages import words_of
from tests.chatbot.conftest import Site
from tests.chatbot.web.walking import ask, box, open_page, turns

ENGLISH = words_of("pages", "en")


pytestmark = pytest.mark.browser


def test_the_conversation_lives_in_its_tab_and_nowhere_else(page: Page, context: BrowserContext) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page)
    ask(page, "a very private matter of mine")
    expect(box(page)).to_be_in_viewport(ratio=1)
    box(page).fill("half a questi")
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The documents")
    for come_back in (page.go_back, page.reload, page.get_by_role("link", name="Español").click):
        come_back()
        page.wait_for_selector("body.ready")
        expect(turns(page)).to_have_count(1)
        expect(turns(page).locator(".asked")).to_contain_text("a very private matter of mine")
        expect(box(page)).to_have_value("half a questi")
        expect(page).to_have_title(re.compile("^a very private matter of mine – .+ – As Written$"))
    kept = page.evaluate(
        "async () => JSON.stringify([{...localStorage}, document.cookie, document.location.href,"
        " (await indexedDB.databases()).map(d => d.name)])"
    )
    assert "private" not in kept
    assert context.cookies() == []
    other = context.new_page()
    open_page(other)
    expect(turns(other)).to_have_count(0)
    box(page).fill("")
    page.get_by_role("button", name="Empezar un tema nuevo").click()
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    page.wait_for_selector("body.ready")
    expect(turns(page)).to_have_count(0)


def test_a_shared_question_asks_itself_once(page: Page, site: Site) -> None:
    open_page(page, "/?q=What+is+uterine+sarcoma%3F")
    expect(turns(page)).to_have_count(1)
    assert page.url == f"{site.address}/"
    page.reload()
    page.wait_for_selector("body.ready")
    expect(turns(page)).to_have_count(1)


def test_stored_questions_are_offered_while_typing_after_an_answer_and_where_there_is_none(
    page: Page,
) -> None:
    sent: list[str] = []
    open_page(page)
    box(page).focus()
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: sent.append(request.url))
    box(page).press_sequentially("uter")
    offers = page.get_by_role("option")
    expect(offers).to_have_text(["What is uterine sarcoma?", "What is the uterus?"])
    expect(page.locator("#status")).to_contain_text("2 questions fit")
    assert sent == []
    page.keyboard.press("Escape")
    expect(offers).to_have_count(0)
    box(page).press_sequentially("ine")
    page.keyboard.press("ArrowUp")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    assert box(page).get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(turns(page)).to_have_count(1)
    turn = turns(page).first
    expect(turn.locator(".asked")).to_contain_text("What is uterine sarcoma?")
    expect(turn.locator("figure.best .match")).to_have_text(["Uterine", "sarcoma"])
    turn.locator(".next").get_by_role("button", name="What is the uterus?").click()
    expect(turns(page)).to_have_count(2)
    lacking = ask(page, "What is the capital of France?")
    expect(lacking.locator(".nothing")).to_contain_text("The sources do answer:")
    lacking.locator(".nothing").get_by_role("button", name="What does HIPEC mean?").click()
    expect(turns(page).nth(3).locator(".asked")).to_contain_text("What does HIPEC mean?")
