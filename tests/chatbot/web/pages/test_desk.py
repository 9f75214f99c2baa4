"""The support desk, walked as its staff would."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect

from chatbot.desk.templates import load_all_templates
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


def test_a_comment_becomes_a_checked_reply(page: Page) -> None:
    open_desk(page)
    paste(page)
    expect(questions(page)).to_have_count(3)
    expect(page.locator("#status")).to_have_text("Questions found: 3.")
    expect(page.locator(".identifiers")).to_contain_text("555-123-4567")
    expect(questions(page).nth(2)).to_contain_text("No source")

    questions(page).nth(2).get_by_role("button", name="Drop").click()
    expect(questions(page)).to_have_count(2)
    settled(page)
    second = questions(page).first.get_by_label("Use quote 2 of question 1")
    second.check()
    expect(draft(page)).to_have_value(re.compile("arise in the muscle or connective tissues"))
    second.uncheck()
    expect(draft(page)).not_to_have_value(re.compile("arise in the muscle or connective tissues"))
    settled(page)

    expect(page.locator("#check")).to_contain_text("Every sentence is a template or a quote.")
    length = len(draft(page).input_value().split())
    assert length < 200
    expect(page.locator("#check .length")).to_have_text(f"The reply has {length} words.")
    pieces = page.locator("#check .sentence").all()
    labels = [piece.get_attribute("data-label") for piece in pieces]
    assert labels == ["template", "template", "quote", "template", "quote", *["template"] * 3]
    shown = "".join("".join(piece.inner_text().split()) for piece in pieces)
    assert shown == "".join(draft(page).input_value().split())

    page.get_by_role("button", name="Copy as plain text").click()
    expect(page.locator("#status")).to_have_text("Copied.")
    copied = clipboard(page)
    assert copied.strip() == draft(page).input_value().strip()
    assert DEFINITION in copied
    assert ARISE not in copied
    assert "third" not in copied
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator("#copy-markdown")).to_have_text("Copied.")
    assert f"> “{DEFINITION}”" in clipboard(page)
    page.get_by_role("button", name="Copy as HTML").click()
    expect(page.locator("#copy-html")).to_have_text("Copied.")
    assert f'<blockquote><p lang="en">“{DEFINITION}”</p>' in clipboard(page)


def test_own_words_are_named_marked_and_kept(page: Page) -> None:
    open_desk(page)
    paste(page)
    text = draft(page).input_value()
    own = "My sister Jane Doe had it too."
    draft(page).fill(text.replace(ENGLISH.greeting, f"{ENGLISH.greeting} {own}"))
    named = page.locator("#check .named.foreign")
    expect(named).to_contain_text("1 sentence is your own. It is from no source:")
    expect(named.locator("li")).to_have_text([own])
    expect(page.locator("#check .repeats li")).to_have_text(["Jane Doe"])
    copy = page.get_by_role("button", name="Copy as plain text")
    expect(copy).to_be_disabled()
    page.get_by_label("I have read what is my own").check()
    copy.click()
    expect(page.locator("#status")).to_have_text("Copied.")
    assert f"{ENGLISH.greeting} {own}" in clipboard(page)
    settled(page)
    page.get_by_label("Mark our own words in the copy").check()
    expect(page.locator("#copy-plain")).to_have_attribute("data-copy", re.compile("Added by our staff"))
    page.get_by_label("I have read what is my own").check()
    copy.click()
    expect(page.locator("#status")).to_have_text("Copied.")
    assert f"[Added by our staff: {own}]" in clipboard(page)
    settled(page)

    # A quote that was changed cannot be copied, counts once, and comes back at a press.
    before = draft(page).input_value()
    page.get_by_label("Kind words for").select_option("fear")
    kind = ENGLISH.kind_words["fear"]
    expect(draft(page)).to_have_value(re.compile(f"{re.escape(own)}\n\n{re.escape(kind.opening)}"))
    settled(page)
    whole = draft(page).input_value()
    without = whole.replace(kind.opening, "").replace(kind.closing, "")
    assert without.split() == before.split()
    draft(page).fill(whole.replace("rare type of cancer", "common type of cancer"))
    changed = page.locator("#check .named.changed")
    expect(changed).to_contain_text("1 quote was changed. Put it back or take it out:")
    expect(changed.locator("li")).to_contain_text("common type of cancer")
    expect(copy).to_have_count(0)
    settled(page)
    page.get_by_role("button", name="Put the quote back").click()
    expect(draft(page)).to_have_value(whole)
    expect(page.locator("#status")).to_have_text("The quote is back.")

    # A greeting of one's own stays, and so does what was added.
    draft(page).fill(whole.replace(ENGLISH.greeting, "Dear Ann,"))
    expect(page.locator("#check .named.foreign li")).to_have_text(["Dear Ann,", own])
    settled(page)
    questions(page).first.get_by_label("Use quote 2 of question 1").check()
    expect(draft(page)).to_have_value(re.compile("arise in the muscle"))
    expect(draft(page)).to_have_value(re.compile(f"^Dear Ann,\n\n{re.escape(own)}"))
    assert ENGLISH.greeting not in draft(page).input_value()


def test_what_is_dropped_comes_back_and_leaving_unsaved_work_is_asked_about(page: Page) -> None:
    open_desk(page)
    paste(page)
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    draft(page).fill(f"{draft(page).input_value()}\n\nMine.")
    expect(page.locator("#check .named.foreign")).to_be_visible()
    settled(page)
    before = draft(page).input_value()
    questions(page).nth(1).get_by_role("button", name="Drop").click()
    expect(questions(page)).to_have_count(2)
    settled(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).to_have_text("The question is back.")
    expect(questions(page)).to_have_count(3)
    expect(draft(page)).to_have_value(before)
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()

    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(draft(page)).to_have_value(before)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator("#status")).to_have_text("Press again. What you changed below will be lost.")
    page.locator("#find").click()
    expect(draft(page)).not_to_have_value(re.compile("Mine"))
    settled(page)
    page.get_by_role("link", name="Documents", exact=True).click()
    page.wait_for_url("**/documents")
    assert asked == ["beforeunload"]


def test_questions_are_merged_added_and_retyped(page: Page) -> None:
    open_desk(page)
    paste(page)
    questions(page).nth(1).get_by_role("button", name="Merge with the one above").click()
    expect(questions(page)).to_have_count(2)
    first = questions(page).first.locator(".q-text")
    expect(first).to_have_value("What is uterine sarcoma? And what does HIPEC mean?")
    expect(first).to_be_focused()
    expect(questions(page).first.locator(".evidence .tick")).to_have_count(3)
    expect(questions(page).first.locator(".evidence .tick input:checked")).to_have_count(1)
    settled(page)

    page.get_by_label("Another question").fill("Should she fly?")
    page.get_by_role("button", name="Add this question").click()
    expect(questions(page)).to_have_count(3)
    expect(questions(page).nth(2)).to_contain_text("Needs a person: personal advice")
    settled(page)
    expect(draft(page)).to_have_value(re.compile("We cannot answer your third question."))

    questions(page).nth(2).locator(".q-about").fill("uterine sarcoma")
    questions(page).nth(2).locator(".q-about").press("Tab")
    expect(questions(page).nth(2).locator(".evidence .tick")).to_have_count(2)


def test_an_alternative_can_be_ticked_with_its_correction(page: Page) -> None:
    open_desk(page)
    paste(page, "What is uterine sarcoma?")
    page.get_by_text("1 more place to choose from").click()
    page.get_by_label("Use quote 3 of question 1").check()
    expect(draft(page)).to_have_value(re.compile(re.escape(ENGLISH.corrected)))
    settled(page)
    expect(page.locator("#check")).to_contain_text("Every sentence is a template or a quote.")


def test_the_reply_can_be_in_spanish_around_english_quotes(page: Page) -> None:
    open_desk(page)
    paste(page)
    page.get_by_label("Language of the reply").select_option("es")
    expect(draft(page)).to_have_value(re.compile("Gracias por escribirnos"))
    expect(draft(page)).to_have_value(re.compile(re.escape(DEFINITION)))
    settled(page)
    expect(page.locator("#check")).to_contain_text("Every sentence is a template or a quote.")


def test_a_folder_of_ones_own_sentences_speaks_on_the_page(browser: Browser, tmp_path: Path) -> None:
    for language, old in (("en", "Thank you for writing to us."), ("es", "Gracias por escribirnos.")):
        packaged = Path("chatbot/languages", language, "reply.toml").read_text("utf-8")
        assert old in packaged
        own = packaged.replace(old, f"{language}: our house says hello.")
        (tmp_path / f"{language}.toml").write_text(own, "utf-8")
    with serving(None, load_all_templates(tmp_path)) as address:
        page = browser.new_page()
        open_desk(page, f"{address}/desk")
        paste(page)
        expect(draft(page)).to_have_value(re.compile("^en: our house says hello"))
        expect(page.locator("#check .all-known")).to_be_visible()
        page.get_by_label("Language of the reply").select_option("es")
        expect(draft(page)).to_have_value(re.compile("^es: our house says hello"))
        page.close()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_many_comments_come_back_as_a_file(page: Page, tmp_path: Path, form: str) -> None:
    source = tmp_path / "comments.jsonl"
    lines = [{"id": "a", "comment": COMMENT}, {"comment": 3}, {"id": "c", "comment": "any bus?"}]
    source.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    open_desk(page)
    page.get_by_label("File of comments").set_input_files(source)
    page.get_by_label("Get the replies as").select_option(form)
    page.get_by_role("button", name="Draft all replies").click()
    expect(page.locator("#many-result")).to_contain_text("2 replies are drafted.")
    expect(page.locator("#many-result li")).to_have_text([re.compile('^Line 2: no "comment"')])
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the replies to a file").click()
    assert download.value.suggested_filename == f"replies.{form}"
    text = Path(download.value.path()).read_text("utf-8")
    ids = [row["id"] for row in csv.DictReader(text.splitlines())] if form == "csv" else []
    ids = [i for i in ids if i in {"a", "c"}] or [
        json.loads(line)["id"] for line in text.splitlines() if form == "jsonl"
    ]
    assert ids == ["a", "c"]


def open_one_that_is_stale(page: Page, desk_site: DeskSite) -> None:
    """Leave the page with a saved reply open whose document has changed since."""
    desk_site.store.delete_all()
    page.locator("#confirm").check()
    page.locator(".save").first.click()
    expect(page.locator("#kept .kept")).to_have_count(1)
    settled(page)
    with sqlite3.connect(desk_site.store.path) as database:
        database.execute("UPDATE cited SET sha256 = 'of before'")
    page.locator("#kept .open-again").click()
    expect(page.locator("#case .opened-stale li").first).to_be_visible()
    settled(page)
    desk_site.store.delete_all()


LOOKS = {
    "light": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
}


def test_nothing_scrolls_sideways_on_narrow_screens_or_at_high_zoom(page: Page) -> None:
    open_desk(page)
    paste(page)
    draft(page).fill(draft(page).input_value() + "\n\nMy own words.")
    expect(page.locator("#check .named.foreign")).to_be_visible()
    for width, size in ((320, "100%"), (640, "200%")):
        page.set_viewport_size({"width": width, "height": 640})
        page.add_style_tag(content=f"html {{ font-size: {size} }}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('button, .action, summary, select, label:has([type=checkbox])')]"
        ".filter(e => e.checkVisibility()).map(e => [e.id || e.textContent, e.getBoundingClientRect()])"
        ".filter(([, r]) => r.height < 44 || r.width < 44).map(([t]) => t)"
    )
    assert small == []


def test_quotes_say_their_language_wherever_they_stand(page: Page) -> None:
    open_desk(page, "/es/desk")
    page.locator("#comment").fill("What is uterine sarcoma?")
    page.locator("#find").click()
    settled(page)
    assert page.locator("html").get_attribute("lang") == "es"
    assert {e.get_attribute("lang") for e in page.locator("#case blockquote").all()} == {"en"}
    said = {
        label: {e.get_attribute("lang") for e in page.locator(f"#check [data-label={label}]").all()}
        for label in ("quote", "template")
    }
    # The reply is in the language of the comment, whatever the page speaks.
    assert said == {"quote": {"en"}, "template": {"en"}}


@pytest.mark.parametrize(("look", "path"), [("light", "/desk"), ("dark", "/es/desk"), ("phone", "/es/desk")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, desk_site: DeskSite, look: str, path: str
) -> None:
    context = browser.new_context(base_url=desk_site.address, **LOOKS[look])  # type: ignore[arg-type]
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_desk(page, path)
    page.locator("#comment").fill(f"{COMMENT} Should she fly? She is bleeding.")
    page.locator("#find").click()
    expect(questions(page)).to_have_count(4)
    for fold in page.locator("#case summary").all():
        fold.click()
    page.locator("#draft").fill(page.locator("#draft").input_value() + "\n\nJane Doe, my own words.")
    expect(page.locator("#check .named")).to_have_count(2)
    settled(page)
    if path == "/es/desk":
        open_one_that_is_stale(page, desk_site)
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
    width = page.viewport_size or {"width": 0}
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    assert [url for url in requests if not url.startswith((desk_site.address, "data:", "blob:"))] == []
    assert complaints == []
    context.close()


def test_the_desk_is_worked_by_keyboard_alone(page: Page) -> None:
    open_desk(page)
    page.get_by_label("The comment").focus()
    page.keyboard.insert_text("What is uterine sarcoma?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#case-title")).to_be_focused()
    settled(page)
    page.keyboard.press("Tab")
    expect(page.locator("#q1-text")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("#q1-c1")).to_be_focused()
    page.keyboard.press("Space")
    expect(draft(page)).not_to_have_value(re.compile(re.escape(DEFINITION)))
    expect(page.locator("#q1-c1")).to_be_focused()
    for key, place in (("1", "#comment"), ("2", "#case-title"), ("3", "#draft"), ("4", "#copy-plain")):
        page.keyboard.press(f"Alt+Shift+Digit{key}")
        expect(page.locator(place)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Copied.")
    assert clipboard(page).strip() == draft(page).input_value().strip()
