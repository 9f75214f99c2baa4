"""What the program says about a question: complete, and without a medical claim."""

from __future__ import annotations

import re

import pytest

from chatbot.answer import NoticeKind
from chatbot.languages import spoken
from chatbot.languages.catalogue import FOLDER, message, voice_label
from ingest.structure import Voice
from tests.chatbot.entries import entries

CLAIM = re.compile(
    r"\b(?:causes?|cures?|treats?|survive|prognosis|chemo\w*|radiat\w+|surgery|dose|benefit|risk)\b",
    re.IGNORECASE,
)


def test_every_notice_and_voice_has_its_words_in_every_language() -> None:
    given = {"dates": "2004", "limit": "6", "languages": "English"}
    for language in spoken():
        assert all(message(f"notice.{kind.value}", language, **given) for kind in NoticeKind)
        assert all(voice_label(voice.value, language) for voice in Voice)


@pytest.mark.parametrize("key", entries(FOLDER / "en" / "answers.po"))
def test_the_words_claim_nothing(key: str) -> None:
    assert not CLAIM.search(str(entries(FOLDER / "en" / "answers.po")[key].string))


def test_blanks_are_filled_and_other_languages_get_english() -> None:
    said = message("missing.other_disease", "fr", disease="{gout}")
    assert said == "These sources do not answer questions on {gout}."


def test_a_blank_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="disease"):
        message("missing.other_disease", "en")
