"""The evaluator's bench: run a small evaluation, open a missed question, compare, bring a set."""

from __future__ import annotations

import csv
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.testclient import TestClient

from chatbot.web.app import build_app
from corpus.document import Corpus
from evals.questions.read import QUESTIONS_DIR, load_set
from evals.recording.recorded import RESULTS
from evals.recording.results import RunError, write_run
from evals.run import Plan, run_plan
from evals.systems.conditions import chosen_conditions
from evals.systems.system import Workbench
from evals.web import runs as runs_module
from evals.web.bench import extension_over
from evals.web.running import corpus_of
from evals.web.runs import RunFolder
from index.search import Index
from index.storage.store import build_index
from tests.chatbot.conftest import MACHINE
from tests.chatbot.web.fake_answerer import FakeAnswerer
from tests.fakes import HashEncoder

SPLEEN = "Which planet has the largest spleen?"
RARE = "Uterine sarcoma is a rare type of cancer that originates in the muscle tissue of the uterus."


def line(identity: str, question: str, **changes: object) -> str:
    """One case as a line of a set."""
    case = {"id": identity, "audience": "patient", "question": question, "kind": "fact", "expect": "answer"}
    return json.dumps({**case, "facets": [], **changes})


THREE = "\n".join(
    [
        line("T-1", "uterine sarcoma rare cancer muscle tissue", facets=[[{"doc": "000", "quote": RARE}]]),
        line("T-2", "zebra", facets=[[{"doc": "000", "quote": RARE}]]),
        line("T-3", SPLEEN, kind="out_of_scope", expect="no_answer"),
    ]
)


class OverIndex(FakeAnswerer):
    """Canned answers over a real index, which is what the bench measures."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self.index = index  # type: ignore[assignment] # the pages need only its documents


@pytest.fixture(scope="module")
def index(packaged: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The packaged documents under a fake encoder: quick, and the same everywhere."""
    return build_index(packaged, directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder())


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this module's runs are kept."""
    return tmp_path_factory.mktemp("runs")


