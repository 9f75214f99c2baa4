from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from evals.benchmarks.blending import blend
from evals.benchmarks.collection import Collection, Text
from evals.benchmarks.windows import _cost, windows
from index.retrievers.lexical import LexicalIndex
from index.storage.vectors import VectorCache
from index.text import tokenize
from tests.fakes import HashEncoder

# Written out, so that a change of the program's own numbers is seen here.
WORDS_POWER = 1.5
WORDS_WEIGHT = 0.8
OVERLAP_COST = 25
WINDOW_COST = 230

TEXTS = [
    Text(title="Surgery", body="Surgery removes the tumor."),
    Text(title="", body="Doxorubicin is a drug that may damage the heart."),
    Text(title="Heart", body="The heart is a muscle."),
    Text(title="", body=""),
]


def test_a_short_text_is_one_window_under_its_title() -> None:
    assert windows("  one\n two ", title=" A  title") == ["A title one two"]
    assert windows("") == [""]


@given(st.lists(st.text(alphabet="abcé漢", min_size=1, max_size=12), max_size=900))
def test_windows_cover_every_word_in_order_and_fit(words: list[str]) -> None:
    pieces = [window.split() for window in windows(" ".join(words))]
    assert all(sum(map(_cost, piece)) <= WINDOW_COST + 13 for piece in pieces)
    covered = list(pieces[0])
    for piece in pieces[1:]:
        shared = next(n for n in range(len(piece), -1, -1) if n == 0 or covered[-n:] == piece[:n])
        covered += piece[shared:]
    if len(set(words)) == len(words):
        assert covered == words
    assert set(covered) == set(words)


def test_neighbouring_windows_share_words_and_the_title_stands_over_each() -> None:
    words = [f"w{number}" for number in range(1000)]
    pieces = windows(" ".join(words), title="Title")
    assert all(piece.startswith("Title w") for piece in pieces)
    for left, right in pairwise(pieces):
        shared = set(left.split()[1:]) & set(right.split()[1:])
        assert OVERLAP_COST // 2 <= len(shared) <= OVERLAP_COST + 1


def test_a_text_without_spaces_is_cut() -> None:
    pieces = windows("漢" * 1000)
    assert sum(piece.count("漢") for piece in pieces) >= 1000
    assert max(map(len, pieces)) <= 500


def test_words_and_meaning_as_their_references(tmp_path: Path) -> None:
    collection = Collection.from_texts(TEXTS, encoder=HashEncoder())
    question = "what drug damages the heart"
    vector = HashEncoder().encode([question])[0]
    found = collection.search(question, vector, k=10)
    terms = tokenize(question)
    bm25 = BM25Plus([tokenize(text.default_text()) for text in TEXTS], delta=0).get_scores(terms)
    cosines = HashEncoder().encode([text.default_text() for text in TEXTS]) @ vector
    assert found.lexical.ids.tolist() == [1, 2]
    np.testing.assert_allclose(found.lexical.scores, bm25[[1, 2]], rtol=1e-5)
    np.testing.assert_allclose(found.dense.scores, cosines[found.dense.ids], atol=1e-6)
    assert sorted(found.dense.ids.tolist()) == [0, 1, 2, 3]
    expected = cosines + WORDS_WEIGHT * (bm25 / collection.lexical.attainable(terms)) ** WORDS_POWER
    np.testing.assert_allclose(found.fused.scores, expected[found.fused.ids], rtol=1e-5)
    cached = Collection.from_texts(TEXTS, encoder=VectorCache(tmp_path, HashEncoder()))
    assert cached.search(question, vector, k=10).fused.ids.tolist() == found.fused.ids.tolist()


def test_the_best_window_speaks_for_a_long_document() -> None:
    filler = " ".join(f"filler{number}" for number in range(600))
    long = Text(title="", body=f"{filler} zebra stripes explained {filler}")
    collection = Collection.from_texts([*TEXTS, long], encoder=HashEncoder(dimension=4096))
    vector = HashEncoder(dimension=4096).encode(["zebra stripes explained"])[0]
    whole = HashEncoder(dimension=4096).encode([long.body])[0] @ vector
    found = collection.search("zebra stripes explained", vector, k=1)
    assert found.dense.ids.tolist() == [4]
    assert found.dense.scores[0] > 1.5 * whole


def test_a_question_without_known_words_is_searched_by_meaning_alone() -> None:
    collection = Collection.from_texts(TEXTS, encoder=HashEncoder())
    vector = HashEncoder().encode(["qqq"])[0]
    found = collection.search("what is it", vector, k=3)
    assert found.lexical.ids.tolist() == []
    assert found.fused.ids.tolist() == found.dense.ids.tolist()


def test_attainable_is_a_text_of_mean_length_with_every_term_once() -> None:
    texts = [["a", "b"], ["a", "c"], ["d", "e"]]
    index = LexicalIndex.from_terms(texts)
    assert index.attainable(["a", "b"]) == pytest.approx(float(index.matches(["a", "b"]).scores[0]))
    assert index.attainable(["a", "never"]) == pytest.approx(index.attainable(["a"]) + np.log(len(texts) + 1))


def test_blend_by_hand() -> None:
    words, cosines = np.asarray([8, 2, 0], dtype=np.float32), np.asarray([0.1, 0.1, 0.5], dtype=np.float32)
    quarter = WORDS_WEIGHT / 4**WORDS_POWER
    np.testing.assert_allclose(
        blend(words, cosines, attainable=8), [0.1 + WORDS_WEIGHT, 0.1 + quarter, 0.5], rtol=1e-6
    )
    np.testing.assert_array_equal(blend(words, cosines, attainable=0), cosines)


def test_an_empty_collection() -> None:
    collection = Collection.from_texts([], encoder=HashEncoder())
    found = collection.search("heart", HashEncoder().encode(["heart"])[0], k=5)
    assert [found.lexical.ids.size, found.dense.ids.size, found.fused.ids.size] == [0, 0, 0]
