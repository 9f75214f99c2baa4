"""The evaluator's bench: run a small evaluation, open a missed question, compare, bring a set."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from evals.questions.read import QUESTIONS_DIR
from index.search import Index
from tests.evals.web.bench_site import (
    RARE,
    THREE,
    bench_link,
    line,
    opened_run,
    put_run,
    run_own,
    serving,
)


@pytest.mark.browser
def test_a_small_evaluation_is_run_and_a_missed_question_opened(bench: Page, runs: Path) -> None:
    run_own(bench, THREE, "Three <b>")
    bench.locator("#bench-progress").get_by_role("link", name="Open the run").click()
    expect(bench.get_by_role("heading", level=1)).to_have_text("BM25 alone on own-three-b")
    coverage = bench.locator("table.measures").first.get_by_role("row").filter(has_text="facet coverage")
    expect(coverage.locator(".value")).to_have_text("0.500")
    expect(coverage.locator(".figures")).to_have_text("0.000 – 1.000")
    expect(bench.get_by_role("img", name="Risk and coverage")).to_be_visible()
    expect(bench.get_by_role("img", name="How long an answer takes")).to_be_visible()
    missed = bench.locator("details.group").filter(has_text="Kept silent although the documents answer")
    missed.get_by_role("link", name="T-2 zebra").click()
    expect(bench.get_by_role("heading", level=1)).to_have_text("zebra")
    expect(bench.locator(".facets li.lost")).to_contain_text("Missing. Uterine sarcoma is a rare type")
    expect(bench.locator(".stage")).to_have_text("Lost in finding: not among the candidates.")
    expect(bench.locator("section.excerpt mark.expected")).to_contain_text(RARE)
    bench.get_by_role("link", name="Open the whole document here").click()
    expect(bench.locator("mark").first).to_have_text(RARE)
    assert [path.name.endswith("own-three-b-bm25.json") for path in (runs / "runs").iterdir()] == [True]

    # Quoted and expected text is told apart in the source.
    bench.go_back()
    bench.get_by_role("link", name="Back to the run").click()
    bench.locator("details.group").filter(has_text="As it should be").locator("summary").click()
    bench.get_by_role("link", name="T-1").click()
    hit = bench.locator("section.excerpt mark.hit")
    expect(hit).to_have_count(1)
    # The words in brackets are for screen readers, which do not tell marks.
    expect(hit).to_have_text(f"[expected and quoted: {RARE}]")


@pytest.mark.browser
def test_questions_are_sieved_judged_and_taken_along_on_a_phone(bench: Page) -> None:
    bench.set_viewport_size({"width": 390, "height": 844})
    rows = bench.locator("table.runs tbody tr")
    before = rows.count()
    run_own(bench, THREE, "judged")
    # The progress stands beside the button that began the run, and the list knows the new run.
    assert bench.evaluate("document.getElementById('bench-own-go').nextElementSibling.id") == "bench-progress"
    expect(rows).to_have_count(before + 1)
    expect(bench.locator("#bench-own-go")).to_be_enabled()
    bench.locator("#bench-progress").get_by_role("link", name="Open the run").click()
    shown = bench.locator("details.group li:visible")
    bench.get_by_label("Search in the questions").fill("ZEBRA")
    expect(shown).to_have_count(1)
    expect(bench.locator("#bench-sieved")).to_have_text("1 questions are shown.")
    shown.get_by_role("link").click()
    bench.get_by_role("combobox", name="Your own verdict").select_option("wrong")
    bench.get_by_label("Your note").fill("=no <b>zebra</b>")
    bench.get_by_role("button", name="Keep it with the run").click()
    expect(bench.locator("#bench-remark").get_by_role("status")).to_have_text("It is kept with the run.")
    bench.reload()
    expect(bench.get_by_label("Your note")).to_have_value("=no <b>zebra</b>")
    bench.go_back()
    bench.reload()
    bench.get_by_label("Your own verdict").select_option("wrong")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("wrong. =no <b>zebra</b>")
    bench.get_by_label("Kind", exact=True).select_option("out_of_scope")
    expect(shown).to_have_count(0)
    taken = {}
    for form in ("CSV", "JSONL"):
        with bench.expect_download() as download:
            bench.get_by_role("link", name=f"Download as {form}").click()
        assert download.value.suggested_filename == f"own-judged-bm25.{form.lower()}"
        taken[form] = Path(download.value.path()).read_text("utf-8")
    (row,) = [row for row in csv.DictReader(taken["CSV"].splitlines()) if row["id"] == "T-2"]
    assert (row["own_verdict"], row["own_note"], row["quotes"]) == ("wrong", "'=no <b>zebra</b>", "0")
    own = {one["id"]: one["own"] for one in map(json.loads, taken["JSONL"].splitlines())}
    assert own["T-2"] == {"verdict": "wrong", "note": "=no <b>zebra</b>"}
    assert own["T-1"] == {"verdict": "", "note": ""}


@pytest.mark.browser
def test_two_runs_stand_side_by_side(bench: Page, window: BrowserContext) -> None:
    run_own(bench, THREE, "pair", "BM25 alone")
    run_own(bench, THREE, "pair", "Dense alone")
    bench.reload()
    choose = {
        side: bench.get_by_label(side).locator("option").filter(has_text=f"{title} · own-pair")
        for side, title in (("First (A)", "BM25 alone"), ("Second (B)", "Dense alone"))
    }
    for side, option in choose.items():
        bench.get_by_label(side).select_option(option.first.get_attribute("value"))
    bench.get_by_role("button", name="Compare").click()
    expect(bench.get_by_role("heading", level=1)).to_have_text("Two runs side by side")
    expect(bench.locator(".lead")).to_contain_text("3 questions of the set own-pair")
    row = bench.get_by_role("row").filter(has_text="false abstention")
    cells = row.get_by_role("cell").all_inner_texts()
    # BM25 knows no zebra and keeps silent; by meaning there is always something.
    assert (cells[0], cells[1], cells[-3:]) == ("0.500", "0.000", ["0", "1", "1"])
    bench.locator("details.group").filter(has_text="false abstention").locator("summary").click()
    opened = bench.locator("details.group[open] .ids").last.get_by_role("link", name="A T-2")
    expect(opened).to_have_attribute("href", bench_link("bm25"))
    bench.get_by_role("link", name="Swap A and B").click()
    cells = bench.get_by_role("row").filter(has_text="false abstention").get_by_role("cell").all_inner_texts()
    assert (cells[0], cells[1], cells[-3:]) == ("0.000", "0.500", ["1", "1", "0"])


@pytest.mark.browser
def test_mistakes_of_an_own_set_are_told_by_line(bench: Page, tmp_path: Path, runs: Path) -> None:
    before = list(runs.rglob("*.json"))
    text = "\n".join(
        [
            THREE.split("\n")[0],
            "no json",
            "",
            line("T-1", "q", facets=[[{"doc": "000", "quote": "<script>alert(1)</script>"}]]),
        ]
    )
    file = tmp_path / "mine.jsonl"
    file.write_text(text, encoding="utf-8")
    bench.get_by_label("Choose a file").set_input_files(file)
    expect(bench.get_by_label("Questions as JSON Lines")).to_have_value(text)
    bench.get_by_role("button", name="Check and run my set").click()
    told = bench.locator("#bench-said")
    expect(told.get_by_role("alert")).to_contain_text("Nothing was run: there are 2 mistakes in the set.")
    assert told.locator("li").all_inner_texts() == [
        "Line 2: the line is not a JSON object",
        "Line 4: the quote '<script>alert(1)</script>' does not stand in document 000",
    ]
    assert list(runs.rglob("*.json")) == before


@pytest.mark.browser
def test_a_packaged_set_is_run_with_progress_and_can_be_stopped(bench: Page, runs: Path) -> None:
    before = len(list(runs.rglob("*.json")))
    bench.get_by_role("radio", name="holdout").check()
    bench.get_by_role("radio", name="Fused (plain RRF)").check()
    bench.get_by_role("button", name="Start the run").click()
    progress = bench.locator("#bench-progress")
    expect(progress.get_by_role("progressbar")).to_be_visible()
    expect(progress.locator(".count-line")).to_contain_text(f"/ {cases('holdout')}")
    expect(bench.locator("#bench-go")).to_be_disabled()
    expect(bench.locator("#bench-own-go")).to_be_disabled()
    progress.get_by_role("button", name="Stop the run").click()
    expect(progress.get_by_role("status")).to_have_text("The run was stopped; nothing was kept.")
    assert len(list(runs.rglob("*.json"))) == before


@pytest.mark.browser
def test_a_set_that_is_too_large_is_refused_kindly_and_the_next_one_is_run(bench: Page) -> None:
    said = bench.locator("#bench-said, #bench-refused")
    bench.get_by_label("Questions as JSON Lines").fill("x" * 1_000_001)
    bench.get_by_role("button", name="Check and run my set").click()
    expect(said.get_by_role("alert")).to_have_text("The set is too large. Give at most 1,000,000 letters.")
    bench.get_by_label("Questions as JSON Lines").fill("x" * 2_100_000)
    bench.get_by_role("button", name="Check and run my set").click()
    refused = bench.locator("#bench-refused")
    expect(refused).to_have_text("That is too much text for this page. Please send less.")
    expect(refused).to_be_visible()
    run_own(bench, THREE, "after")
    expect(refused).to_have_count(0)


def cases(name: str) -> int:
    return sum(bool(row.strip()) for row in (QUESTIONS_DIR / f"{name}.jsonl").read_text("utf-8").split("\n"))


LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@pytest.mark.browser
def test_the_bench_is_accessible_and_stays_on_this_host(browser: Browser, bench: Page, address: str) -> None:
    run_own(bench, THREE, "axe")
    run = opened_run(bench)
    name = run.partition("=")[2]
    front, missed, right = "/bench", f"{run}&id=T-2", f"{run}&id=T-1"
    missed, right = (one.replace("/run", "/question") for one in (missed, right))
    compared = f"/bench/compare?a={name}%7Cbm25%7Cown-axe&b={name}%7Cbm25%7Cown-axe"
    spanish = run.replace("/bench", "/es/bench")
    walks = {
        "light": (front, run, missed, right, compared, "/bench/run?run=../secret"),
        "dark": ("/es/bench", spanish, right),
        "phone": (front, spanish, missed, compared),
    }
    for look, paths in walks.items():
        context = browser.new_context(base_url=address, **LOOKS[look])
        inspect(context.new_page(), paths, width=LOOKS[look]["viewport"]["width"])
        context.close()


def inspect(page: Page, paths: Sequence[str], *, width: int) -> None:
    """Look at each page with axe, and at what it asks of the network."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in paths:
        page.goto(path)
        if path.endswith("/bench"):
            page.locator("#bench-go").wait_for()
            expect(page.locator("p.loading")).to_have_count(0)  # Gradio's own, outside every landmark
        for fold in page.locator("summary").all():
            fold.click()
        found = Axe().run(page).response["violations"]
        assert [(path, rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        language = "es" if path.startswith("/es") else "en"
        assert page.evaluate("document.documentElement.lang") == language
    # One address does not exist, and the browser notes the 404.
    assert [text for text in complaints if "404" not in text] == []
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {page.url.split("/")[2]}


@pytest.mark.browser
def test_a_run_is_deleted_by_keyboard_once_that_is_confirmed(
    browser: Browser, index: Index, tmp_path: Path
) -> None:
    paths = {name: put_run(tmp_path, f"runs/{name}", index) for name in ("a", "b")}
    with serving(index, tmp_path) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{address}/bench")
        page.get_by_role("button", name="Check and run my set").wait_for()
        page.get_by_label("Questions as JSON Lines").fill("something typed")
        rows = page.locator("table.runs tbody tr")
        expect(rows).to_have_count(2)
        first = rows.filter(has_text="runs/a").get_by_role("button", name=re.compile("^Delete ?: .*runs.a$"))
        dialog = page.get_by_role("dialog", name="Delete this run?")

        first.press("Enter")
        expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
        expect(dialog).to_contain_text("cannot be brought back: runs/a")
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]] == []
        page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
        expect(first).to_be_focused()
        first.press("Enter")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert paths["a"].exists()

        first.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#bench-told")).to_have_text("The run is deleted.")
        expect(rows).to_have_count(1)
        expect(page.locator("#latest")).to_be_focused()
        assert [path.exists() for path in paths.values()] == [False, True]
        expect(page.get_by_role("button", name="Compare")).to_be_hidden()  # one run is left
        expect(page.get_by_label("Questions as JSON Lines")).to_have_value("something typed")

        paths["b"].unlink()  # by another hand
        rows.get_by_role("button").click()
        dialog.get_by_role("button", name="Delete the run").click()
        expect(page.locator("#bench-told")).to_contain_text("The run could not be deleted. It may be gone.")
        page.close()
