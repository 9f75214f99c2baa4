"""Canned evidence over the real documents, for the desk's tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from chatbot.answer import NoticeKind, Outcome, Quote
from chatbot.answerer import Answerer
from chatbot.desk.desk import Desk
from chatbot.desk.finding import Evidence, Finder, Found, FoundQuestion
from chatbot.desk.saving import DraftStore
from chatbot.desk.templates import Templates, load_all_templates, load_templates
from chatbot.question.cleaning import clean_question
from chatbot.question.splitting import split_question
from tests.chatbot.made_reader import READER
from tests.chatbot.web.fake_answerer import (
    ARISE,
    DEFINITION,
    HIPEC_SENTENCE,
    FakeAnswerer,
    context_of,
    quote_of,
    references_of,
)

ENGLISH = replace(load_templates("en"), turn_to="The nurses can help.")
SPANISH = load_templates("es")


def evidence(doc_id: str, text: str, **changes: object) -> Evidence:
    return Evidence(quote=quote_of(doc_id, text, **changes))


def definition() -> Evidence:
    return evidence("000", DEFINITION)


def arise() -> Evidence:
    return evidence("001", ARISE)


def hipec() -> Evidence:
    lean = context_of(
        "000",
        "leans_on",
        "For advanced-stage diagnoses with spread throughout the abdomen,\ncytoreductive "
        "surgery (CRS) may be a viable"
        " treatment option.",
    )
    return evidence("000", HIPEC_SENTENCE, context=(lean,), references=references_of("000", 5))


def corrected() -> Evidence:
    """A quote that a later note of its document corrects (any two places will do)."""
    note: Quote = quote_of("001", ARISE, voice="editor")
    return Evidence(
        quote=quote_of(
            "001",
            "Uterine sarcomas are quite rare, accounting for less than 4% of uterine "
            "cancers, which grow in the uterus.",
            notices=(NoticeKind.SUPERSEDED,),
        ),
        corrections=(note,),
    )


def found_question(text: str, about: str = "") -> FoundQuestion:
    words = text.lower()
    main: tuple[Evidence, ...] = ()
    others: tuple[Evidence, ...] = ()
    if "withdrawn" in words:
        main = (corrected(),)
    elif "hipec" in words:
        main = (hipec(),)
    elif "sarcoma" in words or about:
        main, others = (definition(), arise()), (corrected(),)
    return FoundQuestion(
        text=text,
        about=about,
        outcome=Outcome.ANSWERED if main else Outcome.NOT_IN_SOURCES,
        message="" if main else "I looked through all the sources. I found no answer to this question.",
        evidence=main,
        alternatives=others,
        personal="should" in words,
        differ="percent" in words,
    )


class FakeFinder(Finder):
    """Splits as the program does; a word of a question leads to its evidence. "
    "``calls`` lists (text, about)."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def find(self, text: str, *, about: str = "") -> Found:
        self.calls.append((text, about))
        if "crash" in text:
            raise RuntimeError(text)
        parts, _ = split_question(READER.read(clean_question(text)), asks_from=0.0)
        return Found(
            questions=tuple(found_question(part.text, about) for part in parts),
            language=next((code for mark, code in (("¿", "es"), ("Qu'", "fr")) if mark in text), "en"),
            urgent="bleeding" in text,
            personal="should" in text,
            left_out=False,
            index="fake",
        )


def fake_desk(store: DraftStore | None = None, templates: Mapping[str, Templates] | None = None) -> Desk:
    """A desk with canned evidence over the real documents."""
    desk = Desk.over(cast(Answerer, FakeAnswerer()), store=store, templates=templates)
    return replace(desk, finder=FakeFinder(), templates=templates or load_all_templates())


COMMENT = (
    "Hi, my mum Jane Doe is 61. What is uterine sarcoma? And what does HIPEC mean? "
    "Is there a bus to the hospital?"
    " Call me on 555-123-4567. Thanks!"
)
