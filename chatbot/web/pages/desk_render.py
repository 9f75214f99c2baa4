"""The desk's case and reply as HTML: pure functions, everything escaped."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from chatbot.desk.case import Case, CaseQuestion
from chatbot.desk.checking import Label, Labelled, check_draft, label_draft
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.desk import Reply
from chatbot.desk.finding import Evidence
from chatbot.desk.pointing import Identifier, repeated
from chatbot.desk.templates import Templates
from chatbot.languages import Words, spoken_in
from chatbot.rendering.look import Look
from chatbot.rendering.markup import element, esc, fold, hidden, isolated, paragraph
from chatbot.rendering.render_quote import render_quote


def render_case(
    case: Case, words: Words, look: Look, identifiers: tuple[Identifier, ...], *, above: str = ""
) -> str:
    """The comment's warnings, then each question with its evidence, then a box to add one.

    ``above``: finished HTML to stand before all of them.
    """
    html = element("h2", esc(words.case_title), id="case-title", tabindex="-1") + above
    if case.urgent:
        body = element("h3", esc(words.urgent_title)) + paragraph(words.urgent_text)
        html += element("div", body, class_="notice urgent", role="alert")
    if identifiers:
        html += _identifiers(case.comment, words, identifiers)
    if case.personal and not any(question.found.personal for question in case.questions):
        body = element("h3", esc(words.personal_tag)) + paragraph(words.personal_text)
        html += element("div", body, class_="notice")
    if case.left_out:
        html += element("div", paragraph(words.left_out), class_="notice")
    for number, question in enumerate(case.questions, start=1):
        html += _question(question, words, look, number=number, language=case.language)
    if not case.questions:
        html += paragraph(words.nothing_left, class_="none-left")
    add = element("label", esc(words.add_label), for_="add-text")
    add += '<input type="text" id="add-text" class="field" autocomplete="off">'
    add += element("button", esc(words.add), type="button", class_="action", id="add")
    return html + element("div", add, class_="adding")


def _identifiers(comment: str, words: Words, identifiers: tuple[Identifier, ...]) -> str:
    shown = dict.fromkeys((str(i.kind), fold(comment[i.start : i.end])) for i in identifiers)
    items = "".join(
        f"<li>{isolated(text)} "
        + element("span", f"({esc(words[f'kinds.{kind}'])})", class_="kind")
        + "</li>"
        for kind, text in shown
    )
    body = (
        element("h3", esc(words.identifiers_title)) + paragraph(words.identifiers_text) + f"<ul>{items}</ul>"
    )
    return element("div", body, class_="notice identifiers")


def _question(question: CaseQuestion, words: Words, look: Look, *, number: int, language: str) -> str:
    """One question. ``language`` is the comment's, in which the program says what the sources lack."""
    asked, found = question.asked, question.found
    heading = element(
        "h3", esc(words("question_label", number=number)) + _tags(question, words), class_="q-title"
    )
    text = element("label", esc(words("question_label", number=number)), for_=f"q{number}-text", class_="vh")
    text += element(
        "textarea", esc(asked.text), id=f"q{number}-text", class_="field q-text", rows="2", dir="auto"
    )
    about = element("label", esc(words("about_label", number=number)), for_=f"q{number}-about")
    about += (
        f'<input type="text" id="q{number}-about" class="field q-about" value="{esc(asked.about)}" '
        f'autocomplete="off" aria-describedby="q{number}-about-hint">'
    )
    about += element("p", esc(words.about_hint), class_="hint", id=f"q{number}-about-hint")
    label = hidden(f": {words('question_label', number=number)}")
    buttons = element(
        "button", esc(words.drop) + label, type="button", class_="action drop", id=f"q{number}-drop"
    )
    if number > 1:
        merge = element(
            "button", esc(words.merge) + label, type="button", class_="action merge", id=f"q{number}-merge"
        )
        buttons = merge + buttons
    body = (
        heading + text + element("div", about, class_="q-subject") + element("p", buttons, class_="actions")
    )
    if found.personal:
        body += paragraph(words.personal_text, class_="person")
    if not found.evidence:
        said = paragraph(found.message, lang=spoken_in(language)) or paragraph(words.no_evidence)
        body += element("div", said, class_="nothing")
    body += _choices(question, words, look, number=number)
    origin = "" if asked.origin is None else str(asked.origin)
    return element(
        "section",
        body,
        class_="question",
        data_origin=origin,
        data_source="" if found.evidence else "none",
        aria_label=words("question_label", number=number),
    )


def _tags(question: CaseQuestion, words: Words) -> str:
    tags = (
        [element("span", esc(words.personal_tag), class_="tag person-tag")] if question.found.personal else []
    )
    found = bool(question.found.evidence)
    tags.append(
        element("span", esc(words.source_tag), class_="tag source-tag")
        if found
        else element("span", esc(words.no_source_tag), class_="tag none-tag")
    )
    return " " + " ".join(tags)


