"""The pages of documents that are not about health say nothing of doctors, emergencies or medical advice."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from chatbot.languages import words_of
from chatbot.web.app import build_app
from corpus.subject import About, Said
from tests.chatbot.conftest import LIMITS, MACHINE
from tests.chatbot.web.fake_answerer import FakeAnswerer

OF_HEALTH = re.compile(r"emergenc|doctor|médic|medical|care team", re.IGNORECASE)
SAID = Said(
    language="en", title="Our allotments", scope="renting an allotment", examples=("May I keep hens?",)
)


def client(*, medical: bool) -> TestClient:
    """The application over documents that say of themselves what ``SAID`` does."""
    answerer = FakeAnswerer()
    subject = replace(answerer.index.subject, about=About(medical=medical, words=(SAID,)))
    answerer.index = replace(answerer.index, subject=subject)
    return TestClient(build_app(answerer, limits=LIMITS), base_url=MACHINE)


def test_pages_of_another_subject_say_nothing_of_health_and_medical_ones_do() -> None:
    plain, medical = client(medical=False), client(medical=True)
    for path in ("/", "/about", "/es/", "/es/about"):
        assert not OF_HEALTH.findall(plain.get(path).text), path
        assert OF_HEALTH.search(medical.get(path).text), path
    start = plain.get("/").text
    assert "Ask about renting an allotment" in start
    assert "May I keep hens?" in start
    assert "It knows only these documents." in plain.get("/about").text


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_not_said_differently_stays_as_it_is(language: str) -> None:
    usual, plain = words_of("pages", language), words_of("pages", language, over="pages_plain")
    assert plain.nav_ask == usual.nav_ask
    assert plain("ask_lead", count=2) == usual("ask_lead", count=2)
    assert plain.print_line != usual.print_line
    with pytest.raises(KeyError):
        plain["no such key"]
