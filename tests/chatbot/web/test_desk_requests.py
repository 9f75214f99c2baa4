"""What the desk's page answers to what it is sent, right or wrong, without a browser."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatbot.desk.saving import DraftStore
from chatbot.languages import words_of
from chatbot.question.cleaning import QuestionError
from chatbot.rendering.glossary import Glossary
from chatbot.web.pages.desk import DeskPage
from chatbot.web.service import AnswerService
from chatbot.web.site import Site
from corpus.errors import AsWrittenError
from tests.chatbot.conftest import LIMITS
from tests.chatbot.desk.fakes import COMMENT, fake_desk
from tests.chatbot.web.fake_answerer import FakeAnswerer, real_documents


def site_in(language: str) -> Site:
    return Site(
        service=AnswerService(FakeAnswerer(), LIMITS),
        documents={document.source.doc_id: document for document in real_documents()},
        glossary=Glossary.from_documents(real_documents()),
        texts=words_of("pages", language),
    )


def page_in(language: str, store: DraftStore | None = None) -> DeskPage:
    desk = fake_desk(store)
    return DeskPage(site=site_in(language), desk=desk)


def sent(page: DeskPage, request: object) -> list[dict[str, Any]]:
    """Everything the page gets back for one request."""
    raw = request if isinstance(request, str) else json.dumps({"id": 7, **request})  # type: ignore[dict-item]
    packed = [re.search(r'data-reply="([^"]*)"', one) for one in page.replies(raw)]
    return [json.loads(base64.b64decode(one[1])) for one in packed if one]


def reply_to(page: DeskPage, request: object) -> dict[str, Any]:
    return sent(page, request)[-1]


QUESTION = {"text": "What is uterine sarcoma?", "about": "", "origin": None, "ticked": None}

WRONG: dict[str, tuple[object, str, str]] = {
    "no JSON": ("{", "The page could not be read.", "No se pudo leer la página."),
    "deep": ("[" * 100_000, "The page could not be read.", "No se pudo leer la página."),
    "no number": ('{"action": "open"}', "The page could not be read.", "No se pudo leer la página."),
    "unknown": ({"action": "format"}, "The page could not be read.", "No se pudo leer la página."),
    "no words": (
        {"action": "open", "comment": "?!"},
        "There are no words to read here.",
        "Aquí no hay palabras que leer.",
    ),
    "no words in a question": (
        {"action": "rework", "comment": COMMENT, "asked": [{**QUESTION, "text": " ? "}]},
        "There are no words to read here.",
        "Aquí no hay palabras que leer.",
    ),
    "too long": (
        {"action": "open", "comment": "sarcoma " * 10_000},
        "Please keep it under 50000 letters.",
        "Use menos de 50000 letras.",
    ),
    "too many": (
        {"action": "rework", "comment": COMMENT, "asked": [QUESTION] * 13},
        "A reply takes at most 12 questions.",
        "Una respuesta admite como máximo 12 preguntas.",
    ),
    "no questions": (
        {"action": "rework", "comment": COMMENT, "asked": "all"},
        "The page could not be read.",
        "No se pudo leer la página.",
    ),
    "saving is off": ({"action": "kept"}, "Saving is off.", "No se guarda nada."),
    "no base64": (
        {"action": "many", "name": "a.csv", "data": "?"},
        "The file could not be read.",
        "No se pudo leer el archivo.",
    ),
    "no column": (
        {"action": "many", "name": "a.csv", "data": base64.b64encode(b"id,text\n1,x\n").decode()},
        'The table has no column "comment".',
        'La tabla no tiene una columna "comment".',
    ),
    "no kind": (
        {"action": "many", "name": "a.xlsx", "data": ""},
        "a.xlsx is neither .csv nor .jsonl.",
        "a.xlsx no es .csv ni .jsonl.",
    ),
    "too many comments": (
        {"action": "many", "name": "a.csv", "data": base64.b64encode(b"comment\n" + b"x\n" * 201).decode()},
        "This page takes at most 200 comments at once.",
        "Esta página acepta como máximo 200 comentarios a la vez.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_goes_wrong_is_told_in_the_language_of_the_page(case: str, language: str) -> None:
    request, english, spanish = WRONG[case]
    trouble = reply_to(page_in(language), request)["trouble"]
    assert trouble.startswith(english) or trouble.endswith(english) or language == "es"
    assert trouble.startswith(spanish) or trouble.endswith(spanish) or language == "en"


def test_a_changed_quote_is_not_kept_and_that_is_told_in_spanish(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "drafts.sqlite")
    page = page_in("es", store)
    shown = reply_to(page, {"action": "open", "comment": COMMENT, "language": "es"})
    text = shown["text"].replace("rare type of cancer", "common type of cancer")
    asked = [{**QUESTION, "origin": 0}]
    request = {"action": "save", "comment": COMMENT, "language": "es", "asked": asked, "text": text}
    assert reply_to(page, request)["trouble"].startswith("Se cambió una cita de esta respuesta.")
    assert store.kept() == ()


def test_bad_lines_of_a_file_are_told_in_spanish() -> None:
    lines = ['{"comment": "What is uterine sarcoma?"}', "no json", '{"comment": 3}', '{"comment": " "}']
    lines.append(json.dumps({"comment": "please crash"}))
    data = base64.b64encode("\n".join(lines).encode() + b'\n{"comment": "\xff"}').decode()
    replies = sent(page_in("es"), {"action": "many", "name": "a.jsonl", "data": data, "form": "jsonl"})
    assert [reply["done"] for reply in replies[:-1]] == [0, 1, 2, 3, 4, 5]
    assert replies[-1]["said"] == "Hay 1 respuesta preparada."
    assert replies[-1]["problems"] == [
        "Línea 2: no es JSON; escriba un objeto por línea.",
        'Línea 3: falta "comment"; escriba {"id": "…", "comment": "…"}.',
        "Línea 4: el comentario está vacío; rellénelo o quite la línea.",
        "Línea 5: Algo falló de nuestro lado. Su pregunta no se guardó. Por favor, pregunte otra vez.",
        "Línea 6: no es UTF-8; guarde el archivo como UTF-8.",
    ]


def test_what_names_a_person_is_named_in_spanish() -> None:
    case = reply_to(page_in("es"), {"action": "open", "comment": COMMENT})["case"]
    assert '<bdi>555-123-4567</bdi> <span class="kind">(teléfono)</span>' in case
    assert '<bdi>Jane Doe</bdi> <span class="kind">(nombre)</span>' in case


def test_a_site_tells_every_error_in_a_sentence() -> None:
    site = site_in("es")
    assert site.told(QuestionError("The question is empty.")) == words_of("pages", "es").trouble_no_words
    assert site.told(AsWrittenError("The index is gone.")) == "The index is gone."


def saved(page: DeskPage, *, comment: str = COMMENT, own: str = "", **changes: object) -> dict[str, Any]:
    """The reply to saving what the program drafts for a comment, ``own`` added at its end."""
    shown = reply_to(page, {"action": "open", "comment": comment, "language": "en"})
    asked = [{"text": "What is uterine sarcoma?", "about": "", "origin": 0, "ticked": None}]
    shown = reply_to(page, {"action": "rework", "comment": comment, "language": "en", "asked": asked})
    request = {"action": "save", "comment": comment, "language": "en", "asked": asked, "state": "draft"}
    return reply_to(page, {**request, "text": shown["text"] + own, **changes})


def test_a_kept_reply_that_is_stale_is_opened_with_what_changed(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "drafts.sqlite")
    page = page_in("en", store)
    assert "trouble" not in saved(page)
    (kept,) = store.kept()
    whole = page.desk.documents["000"]
    source = replace(whole.source, sha256="another")
    moved = {**page.desk.documents, "000": replace(whole, text=f"x{whole.text}", source=source)}
    later = DeskPage(site=page.site, desk=replace(page.desk, documents=moved))

    shelf = reply_to(later, {"action": "kept"})["kept"]
    assert "open-again" in shelf  # to be mended
    assert "data-copy" not in shelf  # not to be used as it is
    opened = reply_to(later, {"action": "reopen", "kept": kept.reply_id})
    assert "A saved reply is open" in opened["case"]
    assert "<li>Uterine sarcoma overview: the quoted words have changed</li>" in opened["case"]
    assert 'class="named changed"' in opened["check"]
    assert "data-copy" not in opened["check"]

    asked = [{"text": "What is uterine sarcoma?", "about": "", "origin": 0, "ticked": []}]
    rest = {"kept": kept.reply_id, "language": "en", "asked": asked}
    again = reply_to(later, {"action": "save", **rest, "text": opened["text"], "state": "approved"})
    assert again["trouble"].startswith("A quote in this reply was changed.")
    assert store.kept() == (kept,)

    mended = reply_to(later, {"action": "rework", **rest, "text": opened["text"], "old": asked})
    assert 'class="all-known"' in mended["check"]
    again = reply_to(later, {"action": "save", **rest, "text": mended["text"], "state": "approved"})
    assert "The sources still say this" in again["kept"]
    (new,) = store.kept()
    assert (new.reply_id, new.state.value, new.cited) == (kept.reply_id, "approved", ())


def test_a_kept_reply_whose_document_changed_elsewhere_keeps_its_quote(tmp_path: Path) -> None:
    page = page_in("es", DraftStore(tmp_path / "drafts.sqlite"))
    saved(page, own="\n\nMy own word.")
    whole = page.desk.documents["000"]
    longer = replace(whole, text=f"{whole.text} more", source=replace(whole.source, sha256="another"))
    later = replace(page, desk=replace(page.desk, documents={**page.desk.documents, "000": longer}))
    assert page.desk.store is not None
    (kept,) = page.desk.store.kept()
    opened = reply_to(later, {"action": "reopen", "kept": kept.reply_id})
    assert "el documento ha cambiado; las palabras citadas siguen ahí" in opened["case"]
    assert 'class="named changed"' not in opened["check"]
    assert 'data-label="quote"' in opened["check"]
    assert '<bdi class="sentence" data-label="staff">My own word.</bdi>' in opened["check"]


@pytest.mark.parametrize("number", [0, -1, 10**15, 2**60, 1.5, "1", True, [1], None])
@pytest.mark.parametrize("action", ["reopen", "check", "save"])
def test_a_kept_reply_that_is_not_there_is_told(tmp_path: Path, action: str, number: object) -> None:
    page = page_in("es", DraftStore(tmp_path / "drafts.sqlite"))
    trouble = reply_to(page, {"action": action, "kept": number, "asked": [QUESTION], "text": "x"})["trouble"]
    gone, unread = "Esta respuesta guardada ya no está.", "No se pudo leer la página."
    none = "Aquí no hay palabras que leer."  # without a number it is a comment, and there is none
    if number is None:
        assert trouble.startswith(gone if action == "reopen" else none)
    else:
        assert trouble.startswith(gone if type(number) is int and number < 2**53 else unread)


def test_a_reply_kept_before_replies_could_be_opened_says_so(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "drafts.sqlite")
    page = page_in("en", store)
    saved(page)
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE reply SET work = ''")
    (kept,) = store.kept()
    assert "open-again" not in reply_to(page, {"action": "kept"})["kept"]
    trouble = reply_to(page, {"action": "reopen", "kept": kept.reply_id})["trouble"]
    assert trouble == "This saved reply cannot be opened. You can still read it and copy it."


@pytest.mark.parametrize(("language", "said"), [("en", "cannot be shown"), ("es", "no se puede mostrar")])
def test_the_page_names_a_damaged_reply_and_offers_to_delete_it(
    tmp_path: Path, language: str, said: str
) -> None:
    store = DraftStore(tmp_path / "drafts.sqlite")
    page = page_in(language, store)
    saved(page)
    (kept,) = store.kept()
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE reply SET state = 'lost'")
    shown = reply_to(page, {"action": "kept"})["kept"]
    assert said in shown
    assert f'class="action delete-one" data-reply="{kept.reply_id}"' in shown
    reply_to(page, {"action": "delete", "reply": kept.reply_id})
    assert store.unreadable() == ()
