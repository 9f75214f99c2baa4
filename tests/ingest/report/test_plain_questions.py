"""Drafts of plain questions from headings that ask and sentences that define."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Document
from ingest.parse import parse_document
from ingest.report.plain_questions import suggested_questions
from ingest.structure import ParsedDocument
from tests.ingest.parsing import source

ENGLISH = """\
# What brings on asthma?

Dust and cold air can bring it on. Asthma is a disease of the airways. It is a common one.

## 3. Can I swim with it?

- Yes, with your inhaler near.

## Inhalers

A spacer is a tube with a mouthpiece (see below). A PEF meter (peak flow) is one of the things you are given.
Preventers are medicines that calm the airways. Take preventers daily.
There is a nurse on Mondays. The Dr Reed Ward is open.
"""
SPANISH = """\
# ¿Cómo saco el carné?

Venga con su documento a la biblioteca. El bibliobús es una biblioteca que viaja por los pueblos.

# Préstamos

Los lotes son unas cajas de libros para los clubes de lectura. Esta es una sala sin ruido.
"""
GERMAN = """\
# Regeln

Die Parzelle ist ein Stück Land, das man für ein Jahr mietet. Hier ist ein Plan. Wer ist eine gute Hilfe?
"""
FRENCH = """\
# Prêts

Le bibliobus est une bibliothèque qui roule dans les villages. Il est un peu lent, mais il est là pour nous.
"""


def parse_text(text: str, doc_id: str = "t") -> ParsedDocument:
    """A document that does not say its language."""
    return parse_document(Document(source=replace(source(), doc_id=doc_id, language="unknown"), text=text))


@pytest.mark.parametrize(
    ("text", "drafts"),
    [
        (
            ENGLISH,
            {
                "What brings on asthma?": "Dust and cold air can bring it on.",
                "What is asthma?": "Asthma is a disease of the airways.",
                "Can I swim with it?": "Yes, with your inhaler near.",
                "What is a spacer?": "A spacer is a tube with a mouthpiece (see below).",
                "What is a PEF meter?": "A PEF meter (peak flow) is one of the things you are given.",
                "What are preventers?": "Preventers are medicines that calm the airways.",
            },
        ),
        (
            SPANISH,
            {
                "¿Cómo saco el carné?": "Venga con su documento a la biblioteca.",
                "¿Qué es el bibliobús?": "El bibliobús es una biblioteca que viaja por los pueblos.",
                "¿Qué son los lotes?": "Los lotes son unas cajas de libros para los clubes de lectura.",
            },
        ),
        (GERMAN, {"Was ist die Parzelle?": "Die Parzelle ist ein Stück Land, das man für ein Jahr mietet."}),
        (
            FRENCH,
            {
                "le bibliobus, qu'est-ce que c'est ?": "Le bibliobus est une bibliothèque qui roule dans les"
                " villages."
            },
        ),
    ],
    ids=["English", "Spanish", "German", "French"],
)
def test_headings_that_ask_and_sentences_that_define(text: str, drafts: dict[str, str]) -> None:
    found = suggested_questions([parse_text(text)])
    assert {entry.questions[0]: text[entry.start : entry.end] for entry in found} == drafts


def test_what_is_asked_twice_is_suggested_once() -> None:
    assert len(suggested_questions([parse_text(GERMAN, "one"), parse_text(GERMAN, "two")])) == 1
