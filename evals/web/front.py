"""The bench's first page (``/bench``): the latest runs, two of them to compare, and a run to start."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from chatbot.rendering.markup import one_block
from chatbot.web.shell import PageSpec
from chatbot.web.site import GradioPage, Site
from corpus.errors import AsWrittenError
from evals.languages import bench_words
from evals.questions.read import Problem
from evals.systems.conditions import FULL
from evals.web.jobs import BusyError
from evals.web.rendering import page_of
from evals.web.running import OWN_LETTERS, Bench, NoIndexError, UnknownSetError

PROBLEMS_SHOWN = 50
"""Mistakes of an own set listed one by one."""


def front_page(bench: Bench) -> GradioPage:
    """The page over one bench."""
    return GradioPage(spec=_spec, before=partial(_before, bench), fill=partial(_fill, bench))


def _spec(site: Site) -> PageSpec:
    return PageSpec(path="bench", title=bench_words(site.texts.language).title, scripts=("bench/bench.js",))


def _before(bench: Bench, site: Site) -> str:
    stored = bench.runs.latest()
    # Offered for comparison: the program itself first, then the other conditions, of each run.
    choices = [
        (f"{one.name}|{result.condition}|{result.set}", f"{one.started} · {result.title} · {result.set}")
        for one in stored
        for result in sorted(one.run.results, key=lambda result: result.condition != FULL)
    ]
    return page_of(site, "front.html", runs=stored, choices=choices, full=FULL)


def _fill(bench: Bench, site: Site) -> None:
    import gradio as gr

    texts = bench_words(site.texts.language)
    # Of the folder the name alone: Gradio's configuration, which every visitor can read, holds these texts.
    with gr.Column(elem_id="bench-start"):
        _said(gr, page_of(site, "boxes.html", own=False, folder=bench.runs.folder.name))
        sets = [(texts[key] if (key := f"sets.{name}") in texts else name, name) for name in bench.sets]
        chosen = gr.Radio(sets, value=sets[0][1], label=texts.set_label, elem_id="bench-set")
        conditions = [(one.title, name) for name, one in bench.conditions.items()]
        condition = gr.Radio(conditions, value=FULL, label=texts.condition_label, elem_id="bench-condition")
        start = gr.Button(texts.start_button, variant="primary", elem_id="bench-go")
    with gr.Column(elem_id="bench-own"):
        _said(gr, page_of(site, "boxes.html", own=True, folder=bench.runs.folder.name))
        own = gr.Textbox(label=texts.own_label, lines=5, max_lines=14, elem_id="bench-own-text")
        name = gr.Textbox(label=texts.own_name, lines=1, max_lines=1, max_length=40, elem_id="bench-own-name")
        start_own = gr.Button(texts.own_button, elem_id="bench-own-go")
    began = _said(gr, "", "bench-said")
    listening: dict[str, Any] = {
        "outputs": [began],
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": 1,
        "concurrency_id": "bench",
        "trigger_mode": "multiple",  # "once" would wait for ever after a lost connection
    }
    start.click(partial(_start, bench, site), [chosen, condition], **listening)
    start_own.click(partial(_start_own, bench, site), [own, name, condition], **listening)


def _said(gr: Any, markup: str, identity: str | None = None) -> Any:  # noqa: ANN401 - Gradio ships no types
    """Finished HTML as a component; ``gr.HTML`` would need ``eval`` (see ``chatbot.web.pages.patient``)."""
    return gr.Markdown(
        one_block(markup),
        elem_id=identity,
        sanitize_html=False,
        latex_delimiters=[],
        container=False,
        padding=False,
    )


def _start(bench: Bench, site: Site, set_name: object, condition: object) -> str:
    """Begin a run on a packaged set; what the page says of it."""
    return _begun(site, lambda: bench.start(site, str(set_name), str(condition)))


def _start_own(bench: Bench, site: Site, text: object, name: object, condition: object) -> str:
    """Check an own set and begin a run on it; its mistakes, or what the page says of the run."""
    lines = str(text or "")
    if len(lines) > OWN_LETTERS:
        large = bench_words(site.texts.language)("own_large", limit=f"{OWN_LETTERS:,}")
        return _told(site, "trouble", large)
    return _begun(site, lambda: bench.start_own(site, lines, str(name or ""), str(condition)))


def _begun(site: Site, begin: Callable[[], Sequence[Problem]]) -> str:
    """What the page says of a run that ``begin`` starts, or of what is in its way.

    An error that no page can cause is told in English.
    """
    texts = bench_words(site.texts.language)
    try:
        mistakes = begin()
    except AsWrittenError as error:
        known = {BusyError: texts.busy, NoIndexError: texts.no_index, UnknownSetError: texts.not_shipped}
        return _told(site, "trouble", known.get(type(error), str(error)))
    if mistakes:
        return _told(site, "trouble", texts("problems", count=len(mistakes)), mistakes)
    return _told(site, "began", texts.began)


def _told(site: Site, kind: str, sentence: str, mistakes: Sequence[Problem] = ()) -> str:
    """A message; the random attribute makes each one new to the page's script."""
    told = {"kind": kind, "sentence": sentence, "turn": secrets.token_hex(4)}
    return one_block(page_of(site, "told.html", **told, mistakes=mistakes, most=PROBLEMS_SHOWN))
