"""WCAG 2.2 AA as far as a machine can tell: axe-core, reflow, zoom, motion, language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.chatbot.conftest import Site
from tests.chatbot.web.walking import ask, open_page

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@pytest.fixture(params=LOOKS)
def looked(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, **LOOKS[request.param])
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds, rule and place, in the dark and in the light."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def test_axe_finds_nothing_in_a_conversation(looked: Page) -> None:
    open_page(looked)
    assert violations(looked) == []
    for question in (
        "What is uterine sarcoma?",
        "what percent, and bleeding",
        "should i take old advice",
        "stage table",
        "What is sarcoma? capital of France?",
        "capital of France",
        "crash",
        "hipec",
    ):
        ask(looked, question)
    for fold in looked.locator("summary").all():
        fold.click()
    assert violations(looked) == []
    looked.locator("figure.best .term").first.focus()
    expect(looked.locator("figure.best .tip").first).to_be_visible()
    assert violations(looked) == []
    looked.get_by_role("link", name="Show in source").first.click()
    expect(looked.get_by_role("dialog")).to_be_visible()
    assert violations(looked) == []


@pytest.mark.parametrize(
    "path",
    [
        "/source/001?start=3000&end=3200",
        "/source/002",
        "/source/003?start=9000&end=9100",
        "/documents",
        "/about",
        "/nothing-here",
        "/es/",
        "/es/documents",
    ],
)
def test_axe_finds_nothing_on_the_other_pages(looked: Page, path: str) -> None:
    looked.goto(path)
    if path == "/es/":
        looked.wait_for_selector("body.ready")
    assert violations(looked) == []


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_scrolls_sideways_on_narrow_screens_or_at_high_zoom(page: Page, width: int) -> None:
    # 1280 px at 200 % are 640 px of layout, at 400 % they are 320.
    page.set_viewport_size({"width": width, "height": 640})
    open_page(page)
    for question in ("What is uterine sarcoma?", "what percent", "stage table"):
        ask(page, question)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/documents", "/about", "/source/003?start=9000&end=9100", "/source/000"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_text_at_double_size_stays_readable(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    page.add_style_tag(content="html { font-size: 200% }")
    for place in ("figure.best blockquote", "figure.best .who"):
        assert turn.locator(place).evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_motion_is_reduced_when_asked(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_page(page)
    page.evaluate("document.body.classList.add('waiting')")
    dot = page.evaluate("getComputedStyle(document.getElementById('status'), '::after').animationName")
    assert dot == "none"


def test_pages_and_quotes_say_their_language(page: Page) -> None:
    open_page(page, "/es/")
    turn = ask(page, "What is uterine sarcoma?")
    assert page.locator("html").get_attribute("lang") == "es"
    assert turn.locator("blockquote").first.get_attribute("lang") == "en"
    page.goto("/es/source/001")
    assert page.locator(".document").get_attribute("lang") == "en"
