"""Take the README's pictures from the running program.

Run `make screenshots`: starts `aswritten chat` on a free port, walks the pages in a headless Chromium and
writes `docs/images/*.png`.
"""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
START_SECONDS = 300  # the first start builds the index
QUESTION = "What is uterine sarcoma?"
COMMENT = (
    "Hi all, my mum was told last week she has leiomyosarcoma. How rare is this? "
    "And what does HIPEC mean? Thank you so much, this page keeps me going."
)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture: where to go, how large the window is (CSS pixels), what to do before it is taken."""

    name: str
    path: str
    width: int
    height: int
    walk: Callable[[Page], None]


def main() -> int:
    """Write every picture; return the exit status."""
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        sys.stderr.write(f"No browser found: install one of {', '.join(BROWSERS)}.\n")
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _running_program() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGUMENTS)
        for picture in PICTURES:
            _take(browser, address, picture)
            sys.stdout.write(f"{picture.name}.png\n")
        browser.close()
    return 0


def _take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + picture.path)
    picture.walk(page)
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    context.close()


def _look(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def _ask(page: Page) -> None:
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("article.turn blockquote").first.wait_for()


def _open_source(page: Page) -> None:
    _ask(page)
    page.get_by_role("link", name="Show in source").first.click()
    page.locator("mark").first.wait_for()


def _paste_comment(page: Page) -> None:
    page.get_by_label("The comment").fill(COMMENT)
    page.get_by_role("button", name="Find the questions").click()
    page.get_by_role("checkbox").first.wait_for()


PICTURES = (
    Picture(name="patient-desktop", path="/", width=1200, height=860, walk=_ask),
    Picture(name="source", path="/", width=1200, height=860, walk=_open_source),
    Picture(name="desk", path="/desk", width=1200, height=860, walk=_paste_comment),
    Picture(name="bench", path="/bench", width=1200, height=860, walk=_look),
)


@contextmanager
def _running_program() -> Iterator[str]:
    """Start the web application; yield its address when it answers, stop it afterwards."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("aswritten")), "chat", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"`aswritten chat` ended with status {process.returncode}.")
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (an address of our own)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"`aswritten chat` did not answer within {START_SECONDS} s.")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


if __name__ == "__main__":
    sys.exit(main())
