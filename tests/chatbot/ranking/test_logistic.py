"""The logistic model against arithmetic done by hand, and the packaged weights against the code."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.deciding.answerability import BARE_SIGNS, SIGNS
from chatbot.ranking.features import FEATURES
from chatbot.ranking.logistic import LogisticModel, load_model
from chatbot.ranking.reranking import RERANKING

MODEL = LogisticModel(
    features=("likeness", "length"),
    weights=np.array([2.0, -1.0]),
    intercept=0.5,
    means=np.array([1.0, 10.0]),
    scales=np.array([0.5, 4.0]),
)


def test_logits_and_probabilities_by_hand() -> None:
    rows = np.array([[1.0, 10.0], [2.0, 10.0], [1.0, 18.0]])
    # (2 - 1) / 0.5 * 2 + 0.5 = 4.5 and (18 - 10) / 4 * -1 + 0.5 = -1.5
    np.testing.assert_allclose(MODEL.logits(rows), [0.5, 4.5, -1.5])
    expected = [1 / (1 + math.exp(-logit)) for logit in (0.5, 4.5, -1.5)]
    np.testing.assert_allclose(MODEL.probabilities(rows), expected)


def test_contributions_by_hand() -> None:
    assert MODEL.contributions(np.array([2.0, 18.0])) == {"likeness": 4.0, "length": -2.0}


finite = st.floats(-50, 50)


@given(st.lists(finite, min_size=len(FEATURES), max_size=len(FEATURES)))
def test_contributions_and_intercept_make_the_logit(values: list[float]) -> None:
    model, row = load_model("ranker", features=FEATURES), np.array(values)
    total = model.intercept + sum(model.contributions(row).values())
    assert total == pytest.approx(float(model.logits(row[np.newaxis])[0]), abs=1e-6)


def test_extreme_rows_stay_probabilities() -> None:
    extreme = MODEL.probabilities(np.array([[1e9, 0.0], [-1e9, 0.0]]))
    np.testing.assert_allclose(extreme, [1, 0], atol=1e-15)


def test_no_rows_give_no_probabilities() -> None:
    assert MODEL.probabilities(np.zeros((0, 2))).shape == (0,)


@pytest.mark.parametrize(
    ("name", "features"),
    [
        ("ranker", FEATURES),
        ("ranker_bare", FEATURES),
        ("answerability", SIGNS),
        ("answerability_bare", BARE_SIGNS),
        ("reranker_bare", RERANKING),
    ],
)
def test_packaged_models_fit_the_code(name: str, features: tuple[str, ...]) -> None:
    model = load_model(name, features=features)
    assert model.features == features
    assert model.weights.shape == model.means.shape == model.scales.shape == (len(features),)
    assert (model.scales > 0).all()
    assert np.isfinite([*model.weights, *model.means, *model.scales, model.intercept]).all()


@pytest.mark.parametrize("features", [FEATURES[:-1], (*FEATURES, "new"), FEATURES[::-1]])
def test_weights_of_other_features_are_refused(features: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="python -m evals fit"):
        load_model("ranker", features=features)


def test_a_column_at_its_mean_adds_nothing() -> None:
    moved = replace(MODEL, means=np.array([7.0, -3.0]))
    assert moved.contributions(np.array([7.0, -3.0])) == {"likeness": 0.0, "length": 0.0}


def test_a_feature_that_does_not_exist_adds_nothing() -> None:
    model = LogisticModel(
        features=("a", "b"),
        weights=np.asarray([2.0, 3.0]),
        intercept=0.5,
        means=np.asarray([1.0, 10.0]),
        scales=np.asarray([1.0, 2.0]),
    )
    assert model.logits(np.asarray([[2.0, np.nan], [2.0, 12.0]])).tolist() == [2.5, 5.5]
    assert model.contributions(np.asarray([np.nan, 12.0])) == {"a": 0.0, "b": 3.0}
