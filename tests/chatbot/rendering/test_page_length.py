"""How long answers are on a phone: that to a development question fills two screens at most before "More"."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from chatbot.answer import Answer
from chatbot.answerer import Answerer
from chatbot.languages import words_of
from chatbot.rendering.glossary import Glossary
from chatbot.rendering.look import Look
from chatbot.rendering.page import render_answer

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
HEIGHTS = """() => Object.fromEntries([...document.querySelectorAll(".turn")].map((turn) => {
  const start = turn.getBoundingClientRect().top;
  const before = [...turn.querySelectorAll(".part")].map((part, at) => {
    const box = part.getBoundingClientRect();
    const end = part.querySelector(".more")?.getBoundingClientRect().top ?? box.bottom;
    return end - (at ? box.top : start); // each further question has its own place in the list to jump from
  });
  return [turn.getAttribute("aria-labelledby"), before];
}))"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_answer_is_longer_than_two_screens_of_a_phone_before_more(
    language: str, answerer: Answerer, on_dev: dict[str, Answer], browser: Browser
) -> None:
    glossary = Glossary.from_documents(answerer.index.documents)
    turns = [
        render_answer(
            answer,
            Look(texts=words_of("pages", language), glossary=glossary, today=date(2026, 1, 1), prefix=name),
        )
        for name, answer in on_dev.items()
    ]
    style = (files("chatbot") / "web/static/page.css").read_text("utf-8")
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type] # a mapping is one too
    page = context.new_page()
    page.set_content(
        '<!doctype html><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style><main class="inner"><div class="answers">{"".join(turns)}</div></main>'
    )
    heights: dict[str, list[float]] = page.evaluate(HEIGHTS)
    context.close()
    assert len(heights) == len(on_dev)
    long = {name: before for name, before in heights.items() if max(before) > 2 * PHONE["height"]}
    assert long == {}
