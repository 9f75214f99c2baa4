"""What the reranker reads and what it makes of it, with a cross-encoder whose scores are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.question.reading import PartReading
from chatbot.ranking.cross_encoder import CrossEncoder
from chatbot.ranking.logistic import LogisticModel, load_model
from chatbot.ranking.reranking import Reranker
from ingest.structure import Span
from tests.chatbot.made import reading, span

MODEL = LogisticModel(
    features=("ranker", "joint", "joint_gap"),
    weights=np.array([1.0, 0.5, 2.0]),
    intercept=-0.25,
    means=np.array([0.0, 3.0, -1.0]),
    scales=np.array([2.0, 4.0, 1.0]),
)
TITLES = {"a": "Rules of the allotments", "b": "The library"}


class GivenScores(CrossEncoder):
    """Answers with the scores it is given, in turn; ``asked``: what it was asked."""

    def __init__(self, *scores: float) -> None:
        super().__init__()
        self.given = scores
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        self.asked.append((question, tuple(texts)))
        return np.asarray(self.given[: len(texts)], dtype=np.float64)


def reranker(fake: GivenScores) -> Reranker:
    return Reranker(model=MODEL, joint_reader=fake, titles=TITLES)


@pytest.fixture
def part() -> PartReading:
    return replace(reading("how often?"), full="Watering tomatoes: how often?")


def spans(number: int) -> list[Span]:
    return [span(f"Rule {place}.") for place in range(number)]


def test_columns_by_hand(part: PartReading) -> None:
    fake = GivenScores(6.5, 4.0)
    found = reranker(fake).features(part, spans(4), np.array([0.5, -1.0, 2.0, 3.0]), [2, 0])
    # What the ranker says, what the cross-encoder says (6.5 of the third, 4 of the first, -11 of those
    # it has not read), and how far that is from 6.5.
    expected = [[0.5, 4.0, -2.5], [-1.0, -11.0, -17.5], [2.0, 6.5, 0.0], [3.0, -11.0, -17.5]]
    np.testing.assert_array_equal(found, expected)


def test_log_odds_by_hand(part: PartReading) -> None:
    one = reranker(GivenScores(7.0, 3.0))
    found = one.model.logits(one.features(part, spans(3), np.array([2.0, 4.0, 0.0]), [1, 0]))
    # Standardized, the rows are (1, 0, -3), (2, 1, 1) and (0, -3.5, -17).
    np.testing.assert_allclose(found, [1 - 6 - 0.25, 2 + 0.5 + 2 - 0.25, -1.75 - 34 - 0.25])


def test_the_eight_best_are_read_best_first(part: PartReading) -> None:
    fake = GivenScores(8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 99.0, 99.0)
    order = [11, 3, 5, 0, 9, 1, 7, 2, 4, 6]
    found = reranker(fake).features(part, spans(12), np.zeros(12), order)
    ((question, texts),) = fake.asked
    assert question == "Watering tomatoes: how often?"
    assert [text.removeprefix("Rules of the allotments. ") for text in texts] == [
        f"Rule {place}." for place in (11, 3, 5, 0, 9, 1, 7, 2)
    ]
    assert found[:, 1].tolist() == [5, 3, 1, 7, -11, 6, -11, 2, -11, 4, -11, 8]


def test_what_may_not_be_quoted_is_not_read(part: PartReading) -> None:
    fake = GivenScores(-3.0)
    found = reranker(fake).features(part, spans(3), np.array([9.0, 8.0, 7.0]), [2])
    assert fake.asked == [("Watering tomatoes: how often?", ("Rules of the allotments. Rule 2.",))]
    np.testing.assert_array_equal(found, [[9, -11, -8], [8, -11, -8], [7, -3, 0]])


def test_where_nothing_may_be_quoted_all_are_alike_but_for_the_ranker(part: PartReading) -> None:
    found = reranker(GivenScores()).features(part, spans(2), np.array([1.0, -1.0]), [])
    np.testing.assert_array_equal(found, [[1, -11, 0], [-1, -11, 0]])


def test_a_span_is_read_under_its_title_and_its_last_two_headings(part: PartReading) -> None:
    fake = GivenScores(1.0, 1.0, 1.0)
    read = [
        replace(span("Twice\na week.", doc_id="b"), section=()),
        replace(span("Twice\na week."), section=("Summer",)),
        replace(span("Twice\na week."), section=("Plants", "Vegetables", "Tomatoes")),
    ]
    reranker(fake).features(part, read, np.zeros(3), [0, 1, 2])
    assert fake.asked[0][1] == (
        "The library. Twice a week.",
        "Rules of the allotments. Summer. Twice a week.",
        "Rules of the allotments. Vegetables. Tomatoes. Twice a week.",
    )


def test_no_candidates_give_no_log_odds(part: PartReading) -> None:
    one = reranker(GivenScores())
    columns = one.features(part, [], np.zeros(0), [])
    assert columns.shape == (0, 3)
    assert one.model.logits(columns).shape == (0,)


def test_the_packaged_model_follows_both(part: PartReading) -> None:
    model = load_model("reranker_bare", features=("ranker", "joint", "joint_gap"))
    assert (model.scales > 0).all()
    fake = GivenScores(5.0, 5.0, 2.0)
    one = Reranker(model=model, joint_reader=fake, titles=TITLES)
    found = model.logits(one.features(part, spans(4), np.array([1.0, 0.0, 0.0, 0.0]), [0, 1, 2]))
    assert np.isfinite(found).all()
    assert found.tolist() == sorted(set(found.tolist()), reverse=True)
