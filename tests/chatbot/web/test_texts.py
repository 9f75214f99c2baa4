"""The pages' own words: complete in both languages, plain, and free of medical claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import get_args

import pytest

from chatbot.answer import NoticeKind
from chatbot.desk.checking import Label
from chatbot.desk.identifiers import IdentifierKind
from chatbot.desk.saving import Stale, State
from chatbot.languages import words_of
from chatbot.web.languages import LANGUAGES
from chatbot.web.texts import Texts
from chatbot.web.texts_en import ENGLISH
from ingest.structure import ContextRole, FaultKind

SENTENCE = re.compile(r"[^.!?…:]+[.!?…:]")
SYLLABLE = re.compile(r"[aeiouy]+")
OF_THE_SUBJECT = {"sarcoma", "uterine", "documents", "document", "emergency"}
"""Words that the reader brings along or that have no shorter form: counted as two syllables."""


def strings(value: object) -> Iterator[str]:
    """Every text in a field, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, tuple):
        yield from (text for part in value for text in strings(part))


def all_strings(texts: Texts) -> dict[str, list[str]]:
    return {field.name: list(strings(getattr(texts, field.name))) for field in fields(texts)}


def syllables(word: str) -> int:
    """Vowel groups, a silent final e left out: the usual count for Flesch-Kincaid."""
    if word in OF_THE_SUBJECT:
        return 2
    count = len(SYLLABLE.findall(word))
    return max(1, count - (word.endswith("e") and not word.endswith("le") and count > 1))


def grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al. 1975)."""
    sentences = max(1, len(SENTENCE.findall(text)))
    words = re.findall(r"[a-z’']+", text.lower())
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_measure_knows_easy_from_hard() -> None:
    assert grade("The cat sat on the mat.") < 1
    assert grade("Multidisciplinary considerations necessitate individualised recommendations.") > 20


def test_english_reads_at_grade_six_or_below() -> None:
    whole = " ".join(
        text for found in all_strings(ENGLISH).values() for text in found if text.endswith((".", "?"))
    )
    assert grade(whole) <= 6
    for title, paragraphs in ENGLISH.about_sections:
        assert grade(" ".join(paragraphs)) <= 6.5, title


def test_every_kind_of_identifier_and_staleness_is_named() -> None:
    words = words_of("desk", "en")
    assert all(f"kinds.{kind}" in words for kind in get_args(IdentifierKind))
    assert all(f"stale.{why.value}" in words for why in Stale)
    assert all(f"states.{state.value}" in words for state in State)
    assert all(f"labels.{label.value}" in words for label in Label)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_text_is_translated_with_the_same_blanks(language: str) -> None:
    english, other = all_strings(ENGLISH), all_strings(LANGUAGES[language])
    for name, texts in english.items():
        assert len(texts) == len(other[name]), name
        assert all(other[name]) or name == "prefix", name
        if name in {"date_day", "date_month"}:
            continue
        blanks = [sorted(re.findall(r"\{\w+\}", text)) for text in texts]
        assert blanks == [sorted(re.findall(r"\{\w+\}", text)) for text in other[name]], name
    same = {name for name, texts in english.items() if texts == other[name]}
    assert same <= {"name"}


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_every_kind_has_a_label(texts: Texts) -> None:
    assert set(texts.context) == {role.value for role in ContextRole} | {"caveat"}
    assert set(texts.fault_kinds) == {kind.value for kind in FaultKind}
    above = {NoticeKind.URGENT, NoticeKind.LANGUAGE, NoticeKind.TRUNCATED}
    assert set(texts.tags) == {kind.value for kind in set(NoticeKind) - above}
