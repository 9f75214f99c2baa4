"""A desk that keeps drafts, and a page at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from chatbot.desk.saving import DraftStore
from tests.chatbot.web.desk_site import (
    DeskSite,
    serving,
)


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