def _choices(question: CaseQuestion, words: Words, look: Look, *, number: int) -> str:
    ticked = {item.key for item in question.ticked}
    counter = itertools.count(1)
    found = question.found

    def choice(item: Evidence) -> str:
        place = next(counter)
        return _choice(item, words, look, question=number, number=place, checked=item.key in ticked)

    main = "".join(choice(item) for item in found.evidence)
    html = element("div", main, class_="evidence", role="group", aria_label=words("evidence", number=number))
    html = html if main else ""
    if found.alternatives:
        label = words("alternatives", count=len(found.alternatives))
        others = "".join(choice(item) for item in found.alternatives)
        is_open = " open" if any(item.key in ticked for item in found.alternatives) else ""
        summary = element("summary", esc(label) + hidden(f": {words('question_label', number=number)}"))
        html += f'<details class="alternatives"{is_open}>{summary}{others}</details>'
    return html


def _choice(item: Evidence, words: Words, look: Look, *, question: int, number: int, checked: bool) -> str:
    identity = f"q{question}-c{number}"
    box = f'<input type="checkbox" id="{identity}" data-key="{esc(item.key)}"{" checked" if checked else ""}>'
    label = element("label", esc(words("use", number=number, question=question)), for_=identity)
    html = element("p", box + " " + label, class_="tick")
    html += render_quote(item.quote, look, name=identity)
    if item.corrections:
        notes = "".join(
            render_quote(note, look, name=f"{identity}-n{n}") for n, note in enumerate(item.corrections)
        )
        html += element(
            "div", paragraph(words.correction_goes_along, class_="along") + notes, class_="corrected"
        )
    return element("div", html, class_="choice")


def render_check(
    reply: Reply, words: Words, templates: Templates, identifiers: tuple[Identifier, ...]
) -> tuple[str, bool]:
    """What the check found, every sentence with its label, the copy buttons; and whether it may be copied."""
    allowed = reply.draft.allowed
    foreign = check_draft(reply.text, allowed)
    own = [sentence.text for sentence in foreign if not sentence.changed]
    changed = [sentence.text for sentence in foreign if sentence.changed]
    html = element("h3", esc(words.check_title), id="check-title")
    if not foreign:
        html += paragraph(words.all_known, class_="all-known")
    html += _named(changed, words, "changed")
    html += _named(own, words, "foreign")
    again = repeated(reply.text, reply.case.comment, identifiers)
    if again:
        items = "".join(f"<li>{isolated(text)}</li>" for text in again)
        html += element("div", paragraph(words.repeats) + f"<ul>{items}</ul>", class_="named repeats")
    if not changed:
        html += _copying(reply, words, templates, confirm=bool(own or again))
    spoken_in = {block.key: block.quotes[0].language for block in allowed.quotes}
    html += _labelled(
        reply.text, label_draft(reply.text, allowed), words, {**spoken_in, "": templates.language}
    )
    return html, not changed


def _named(sentences: list[str], words: Words, kind: str) -> str:
    if not sentences:
        return ""
    lead = words(kind, count=len(sentences))
    items = "".join(f"<li>{isolated(text)}</li>" for text in sentences)
    return element("div", paragraph(lead) + f"<ul>{items}</ul>", class_=f"named {kind}")


def _copying(reply: Reply, words: Words, templates: Templates, *, confirm: bool) -> str:
    labels = {Form.PLAIN: words.copy_plain, Form.MARKDOWN: words.copy_markdown, Form.HTML: words.copy_html}
    disabled = "disabled" if confirm else ""
    buttons = "".join(
        element(
            "button",
            esc(labels[form]),
            type="button",
            class_="action copy",
            id=f"copy-{form.value}",
            disabled=disabled,
            data_copy=copy_reply(reply.text, reply.draft.allowed, templates, form=form),
        )
        for form in Form
    )
    box = '<input type="checkbox" id="confirm"> ' + element("label", esc(words.confirm), for_="confirm")
    return (element("p", box, class_="tick") if confirm else "") + element("p", buttons, class_="actions")


def _labelled(text: str, pieces: Sequence[Labelled], words: Words, languages: Mapping[str, str]) -> str:
    """Every sentence with whose it is; a label stands at each paragraph and wherever the hand changes.

    ``languages``: of each quote by its key, of the templates under "".
    """
    rows = []

    def paragraph_of(piece: Labelled) -> tuple[Label, int]:
        return piece.label, text.count("\n\n", 0, piece.start)

    for (label, _), group in itertools.groupby(pieces, key=paragraph_of):
        texts = [_sentence(piece, languages) for piece in group]
        name = element("span", esc(words[f"labels.{label.value}"]), class_="whose")
        rows.append(f'<li class="{label.value}-row">{name} {" ".join(texts)}</li>')
    title = element("summary", esc(words.labelled_title))
    return f'<details class="labelled" open>{title}<ol>{"".join(rows)}</ol></details>'


def _sentence(piece: Labelled, languages: Mapping[str, str]) -> str:
    known = piece.label in {Label.QUOTE, Label.TEMPLATE}
    language = languages.get(piece.key, "") if known else ""
    return element("bdi", _lines(piece), class_="sentence", data_label=piece.label.value, lang=language)


def _lines(piece: Labelled) -> str:
    return esc(piece.text).replace("\n", "<br>") if piece.label is Label.QUOTE else esc(fold(piece.text))
