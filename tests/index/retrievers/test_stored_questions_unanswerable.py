"""Nearness to questions that are known to have no answer, on an encoder that counts words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.document import UnanswerableQuestions
from index.retrievers.stored_questions import Nearest
from index.search import Index
from index.storage.store import build_index, open_index
from tests.fakes import HashEncoder
from tests.index.corpora import small_corpus

COST = UnanswerableQuestions(lacks="costs", near="fees", questions=("price of a scan", "bill for surgery"))
DOGS = UnanswerableQuestions(lacks="animals", near="treatment", questions=("sarcoma in dogs",))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    corpus = replace(small_corpus(), unanswerable=(COST, DOGS), fingerprint="with gaps")
    build_index(corpus, directory=folder, encoder=HashEncoder(dimension=512))
    return open_index(folder, encoder=HashEncoder(dimension=512), corpus=corpus)


def nearest(index: Index, text: str) -> Nearest:
    encoded = index.encoder.read([text])
    return index.unanswerable.nearest(
        index.metric.apply(encoded.vectors),
        index.late.query(encoded, 0, length=len(text)),
    )


def test_a_stored_question_is_nearest_to_itself(index: Index) -> None:
    found = nearest(index, "sarcoma in dogs")
    assert found.near == "treatment"
    assert found.cosine == pytest.approx(1, abs=1e-5)
    assert found.late == pytest.approx(1, abs=1e-3)


def test_nearness_is_that_of_the_nearest(index: Index) -> None:
    texts = [text for group in (COST, DOGS) for text in group.questions]
    asked = "price of surgery"
    vectors = index.encoder.read([asked, *texts]).vectors
    found = nearest(index, asked)
    assert found.cosine == pytest.approx(float((vectors[1:] @ vectors[0]).max()), abs=1e-5)
    assert found.near == "fees"


def test_nothing_stored_is_nothing_near(tmp_path: Path) -> None:
    index = build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert nearest(index, "price of a scan") == Nearest()


def test_a_question_without_a_word_is_near_nothing(index: Index) -> None:
    assert nearest(index, "?").late == 0.0
    none = index.unanswerable.nearest(
        np.zeros((0, 512), dtype=np.float32),
        index.late.query(index.encoder.read([""]), 0, length=0),
    )
    assert none.near == ""
