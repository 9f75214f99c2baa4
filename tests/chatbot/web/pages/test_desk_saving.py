"""Replies of the desk that are saved, opened again and deleted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chatbot.desk.fakes import COMMENT, ENGLISH
from tests.chatbot.web.desk_site import (
    DeskSite,
    clipboard,
    draft,
    open_desk,
    paste,
    questions,
    serving,
    settled,
)
from tests.chatbot.web.fake_answerer import ARISE, DEFINITION

pytestmark = pytest.mark.browser


def test_what_is_saved_can_be_used_again_and_deleted(page: Page, desk_site: DeskSite) -> None:
    open_desk(page)
    paste(page)
    desk_site.store.delete_all()
    page.get_by_role("button", name="Save as approved").click()
    kept = page.locator("#kept .kept")
    expect(kept).to_have_count(1)
    expect(kept).to_contain_text("The sources still say this")
    settled(page)
    questions(page).nth(2).get_by_role("button", name="Keep for the list of gaps").click()
    expect(page.locator("#kept .gap li")).to_have_text(["Is there a bus to the hospital?"])
    assert COMMENT.encode() not in desk_site.store.path.read_bytes()
    settled(page)

    page.reload()
    page.wait_for_selector("body.ready")
    kept.get_by_role("button", name="Use again").click()
    expect(page.locator("#status")).to_have_text("Copied.")
    assert DEFINITION in clipboard(page)
    page.get_by_role("button", name="Delete all that is saved").click()
    page.get_by_role("button", name="Press again to delete all").click()
    expect(kept).to_have_count(0)
    expect(page.locator("#kept .gap")).to_have_count(0)
    assert desk_site.store.kept() == ()


OWN = "We wish her well."


def save_a_draft(page: Page) -> str:
    """Save the canned comment's reply, one question dropped, a sentence added; its text."""
    open_desk(page)
    paste(page)
    questions(page).nth(2).get_by_role("button", name="Drop").click()
    expect(questions(page)).to_have_count(2)
    settled(page)
    draft(page).fill(draft(page).input_value().replace(ENGLISH.greeting, f"{ENGLISH.greeting} {OWN}"))
    expect(page.locator("#check .named.foreign li")).to_have_text([OWN])
    text = draft(page).input_value()
    settled(page)
    page.get_by_role("button", name="Save as draft").click()
    expect(page.locator("#kept .kept")).to_have_count(1)
    settled(page)
    return text


def open_saved(page: Page) -> None:
    """Come back another day and open the one saved reply, from the keyboard."""
    open_desk(page)
    expect(page.locator("#work")).to_be_hidden()
    settled(page)
    page.get_by_role("button", name=re.compile("^Open ?: What is uterine sarcoma")).press("Enter")
    expect(page.locator("#case-title")).to_be_focused()
    settled(page)


def test_a_saved_draft_is_opened_edited_and_saved_again(page: Page, desk_site: DeskSite) -> None:
    desk_site.store.delete_all()
    text = save_a_draft(page)
    open_saved(page)
    expect(page.locator("#case .opened")).to_contain_text("A saved reply is open")
    expect(page.locator("#case .identifiers")).to_have_count(0)
    expect(draft(page)).to_have_value(text)
    expect(questions(page)).to_have_count(2)
    expect(questions(page).first.get_by_label("Use quote 1 of question 1")).to_be_checked()
    expect(questions(page).first.get_by_label("Use quote 2 of question 1")).not_to_be_checked()
    labels = [one.get_attribute("data-label") for one in page.locator("#check .sentence").all()]
    assert labels == ["template", "staff", "template", "quote", "template", "quote", *["template"] * 3]
    expect(page.locator("#check .named.foreign li")).to_have_text([OWN])

    # Ticks, typing and the language go on as with a comment, and what is the staff member's stays.
    questions(page).first.get_by_label("Use quote 2 of question 1").check()
    expect(draft(page)).to_have_value(re.compile("arise in the muscle"))
    settled(page)
    page.get_by_label("Language of the reply").select_option("es")
    expect(draft(page)).to_have_value(re.compile("Gracias por escribirnos"))
    expect(draft(page)).to_have_value(re.compile(re.escape(OWN)))
    settled(page)
    page.get_by_role("button", name="Save as approved").click()
    expect(page.locator("#kept .kept .tag").first).to_have_text("Approved")
    (kept,) = desk_site.store.kept()
    assert " ".join(kept.text.split()).startswith(f"Gracias por escribirnos. {OWN} A su primera")
    assert kept.own == (OWN,)
    expect(page.locator("#kept .named.foreign li")).to_have_text([OWN])
    assert ARISE in " ".join(kept.text.split())


def test_what_is_not_saved_is_not_lost_at_one_press_and_what_is_deleted_is_gone(
    page: Page, desk_site: DeskSite
) -> None:
    desk_site.store.delete_all()
    save_a_draft(page)
    open_saved(page)
    draft(page).fill(draft(page).input_value() + "\n\nNot saved.")
    again = page.locator("#kept .open-again")
    again.click()
    expect(page.locator("#status")).to_have_text("Press again to open. What you wrote above will be lost.")
    settled(page)
    expect(draft(page)).to_have_value(re.compile("Not saved"))
    again.click()
    expect(draft(page)).not_to_have_value(re.compile("Not saved"))
    settled(page)

    page.get_by_role("button", name=re.compile("^Delete ?: What is uterine sarcoma")).click()
    expect(page.locator("#kept .kept")).to_have_count(0)
    expect(page.locator("#kept-title")).to_be_focused()
    expect(page.locator("#work")).to_be_hidden()
    expect(page.locator("#draft")).to_have_value("")
    settled(page)
    paste(page)
    expect(questions(page)).to_have_count(3)
    expect(page.locator("#case .opened")).to_have_count(0)
    assert desk_site.store.kept() == ()


def test_nothing_is_saved_unless_a_file_was_named(browser: Browser) -> None:
    with serving(None) as address:
        page = browser.new_page()
        page.goto(f"{address}/desk")
        page.wait_for_selector("body.ready")
        paste(page)
        expect(page.get_by_text("Saving is off.")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("Save as|Keep for"))).to_have_count(0)
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
        assert "Jane" not in kept
        page.close()
