"""The program with one part left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.ranking.logistic import LogisticModel
from evals.questions.read import QuestionSet
from evals.systems.conditions import build, load_conditions
from evals.systems.program import blind, index_without, without_ranker
from evals.systems.system import Workbench
from index.storage.store import build_index
from tests.fakes import HashEncoder
from tests.index.corpora import small_corpus

MODEL = LogisticModel(
    features=("late_span", "fused_share", "plain_dense"),
    weights=np.array([3.0, 1.0, 4.0]),
    intercept=0.0,
    means=np.zeros(3),
    scales=np.ones(3),
)


@pytest.fixture
def small(tmp_path: Path, fresh_home: Path) -> Workbench:
    """A corpus with plain questions; what is built of it lies in a home of its own."""
    index = build_index(small_corpus(), directory=tmp_path / "index", encoder=HashEncoder())
    return Workbench(corpus=small_corpus(), index=index)


def test_a_blind_model_looks_at_nothing_of_that_name() -> None:
    assert blind(MODEL, "late").weights.tolist() == [0.0, 1.0, 4.0]
    assert blind(MODEL, "ate").weights.tolist() == [3.0, 1.0, 4.0]


def test_without_the_ranker_spans_are_in_the_order_of_the_fused_search() -> None:
    ranker, answerability = without_ranker(MODEL, MODEL)
    assert ranker.weights == pytest.approx([0.0, np.sqrt(26), 0.0])
    assert answerability is MODEL


def test_an_index_without_plain_questions_is_built_beside_the_other(small: Workbench) -> None:
    assert len(small.index.plain_questions) == 4
    left = index_without("plain_questions", small)
    assert left.plain_questions == ()
    assert left.spans == small.index.spans
    assert left.fingerprint != small.index.fingerprint
    assert index_without("plain_questions", small).fingerprint == left.fingerprint


@pytest.mark.parametrize("name", [name for name in load_conditions() if name.startswith("without-")])
def test_every_condition_that_leaves_a_part_out_answers(
    small: Workbench, questions: QuestionSet, name: str
) -> None:
    system = build(small, load_conditions()[name])
    answer = system.ask(questions.questions[0]).answer
    assert answer.question == "is sarcoma rare"
