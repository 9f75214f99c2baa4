"""Training cases as labelled texts: what is known of each sentence, and what a text is as a whole."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from evals.fitting.labelled import CARE, SINGLE, LabelledText, among, labelled_texts

COMMENT: dict[str, Any] = {
    "id": "1",
    "sentences": [
        {"text": "Hi all.", "says": "greeting"},
        {"text": "Mum bleeds through towels.", "says": "patient", "urgent": "emergency"},
        {"text": "Is that the pazopanib?", "says": "asks"},
    ],
    "questions": [{"at": [2], "asked": "Does pazopanib cause bleeding?", "facets": [], "personal": False}],
}
EMERGENCY: dict[str, Any] = {
    "id": "2",
    "text": "Day three. One calf is hot\nand fat. Any tea for that?",
    "label": "emergency",
    "at": "calf is hot\nand",
}
CHOICE: dict[str, Any] = {"id": "3", "text": "Pazopanib or trabectedin for her?", "label": "choice"}
EARLIER: dict[str, Any] = {"id": "4", "text": "Should I take it?", "label": "personal"}
ALIKE: dict[str, Any] = {"id": "5", "text": "The wait is killing me.", "label": "none"}


def texts(**kinds: dict[str, Any]) -> list[LabelledText]:
    names = ("comments", "questions", "tempting", "urgent", "advice")
    by_kind: dict[str, tuple[dict[str, Any], ...]] = {
        name: (kinds[name],) if name in kinds else () for name in names
    }
    return labelled_texts(by_kind)


def single(text: LabelledText, label: str) -> list[float]:
    return [float(value) for value in np.nan_to_num(text.single[:, SINGLE.index(label)], nan=-1)]


def whole(text: LabelledText, label: str) -> float:
    return float(np.nan_to_num(text.whole[CARE.index(label)], nan=-1))


def test_a_comment_is_known_sentence_by_sentence() -> None:
    (text,) = texts(comments=COMMENT)
    assert text.text == "Hi all. Mum bleeds through towels. Is that the pazopanib?"
    assert single(text, "asks") == [0, 0, 1]
    assert single(text, "emergency") == [0, 1, 0]
    assert text.says.tolist() == [3, 0, -1]
    assert [whole(text, label) for label in CARE] == [1, 0, 0, 0]


def test_an_emergency_is_where_it_is_told_across_a_line_break() -> None:
    (text,) = texts(urgent=EMERGENCY)
    assert text.sentences == ("Day three.", "One calf is hot and fat.", "Any tea for that?")
    assert single(text, "emergency") == [0, 1, 0]
    assert whole(text, "emergency") == 1
    assert whole(text, "choice") == -1


def test_a_request_is_known_of_the_whole_text_only() -> None:
    (text,) = texts(advice=CHOICE)
    assert (whole(text, "choice"), whole(text, "prognosis"), whole(text, "emergency")) == (1, 0, 0)
    assert single(text, "choice") == [-1]


def test_an_earlier_request_is_either_of_the_two() -> None:
    (text,) = texts(advice=EARLIER)
    assert text.personal
    assert (whole(text, "choice"), whole(text, "prognosis")) == (-1, -1)


def test_a_question_asks_and_calls_for_nothing() -> None:
    (text,) = texts(questions={"id": "6", "question": "What is HIPEC?", "expect": "answer", "facets": [[{}]]})
    assert single(text, "asks") == [1]
    assert [whole(text, label) for label in CARE] == [0, 0, 0, 0]


def test_a_text_among_a_story_keeps_its_labels_and_its_order() -> None:
    (story,), (text,) = texts(comments=COMMENT), texts(urgent=EMERGENCY)
    joined = among(text, story, Random(3))
    place = joined.sentences.index("Day three.")
    assert joined.sentences[place : place + 3] == text.sentences
    assert single(joined, "emergency")[place : place + 3] == [0, 1, 0]
    assert len(joined.sentences) > 3
    assert whole(joined, "emergency") == 1


def test_what_is_unknown_of_one_is_unknown_of_both_unless_one_has_it() -> None:
    (alike,), (asked,) = texts(urgent=ALIKE), texts(advice=CHOICE)
    joined = among(alike, asked, Random(0))
    assert whole(joined, "emergency") == 0
    assert whole(joined, "choice") == 1
    assert whole(joined, "prognosis") == -1
