"""Packaged documents under a fake encoder, and a bench over runs of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.testclient import TestClient

from chatbot.web.app import build_app
from corpus.document import Corpus
from evals.web.bench import extension_over
from index.search import Index
from index.storage.store import build_index
from tests.chatbot.conftest import MACHINE
from tests.evals.web.bench_site import (
    OverIndex,
    serving,
)
from tests.fakes import HashEncoder


def built(documents: Corpus, folder: Path) -> Index:
    """Documents without their stored questions under a fake encoder: quick, and the same everywhere."""
    bare = replace(documents, plain_questions=(), unanswerable=())
    return build_index(bare, directory=folder, encoder=HashEncoder())


@pytest.fixture(scope="session")
def index(packaged: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The first of the packaged documents."""
    first = replace(packaged, documents=packaged.documents[:1])
    return built(first, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def whole_index(packaged: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """All packaged documents: what the packaged question sets quote."""
    return built(packaged, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this module's runs are kept."""
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def address(whole_index: Index, runs: Path) -> Iterator[str]:
    """A server with the bench."""
    with serving(whole_index, runs) as address:
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


@pytest.fixture
def client(index: Index, tmp_path: Path) -> Iterator[TestClient]:
    """The application without a browser, over a folder of its own."""
    app = build_app(OverIndex(index), extensions=[extension_over(tmp_path)])
    with TestClient(app, MACHINE, follow_redirects=False) as client:
        yield client
