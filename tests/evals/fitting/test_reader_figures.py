"""Shares found and wrongly taken, and the thresholds that they set, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reader import LABELS
from evals.fitting.labelled import LabelledText, labelled_texts
from evals.fitting.reader_figures import figures, thresholds

STORY = "We came home and waited. " * 15


def texts() -> list[LabelledText]:
    urgent: list[dict[str, Any]] = [
        {"id": "1", "text": "One calf is hot.", "label": "emergency", "at": "calf is hot"},
        {"id": "2", "text": STORY + "She cannot breathe.", "label": "emergency", "at": "cannot breathe"},
        *({"id": f"n{n}", "text": f"The wait is killing me {n}.", "label": "none"} for n in range(100)),
    ]
    request = {"id": "r", "text": "Which one should I take?", "label": "choice"}
    comment: dict[str, Any] = {
        "id": "c",
        "sentences": [{"text": "Hi.", "says": "greeting"}, {"text": "Is it rare?", "says": "asks"}],
        "questions": [{"at": [1], "asked": "Is it rare?", "facets": []}],
    }
    by_kind: dict[str, tuple[dict[str, Any], ...]] = {
        "comments": (comment,),
        "questions": (),
        "tempting": (),
        "urgent": tuple(urgent),
        "advice": (request,),
    }
    return labelled_texts(by_kind)


def read(odds: list[float]) -> list[NDArray[np.float64]]:
    """Log odds of an emergency for each text, in its last sentence; comments ask in their last one."""
    found = []
    for text, value in zip(texts(), odds, strict=True):
        logits = np.full((len(text.sentences), len(LABELS)), -5.0)
        logits[-1, LABELS.index("emergency")] = value
        logits[-1, LABELS.index("asks")] = 1.0
        logits[0, LABELS.index("greeting")] = 1.0
        found.append(logits)
    return found


ODDS = [-5.0, 3.0, -1.0, *np.linspace(-4, 2, 100).tolist(), -5.0]
"""The comment, the short emergency, that in a story, a hundred look-alikes, a request."""


def test_thresholds_let_through_the_share_that_is_allowed() -> None:
    chosen = thresholds(texts(), read(ODDS))
    others = np.asarray([-5.0, *np.linspace(-4, 2, 100)])
    assert 0.02 < np.mean(others >= chosen["urgent"]) <= 0.04
    assert chosen["urgent"] < chosen["certain"]
    assert chosen["asks"] == 0.0


def test_figures_tell_short_texts_from_stories() -> None:
    shown = figures(
        texts(), read(ODDS), {"urgent": 1.95, "certain": 2.5, "personal": 0.0, "farewell": 0.0, "asks": 0.0}
    )
    assert (
        "urgent: short 1.000 of 1, in a story 0.000 of 1, false 0.010 of 102, look-alikes 0.010 of 100"
        in shown
    )
    assert "certain: short 1.000 of 1, in a story 0.000 of 1, false 0.000 of 102" in shown
    assert "sentences that ask: found 1.000 of 1, right 1.000 of 1" in shown
    assert "of whom a sentence tells: 1.000 of 1" in shown