@contextmanager
def serving(index: Index, folder: Path) -> Iterator[str]:
    """A server with the bench over the runs of a folder."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = build_app(OverIndex(index), extensions=[extension_over(folder)])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture(scope="module")
def address(index: Index, runs: Path) -> Iterator[str]:
    """A server with the bench."""
    with serving(index, runs) as address:
        yield address


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh browser window at the bench's server."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def bench(window: BrowserContext) -> Page:
    """The bench, open; at the end nothing may have been asked of another host, nothing complained of."""
    page = window.new_page()
    page.goto("/bench")
    page.get_by_role("button", name="Check and run my set").wait_for()
    return page


def run_own(page: Page, text: str, name: str, condition: str = "BM25 alone") -> None:
    """Bring a set and wait until its run is done."""
    earlier = opened_run(page)
    page.get_by_role("radio", name=condition).check()
    page.get_by_label("Questions as JSON Lines").fill(text)
    page.get_by_label("Name of the set").fill(name)
    page.get_by_role("button", name="Check and run my set").click()
    expect(page.locator("#bench-said .began")).to_have_count(1)
    if earlier:
        expect(page.locator("#bench-progress a")).not_to_have_attribute("href", earlier, timeout=60_000)
    expect(page.locator("#bench-progress").get_by_role("status")).to_have_text(
        "The run is done.", timeout=60_000
    )
    assert opened_run(page) != earlier


def opened_run(page: Page) -> str:
    """The address of the run that the page says is done, "" before one is."""
    link = page.locator("#bench-progress a")
    return (link.get_attribute("href") or "") if link.count() else ""


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
def test_questions_are_sieved_judged_and_taken_along(bench: Page) -> None:
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


def bench_link(condition: str) -> re.Pattern[str]:

    return re.compile(rf"/bench/question\?id=T-2&.*condition={condition}")


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


@pytest.fixture
def client(index: Index, tmp_path: Path) -> Iterator[TestClient]:
    """The application without a browser, over a folder of its own."""
    app = build_app(OverIndex(index), extensions=[extension_over(tmp_path)])
    with TestClient(app, MACHINE, follow_redirects=False) as client:
        yield client


def test_a_run_that_does_not_exist_is_told_and_no_path_leads_out(client: TestClient, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.json").write_text('{"format": 1, "manifest": {}, "results": []}')
    for name in ("nothing", "../secret", "/etc/passwd", "<script>"):
        reply = client.get("/bench/run", params={"run": name})
        assert (reply.status_code, "There is no run or question" in reply.text) == (404, True)
        assert "<script>" not in reply.text.partition("<main")[2]
        spanish = client.get("/es/bench/question", params={"run": name})
        assert (spanish.status_code, "No hay ninguna prueba" in spanish.text) == (404, True)


def put_run(folder: Path, name: str, index: Index) -> Path:
    """A small run, kept as the bench keeps one."""
    workbench = Workbench(corpus=corpus_of(index.documents), index=index)
    (folder.parent / "set.jsonl").write_text(THREE.split("\n")[2], "utf-8")
    questions = load_set(str(folder.parent / "set.jsonl"), workbench.corpus)
    run = run_plan(Plan(conditions=chosen_conditions(["bm25"]), sets=[questions]), workbench)
    path = folder / f"{name}.json"
    write_run(run, path)
    return path


SURE = {"x-bench": "delete"}


def test_a_run_is_deleted_and_nothing_else(client: TestClient, tmp_path: Path, index: Index) -> None:
    kept, doomed = (put_run(tmp_path, name, index) for name in ("latest", "runs/doomed"))
    outside = put_run(tmp_path.parent, "outside", index)
    other = tmp_path / "results.json"
    other.write_text('{"format": 1}')
    assert client.get("/bench/run", params={"run": "runs/doomed"}).status_code == 200
    for name in (
        "../outside",
        str(outside)[:-5],
        "results",
        "runs/doomed.json",
        "runs/../latest",
        "",
        "runs",
    ):
        reply = client.post("/es/bench/delete", params={"run": name}, headers=SURE)
        said = "No se pudo borrar la prueba. Quizá ya no está. Vuelva a cargar la página."
        assert (reply.status_code, reply.json()) == (404, {"sentence": said})
    reply = client.post("/bench/delete", params={"run": "runs/doomed"}, headers=SURE)
    assert (reply.status_code, reply.json()) == (200, {"sentence": "The run is deleted."})
    assert [path.exists() for path in (kept, doomed, outside, other)] == [True, False, True, True]
    assert client.get("/bench/run", params={"run": "runs/doomed"}).status_code == 404
    assert client.post("/bench/delete", params={"run": "runs/doomed"}, headers=SURE).status_code == 404


def test_only_the_page_itself_can_keep_a_remark_and_only_on_what_there_is(
    client: TestClient, tmp_path: Path, index: Index
) -> None:
    path = put_run(tmp_path, "runs/mine", index)
    kept = path.with_name("mine.remarks.jsonl")
    query = {"run": "runs/mine", "id": "T-3", "verdict": "right", "note": "ja"}
    page = {"x-bench": "remark"}

    def status(headers: dict[str, str] = page, **changes: str) -> int:
        return client.post("/bench/remark", params={**query, **changes}, headers=headers).status_code

    assert [status({}), status({**page, "origin": "http://elsewhere.example"})] == [403, 403]
    assert [status(verdict="maybe"), status(note="x" * 1001)] == [403, 403]
    assert [status(id="T-9"), status(run="../mine"), status(run="runs/none")] == [404, 404, 404]
    assert not kept.exists()
    assert [status(), status(note="nein")] == [200, 200]
    (line,) = kept.read_text("utf-8").splitlines()
    assert (json.loads(line)["id"], json.loads(line)["note"]) == ("T-3", "nein")
    kept.write_text(f"no json\n[]\n{line}\n", "utf-8")
    assert "nein" in client.get("/bench/question", params={"run": "runs/mine", "id": "T-3"}).text
    assert [status(verdict="", note=""), kept.read_text("utf-8")] == [200, ""]
    assert status() == 200
    assert client.post("/bench/delete", params={"run": "runs/mine"}, headers=SURE).status_code == 200
    assert not kept.exists()


def test_a_download_of_what_is_not_there_is_told(client: TestClient, tmp_path: Path, index: Index) -> None:
    put_run(tmp_path, "one", index)
    for query in ({"run": "none"}, {"run": "one", "form": "xlsx"}, {"run": "../one"}):
        reply = client.get("/es/bench/download", params=query)
        assert (reply.status_code, "No hay ninguna prueba" in reply.text) == (404, True)
    header = client.get("/bench/download", params={"run": "one"}).headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="[\w.-]+\.csv"', header)


def test_every_page_leads_to_the_bench(client: TestClient) -> None:
    for path, to in (("/documents", "/bench"), ("/es/about", "/es/bench"), ("/es/bench", "/es/bench")):
        assert f'href="{to}"' in client.get(path).text.partition("<footer")[2]


def test_only_the_page_itself_can_delete_a_run(client: TestClient, tmp_path: Path, index: Index) -> None:
    path = put_run(tmp_path, "runs/mine", index)
    name = {"run": "runs/mine"}
    assert client.post("/bench/delete", params=name).status_code == 403
    foreign = {**SURE, "origin": "http://elsewhere.example"}
    assert client.post("/bench/delete", params=name, headers=foreign).status_code == 403
    assert client.get("/bench/delete", params=name, headers=SURE).status_code == 404
    assert path.exists()


@pytest.mark.parametrize("linked", [False, True])
def test_the_recorded_run_is_never_deleted(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    recorded = put_run(tmp_path / ("elsewhere" if linked else "runs"), "recorded", index)
    if linked:
        (tmp_path / "runs").mkdir()
        (tmp_path / "runs" / "recorded.json").symlink_to(recorded)
    monkeypatch.setattr(runs_module, "RESULTS", recorded)
    folder = RunFolder(tmp_path)
    with pytest.raises(RunError, match="is the recorded one and stays"):
        folder.delete("runs/recorded")
    assert recorded.exists()
    assert [one.name for one in folder.latest()] == ["runs/recorded"]


def test_the_reference_that_ships_is_no_run_of_the_folder() -> None:
    with pytest.raises(RunError, match="There is no run"):
        RunFolder(RESULTS.parent).delete(RESULTS.stem)
    assert RESULTS.exists()


def test_runs_on_other_questions_are_not_compared_and_that_is_told(
    client: TestClient, tmp_path: Path, index: Index
) -> None:
    put_run(tmp_path, "one", index)
    text = (put_run(tmp_path, "two", index)).read_text("utf-8")
    (tmp_path / "two.json").write_text(text.replace('"T-3"', '"T-9"'), "utf-8")
    reply = client.get("/es/bench/compare", params={"a": "one", "b": "two"})
    assert reply.status_code == 404
    assert "Estas dos no se pueden poner lado a lado." in reply.text
    assert '<p class="note" lang="en">The runs are not on the same questions' in reply.text


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


def test_only_the_page_itself_can_stop_a_run(client: TestClient) -> None:
    assert client.get("/bench/progress").json()["state"] == "idle"
    assert client.get("/es/bench/progress").json()["sentence"] == "No hay pruebas en curso."


def test_without_the_extension_there_is_no_bench() -> None:
    with TestClient(build_app(FakeAnswerer()), MACHINE, follow_redirects=False) as client:
        assert client.get("/bench").status_code == 404
        assert client.get("/bench/run").status_code == 404


def test_other_json_in_the_folder_is_passed_over(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text('{"format": 7}')
    (tmp_path / "broken.json").write_text("{")
    reply = client.get("/bench")
    assert reply.status_code == 200
    assert "There is no run yet" in reply.text


def test_the_packages_entry_point_names_the_bench() -> None:
    import tomllib

    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["aswritten.pages"] == {"bench": "evals.web.bench:extension"}
