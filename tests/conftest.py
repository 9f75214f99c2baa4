"""What many tests share: the packaged documents, an answerer over them, and no way to the network."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

if TYPE_CHECKING:
    from chatbot.answerer import Answerer
    from corpus.document import Corpus
    from ingest.structure import ParsedDocument

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)

# A slow machine is no bug.
settings.register_profile("aswritten", deadline=None)
settings.load_profile("aswritten")


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a home and a language of their own: the machine's neither help nor mislead them.

    Before any module is imported, and for the programs that tests start too. Who runs a few tests many times
    names a folder in ``ASWRITTEN_TEST_HOME``: what was built there is kept and brought up to date. Workers of
    ``pytest -n 2`` start with this environment and so share one home.
    """
    kept = os.environ.get("ASWRITTEN_TEST_HOME")
    if kept is None:
        home = tempfile.TemporaryDirectory(prefix="aswritten-tests-")
        config.add_cleanup(home.cleanup)
        kept = os.environ["ASWRITTEN_TEST_HOME"] = home.name
    os.environ["ASWRITTEN_HOME"] = kept
    for name in ("LC_ALL", "LC_MESSAGES"):
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"


def needs_index(item: pytest.Item) -> bool:
    """Whether a test opens the index of the packaged documents."""
    return "answerer" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker build the index of the packaged documents while the others do what needs none.

    Of the files that need it the shortest comes first, so that building begins at once, the others last; in
    between stand those that need none, the ones with slow tests first, so that none is left alone at the end.
    Files stay whole, and the order is the same for every worker (``--no-loadscope-reorder``).
    """
    tests = Counter(item.path for item in items)
    indexed = sorted({item.path for item in items if needs_index(item)}, key=lambda path: (tests[path], path))
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in indexed[:1], item.path in indexed, item.path not in slow))


class NetworkUsedError(AssertionError):
    """Something tried to leave this machine."""


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """Refuse every connection to another machine: nothing here may need the network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(str(address[0])):
            raise NetworkUsedError(f"A connection to {address[0]} was tried.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def is_loopback(host: str) -> bool:
    """Whether a host, a name or an address, is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session")
def compiled() -> Path:
    """The folder of compiled encoders, with the one that reads questions in it: that takes seconds."""
    from chatbot.question.reader import Reader
    from index.encoder.load import COMPILED_FOLDER
    from index.location import home

    Reader.from_package().encoder.read(["compile"])
    return home() / COMPILED_FOLDER


@pytest.fixture
def fresh_home(
    compiled: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home that nothing else uses: only the compiled encoders are the session's."""
    place = tmp_path_factory.mktemp("home")
    (place / compiled.name).symlink_to(compiled)
    monkeypatch.setenv("ASWRITTEN_HOME", str(place))
    return place


@pytest.fixture(scope="session")
def packaged() -> Corpus:
    """The packaged documents."""
    from corpus.reader import read_corpus

    return read_corpus()


@pytest.fixture(scope="session")
def parsed(packaged: Corpus) -> tuple[ParsedDocument, ...]:
    """The packaged documents, parsed."""
    from ingest.parse import parse_corpus

    return parse_corpus(packaged)


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """The program as people use it: packaged documents, real encoder, the index built for this session.

    Tests that start programs over that index ask for it too: it is built then. While one worker builds, the
    others wait here, however long it takes.
    """
    from chatbot.workspace import open_answerer

    home = Path(os.environ["ASWRITTEN_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / "tests.lock"):
        return open_answerer()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(
            f"No browser found: none of {', '.join(BROWSERS)} is on PATH (Debian: apt install chromium)."
        )
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()
