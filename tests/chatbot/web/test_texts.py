"""The pages' own words: complete in both languages, plain, and free of medical claims."""

from __future__ import annotations

import re
from typing import get_args

from chatbot.answer import NoticeKind
from chatbot.desk.checking import Label
from chatbot.desk.identifiers import IdentifierKind
from chatbot.desk.saving import Stale, State
from chatbot.languages import words_of
from chatbot.languages.catalogue import FOLDER
from ingest.structure import ContextRole, FaultKind
from tests.chatbot.entries import entries, forms

SENTENCE = re.compile(r"[^.!?…:]+[.!?…:]")
SYLLABLE = re.compile(r"[aeiouy]+")
OF_THE_SUBJECT = {"sarcoma", "uterine", "documents", "document", "emergency"}
"""Words that the reader brings along or that have no shorter form: counted as two syllables."""


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
    english = entries(FOLDER / "en" / "pages.po")
    said = [form for entry in english.values() for form in forms(entry)]
    assert grade(" ".join(text for text in said if text.endswith((".", "?")))) <= 6
    about = {key: str(entry.string) for key, entry in english.items() if key.startswith("about.")}
    assert len(about) == 4
    for key, text in about.items():
        assert grade(" ".join(text.splitlines()[1:])) <= 6.5, key


def test_every_kind_of_identifier_and_staleness_is_named() -> None:
    words = words_of("desk", "en")
    assert all(f"kinds.{kind}" in words for kind in get_args(IdentifierKind))
    assert all(f"stale.{why.value}" in words for why in Stale)
    assert all(f"states.{state.value}" in words for state in State)
    assert all(f"labels.{label.value}" in words for label in Label)


def test_every_kind_has_a_label() -> None:
    texts = words_of("pages", "en")
    assert all(f"context.{role}" in texts for role in (*ContextRole, "caveat"))
    assert all(f"fault_kinds.{kind.value}" in texts for kind in FaultKind)
    above = {NoticeKind.URGENT, NoticeKind.LANGUAGE, NoticeKind.TRUNCATED}
    assert {kind for kind in NoticeKind if f"tags.{kind.value}" in texts} == set(NoticeKind) - above
