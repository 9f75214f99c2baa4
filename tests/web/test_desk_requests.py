"""What the desk's page answers to what it is sent, right or wrong, without a browser."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatbot.cleaning import QuestionError
from chatbot.desk.desk import Desk
from chatbot.desk.saving import DraftStore
from chatbot.web.glossary import Glossary
from chatbot.web.languages import LANGUAGES
from chatbot.web.pages.desk import DeskPage
from chatbot.web.service import AnswerService
from chatbot.web.site import Site
from corpus.errors import AsWrittenError
from tests.desk.fakes import COMMENT, FakeFinder
from tests.web.conftest import LIMITS
from tests.web.fake_answerer import FakeAnswerer, real_documents


def site_in(language: str) -> Site:
    return Site(
        service=AnswerService(FakeAnswerer(), LIMITS),
        documents={document.source.doc_id: document for document in real_documents()},
        glossary=Glossary.from_documents(real_documents()),
        texts=LANGUAGES[language],
    )


def page_in(language: str, store: DraftStore | None = None) -> DeskPage:
    desk = replace(Desk.over(FakeAnswerer(), real_documents(), store=store), finder=FakeFinder())
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
    assert site.told(QuestionError("The question is empty.")) == LANGUAGES["es"].trouble_no_words
    assert site.told(AsWrittenError("The index is gone.")) == "The index is gone."
