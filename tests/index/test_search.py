"""The six retrievers against a reference that compares the question with every text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Plus

from index.search import SCORES, Index
from index.storage.contents import PLAIN_SATURATION
from index.storage.store import build_index
from index.text import tokenize
from tests.fakes import HashEncoder
from tests.index.corpora import corpus as make_corpus
from tests.index.corpora import document, small_corpus

QUESTION = "does the red drug damage my heart after surgery"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return build_index(small_corpus(), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder())


def reference_scores(
    index: Index, queries: list[str], *, keep: Callable[[int], bool] = lambda _: True
) -> dict[str, list[float]]:
    """Score every span for every retriever, the long way; ``keep`` says which plain questions count."""

    def lexical(texts: list[list[str]], **parameters: float) -> list[float]:
        model = BM25Plus(texts, delta=0, **parameters)
        found: list[float] = np.max([model.get_scores(tokenize(query)) for query in queries], axis=0).tolist()
        return found

    def cosine(texts: list[str]) -> list[float]:
        found: list[float] = (
            (index.encoder.encode(queries) @ index.encoder.encode(texts).T).max(axis=0).tolist()
        )
        return found

    spans = [span.search_text for span in index.spans]
    passages = [passage.search_text for passage in index.passages]
    plain = [question.text for question in index.plain_questions]
    groups: dict[tuple[str, int, str], list[str]] = {}
    for question in index.plain_questions:
        groups.setdefault((question.doc_id, question.start, question.language), []).extend(
            tokenize(question.text)
        )
    by_group = lexical(list(groups.values()), k1=PLAIN_SATURATION.k1, b=PLAIN_SATURATION.b)
    by_question = cosine(plain)

    def leads(doc_id: str, start: int, end: int, span_id: int) -> bool:
        span = index.spans[span_id]
        shared = min(span.end, end) - max(span.start, start)
        return span.doc_id == doc_id and shared * 2 >= min(span.end - span.start, end - start)

    places = {(one.doc_id, one.start, one.language): one.end for one in index.plain_questions}
    numbers = range(len(index.spans))
    passage_of = index.span_passage.tolist()
    in_passages, by_passage = lexical([tokenize(text) for text in passages]), cosine(passages)
    return {
        "span_lexical": lexical([tokenize(text) for text in spans]),
        "span_dense": cosine(spans),
        "passage_lexical": [in_passages[passage_of[number]] for number in numbers],
        "passage_dense": [by_passage[passage_of[number]] for number in numbers],
        "plain_lexical": [
            max(
                (
                    score
                    for (doc_id, start, language), score in zip(groups, by_group, strict=True)
                    if leads(doc_id, start, places[doc_id, start, language], number)
                ),
                default=0,
            )
            for number in numbers
        ],
        "plain_dense": [
            max(
                (
                    score
                    for place, (one, score) in enumerate(zip(index.plain_questions, by_question, strict=True))
                    if keep(place) and leads(one.doc_id, one.start, one.end, number)
                ),
                default=0,
            )
            for number in numbers
        ],
    }


@pytest.mark.parametrize("queries", [[QUESTION], [QUESTION, "is chemo bad for my ticker"], ["zzz"]])
def test_every_score_of_every_candidate(index: Index, queries: list[str]) -> None:
    found = index.candidates(queries, k=50)
    expected = reference_scores(index, queries)
    for column, name in enumerate(SCORES[:-1]):
        np.testing.assert_allclose(
            found.scores[:, column],
            [expected[name][span_id] for span_id in found.span_ids],
            rtol=1e-5,
            atol=1e-6,
            err_msg=name,
        )


def test_candidates_are_the_union_of_the_best_of_each_retriever(index: Index) -> None:
    found = index.candidates([QUESTION], k=1)
    expected = reference_scores(index, [QUESTION])
    best = {int(np.argmax(np.round(expected[name], 5))) for name in SCORES[:-1]}
    assert set(found.span_ids.tolist()) == best
    fused = found.scores[:, SCORES.index("fused")].tolist()
    assert fused == sorted(fused, reverse=True)


def test_a_plain_question_finds_its_span_and_then_does_not(index: Index) -> None:
    asked = "is chemo bad for my ticker"
    target = next(number for number, span in enumerate(index.spans) if "damages the heart" in span.text)
    place = next(n for n, one in enumerate(index.plain_questions) if one.text == asked)
    columns = [SCORES.index("plain_lexical"), SCORES.index("plain_dense")]

    with_it = index.candidates([asked])
    row = with_it.span_ids.tolist().index(target)
    assert with_it.scores[row, columns[1]] == pytest.approx(1)

    without = index.candidates([asked], without_plain=frozenset([place]))
    row = without.span_ids.tolist().index(target)
    assert without.scores[row, columns[0]] == 0
    expected = reference_scores(index, [asked], keep=lambda number: number != place)
    assert without.scores[row, columns[1]] == pytest.approx(expected["plain_dense"][target], abs=1e-6)


def test_leaving_out_is_as_if_it_had_not_been_written(index: Index) -> None:
    """A word of a question that stays is found, one of the question left out is not."""
    place = next(n for n, one in enumerate(index.plain_questions) if one.text == "red devil side effects")
    target = next(number for number, span in enumerate(index.spans) if "damages the heart" in span.text)
    column = SCORES.index("plain_lexical")
    stays = index.candidates(["ticker"], without_plain=frozenset([place]))
    assert stays.scores[stays.span_ids.tolist().index(target), column] > 0
    gone = index.candidates(["devil"], without_plain=frozenset([place]))
    assert gone.scores[gone.span_ids.tolist().index(target), column] == 0


def test_hits_carry_span_passage_and_all_scores(index: Index) -> None:
    hits = index.search(QUESTION)
    found = index.candidates([QUESTION])
    assert [hit.span_id for hit in hits] == found.span_ids.tolist()
    for hit, row in zip(hits, found.scores, strict=True):
        assert hit.span is index.spans[hit.span_id]
        assert hit.span in hit.passage.spans
        assert list(hit.scores) == list(SCORES)
        np.testing.assert_array_equal(list(hit.scores.values()), row)


def test_an_index_without_plain_questions(tmp_path: Path) -> None:
    bare = build_index(
        make_corpus(document("one", "Only this sentence.\n")), directory=tmp_path, encoder=HashEncoder()
    )
    (hit,) = bare.search("sentence")
    assert hit.span.text == "Only this sentence."
    assert hit.scores["plain_dense"] == hit.scores["plain_lexical"] == 0
    assert hit.scores["span_dense"] == pytest.approx(
        1 / np.sqrt(len(tokenize("Only this sentence."))), rel=1e-5
    )


def test_no_wording_finds_nothing(index: Index) -> None:
    found = index.candidates([])
    assert found.span_ids.shape == (0,)
    assert found.scores.shape == (0, len(SCORES))
