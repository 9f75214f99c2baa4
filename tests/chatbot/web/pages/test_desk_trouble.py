"""The desk when something goes wrong, or is meant to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chatbot.desk.fakes import COMMENT
from tests.chatbot.web.desk_site import (
    DeskSite,
    draft,
    open_desk,
    paste,
    questions,
    settled,
)

pytestmark = pytest.mark.browser


def test_markup_is_shown_as_text(page: Page) -> None:
    hostile = (
        "what is <script>window.hacked=1</script> <img src=x onerror=window.hacked=1> \u202e\u2066"
        " </textarea></template><svg onload=window.hacked=1> sarcoma?"
    )
    open_desk(page)
    paste(page, hostile)
    expect(questions(page)).to_have_count(1)
    settled(page)
    draft(page).fill(hostile)
    expect(page.locator("#check .named.foreign")).to_be_visible()
    settled(page)
    assert (
        page.locator("#case script, #check script, #case img, #check img, #case svg, #check svg").count() == 0
    )
    assert page.evaluate("window.hacked") is None


def test_too_much_text_nothing_and_a_crash_are_told_kindly_and_the_next_comment_works(page: Page) -> None:
    open_desk(page)
    paste(page, "sarcoma " * 131_072)
    expect(page.locator("#status")).to_contain_text("Please keep it under 50000 letters")
    paste(page, "   ")
    expect(page.locator("#status")).to_have_text("Please paste a comment first.")
    paste(page, "please crash")
    expect(page.locator("#status")).to_contain_text("Something went wrong on our side.")
    paste(page)
    expect(questions(page)).to_have_count(3)


def test_a_file_that_the_server_refuses_for_its_size_is_told_as_that(page: Page, tmp_path: Path) -> None:
    source = tmp_path / "comments.jsonl"
    source.write_text(json.dumps({"comment": "sarcoma? " * 400_000}), "utf-8")
    open_desk(page)
    page.get_by_label("File of comments").set_input_files(source)
    page.get_by_role("button", name="Draft all replies").click()
    expect(page.locator("#many-result")).to_have_text(
        "That is too much text for this page. Please send less."
    )
    paste(page)
    expect(questions(page)).to_have_count(3)


HOSTILE = "<img src=x onerror=window.hacked=1></textarea>\u202e sarcoma"


def test_markup_in_the_other_inputs_is_shown_as_text_also_once_it_is_saved(
    page: Page, desk_site: DeskSite
) -> None:
    desk_site.store.delete_all()
    open_desk(page)
    paste(page, "What is uterine sarcoma?")
    page.get_by_label("Another question").fill(HOSTILE)
    page.get_by_role("button", name="Add this question").click()
    expect(questions(page)).to_have_count(2)
    settled(page)
    questions(page).nth(1).locator(".q-about").fill(HOSTILE)
    questions(page).nth(1).locator(".q-about").press("Tab")
    settled(page)
    expect(questions(page).nth(1).locator(".q-text")).to_have_value(HOSTILE)
    expect(questions(page).nth(1).locator(".q-about")).to_have_value(HOSTILE)
    questions(page).nth(0).get_by_role("button", name="Drop").click()
    expect(questions(page)).to_have_count(1)
    settled(page)
    draft(page).fill(f"{draft(page).input_value()}\n\n{HOSTILE}")
    expect(page.locator("#check .named.foreign")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Save as draft").click()
    shelf = page.locator("#kept .kept")
    expect(shelf.locator("h3 bdi")).to_have_text(HOSTILE)
    shelf.locator("summary").click()
    settled(page)
    shelf.get_by_role("button", name="Open").click()
    expect(page.locator("#case .opened")).to_be_visible()
    expect(draft(page)).to_have_value(re.compile(re.escape(HOSTILE)))
    settled(page)
    assert page.locator("#before img, #before script").count() == 0
    assert page.evaluate("window.hacked") is None
    desk_site.store.delete_all()


def test_a_paste_of_a_megabyte_anywhere_is_refused_kindly(page: Page) -> None:
    open_desk(page)
    for where in ("#add-text", "#q1-text", "#draft"):
        paste(page, "What is uterine sarcoma?")
        page.locator(where).fill("sarcoma " * 131_072)
        if where == "#add-text":
            page.get_by_role("button", name="Add this question").click()
        else:
            page.locator(where).blur()
        expect(page.locator("#status")).to_contain_text("Please keep it under 50000 letters")
    paste(page)
    expect(questions(page)).to_have_count(3)


def test_a_lost_connection_is_told(page: Page) -> None:
    open_desk(page)
    page.route("**/gradio_api/queue/join*", lambda route: route.abort())
    page.get_by_label("The comment").fill(COMMENT)
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator("#status")).to_contain_text("could not reach the program")
    page.unroute("**/gradio_api/queue/join*")
    open_desk(page)
    paste(page)
    expect(questions(page)).to_have_count(3)
