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
from chatbot.web.languages import LANGUAGES
from chatbot.web.pages.desk_languages import DESK_TEXTS
from chatbot.web.pages.desk_texts import DeskTexts
from chatbot.web.texts import Texts
from chatbot.web.texts_en import ENGLISH
from evals.measures.reading import reading_grade
from evals.web.languages import BENCH_TEXTS
from evals.web.texts import BenchTexts
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


def all_strings(texts: Texts | DeskTexts | BenchTexts) -> dict[str, list[str]]:
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


STAFF_TEXTS: dict[str, Mapping[str, DeskTexts] | Mapping[str, BenchTexts]] = {
    "desk": DESK_TEXTS,
    "bench": BENCH_TEXTS,
}
"""The words of the pages for those who work with the program."""

SENTENCES = [
    (page, name, text)
    for page, catalogue in STAFF_TEXTS.items()
    for name, texts in all_strings(catalogue["en"]).items()
    for text in texts
    if text.rstrip().endswith((".", "?", "!", "…", ":", ","))
]


@pytest.mark.parametrize(("page", "name", "text"), SENTENCES, ids=lambda value: value[:30])
def test_each_sentence_for_staff_reads_at_grade_six_or_below(page: str, name: str, text: str) -> None:
    # File names and commands are copied, not read.
    said = re.sub(r"\{\w+\}|[\w-]+(?:[./][\w-]+)+|--[\w-]+|python -m evals run", "it", text)
    # The formula has no use for a single word: any of three syllables would be beyond school.
    assert reading_grade(said) <= 6 or len(said.split()) == 1, f"{page}.{name}"


def test_staff_sentences_are_found() -> None:
    assert {page for page, _, _ in SENTENCES} == set(STAFF_TEXTS)
    assert len(SENTENCES) > 60


@pytest.mark.parametrize("page", STAFF_TEXTS)
def test_every_text_for_staff_is_translated_with_the_same_blanks(page: str) -> None:
    english, spanish = (all_strings(STAFF_TEXTS[page][language]) for language in ("en", "es"))
    for name, texts in english.items():
        if name == "stages":  # the report's own English words stand in
            continue
        assert len(texts) == len(spanish[name]), name
        assert all(spanish[name]), name
        blanks = [sorted(re.findall(r"\{\w+\}", text)) for text in texts]
        assert blanks == [sorted(re.findall(r"\{\w+\}", text)) for text in spanish[name]], name
        assert texts != spanish[name] or name in {"difference", "p_value"}, name


def test_every_kind_of_identifier_and_staleness_is_named() -> None:
    for words in DESK_TEXTS.values():
        assert set(words.kinds) == set(get_args(IdentifierKind))
        assert set(words.stale) == {why.value for why in Stale}
        assert set(words.states) == {state.value for state in State}
        assert set(words.labels) == {label.value for label in Label}


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
    assert set(texts.context) == {role.value for role in ContextRole}
    assert set(texts.fault_kinds) == {kind.value for kind in FaultKind}
    above = {NoticeKind.URGENT, NoticeKind.LANGUAGE, NoticeKind.TRUNCATED}
    assert set(texts.tags) == {kind.value for kind in set(NoticeKind) - above}
