"""Many words as one pattern: it finds what trying each word in turn, longest first, would find."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entities import ANY_ENDING, any_of, whole
from tests.chatbot.made import SUBJECT

WORDS = st.lists(st.text(alphabet="ab -.(", min_size=1, max_size=5), max_size=8)
ENDINGS = st.sampled_from(["", ANY_ENDING])
OPEN_WORDS = st.lists(
    st.builds(str.__add__, st.text(alphabet="ab ", min_size=1, max_size=5), ENDINGS), max_size=8
)
TEXT = st.text(alphabet="ab -.(c", max_size=40)


def one_after_the_other(words: Sequence[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word.rstrip(ANY_ENDING)), word))
    forms = (re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in longest_first)
    return "|".join(forms) or r"(?!)"


@given(words=WORDS, text=TEXT)
def test_finds_the_longest_word_at_each_place(words: list[str], text: str) -> None:
    assert re.findall(any_of(words), text) == re.findall(one_after_the_other(words), text)


@given(words=OPEN_WORDS, text=TEXT)
def test_finds_whole_words_and_words_with_any_ending(words: list[str], text: str) -> None:
    assert re.findall(whole(any_of(words)), text) == re.findall(whole(one_after_the_other(words)), text)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["lung", "lungs", "lung spots"], "lung spots, lungs, lung, lunge", ["lung spots", "lungs", "lung"]),
        (["sarcoma*"], "sarcoma sarcomatous carcinosarcoma", ["sarcoma", "sarcomatous"]),
        (["a.b", "a(c"], "a.b axb a(c", ["a.b", "a(c"]),
        ([], "anything", []),
    ],
)
def test_words_in_a_text(words: list[str], text: str, found: list[str]) -> None:
    assert re.findall(whole(any_of(words)), text) == found


def test_the_longest_entity_and_everyday_word_wins() -> None:
    assert SUBJECT.finder.find("a uterine sarcoma").names("disease") == {"uterine sarcoma"}
    typed = [words for words, _ in SUBJECT.lexicon("en").matches("the lining of the womb")]
    assert typed == ["lining of the womb"]
