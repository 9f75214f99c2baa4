"""The whole of the patient's page on the smallest phone by keyboard alone, and before Gradio has come."""

from __future__ import annotations

import re
import threading

import pytest
from playwright.sync_api import Page, Route, expect

from chatbot.languages import Words, words_of
from tests.chatbot.web.fake_answerer import DEFINITION
from tests.chatbot.web.walking import box, open_page, turns

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const one = document.activeElement;
  const box = one.getClientRects()[0]; // the first line of what runs over two
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2);
  return one.contains(seen) || seen?.contains(one) && !seen.matches("#asking, #asking *");
}"""
SMALL = """() => [...document.querySelectorAll("button, .action, nav a, summary, #question")]
  .filter((one) => one.checkVisibility()).map((one) => [one.textContent, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 44).map(([text]) => text)"""


def tab_to(page: Page, wanted: str, *, key: str = "Tab") -> None:
    """Press Tab until what ``wanted`` selects has the focus; all that has it on the way must be in sight."""
    for _ in range(70):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} is not reached by {key}.")


def press(page: Page, wanted: str) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "path"), [("en", "/"), ("es", "/es/")])
def test_the_whole_page_is_walked_on_the_smallest_phone_by_keyboard_alone(
    page: Page, language: str, path: str
) -> None:
    words = words_of("pages", language)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(reduced_motion="reduce")
    open_page(page, path)
    assert page.evaluate(SMALL) == []
    press(page, ".skip")
    type_and_ask(page, "What is uterine sarcoma?", turn=1)
    assert page.evaluate(SMALL) == []
    read_the_answer(page, words)
    ask_on(page, words, offered=language == "en")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(SMALL) == []
    leave_for_a_document(page, other="/es/$" if language == "en" else r":\d+/$")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def type_and_ask(page: Page, question: str, *, turn: int) -> None:
    tab_to(page, "#question")
    page.keyboard.type(question)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(turns(page)).to_have_count(turn)
    expect(turns(page).last.locator(".asked")).to_be_focused()


def read_the_answer(page: Page, words: Words) -> None:
    """A term, the source, a copy, what is folded away, and what is said of the answer."""
    tab_to(page, "figure.best .term")
    expect(page.locator("figure.best .tip").first).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "figure.best .show-source")
    expect(page.get_by_role("dialog").locator("mark")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("figure.best .show-source")).to_be_focused()
    press(page, "figure.best .copy")
    expect(page.locator("#status")).to_have_text(words.copied)
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{DEFINITION}”")
    press(page, ".more > summary")
    press(page, ".studies summary")
    expect(page.locator(".studies li").first).to_be_in_viewport()
    press(page, "[data-helped=true]")
    expect(page.locator("#status")).to_have_text(words.helped_thanks)


def ask_on(page: Page, words: Words, *, offered: bool) -> None:
    """A question that is offered or one with differing sources, one with a table, one without an answer."""
    if offered:
        press(page, ".next .example")
        expect(turns(page)).to_have_count(2)
    else:
        type_and_ask(page, "what percent of womb cancers are sarcoma?", turn=2)
    type_and_ask(page, "what does stage T1 mean", turn=3)
    type_and_ask(page, "What is the capital of France?", turn=4)
    expect(turns(page).last.locator(".nothing h3")).to_have_text(words.nothing_title)


def leave_for_a_document(page: Page, *, other: str) -> None:
    """A new subject, larger letters, the other language, the documents, and a word found in one."""
    press(page, "#start-again")
    expect(box(page)).to_be_focused()
    expect(turns(page)).to_have_count(0)
    tab_to(page, "#text-size", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#text-size")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    press(page, "nav a[hreflang]")
    page.wait_for_url(re.compile(other))
    page.wait_for_selector("body.ready")
    expect(page.locator("#text-size")).to_have_attribute("aria-pressed", "true")
    press(page, "nav a[href$=documents]")
    page.wait_for_url("**/documents")
    press(page, ".cards .action")
    page.wait_for_url("**/source/000")
    press(page, ".contents summary")
    tab_to(page, ".find input")
    page.keyboard.type("hipec")
    page.keyboard.press("Enter")
    expect(page.locator(".find output")).to_have_text(re.compile(r"^1 / \d+$"))


def test_a_question_can_be_typed_and_sent_before_gradio_has_come(page: Page) -> None:
    come = threading.Event()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if come.is_set():
            route.continue_()
        else:
            waiting.append(route)

    page.route("**/assets/*.js", hold)
    page.goto("/", wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    box(page).fill("What is uterine sarcoma?")
    expect(box(page)).to_have_attribute("enterkeyhint", "send")
    box(page).press("Enter")
    expect(page.locator("#status")).to_have_text(words_of("pages", "en").looking)
    assert waiting
    expect(turns(page)).to_have_count(0)
    come.set()
    for route in waiting:
        route.continue_()
    expect(turns(page).first.locator("figure.best")).to_be_visible()
    expect(box(page)).to_have_value("")
