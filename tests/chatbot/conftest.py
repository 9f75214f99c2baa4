"""One server and one browser for all the page's tests."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.testclient import TestClient

from chatbot.answer import Answer
from chatbot.answerer import Answerer
from chatbot.web.app import build_app
from chatbot.web.service import Limits
from tests.chatbot.web.fake_answerer import FakeAnswerer

MACHINE = "http://127.0.0.1:7860"
"""The address that requests without a server are for."""

LIMITS = Limits(answer_seconds=1.5, body_bytes=3_000_000)


@dataclass(frozen=True)
class Site:
    """A running server: its address and the answerer behind it."""

    address: str
    answerer: FakeAnswerer


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The web application with canned answers, served on a free port."""
    answerer = FakeAnswerer()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = build_app(answerer, limits=LIMITS)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            pytest.fail("The server did not start.")
        time.sleep(0.02)
    yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", answerer)
    answerer.release.set()
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh browser window without memory."""
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page."""
    return context.new_page()


DEV = [json.loads(line) for line in (files("evals") / "questions/dev.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def on_dev(answerer: Answerer) -> dict[str, Answer]:
    """The answer to every development question, by its id."""
    return {
        case["id"]: answerer.answer(
            case["question"],
            history=case.get("history", ()),
            audience=case["audience"],
            question_id=case["id"],
        )
        for case in DEV
    }


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The application without a browser, by plain requests."""
    with TestClient(build_app(FakeAnswerer(), limits=LIMITS), MACHINE, follow_redirects=False) as client:
        yield client
