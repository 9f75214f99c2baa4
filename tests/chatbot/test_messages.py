"""The program's own words: complete, plain, and without a medical claim."""

from __future__ import annotations

import re

import pytest

from chatbot.answer import NoticeKind
from chatbot.messages import LANGUAGES, message, message_keys
from evals.measures.reading import reading_grade

GRADE = 6
"""Reading grade of the English messages, at most (issue: grade 6 or below, measured)."""
FIELD = re.compile(r"\{(\w+)\}")
CLAIM = re.compile(
    r"\b(?:causes?|cures?|treats?|survive|prognosis|chemo\w*|radiat\w+|surgery|dose|benefit|risk)\b",
    re.IGNORECASE,
)


def test_every_notice_has_its_sentence_in_every_language() -> None:
    for kind in NoticeKind:
        spoken = {message(f"notice.{kind.value}", language) for language in LANGUAGES}
        assert len(spoken) == len(LANGUAGES)


@pytest.mark.parametrize("key", message_keys())
def test_the_words_are_plain_and_claim_nothing(key: str) -> None:
    english = message(key, "en")
    assert reading_grade(FIELD.sub("it", english)) <= GRADE
    assert not CLAIM.search(english)


@pytest.mark.parametrize("key", message_keys())
def test_translations_have_the_same_fields(key: str) -> None:
    assert FIELD.findall(message(key, "en")) == FIELD.findall(message(key, "es"))


def test_fields_are_filled_and_other_languages_get_english() -> None:
    said = message("missing.other_disease", "fr", disease="gout")
    assert said == "These sources are about sarcomas. They do not answer questions on gout."
