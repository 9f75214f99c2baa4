"""Take the README's pictures from the running program.

Run `make screenshots`: starts `aswritten chat` on a free port, walks the pages in a headless Chromium and
writes `docs/images/*.png`.
"""

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from evals.benchmarks.load import running

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
QUESTION = "What is uterine sarcoma?"
COMMENT = (
    "Hi all, my mum was told last week she has leiomyosarcoma. How rare is this? "
    "And what does HIPEC mean? Thank you so much, this page keeps me going."
)


def main() -> int:
    """Write every picture; return the exit status."""
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        sys.stderr.write(f"No browser found: install one of {', '.join(BROWSERS)}.\n")
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with running() as (client, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGUMENTS)
        for name, (path, walk) in PICTURES.items():
            page = browser.new_page(
                base_url=str(client.base_url),
                viewport={"width": 1200, "height": 860},
                reduced_motion="reduce",
            )
            page.goto(path)
            walk(page)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
            sys.stdout.write(f"{name}.png\n")
        browser.close()
    return 0


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


PICTURES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "patient-desktop": ("/", _ask),
    "source": ("/", _open_source),
    "desk": ("/desk", _paste_comment),
    "bench": ("/bench", lambda page: page.wait_for_load_state("networkidle")),
}
"""Each picture: where to go, and what to do before it is taken."""


if __name__ == "__main__":
    sys.exit(main())
