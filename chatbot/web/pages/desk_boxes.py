"""What stands on the desk's page before a comment is read: its boxes, empty."""

from __future__ import annotations

from chatbot.desk.desk import Desk
from chatbot.desk.files import KINDS
from chatbot.languages import Words, spoken, words_of
from chatbot.rendering.markup import element, esc, paragraph
from chatbot.web.site import Site

SCRIPT_WORDS = (
    *("working", "found", "ready", "copied", "copy_failed", "lost", "new_tab", "opened", "saved", "deleted"),
    *("empty", "progress"),
)
"""What the page's script says, as data attributes of the status line."""


def desk_boxes(site: Site, desk: Desk) -> str:
    """Every box, and the status line with the words for the page's script."""
    words = words_of("desk", site.texts.language)
    intro = element("h1", esc(words.title)) + paragraph(words.lead, class_="lead")
    texts = site.texts
    refused = {
        "data_size": texts.refused_size,
        "data_rate": texts.refused_rate,
        "data_busy": texts.refused_busy,
    }
    said = {**{f"data_{key}": words[f"script.{key}"] for key in SCRIPT_WORDS}, **refused}
    status = element("p", "", id="status", role="status", aria_live="polite", **said)
    return (
        element("div", intro, id="intro")
        + _comment_box(words)
        + status
        + _workplace(site, words, desk)
        + _many_box(words)
    )


def _comment_box(words: Words) -> str:
    box = element("label", esc(words.comment_label), for_="comment", class_="big")
    box += paragraph(words.comment_hint, class_="hint", id="comment-hint")
    box += (
        '<textarea id="comment" class="field" rows="6" dir="auto" spellcheck="false" '
        'aria-describedby="comment-hint"></textarea>'
    )
    box += element("p", element("button", esc(words.find), type="button", id="find", class_="main-button"))
    return element("div", box + paragraph(words.private, class_="hint"), id="asking-desk")


def _workplace(site: Site, words: Words, desk: Desk) -> str:
    case = element("div", "", id="case", class_="answers")
    options = "".join(
        f'<option value="{code}"{" selected" if code == site.texts.language else ""}>{esc(name)}</option>'
        for code, name in ((code, words_of("pages", code).language_name) for code in spoken())
    )
    reply = element("h2", esc(words.reply_title))
    reply += (
        element("label", esc(words.reply_language), for_="language")
        + f' <select id="language">{options}</select>'
    )
    reply += element("label", esc(words.draft_label), for_="draft", class_="block")
    reply += paragraph(words.draft_hint, class_="hint", id="draft-hint")
    reply += (
        '<textarea id="draft" class="field" rows="16" dir="auto" aria-describedby="draft-hint"></textarea>'
    )
    reply += element("div", "", id="check", class_="answers", role="group", aria_label=words.check_title)
    if desk.store is not None:
        save = element("button", esc(words.save), type="button", class_="action save", data_state="draft")
        approve = element(
            "button", esc(words.approve), type="button", class_="action save", data_state="approved"
        )
        reply += element("p", save + approve, class_="actions")
    work = case + element("section", reply, id="reply", aria_label=words.reply_title)
    kept = (
        element("div", "", id="kept", class_="answers", data_gap=words.keep_gap)
        if desk.store is not None
        else ""
    )
    off = "" if desk.store is not None else paragraph(words.kept_off, class_="hint")
    return f'<div id="work" hidden>{work}</div>' + kept + off


def _many_box(words: Words) -> str:
    box = element("h2", esc(words.many_title)) + paragraph(words.many_lead)
    box += element("label", esc(words.many_file), for_="many-file", class_="block")
    box += '<input type="file" id="many-file" accept=".csv,.jsonl">'
    options = "".join(f'<option value="{kind}">{kind.upper()}</option>' for kind in KINDS)
    box += element("label", esc(words.many_form), for_="many-form", class_="block")
    box += f'<select id="many-form">{options}</select>'
    box += element(
        "p", element("button", esc(words.many_start), type="button", id="many-start", class_="action")
    )
    box += f'<progress id="many-progress" hidden aria-label="{esc(words.many_title)}"></progress>'
    box += element("div", "", id="many-result", data_download=words.many_download)
    return element("section", box, id="many", aria_label=words.many_title)
