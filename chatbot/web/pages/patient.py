"""The patient's page: the conversation, and a box to ask in that stays within reach.

The conversation lives in the browser. The server gets one question with the earlier ones, sends one turn
back, and forgets both.
"""

import json
import secrets
from functools import partial

from markupsafe import Markup

from chatbot.rendering.markup import one_block
from chatbot.rendering.page import render_answer
from chatbot.rendering.templating import filled
from chatbot.web.service import Failed
from chatbot.web.shell import PageSpec
from chatbot.web.site import GradioPage, Site, exchange
from ingest.text.lines import fold


def _spec(site: Site) -> PageSpec:
    return PageSpec(path="", title=site.said.title or site.texts.ask_title, scripts=("patient.js",))


def _before(site: Site) -> str:
    texts = site.texts
    return filled(
        "patient.html",
        t=texts,
        title=texts("ask_about", scope=site.said.scope) if site.said.scope else texts.ask_title,
        lead=texts("ask_lead", count=len(site.documents)),
        examples=site.said.examples,
        medical=site.about.medical,
        feedback=site.keeps_feedback,
    )


def _fill(site: Site) -> None:
    exchange(site, partial(_turn, site), sent="sent", shown="turn")


def _turn(site: Site, sent: str) -> str:
    """One turn, in a ``<template>`` that the page moves into the conversation."""
    question, earlier = read_sent(sent)
    look = site.look(f"t{secrets.token_hex(4)}")
    result = site.service.ask(question, earlier)
    if isinstance(result, Failed):
        shown = filled("trouble.html", look=look, asked=fold(question[:400]), message=site.sentence(result))
    else:
        shown = render_answer(result, look)
    return one_block(filled("turn.html", turn=Markup(shown)))  # noqa: S704 - as the templates left it


def read_sent(sent: object) -> tuple[str, list[str]]:
    """The question and the earlier ones that the browser sends; nothing where it sends anything else."""
    try:
        values = json.loads(sent) if isinstance(sent, str) else None
    except (ValueError, RecursionError):
        values = None
    values = values if isinstance(values, dict) else {}
    question, earlier = values.get("question"), values.get("earlier")
    return (
        question if isinstance(question, str) else "",
        [turn for turn in earlier if isinstance(turn, str)] if isinstance(earlier, list) else [],
    )


PAGE = GradioPage(spec=_spec, before=_before, fill=_fill)
