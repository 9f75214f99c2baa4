"""Ranker and decision can be fitted anew, on other features than the packaged models know."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from chatbot import pipeline as pipelines
from chatbot.answerer import Answerer
from corpus.reader import read_corpus
from evals.fitting.examples import calibration, search
from evals.fitting.ranker import fit_ranker, unfitted
from evals.measures.case import Library


def test_a_ranker_is_fitted_without_the_packaged_one(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("fitted on other features")

    monkeypatch.setattr(pipelines, "load_model", refuse)
    corpus, pipeline = read_corpus(), unfitted(answerer.index)
    asked = islice(calibration(corpus, pipeline, answerer.reader), 30)
    found = list(search(asked, pipeline, Library.from_corpus(corpus, pipeline.index.spans)))
    ranker = fit_ranker(found)
    answered = [one for one in found if one.asked.facets and (one.relevant & one.quotable).any()]
    best = [np.argmax(np.where(one.quotable, ranker.logits(one.matrix), -np.inf)) for one in answered]
    right = [bool(one.relevant[place]) for one, place in zip(answered, best, strict=True)]
    assert len(answered) >= 10
    assert np.mean(right) >= 0.9
