"""The learned reader: windows, pooling and head by sums made by hand; what it was fitted for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.care.reading import read_care
from chatbot.question.reader import LABELS, Reader, ReadText, windows
from index.encoder.encoded import Encoded
from tests.chatbot.made_reader import READER
from tests.fakes import HashEncoder


class WordEncoder(HashEncoder):
    """One piece a word: its vector is (1, 0) for "urgent" and (0, 1) for any other word."""

    def read(self, texts: Sequence[str]) -> Encoded:
        starts = [[place for place, _ in _words(text)] for text in texts]
        vectors = [
            [(1.0, 0.0) if word.startswith("urgent") else (0.0, 1.0) for _, word in _words(text)]
            for text in texts
        ]
        return Encoded(
            vectors=np.zeros((len(texts), 2), dtype=np.float32),
            pieces=tuple(np.zeros(len(found), dtype=np.int64) for found in starts),
            tokens=tuple(np.asarray(found, dtype=np.float32).reshape(-1, 2) for found in vectors),
            starts=tuple(np.asarray(found, dtype=np.int64) for found in starts),
        )


def _words(text: str) -> list[tuple[int, str]]:
    place, found = 0, []
    for word in text.split(" "):
        found.append((place, word))
        place += len(word) + 1
    return found


def urgent_by_mean() -> Reader:
    """The log odds of an emergency are the mean share of "urgent", once and the greatest, ten times."""
    weights = np.zeros((len(LABELS), 4))
    weights[LABELS.index("emergency")] = [1.0, 0.0, 10.0, 0.0]
    return Reader(encoder=WordEncoder(), weights=weights, bias=np.full(len(LABELS), -1.0), thresholds={})


def test_a_sentence_is_the_mean_and_the_greatest_of_its_pieces() -> None:
    read = urgent_by_mean().read("urgent word word word. none of it here.")
    assert read.sentences == ("urgent word word word.", "none of it here.")
    length = math.sqrt(384)
    assert read.of("emergency")[0] == pytest.approx(-1 + length * (0.25 + 10), rel=1e-3)
    assert read.of("emergency")[1] == pytest.approx(-1.0)
    assert read.of("asks").tolist() == [-1.0, -1.0]


def test_a_long_text_is_read_in_windows_and_each_sentence_once() -> None:
    sentences = [f"this is sentence number {number} of a long story." for number in range(60)]
    sentences[47] = "this one is urgent now."
    read = urgent_by_mean().read(" ".join(sentences))
    assert len(read.sentences) == 60
    assert int(np.argmax(read.of("emergency"))) == 47
    assert np.isfinite(read.logits).all()


@given(st.lists(st.integers(1, 1500), max_size=40))
def test_windows_cover_every_sentence_once_and_in_order(lengths: list[int]) -> None:
    sentences = tuple("x" * length for length in lengths)
    new = [number for _, start, end in windows(sentences) for number in range(start, end)]
    assert new == list(range(len(sentences)))


def test_a_window_begins_with_the_sentence_before() -> None:
    assert list(windows(("x" * 500, "y" * 500, "z" * 500))) == [(0, 0, 1), (0, 1, 2), (1, 2, 3)]


def test_nothing_said_is_nothing_read() -> None:
    read = READER.read("")
    assert read.most("emergency") == -math.inf
    assert not read_care(read, READER).urgent


@pytest.mark.parametrize(
    ("text", "urgent", "certain", "crisis", "personal"),
    [
        ("She bleeds NOW! What is stage 2?", True, True, False, False),
        ("She bleeds NOW. What is stage 2?", True, False, False, False),
        ("I said goodbye to all.", True, False, True, False),
        ("What should she do?", False, False, False, True),
        ("What should she do NOW!", True, True, False, False),
        ("What is stage 2?", False, False, False, False),
    ],
)
def test_care_by_thresholds(text: str, urgent: bool, certain: bool, crisis: bool, personal: bool) -> None:
    care = read_care(READER.read(text), READER)
    assert (care.urgent, care.certainly_urgent, care.personal) == (urgent, certain, personal)
    assert not urgent or care.crisis is crisis
    assert care.farewell is crisis


@pytest.fixture(scope="module")
def packaged() -> Reader:
    return Reader.from_package()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Mum was doing so well. She cannot get her breath since noon and one calf is hot.", "emergency"),
        ("I have the pills counted and the letters written. I will not be here on Sunday.", "crisis"),
        ("What does HIPEC mean?", "asks"),
        ("Nobody ever told me whether the ovaries have to go as well.", "asks"),
        ("My oncologist offers pazopanib or trabectedin. Which one should I take?", "choice"),
    ],
)
def test_the_packaged_reader_sees_what_it_was_fitted_for(packaged: Reader, text: str, label: str) -> None:
    assert packaged.read(text).most(label) > 0


@pytest.mark.parametrize(
    "text",
    [
        "What is leiomyosarcoma?",
        "How many women get uterine sarcoma each year?",
        "This waiting is killing me. When do the results of a biopsy come?",
        "My aunt died of a blood clot in 1998. Is uterine sarcoma inherited?",
    ],
)
def test_the_packaged_reader_sees_no_emergency_where_none_is(packaged: Reader, text: str) -> None:
    assert not read_care(packaged.read(text), packaged).urgent


def test_sentences_of_a_part_keep_what_was_read(packaged: Reader) -> None:
    read = packaged.read("Hello. What is leiomyosarcoma? Is it rare?")
    only: ReadText = read.only([2])
    assert only.sentences == ("Is it rare?",)
    np.testing.assert_array_equal(only.logits, read.logits[[2]])
