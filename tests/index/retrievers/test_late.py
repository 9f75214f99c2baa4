"""Late interaction against the definition, worked out piece by piece."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.encoder.encoded import Encoded, in_batches
from index.retrievers.late import (
    LATE,
    Late,
    PieceWeights,
    TokenIndex,
    Tokens,
    mean_and_worst,
    only_telling,
    tokens_of,
)
from index.retrievers.projection import Projection
from index.retrievers.rows import Relation

DIMENSION = 4


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def text(*pieces: int, seed: int = 0) -> Tokens:
    vectors = unit(np.random.default_rng([seed, *pieces]).normal(size=(len(pieces), DIMENSION)))
    return Tokens(pieces=np.asarray(pieces, dtype=np.int64), vectors=vectors.astype(np.float16))


@given(st.lists(st.integers(0, 6), max_size=5), st.integers(1, 4), st.integers(0, 100))
def test_best_is_the_best_cosine_of_each_piece(lengths: list[int], asked: int, seed: int) -> None:
    texts = [text(*range(length), seed=seed + place) for place, length in enumerate(lengths)]
    index = TokenIndex.from_texts(texts, dimension=DIMENSION)
    vectors = unit(np.random.default_rng(seed).normal(size=(asked, DIMENSION)))
    found = index.best(vectors, np.arange(len(texts)))
    assert found.shape == (len(texts), asked)
    for row, one in zip(found, texts, strict=True):
        for cell, vector in zip(row, vectors, strict=True):
            cosines = [float(vector @ other) for other in one.vectors.astype(np.float32)]
            assert cell == pytest.approx(max(cosines, default=0.0), abs=1e-6)


def test_mean_is_weighted_and_worst_is_not() -> None:
    best = np.asarray([[0.8, 0.4], [0.2, 1.0]], dtype=np.float32)
    mean, worst = mean_and_worst(best, np.asarray([0.75, 0.25], dtype=np.float32))
    np.testing.assert_allclose(mean, [0.7, 0.4])
    np.testing.assert_allclose(worst, [0.4, 0.2])


def test_a_question_without_pieces_scores_nothing() -> None:
    index = TokenIndex.from_texts([text(1, 2)], dimension=DIMENSION)
    best = index.best(np.zeros((0, DIMENSION), dtype=np.float32), np.asarray([0]))
    mean, worst = mean_and_worst(best, np.zeros(0, dtype=np.float32))
    assert mean.tolist() == worst.tolist() == [0.0]


def test_weights_fall_with_the_number_of_texts_that_have_the_piece() -> None:
    weights = PieceWeights.from_pieces(one.pieces for one in (text(5), text(5, 5, 7), text(7, 5)))
    assert weights.of(np.asarray([5, 7, 6, 99])).tolist() == pytest.approx(
        [math.log(4 / 4), math.log(4 / 3), math.log(4 / 1), math.log(4)]
    )
    assert PieceWeights.from_pieces([]).of(np.asarray([3])).tolist() == [0.0]


def test_only_telling_pieces_are_asked_unless_there_is_no_other() -> None:
    weights = PieceWeights(weights=np.asarray([0.5, 3.0, 1.0, 5.0], dtype=np.float32), unseen=6.0)
    encoded = Encoded(
        vectors=np.zeros((2, DIMENSION), dtype=np.float32),
        pieces=(np.asarray([0, 1, 2, 3]), np.asarray([0, 2])),
        tokens=(np.eye(4, dtype=np.float32), np.eye(2, DIMENSION, dtype=np.float32)),
        starts=(np.asarray([0, 2, 4, 6]), np.asarray([0, 2])),
    )
    nothing = TokenIndex.from_texts([], dimension=DIMENSION)
    plain = Projection.plain(DIMENSION)
    nobody = Relation.from_lists([], size=0)
    late = Late(projection=plain, piece_weights=weights, spans=nothing, plain=nothing, asked=nobody)
    vectors, shares = late.query(encoded, 0, length=9)
    np.testing.assert_array_equal(vectors, np.eye(4, dtype=np.float32)[[1, 3]])
    np.testing.assert_allclose(shares, [3 / 8, 5 / 8])
    _, shares = late.query(encoded, 1, length=9)
    np.testing.assert_allclose(shares, [1 / 3, 2 / 3])
    vectors, _ = late.query(encoded, 0, length=6)
    np.testing.assert_array_equal(vectors, np.eye(4, dtype=np.float32)[[1]])
    assert only_telling(text(0, 1, 2, 3), weights).pieces.tolist() == [1, 3]
    assert only_telling(text(0, 2), weights).pieces.tolist() == [0, 2]


def test_a_question_is_asked_of_every_span_it_leads_to() -> None:
    eye = np.eye(DIMENSION, dtype=np.float16)
    texts = [Tokens(pieces=np.asarray([1]), vectors=eye[[place]]) for place in range(3)]
    nothing = TokenIndex.from_texts([text()] * 4, dimension=DIMENSION)
    late = Late(
        projection=Projection.plain(DIMENSION),
        piece_weights=PieceWeights.from_pieces([]),
        spans=nothing,
        plain=TokenIndex.from_texts(texts, dimension=DIMENSION),
        asked=Relation.from_lists([[0, 2], [], [2], [1]], size=3),
    )
    query = np.asarray([[0.6, 0.0, 0.8, 0.0]], dtype=np.float32), np.ones(1, dtype=np.float32)
    scores = late.scores(query, np.asarray([3, 2, 1, 0]))
    np.testing.assert_allclose(scores[:, LATE.index("late_plain")], [0.0, 0.8, 0.0, 0.8], atol=1e-6)
    assert not scores[:, LATE.index("late_span")].any()
    no_pieces = np.zeros((0, DIMENSION), dtype=np.float32), np.zeros(0, dtype=np.float32)
    assert np.isnan(late.scores(no_pieces, np.asarray([0, 3]))).all()


def test_stored_and_read_back(tmp_path: Path) -> None:
    texts = [text(1, 2, 3), text(), text(4)]
    stored = TokenIndex.from_texts(texts, dimension=DIMENSION)
    stored.save(tmp_path)
    read = TokenIndex.load(tmp_path)
    np.testing.assert_array_equal(read.tokens, stored.tokens)
    np.testing.assert_array_equal(read.offsets, [0, 3, 3, 4])
    weights = PieceWeights.from_pieces(one.pieces for one in texts)
    weights.save(tmp_path)
    again = PieceWeights.load(tmp_path)
    np.testing.assert_array_equal(again.weights, weights.weights)
    assert again.unseen == weights.unseen


def test_a_projection_belongs_to_its_encoder() -> None:
    other = Projection.for_encoder("some other model", dimension=3)
    np.testing.assert_array_equal(other.matrix, np.eye(3))
    vectors = np.asarray([[3.0, 0, 4.0], [0, 0, 0]], dtype=np.float32)
    expected = np.asarray([[0.6, 0, 0.8], [0, 0, 0]])
    np.testing.assert_allclose(other.apply(vectors), expected, atol=1e-6)
    assert Projection(matrix=other.matrix).identity == other.identity
    assert Projection(matrix=other.matrix * 2).identity != other.identity


def test_tokens_are_projected_unit_vectors() -> None:
    encoded = Encoded(
        vectors=np.ones((1, 2), dtype=np.float32),
        pieces=(np.asarray([8, 9]),),
        tokens=(np.asarray([[1, 0], [0, 1]], dtype=np.float32),),
        starts=(np.asarray([0, 1]),),
    )
    (found,) = tokens_of(encoded, Projection(matrix=np.asarray([[3.0], [-2.0]], dtype=np.float32)))
    assert found.pieces.tolist() == [8, 9]
    assert found.vectors.tolist() == [[1.0], [-1.0]]


@given(st.lists(st.lists(st.integers(1, 50), min_size=2, max_size=6), min_size=1, max_size=9))
def test_batches_hold_texts_of_one_length_and_give_each_its_own(ids: list[list[int]]) -> None:
    def run(rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        assert rows.ndim == 2
        sums = rows.sum(axis=1, keepdims=True).astype(np.float32)
        piecewise = np.stack([rows, np.zeros_like(rows)], axis=2).astype(np.float32)
        return np.concatenate([sums, sums], axis=1), piecewise

    special = [[1] + [0] * (len(text) - 2) + [1] for text in ids]
    found = in_batches(ids, special, [list(range(len(text))) for text in ids], run=run, dimension=2)
    assert found.vectors.tolist() == [[sum(text), sum(text)] for text in ids]
    assert [pieces.tolist() for pieces in found.pieces] == [text[1:-1] for text in ids]
    assert [starts.tolist() for starts in found.starts] == [list(range(1, len(text) - 1)) for text in ids]
    assert [tokens.tolist() for tokens in found.tokens] == [[[1.0, 0.0]] * (len(text) - 2) for text in ids]
