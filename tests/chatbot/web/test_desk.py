"""The support desk, walked as its staff would."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from chatbot.desk.saving import DraftStore
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


@pytest.fixture(scope="module")
def desk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    store = DraftStore(tmp_path_factory.mktemp("desk") / "drafts.sqlite")
    with serving(store) as address:
        yield DeskSite(address, store)


@pytest.fixture
def context(browser: Browser, desk_site: DeskSite) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=desk_site.address, viewport={"width": 1400, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk_site.address)
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


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
        "[...document.querySelectorAll('button, .action, summary, input, select')]"
        ".filter(e => e.checkVisibility()).map(e => [e.id || e.textContent, e.getBoundingClientRect()])"
        ".filter(([, r]) => r.height < 24 || r.width < 24).map(([t]) => t)"
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
