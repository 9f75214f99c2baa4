"""The language of a document: as people write it, or as its text tells."""

from __future__ import annotations

import pytest

from corpus.document import UNKNOWN
from ingest.parse import parse_document
from ingest.text.language import document_language, language_code
from tests.index.corpora import document

GERMAN = "Das Rad ist verbogen. Man kann es mit einem Schlüssel für die Speichen wieder gerade machen."
ITALIAN = "La catena si consuma perché i perni e i rulli si sfregano, e allora rovina anche le altre parti."


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("English", "en"),
        (" english (UK)", "en"),
        ("Deutsch", "de"),
        ("German", "de"),
        ("español", "es"),
        ("Italian", "it"),
        (UNKNOWN, UNKNOWN),
        ("", UNKNOWN),
        ("none of them", UNKNOWN),
    ],
)
def test_a_language_is_what_a_person_means(stated: str, code: str) -> None:
    assert language_code(stated) == code


@pytest.mark.parametrize(
    ("text", "stated", "code"),
    [
        (GERMAN, UNKNOWN, "de"),
        (ITALIAN, UNKNOWN, "it"),
        ("The chain wears as its pins rub away and it is then too long.", UNKNOWN, "en"),
        (GERMAN, "English", "en"),
        ("T1 | 5", UNKNOWN, UNKNOWN),
        ("", UNKNOWN, UNKNOWN),
    ],
)
def test_what_is_not_stated_is_told_by_the_text(text: str, stated: str, code: str) -> None:
    assert document_language(text, stated) == code


def test_a_parsed_document_has_the_language_of_its_text() -> None:
    made = document("d", GERMAN, language=UNKNOWN)
    assert parse_document(made).source.language == "de"
