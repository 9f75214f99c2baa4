"""A bench over canned answers, and what its user does there."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, expect

from chatbot.web.app import build_app
from evals.questions.read import load_set
from evals.recording.results import write_run
from evals.run import make_run
from evals.systems.conditions import chosen_conditions
from evals.systems.system import Workbench
from evals.web.bench import extension_over
from evals.web.running import corpus_of
from index.search import Index
from tests.chatbot.web.fake_answerer import FakeAnswerer

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
        self.index = index


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


def bench_link(condition: str) -> re.Pattern[str]:

    return re.compile(rf"/bench/question\?id=T-2&.*condition={condition}")


def put_run(folder: Path, name: str, index: Index) -> Path:
    """A small run, kept as the bench keeps one."""
    workbench = Workbench(corpus=corpus_of(index.documents), index=index)
    (folder.parent / "set.jsonl").write_text(THREE.split("\n")[2], "utf-8")
    questions = load_set(str(folder.parent / "set.jsonl"), workbench.corpus)
    run = make_run(chosen_conditions(["bm25"]), [questions], workbench)
    path = folder / f"{name}.json"
    write_run(run, path)
    return path


SURE = {"bench-action": "delete"}
