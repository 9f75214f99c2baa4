"""A running support desk with canned evidence, and what its staff do there, as short steps."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import uvicorn
from playwright.sync_api import Locator, Page, expect

from chatbot.desk.saving import DraftStore
from chatbot.desk.templates import Templates
from chatbot.web.app import build_app
from chatbot.web.pages.desk import desk_extension
from tests.chatbot.conftest import LIMITS
from tests.chatbot.desk.fakes import COMMENT, fake_desk
from tests.chatbot.web.fake_answerer import FakeAnswerer


@dataclass(frozen=True)
class DeskSite:
    """A running desk that may save, and one that may not."""

    address: str
    store: DraftStore


class serving:  # noqa: N801 - reads as a statement
    """A server with canned evidence, for the length of a block."""

    def __init__(self, store: DraftStore | None, templates: Mapping[str, Templates] | None = None) -> None:
        answerer = FakeAnswerer()
        desk = fake_desk(store, templates)
        app = build_app(answerer, limits=LIMITS, extensions=(desk_extension(desk),))
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.listener]}, daemon=True
        )

    def __enter__(self) -> str:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
            time.sleep(0.02)
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __exit__(self, *error: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.listener.close()


def open_desk(page: Page, path: str = "/desk") -> None:
    page.goto(path)
    page.wait_for_selector("body.ready")


def paste(page: Page, comment: str = COMMENT) -> None:
    page.get_by_label("The comment").fill(comment)
    page.locator("#find").click()
    if page.locator("#find").get_attribute("data-armed"):  # it asks before it throws work away
        page.locator("#find").click()
    settled(page)


def settled(page: Page) -> None:
    """Wait until the program has answered."""
    expect(page.locator("body")).not_to_have_class(re.compile(r"\bwaiting\b"))


def questions(page: Page) -> Locator:
    return page.locator("#case .question")


def draft(page: Page) -> Locator:
    return page.get_by_label("Text of the reply")


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))
