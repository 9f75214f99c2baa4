from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi, BM25Plus

from index.errors import DamagedIndexError
from index.retrievers.lexical import LexicalIndex
from index.retrievers.ranking import Ranking, best

WORDS = st.sampled_from("abcdefgh")
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=12)
QUESTION = st.lists(st.sampled_from("abcdefghxyz"), max_size=6)


def reference(texts: list[list[str]], question: list[str], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """BM25 as written in the papers, with the idf of BM25+."""
    mean = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        score = 0.0
        for term in question:
            containing = sum(term in other for other in texts)
            if containing:
                tf = text.count(term)
                score += (
                    math.log((len(texts) + 1) / containing)
                    * tf
                    * (k1 + 1)
                    / (tf + k1 * (1 - b + b * len(text) / mean))
                )
        scores.append(score)
    return scores


def dense_scores(index: LexicalIndex, question: list[str]) -> np.ndarray:
    scores = np.zeros(index.size)
    ids, found = index.matches(question)
    scores[ids] = found
    return scores


def search(index: LexicalIndex, terms: list[str], *, k: int) -> Ranking:
    return best(*index.matches(terms), k=k)


@given(TEXTS, QUESTION)
def test_scores_equal_rank_bm25_and_the_reference(texts: list[list[str]], question: list[str]) -> None:
    found = dense_scores(LexicalIndex.from_terms(texts), question)
    np.testing.assert_allclose(found, BM25Plus(texts, delta=0).get_scores(question), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(found, reference(texts, question), rtol=1e-5, atol=1e-6)


@given(TEXTS, QUESTION, st.floats(0.1, 4), st.floats(0, 1))
def test_parameters_mean_what_they_mean_in_rank_bm25(
    texts: list[list[str]], question: list[str], k1: float, b: float
) -> None:
    index = LexicalIndex.from_terms(texts, k1=k1, b=b)
    expected = BM25Plus(texts, k1=k1, b=b, delta=0).get_scores(question)
    np.testing.assert_allclose(dense_scores(index, question), expected, rtol=1e-4, atol=1e-6)


@given(TEXTS, QUESTION)
def test_delta_shifts_all_scores_alike(texts: list[list[str]], question: list[str]) -> None:
    shift = BM25Plus(texts).get_scores(question) - BM25Plus(texts, delta=0).get_scores(question)
    np.testing.assert_allclose(shift, shift[0])


@given(TEXTS, QUESTION)
def test_results_are_the_texts_that_share_a_term_best_first(
    texts: list[list[str]], question: list[str]
) -> None:
    index = LexicalIndex.from_terms(texts)
    found = search(index, question, k=len(texts))
    sharing = {row for row, text in enumerate(texts) if set(text) & set(question)}
    assert set(found[0].tolist()) == sharing
    pairs = list(zip((-found[1]).tolist(), found[0].tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert (found[1] > 0).all()
    first = search(index, question, k=3)
    assert first[0].tolist() == found[0].tolist()[:3]


def test_a_term_in_most_texts_still_counts_for_a_match() -> None:
    texts = [["sarcoma", "uterus"], ["sarcoma"], ["sarcoma"], ["heart"]]
    okapi = BM25Okapi(texts).get_scores(["sarcoma", "uterus"])
    assert okapi[1] < okapi[3] or okapi[1] <= 0.2  # the trap: hardly better than what does not match
    found = search(LexicalIndex.from_terms(texts), ["sarcoma", "uterus"], k=10)
    assert found[0].tolist() == [0, 1, 2]


def test_rare_questions_take_the_sparse_way_with_the_same_scores() -> None:
    texts = [["common", "rare"] if row == 700 else ["common"] for row in range(1000)]
    index = LexicalIndex.from_terms(texts)
    assert search(index, ["rare"], k=5)[0].tolist() == [700]
    assert index.matches(["rare"])[1][0] == pytest.approx(reference(texts, ["rare"])[700], rel=1e-5)


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_nothing_to_find(texts: list[list[str]]) -> None:
    index = LexicalIndex.from_terms(texts)
    assert search(index, ["a"], k=5)[0].tolist() == []
    assert index.size == len(texts)


def test_saved_and_loaded(tmp_path: Path) -> None:
    index = LexicalIndex.from_terms([["é", "b"], ["b", "b"]], k1=2, b=0.3)
    index.save(tmp_path)
    again = LexicalIndex.load(tmp_path)
    assert again.vocabulary == index.vocabulary
    for question in (["b"], ["é", "b"], ["x"]):
        np.testing.assert_array_equal(again.matches(question)[1], index.matches(question)[1])


def test_damage_is_told(tmp_path: Path) -> None:
    LexicalIndex.from_terms([["a"]]).save(tmp_path)
    (tmp_path / "postings.npz").write_bytes(b"no arrays")
    with pytest.raises(DamagedIndexError, match="build the index again"):
        LexicalIndex.load(tmp_path)
