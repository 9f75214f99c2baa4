"""The patient's page, walked as its user would."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chatbot.languages import words_of
from tests.chatbot.conftest import Site
from tests.chatbot.web.fake_answerer import ARISE, DEFINITION, real_documents
from tests.chatbot.web.walking import ask, box, open_page, turns

ENGLISH = words_of("pages", "en")


pytestmark = pytest.mark.browser


def test_a_question_is_answered_with_its_best_quote_first(page: Page) -> None:
    open_page(page)
    page.get_by_role("textbox", name="Your question").fill("What is uterine sarcoma?")
    page.get_by_role("button", name="Ask", exact=True).click()
    turn = turns(page).first
    expect(turn.get_by_role("heading", level=2)).to_have_text("You asked: What is uterine sarcoma?")
    best = turn.locator("figure.best")
    assert best.locator("blockquote").evaluate("e => e.textContent.includes('muscle tissue')")
    expect(best.locator(".who")).to_have_text("The publisher's text, no date given")
    expect(best.locator(".where")).to_contain_text("Written for: patients")
    expect(turn.locator("figure").nth(1).locator(".where")).to_contain_text("Section: How do leiomyosarcomas")
    expect(turn.locator("figure:visible")).to_have_count(2)
    expect(page.locator("#status")).to_have_text("Found 3 quotes.")
    expect(turn.locator(".asked")).to_be_focused()
    expect(turn.locator(".asked")).to_be_in_viewport()
    expect(box(page)).to_have_value("")
    turn.get_by_text("More from the sources (1)").click()
    expect(turn.locator("figure:visible")).to_have_count(3)


def test_studies_that_a_quote_cites_are_linked(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    turn.get_by_text("More from the sources").click()
    turn.get_by_text("1 study it points to").click()
    links = turn.locator(".studies a")
    assert re.match(
        r"https://(doi\.org/10\.|pubmed\.ncbi\.nlm\.nih\.gov/\d+/)", links.first.get_attribute("href") or ""
    )
    assert links.first.get_attribute("rel") == "noopener noreferrer"
    expect(links.first).to_contain_text("opens in a new tab")


def test_a_follow_up_keeps_the_subject_and_says_so(page: Page, site: Site) -> None:
    open_page(page)
    ask(page, "What is uterine sarcoma?")
    second = ask(page, "how rare is it?")
    expect(second.locator(".about-subject")).to_have_text("Still about: uterine sarcoma")
    expect(second.locator(".asked")).to_be_in_viewport()
    assert site.answerer.asked[-1] == ("how rare is it?", ("What is uterine sarcoma?",), "patient")


def test_a_new_subject_forgets_the_old_one(page: Page, site: Site) -> None:
    open_page(page)
    ask(page, "What is uterine sarcoma?")
    page.get_by_role("button", name="Start a new subject").click()
    expect(turns(page)).to_have_count(0)
    expect(box(page)).to_be_focused()
    ask(page, "and how rare?")
    assert site.answerer.asked[-1] == ("and how rare?", (), "patient")


def test_an_example_asks_itself(page: Page) -> None:
    open_page(page)
    page.get_by_role("button", name="What does HIPEC mean?").click()
    expect(turns(page).first.locator(".asked")).to_contain_text("What does HIPEC mean?")
    expect(turns(page).first.locator(".context")).to_contain_text("Just before this, the text says")


def test_the_source_opens_at_the_mark_and_one_click_leads_back(page: Page, context: BrowserContext) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    link = turn.locator("figure").nth(1).get_by_role("link", name="Show in source")
    link.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_have_text(ARISE)
    expect(dialog.locator("mark")).to_be_in_viewport()
    expect(dialog.get_by_role("heading", level=1)).to_have_text("What’s New in Leiomyosarcoma?")
    shared = page.url
    assert "/source/001?start=" in shared
    dialog.get_by_role("button", name="Back to the answer").click()
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    expect(turns(page)).to_have_count(1)
    ask(page, "how rare is it?")

    friend = context.new_page()
    friend.goto(shared)
    expect(friend.locator("mark")).to_have_text(ARISE)
    expect(friend.locator("mark")).to_be_in_viewport()
    friend.get_by_role("link", name="Back to your questions").click()
    expect(friend).to_have_url(re.compile(r"/$"))


def test_the_browsers_own_back_button_and_escape_close_the_source(page: Page) -> None:
    open_page(page)
    ask(page, "What is uterine sarcoma?")
    address = page.url
    for leave in (page.go_back, lambda: page.keyboard.press("Escape")):
        page.get_by_role("link", name="Show in source").first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        leave()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_url(address)
        expect(turns(page)).to_have_count(1)
    page.go_forward()
    expect(page.get_by_role("dialog").locator("mark")).to_be_in_viewport()


def test_sources_that_differ_stand_side_by_side(page: Page) -> None:
    open_page(page)
    turn = ask(page, "what percent of womb cancers are sarcoma?")
    table = turn.get_by_role("table")
    expect(table.locator("caption")).to_contain_text("side by side")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table).to_contain_text("less than 4%")
    expect(table).to_contain_text("2-5%")
    expect(turn.locator("figure")).to_have_count(1)


def test_on_a_phone_each_source_that_differs_is_a_card_that_fits(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page)
    table = ask(page, "what percent of womb cancers are sarcoma?").locator(".differ")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth")
    figures = table.locator("td.figure").all_inner_texts()
    assert [re.sub(r"\s+", " ", text) for text in figures] == ["less than 4%", "2-5%"]


def test_the_start_page_says_whom_to_call_in_an_emergency(page: Page) -> None:
    open_page(page)
    line = page.locator("#intro .emergency")
    expect(line).to_contain_text("In an emergency, call 911")
    assert line.locator("a").first.get_attribute("href") == "tel:911"


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844)])
@pytest.mark.parametrize("path", ["/", "/es/"])
def test_the_first_screen_of_a_phone_holds_the_emergency_numbers_and_the_box(
    page: Page, path: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_page(page, path)
    for part in (page.locator("#intro .emergency"), box(page), page.locator("#ask")):
        expect(part).to_be_in_viewport(ratio=1)


def test_a_table_row_comes_with_its_header(page: Page) -> None:
    open_page(page)
    table = ask(page, "what does stage T1 mean").get_by_role("table")
    expect(table.get_by_role("columnheader").nth(2)).to_have_text("Soft Tissue Sarcoma of the Head and Neck")
    expect(table.get_by_role("cell").nth(2)).to_have_text("Tumor ≤2 cm.")


def test_urgent_help_stands_first(page: Page) -> None:
    open_page(page)
    turn = ask(page, "bleeding a lot, what is sarcoma")
    first = turn.locator("h2 + *")
    expect(first).to_have_attribute("role", "alert")
    expect(first).to_contain_text("Get help now")


def test_the_age_of_a_text_is_told_at_a_glance(page: Page) -> None:
    open_page(page)
    figure = ask(page, "old advice please").locator("figure.best")
    expect(figure.locator(".who")).to_contain_text("Patient advocates, January 2004")
    expect(figure.locator(".age")).to_contain_text("years ago")
    expect(figure.locator(".tag")).to_have_text("Old text")


def test_what_the_sources_lack_is_said_kindly_and_without_sources(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is the capital of France?")
    expect(turn.get_by_role("heading", name="Not in these sources")).to_be_visible()
    expect(turn.locator("figure")).to_have_count(0)
    turn.get_by_role("link", name="See which documents this page reads").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The documents")


def test_a_question_of_two_parts_shows_each(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is sarcoma? What is the capital of France?")
    expect(turn.locator(".part")).to_have_count(2)
    expect(turn.locator(".part").nth(1)).to_contain_text("Not in these sources")
    expect(turn.locator(".partly")).to_be_visible()


def test_a_term_is_explained_on_hover_on_tap_and_by_keyboard(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    term = turn.locator("figure.best .term").first
    tip = turn.locator("figure.best .tip").first
    expect(tip).to_be_hidden()
    term.hover()
    expect(tip).to_be_visible()
    tip.hover()
    expect(tip).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    term.click()
    page.mouse.move(5, 5)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.mouse.click(5, 5)
    term.focus()
    expect(tip).to_be_visible()
    expect(term).to_have_accessible_description(re.compile("uterus is a small, pear-shaped organ"))


def test_a_quote_is_copied_with_its_citation_and_without_a_link_that_is_dead_elsewhere(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    turn.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.locator("#status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{DEFINITION}”\n— The publisher's text, no date given.")
    assert copied.endswith("characters 0 to 92")
    assert "127.0.0.1" not in copied
    turn.get_by_role("button", name="Copy the answer").click()
    expect(turn.locator(".turn-actions .copy").first).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "You asked: What is uterine sarcoma?" in copied
    assert ARISE in copied


def test_a_link_to_a_question_is_the_question_where_nobody_else_could_follow_it(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    turn.get_by_role("button", name="Copy a link to this question").click()
    expect(page.locator("#status")).to_contain_text("A link to it works on this machine only")
    assert page.evaluate("navigator.clipboard.readText()") == "What is uterine sarcoma?"


def test_print_shows_answers_and_citations_only(page: Page) -> None:
    open_page(page)
    turn = ask(page, "What is uterine sarcoma?")
    printed: list[object] = page.evaluate("window.print = () => { window.printed = true; }") or []
    turn.get_by_role("button", name="Print or save as PDF").click()
    assert page.evaluate("window.printed") is True
    assert printed == []
    page.emulate_media(media="print")
    expect(turn.locator("figure.best blockquote")).to_be_visible()
    expect(turn.locator("figure.best .place")).to_have_text(
        "000_uterine_sarcoma_overview.txt, characters 0 to 92"
    )
    for gone in ("#asking", "#examples", "nav", ".actions", ".site-footer"):
        expect(page.locator(gone).first).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(turn.locator(".studies li").first).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(turn.locator(".studies li").first).to_be_hidden()


def test_the_page_is_used_by_keyboard_alone(page: Page) -> None:
    open_page(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    for number in ("911", "999", "112"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=number)).to_be_focused()
    page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()
    page.keyboard.type("What is uterine sarcoma?")
    page.keyboard.press("Enter")
    expect(turns(page)).to_have_count(1)
    expect(turns(page).locator(".asked")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("figure.best .term").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("figure.best .show-source")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").locator("mark")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("figure.best .show-source")).to_be_focused()


def test_focus_goes_through_the_page_in_reading_order(page: Page) -> None:
    open_page(page)
    ask(page, "What is uterine sarcoma?")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    tops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "() => { const e = document.activeElement; const r = e.getBoundingClientRect();"
            " return e === document.body ? null : [r.top + scrollY, e.matches('.skip, nav a, .wordmark')] }"
        )
        if place is None:
            break
        tops.append(place[0] if not place[1] else -1)
    assert len(tops) > 10
    assert all(later >= earlier - 60 for earlier, later in pairwise(tops))


def test_the_spanish_page_speaks_spanish_and_quotes_in_english(page: Page) -> None:
    open_page(page)
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/")
    page.wait_for_selector("body.ready")
    assert page.locator("html").get_attribute("lang") == "es"
    page.get_by_role("textbox", name="Su pregunta").fill("¿Qué es el sarcoma uterino?")
    page.get_by_role("button", name="Preguntar", exact=True).click()
    best = turns(page).first.locator("figure.best")
    assert best.locator("blockquote").get_attribute("lang") == "en"
    expect(best.locator(".gloss")).to_have_text(
        "Cita en inglés · Responde a esto, en palabras nuestras, no de la fuente: ¿Qué es el sarcoma uterino?"
    )
    best.get_by_role("link", name="Ver en la fuente").click()
    expect(page.get_by_role("button", name="Volver a la respuesta")).to_be_visible()
    assert "/es/source/000?" in page.url


def test_no_page_calls_another_host_or_breaks_its_policy(page: Page, site: Site) -> None:
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_page(page)
    ask(page, "What is uterine sarcoma?")
    page.get_by_role("link", name="Show in source").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    for path in ("/documents", "/about", "/source/003", "/es/"):
        page.goto(path)
    page.wait_for_selector("body.ready")
    assert len(requests) > 20
    assert [url for url in requests if not url.startswith((site.address, "data:", "blob:"))] == []
    assert complaints == []


def test_every_document_can_be_read_in_full(page: Page) -> None:
    page.goto("/documents")
    expect(page.get_by_role("link", name=re.compile("^Read the whole document"))).to_have_count(
        len(real_documents())
    )
    page.get_by_role("link", name="Read the whole document: PDQ Soft Tissue Sarcoma Treatment").click()
    expect(page.locator(".document h2, .document h3, .document h4").first).to_be_visible()
    assert page.locator(".document table").count() > 3
    page.get_by_role("searchbox", name="Find a word in this document").fill("Complete  Resection")
    page.keyboard.press("Enter")
    expect(page.locator(".find output")).to_have_text(re.compile(r"^1 / [1-9]\d?$"))
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".find output")).to_have_text(re.compile(r"^2 / [1-9]\d?$"))
    assert page.evaluate("[...CSS.highlights.get('found-now')][0].toString().toLowerCase()").split() == [
        "complete",
        "resection",
    ]
    page.get_by_role("searchbox").fill("unicorn")
    page.keyboard.press("Enter")
    expect(page.locator(".find output")).to_have_text("not found")
    page.get_by_text("In this document", exact=True).click()
    last = page.locator(".contents a").last
    last.click()
    expect(page.locator(".document").locator(f"[id='{page.url.split('#')[1]}']")).to_be_in_viewport()
