"""The bench's first page (``/bench``): the latest runs, two of them to compare, and a run to start."""

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any

from chatbot.languages import Words
from chatbot.rendering.markup import element, esc, one_block
from chatbot.web.shell import PageSpec
from chatbot.web.site import GradioPage, Site
from corpus.errors import AsWrittenError
from evals.languages import bench_words
from evals.questions.read import Problem
from evals.systems.conditions import FULL
from evals.web.jobs import BusyError
from evals.web.rendering import page_of
from evals.web.running import OWN_LETTERS, Bench, NoIndexError, UnknownSetError

_FILE_BOX = '<input type="file" id="bench-file" accept=".jsonl,.json,.txt,application/jsonl">'
"""The page's script reads the file; it is never uploaded as one."""
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
    with gr.Column(elem_id="bench-start"):
        _said(gr, element("h2", esc(texts.start_title)) + _note(texts.start_note, bench))
        sets = [(texts[key] if (key := f"sets.{name}") in texts else name, name) for name in bench.sets]
        chosen = gr.Radio(sets, value=sets[0][1], label=texts.set_label, elem_id="bench-set")
        conditions = [(one.title, name) for name, one in bench.conditions.items()]
        condition = gr.Radio(conditions, value=FULL, label=texts.condition_label, elem_id="bench-condition")
        start = gr.Button(texts.start_button, variant="primary", elem_id="bench-go")
    with gr.Column(elem_id="bench-own"):
        label = element("label", esc(texts.own_file), for_="bench-file")
        file = element("p", f"{label} {_FILE_BOX}")
        _said(gr, element("h2", esc(texts.own_title)) + _note(texts.own_note, bench) + file)
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


def _note(words: str, bench: Bench) -> str:
    # The name alone: Gradio's configuration, which every visitor can read, holds this text.
    return element("p", esc(words.format(folder=bench.runs.folder.name)), class_="note")


def _said(gr: Any, markup: str, identity: str | None = None) -> Any:  # noqa: ANN401 - Gradio ships no types
    """Finished HTML as a component; ``gr.HTML`` would need ``eval`` (see ``chatbot.web.pages.patient``)."""
    return gr.Markdown(
        one_block(f'<div class="bench">{markup}</div>') if markup else "",
        elem_id=identity,
        sanitize_html=False,
        latex_delimiters=[],
        container=False,
        padding=False,
    )


def _start(bench: Bench, site: Site, set_name: object, condition: object) -> str:
    """Begin a run on a packaged set; what the page says of it."""
    texts = bench_words(site.texts.language)
    try:
        bench.start(site, str(set_name), str(condition))
    except AsWrittenError as error:
        return _told(_sentence(error, texts), "trouble")
    return _told(texts.began, "began")


def _start_own(bench: Bench, site: Site, text: object, name: object, condition: object) -> str:
    """Check an own set and begin a run on it; its mistakes, or what the page says of the run."""
    texts = bench_words(site.texts.language)
    lines = str(text or "")
    if len(lines) > OWN_LETTERS:
        return _told(texts("own_large", limit=f"{OWN_LETTERS:,}"), "trouble")
    try:
        mistakes = bench.start_own(site, lines, str(name or ""), str(condition))
    except AsWrittenError as error:
        return _told(_sentence(error, texts), "trouble")
    return _listed(mistakes, texts) if mistakes else _told(texts.began, "began")


def _sentence(error: AsWrittenError, texts: Words) -> str:
    """What to say of an error; one that no page can cause is told in English."""
    known = {BusyError: texts.busy, NoIndexError: texts.no_index, UnknownSetError: texts.not_shipped}
    return known.get(type(error), str(error))


def _told(sentence: str, kind: str, more: str = "") -> str:
    """A message; the random attribute makes each one new to the page's script."""
    said = element("div", element("p", esc(sentence)) + more, class_=kind, data_turn=secrets.token_hex(4))
    return one_block(f'<div class="bench" role="alert">{said}</div>')


def _listed(problems: Sequence[Problem], texts: Words) -> str:
    count = len(problems)
    head = texts("problems", count=count)
    lines = [
        texts("problem_line", line=problem.line, message=problem.message)
        for problem in problems[:PROBLEMS_SHOWN]
    ]
    if count > PROBLEMS_SHOWN:
        lines.append(texts("more_problems", count=count - PROBLEMS_SHOWN))
    return _told(head, "trouble", element("ul", "".join(element("li", esc(line)) for line in lines)))
