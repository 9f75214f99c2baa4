"""The six retrievers against a reference that compares the question with every text."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rank_bm25 import BM25Plus

from index.search import COLUMNS, RETRIEVERS, SCORES, Index
from index.storage.store import build_index
from index.text import tokenize
from tests.fakes import HashEncoder
from tests.index.corpora import corpus as make_corpus
from tests.index.corpora import document, small_corpus

QUESTION = "does the red drug damage my heart after surgery"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return build_index(small_corpus(), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder())


def reference_scores(index: Index, queries: list[str]) -> dict[str, list[float]]:
    """Score every span for every retriever, the long way."""

    def lexical(texts: list[list[str]], **parameters: float) -> list[float]:
        model = BM25Plus(texts, delta=0, **parameters)
        found: list[float] = np.max([model.get_scores(tokenize(query)) for query in queries], axis=0).tolist()
        return found

    def cosine(texts: list[str]) -> list[float]:
        found: list[float] = (
            (index.encoder.read(queries).vectors @ index.encoder.read(texts).vectors.T).max(axis=0).tolist()
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
    by_group = lexical(list(groups.values()), k1=2.5, b=0.5)
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
                    for one, score in zip(index.plain_questions, by_question, strict=True)
                    if leads(one.doc_id, one.start, one.end, number)
                ),
                default=0,
            )
            for number in numbers
        ],
    }


@pytest.mark.parametrize("queries", [[QUESTION], [QUESTION, "is chemo bad for my ticker"], ["zzz"]])
def test_every_score_of_every_candidate(index: Index, queries: list[str]) -> None:
    found = index.find(queries, k=50)
    expected = reference_scores(index, queries)
    for column, name in enumerate(RETRIEVERS):
        np.testing.assert_allclose(
            found.scores[:, column],
            [expected[name][span_id] for span_id in found.span_ids],
            rtol=1e-5,
            atol=1e-6,
            err_msg=name,
        )


def test_candidates_are_the_union_of_the_best_of_each_retriever(index: Index) -> None:
    found = index.find([QUESTION], k=1)
    expected = reference_scores(index, [QUESTION])
    best = {int(np.argmax(np.round(expected[name], 5))) for name in RETRIEVERS}
    assert set(found.span_ids.tolist()) == best
    fused = found.column("fused").tolist()
    assert fused == sorted(fused, reverse=True)


def test_a_plain_question_finds_its_span(index: Index) -> None:
    target = next(number for number, span in enumerate(index.spans) if "damages the heart" in span.text)
    found = index.find(["is chemo bad for my ticker"])
    assert found.column("plain_dense")[found.span_ids.tolist().index(target)] == pytest.approx(1)


def test_the_first_meaning_is_compared_alone_too(index: Index) -> None:
    both, alone = index.find(["is chemo bad for my ticker", QUESTION]), index.find([QUESTION])
    other = index.find([QUESTION, "is chemo bad for my ticker"])
    of = dict(zip(both.span_ids.tolist(), both.scores.tolist(), strict=True))
    for span_id, row in zip(other.span_ids.tolist(), other.scores.tolist(), strict=True):
        assert row[: len(SCORES)] == pytest.approx(of[span_id][: len(SCORES)], abs=1e-6)
    place = {span_id: row for row, span_id in enumerate(other.span_ids.tolist())}
    rows = [place[span_id] for span_id in alone.span_ids.tolist()]
    for own, best in (("own_span_dense", "span_dense"), ("own_plain_dense", "plain_dense")):
        np.testing.assert_allclose(other.column(own)[rows], alone.column(best), atol=1e-6)


def test_beside_means_before_and_after_in_the_same_passage() -> None:
    index: Any = SimpleNamespace(span_passage=np.array([0, 0, 1, 1]))
    found, scores = np.array([1, 2, 0]), np.array([0.5, 0.75, 0.25], dtype=np.float32)
    assert Index._beside(index, found, scores) == [0.25, 0.0, 0.5]


def test_the_best_plain_question_beside_a_span_in_its_passage(index: Index) -> None:
    found = index.find([QUESTION, "is chemo bad for my ticker"])
    plain = dict(zip(found.span_ids.tolist(), found.column("plain_dense").tolist(), strict=True))
    passage = index.span_passage
    expected = [
        max(
            (
                score
                for other, score in plain.items()
                if abs(other - number) == 1 and passage[other] == passage[number]
            ),
            default=0,
        )
        for number in found.span_ids.tolist()
    ]
    assert max(expected) == pytest.approx(1)
    assert min(expected) == 0
    np.testing.assert_allclose(found.column("beside_plain_dense"), expected)


def test_only_the_beginning_of_a_meaning_is_compared_piece_by_piece(index: Index) -> None:
    whole, longer = "damage the heart", "damage the heart zebra"
    asked = index.find([whole])
    beginning = index.find([whole], index.encoder.read([longer]), length=len(whole))
    late = dict(zip(asked.span_ids.tolist(), asked.column("late_span").tolist(), strict=True))
    got = zip(beginning.span_ids.tolist(), beginning.column("late_span").tolist(), strict=True)
    shared = [(late[span_id], score) for span_id, score in got if span_id in late]
    assert len(shared) > 1
    assert [one for one, _ in shared] == pytest.approx([other for _, other in shared])


def test_an_index_without_plain_questions(tmp_path: Path) -> None:
    bare = build_index(
        make_corpus(document("one", "Only this sentence.\n")), directory=tmp_path, encoder=HashEncoder()
    )
    found = bare.find(["sentence"])
    assert [bare.spans[span_id].text for span_id in found.span_ids.tolist()] == ["Only this sentence."]
    assert found.column("plain_dense").tolist() == found.column("plain_lexical").tolist() == [0]
    assert np.isnan(found.nearest.late)
    assert found.column("span_dense")[0] == pytest.approx(
        1 / np.sqrt(len(tokenize("Only this sentence."))), rel=1e-5
    )


def test_no_wording_finds_nothing(index: Index) -> None:
    found = index.find([])
    assert found.span_ids.shape == (0,)
    assert found.scores.shape == (0, len(COLUMNS))


def test_in_another_language_runs_of_letters_find_what_words_do_not(tmp_path: Path) -> None:
    folder = make_corpus(
        document("keller", "Sichern Sie die Rückstauebene.\n\nDer Ausweis kostet Geld.\n", language="de")
    )
    found = build_index(folder, directory=tmp_path, encoder=HashEncoder())
    lexical = found.find(["rückstau"], language="de").column("span_lexical")
    assert np.count_nonzero(lexical) == 1
    english = make_corpus(document("cellar", "Sichern Sie die Rückstauebene.\n"))
    by_word = build_index(english, directory=tmp_path / "en", encoder=HashEncoder())
    assert not by_word.find(["rückstau"], language="de").column("span_lexical").any()


@pytest.mark.parametrize(
    ("written", "asked", "by_word"),
    [
        (("en",), "en", True),
        (("en",), "de", True),
        (("en",), None, True),
        (("unknown",), "de", False),  # the text tells that it is German
        (("de",), "de", False),
        (("de",), "en", False),
        (("de", "en"), "de", False),
        (("de", "en"), "en", True),
        (("de", "en"), "fr", True),
    ],
)
def test_read_by_word_or_as_wholes(
    tmp_path: Path, written: tuple[str, ...], asked: str | None, by_word: bool
) -> None:
    documents = [document(one, "Der Ausweis kostet Geld.\n", language=one) for one in written]
    found = build_index(make_corpus(*documents), directory=tmp_path, encoder=HashEncoder())
    assert found.reads_by_word(asked) is by_word
