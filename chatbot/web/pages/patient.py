"""The patient's page: a box to ask in, the answers above it, the newest in view.

The conversation lives in the browser. The server gets one question with the earlier ones, sends one turn
back, and forgets both.
"""

from __future__ import annotations

import json
import secrets
from functools import partial
from typing import Any

from chatbot.languages import Words
from chatbot.rendering.markup import element, esc, one_block
from chatbot.rendering.page import render_answer, render_trouble
from chatbot.rendering.templating import calls
from chatbot.web.service import Failed
from chatbot.web.shell import PageSpec
from chatbot.web.site import GradioPage, Site


def _spec(site: Site) -> PageSpec:
    return PageSpec(path="", title=site.said.title or site.texts.ask_title, scripts=("patient.js",))


def _fill(site: Site) -> None:
    import gradio as gr

    texts = site.texts
    turn = _html(gr, "", "turn")
    history = gr.Textbox(value="[]", visible="hidden", elem_id="history", show_label=False)
    with gr.Column(elem_id="asking"):
        question = gr.Textbox(
            label=texts.question_label,
            info=texts.question_hint,
            lines=1,
            max_lines=8,
            elem_id="question",
            autofocus=False,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=True),
        )
        ask = gr.Button(texts.ask_button, variant="primary", elem_id="ask")
        _html(gr, element("p", esc(texts.private_line), class_="private"), "private")
    with gr.Column(elem_id="examples", visible=bool(site.said.examples)):
        _html(gr, element("h2", esc(texts.examples_title)), "examples-title")
        examples = [gr.Button(example, size="sm", elem_classes="example") for example in site.said.examples]

    outputs = [turn, history, question]
    listening: dict[str, Any] = {
        "outputs": outputs,
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": site.service.limits.concurrency,
        "concurrency_id": "answer",
        "trigger_mode": "once",
    }
    gr.on([ask.click, question.submit], partial(_turn, site), [question, history], **listening)
    for example, words in zip(examples, site.said.examples, strict=True):
        example.click(partial(_turn, site, words), [history], **listening)


def _html(gr: Any, markup: str, identity: str) -> Any:  # noqa: ANN401 - Gradio ships no types
    """Finished HTML as a component.

    ``gr.Markdown`` and not ``gr.HTML``: the latter compiles a template with ``Function`` in the browser,
    which the Content-Security-Policy forbids. One line that opens with a block tag is raw HTML in Markdown.
    """
    return gr.Markdown(
        one_block(markup),
        elem_id=identity,
        sanitize_html=False,
        latex_delimiters=[],
        container=False,
        padding=False,
    )


def _turn(site: Site, question: str, history: str) -> tuple[str, str, str]:
    """One turn: its HTML, the history with the question added, and what the box shows next.

    The turn stands in a ``<template>`` that the page moves into the conversation. A question that could
    not be answered stays in the box.
    """
    turns = earlier_turns(history)
    look = site.look(f"t{secrets.token_hex(4)}")
    question = question if isinstance(question, str) else ""  # Gradio lets anything through
    result = site.service.ask(question, turns)
    if isinstance(result, Failed):
        shown, left = render_trouble(question[:400], site.sentence(result), look), question
        kept = turns
    else:
        shown, left = render_answer(result, look), ""
        kept = [*turns, question]
    kept = kept[-site.service.limits.history_turns :]
    left = left[: site.service.limits.question_letters]
    return one_block(f"<div><template>{shown}</template></div>"), json.dumps(kept), left


def earlier_turns(history: str) -> list[str]:
    """The earlier questions the browser sends; none if it sends anything but a list of texts."""
    try:
        turns = json.loads(history)
    except (TypeError, ValueError, RecursionError):
        return []
    return [turn for turn in turns if isinstance(turn, str)] if isinstance(turns, list) else []


def _intro(site: Site) -> str:
    texts = site.texts
    lead = texts("ask_lead", count=len(site.documents))
    emergency = element("p", calls(texts.emergency_line), class_="emergency") if site.about.medical else ""
    asked = texts("ask_about", scope=site.said.scope) if site.said.scope else texts.ask_title
    title = element("h1", esc(asked))
    return element("div", title + element("p", esc(lead), class_="lead") + emergency, id="intro")


def _conversation(texts: Words) -> str:
    again = element(
        "button", esc(texts.start_again), type="button", id="start-again", class_="action", hidden="hidden"
    )
    log = element("section", "", id="log", class_="answers", aria_label=texts.log_label)
    words = {"looking": texts.looking, "copied": texts.copied, "copy-failed": texts.copy_failed}
    words |= {"saved": texts.saved}
    words |= {"size": texts.refused_size, "rate": texts.refused_rate, "busy": texts.refused_busy}
    words |= {"lost": texts.trouble_lost, "back": texts.back_to_answer, "trouble": texts.trouble_title}
    data = {f"data_{name.replace('-', '_')}": text for name, text in words.items()}
    status = element("p", "", id="status", role="status", aria_live="polite", **data)
    return log + status + again


def _before(site: Site) -> str:
    return _intro(site) + _conversation(site.texts)


PAGE = GradioPage(spec=_spec, before=_before, fill=_fill)
