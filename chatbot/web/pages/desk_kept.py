"""The desk's saved replies as HTML, and what to know of one that is open: everything escaped."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.desk.saving import Kept
from chatbot.desk.unanswered import Group
from chatbot.languages import Words
from chatbot.rendering.markup import element, esc, fold, hidden, isolated, paragraph


def render_kept(
    kept: Sequence[tuple[Kept, tuple[str, ...]]], groups: Sequence[Group], words: Words, *, file: str
) -> str:
    """The saved replies with what became stale, the questions without a source, and a way to delete all."""
    html = element("h2", esc(words.kept_title), id="kept-title", tabindex="-1") + paragraph(
        words("kept_on", file=file), class_="hint"
    )
    html += "".join(_kept(one, reasons, words) for one, reasons in kept) or paragraph(words.kept_none)
    html += element("h2", esc(words.gaps_title)) + paragraph(words.gaps_lead, class_="hint")
    for group in groups:
        items = "".join(f"<li>{isolated(question)}</li>" for question in group.questions)
        html += element("ul", items, class_="gap")
    html += "" if groups else paragraph(words.gaps_none)
    if kept or groups:
        sure = {
            "type": "button",
            "class_": "action delete-all",
            "id": "delete-all",
            "data_sure": words.delete_sure,
        }
        html += element("p", element("button", esc(words.delete_all), **sure), class_="actions")
    return html


def _kept(one: Kept, reasons: tuple[str, ...], words: Words) -> str:
    title = one.questions[0] if one.questions else one.text[:80]
    state = element("span", esc(words[f"states.{one.state.value}"]), class_="tag")
    fresh = (
        element("span", esc(words.stale_tag), class_="tag stale-tag")
        if reasons
        else element("span", esc(words.fresh), class_="tag source-tag")
    )
    html = element("h3", isolated(fold(title)) + f" {state} {fresh}", class_="q-title")
    if reasons:
        html += "<ul class='stale'>" + "".join(f"<li>{esc(reason)}</li>" for reason in reasons) + "</ul>"
    number = str(one.reply_id)
    text = element("div", esc(one.text).replace("\n", "<br>"), class_="kept-text", lang=one.language)
    html += element("details", element("summary", esc(one.kept_at[:10]) + hidden(f": {fold(title)}")) + text)
    about = hidden(f": {fold(title)}")
    buttons = ""
    if one.reopens:
        buttons += element(
            "button",
            esc(words.open_again) + about,
            type="button",
            class_="action open-again",
            data_reply=number,
            data_sure=words.open_sure,
        )
    if not reasons:
        buttons += element(
            "button", esc(words.use_again) + about, type="button", class_="action copy", data_copy=one.text
        )
    buttons += element(
        "button", esc(words.delete_one) + about, type="button", class_="action delete-one", data_reply=number
    )
    return element("section", html + element("p", buttons, class_="actions"), class_="kept")


def render_opened(reasons: Sequence[str], words: Words) -> str:
    """What to know of a kept reply that is open: what its sources may not say any more, what was not kept."""
    body = element("h3", esc(words.opened_title)) + paragraph(words.opened_text)
    if reasons:
        items = "".join(f"<li>{esc(reason)}</li>" for reason in reasons)
        stale = paragraph(words.opened_stale) + element("ul", items, class_="stale")
        body += element("div", stale, class_="opened-stale")
    return element("div", body, class_="notice opened")
