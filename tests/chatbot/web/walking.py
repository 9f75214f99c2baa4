"""What a user does on the patient's page, as short steps."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def open_page(page: Page, path: str = "/") -> None:
    page.goto(path)
    page.wait_for_selector("body.ready")


def box(page: Page) -> Locator:
    return page.locator("#question")


def turns(page: Page) -> Locator:
    return page.locator("#log > .turn")


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, and wait for its turn."""
    before = turns(page).count()
    box(page).fill(question)
    box(page).press("Enter")
    expect(turns(page)).to_have_count(before + 1)
    return turns(page).nth(before)
