"""The stages in order, with models whose arithmetic can be done in the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.deciding.answerability import BARE_SIGNS, SIGNS
from chatbot.deciding.verdict import Models
from chatbot.pipeline import PartTrace, Pipeline
from chatbot.ranking.cross_encoder import CrossEncoder
from chatbot.ranking.features import FEATURES, candidate_features
from chatbot.ranking.logistic import LogisticModel
from chatbot.ranking.reranking import RERANKING, Reranker
from chatbot.ranking.span_facts import CorpusFacts
from index.search import Index
from index.storage.store import build_index
from tests.chatbot.made import reading
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document, small_corpus

# Written out, so that a change of the program's own number is seen here.
CANDIDATES = 20


def model(features: tuple[str, ...], *, intercept: float = 0.0, **weights: float) -> LogisticModel:
    """A model that looks at the named features only."""
    return LogisticModel(
        features=features,
        weights=np.array([weights.get(name, 0.0) for name in features]),
        intercept=intercept,
        means=np.zeros(len(features)),
        scales=np.ones(len(features)),
    )


class Undecided(CrossEncoder):
    """Takes every text for as good an answer as none."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        del question
        return np.zeros(len(texts))


def logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return build_index(small_corpus(), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder())


@pytest.fixture
def pipeline(index: Index) -> Pipeline:
    return Pipeline(
        index=index,
        facts=CorpusFacts.of(index),
        ranker=model(FEATURES, log_length=1.0),
        answerability=model(SIGNS, intercept=logit(0.50)),
    )


def run(pipeline: Pipeline, question: str = "does doxorubicin damage the heart") -> PartTrace:
    return pipeline.run(reading(question))


def test_ranked_by_the_rankers_logit(pipeline: Pipeline) -> None:
    trace = run(pipeline)
    lengths = [len(one.span.text) for one in trace.ranked]
    assert lengths == sorted(lengths, reverse=True)
    np.testing.assert_allclose(trace.logits, [np.log(length) / 5 for length in lengths])
    np.testing.assert_allclose([one.probability for one in trace.ranked], 1 / (1 + np.exp(-trace.logits)))
    assert [one.span for one in trace.ranked] == [pipeline.index.spans[one.span_id] for one in trace.ranked]


def test_equal_logits_by_span_id(pipeline: Pipeline) -> None:
    trace = run(replace(pipeline, ranker=model(FEATURES)))
    assert [one.span_id for one in trace.ranked] == sorted(trace.found.span_ids.tolist())
    assert {one.probability for one in trace.ranked} == {0.5}


def test_rows_of_the_matrix_belong_to_the_ranked_spans(pipeline: Pipeline) -> None:
    part = reading("does doxorubicin damage the heart")
    trace = pipeline.run(part)
    found = pipeline.index.find(part.wordings, k=CANDIDATES)
    matrix = candidate_features(part, found, pipeline.facts)
    place = {span_id: row for row, span_id in enumerate(found.span_ids.tolist())}
    np.testing.assert_array_equal(trace.matrix, matrix[[place[one.span_id] for one in trace.ranked]])


@pytest.mark.parametrize(("above", "answered"), [(0.01, True), (-0.01, False)])
@pytest.mark.parametrize(
    ("models", "threshold"), [(Models.RICH, 0.4), (Models.BARE, 0.65), (Models.BARE_OTHER, 0.4)]
)
def test_answered_from_the_threshold_on(
    pipeline: Pipeline, models: Models, threshold: float, above: float, answered: bool
) -> None:
    second = Reranker.over(
        pipeline.index.documents, model=model(RERANKING, ranker=1.0), joint_reader=Undecided()
    )
    decides = model(BARE_SIGNS if models else SIGNS, intercept=logit(threshold + above))
    trace = run(replace(pipeline, models=models, reranker=second if models else None, answerability=decides))
    assert trace.verdict.probability == pytest.approx(threshold + above)
    assert trace.verdict.answered is answered
    assert trace.quotes


def test_the_decision_reads_the_signs(pipeline: Pipeline) -> None:
    decides = replace(pipeline, answerability=model(SIGNS, intercept=5.0, unknown_share=-100.0))
    assert run(decides).verdict.answered
    assert not run(decides, "zebra doxorubicin quagga").verdict.answered


def test_the_same_part_gives_the_same_trace(pipeline: Pipeline) -> None:
    one, other = run(pipeline), run(pipeline)
    assert (one.ranked, one.quotes, one.verdict) == (other.ranked, other.quotes, other.verdict)
    np.testing.assert_array_equal(one.matrix, other.matrix)
    np.testing.assert_array_equal(one.signs, other.signs)


def test_packaged_models_serve_any_corpus(index: Index) -> None:
    trace = run(Pipeline.from_index(index))
    assert 0 < trace.verdict.probability < 1
    assert sorted(one.span_id for one in trace.ranked) == sorted(trace.found.span_ids.tolist())


@pytest.mark.parametrize(
    ("language", "asked_in", "models"),
    [
        ("de", "de", Models.BARE_OTHER),
        ("de", "en", Models.BARE_OTHER),  # no document is in English: it was taken for English by mistake
        ("en", "en", Models.BARE),
        ("en", "de", Models.BARE),
    ],
)
def test_a_part_goes_to_the_models_for_its_language(
    tmp_path: Path, language: str, asked_in: str, models: Models
) -> None:
    documents = corpus(document("a", "Der Ausweis kostet drei Euro.\n", language=language))
    pipeline = Pipeline.from_index(build_index(documents, directory=tmp_path, encoder=HashEncoder()))
    part = reading("was kostet der ausweis", language=asked_in)
    assert pipeline.of(part).models is models
    trace, expected = pipeline.run(part), pipeline.of(part).run(part)
    assert trace.verdict == expected.verdict
    np.testing.assert_array_equal(trace.signs, expected.signs)


def test_where_both_kinds_of_language_are_written_each_goes_its_way(tmp_path: Path) -> None:
    documents = corpus(
        document("a", "Der Ausweis kostet drei Euro.\n", language="de"),
        document("b", "The card costs three euros.\n"),
    )
    pipeline = Pipeline.from_index(build_index(documents, directory=tmp_path, encoder=HashEncoder()))
    asked = {one: pipeline.of(reading("cost", language=one)).models for one in ("de", "en", "fr")}
    assert asked == {"de": Models.BARE_OTHER, "en": Models.BARE, "fr": Models.BARE}
