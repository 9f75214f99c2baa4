"""Sentence boundaries, on golden sentences and on what the plain questions quote."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.leaning import leans
from ingest.text.sentences import split_sentences

# Written out, so that a change of the program's own numbers is seen here.
MAX_SENTENCE = 2000

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden_sentences.jsonl").read_text("utf-8").splitlines()
]


def split(text: str) -> list[str]:
    return [text[found.start : found.end] for found in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["case"])
def test_golden_sentences(case: dict[str, object]) -> None:
    assert split(str(case["text"])) == case["sentences"]


@given(st.text(alphabet="aB1. !?[]()\n\"'…", max_size=300))
def test_sentences_are_in_order_and_lose_no_letter(text: str) -> None:
    found = split_sentences(text, 0, len(text))
    assert all(a.tail <= b.start for a, b in pairwise(found))
    assert all(sentence.start < sentence.end <= sentence.tail for sentence in found)
    outside = "".join(
        text[a:b]
        for a, b in zip([0, *(s.tail for s in found)], [*(s.start for s in found), len(text)], strict=True)
    )
    assert not any(letter.isalpha() for letter in outside)  # marks of footnotes are figures


def test_a_sentence_without_end_is_cut_at_white_space() -> None:
    parts = split("word " * 1000)
    assert max(map(len, parts)) <= MAX_SENTENCE
    assert " ".join(parts) == ("word " * 1000).strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "They also differ from leiomyosarcoma (LMS).",
        "These two types of cancer have different systems.",
        "This may be facilitated by reconstructive surgery.",
        "It is caused by multiple treatments.",
        "However, all stages carry a high risk.",
        "But those women are a small minority of cases.",
        "Therefore be very thoughtful if offered chemotherapy.",
        "In these patients, local control is about 90%.",
        "Such a tumor is unlikely to impact on other organs.",
        "Currently, we consider that they differ enough.",
        "For example, some of these tumors may be hormone-sensitive.",
        "Either of these carries risks.",
        "Most women who develop these cancers have no risk factors.",
        "When one stops working, we usually have other options.",
        "Among these, leiomyosarcoma is the most common.",
        "[However, another criterion is important.",
        "Usually this is chemotherapy.",
    ],
)
def test_sentences_that_lean(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It’s vital to have pathologists review the slides.",
        "It may be difficult to know whether a mass is a sarcoma.",
        "It is much easier to re-operate.",
        "Surgery is the primary treatment.",
        "Those who are treated early do better.",
        "This page may not make easy reading.",
        "These articles recommend sarcoma centers.",
        "Soft tissue sarcomas are rare.",
        "Theyne syndrome is rare.",
        "Somewhat larger margins are usual.",
    ],
)
def test_sentences_that_stand_alone(sentence: str) -> None:
    assert not leans(sentence)
