"""Training cases: each part is for one use only, and a wrong line is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.questions.training import (
    Part,
    TrainingError,
    for_fitting,
    for_measuring,
    for_tuning,
    writers,
)

CASE = {"id": "1", "text": "one calf is hot", "label": "emergency", "at": "calf is hot"}


def folder(tmp_path: Path, *lines: object, parts: str = '[x]\npart = "fit"\n') -> Path:
    (tmp_path / "parts.toml").write_text(parts)
    (tmp_path / "x").mkdir()
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (tmp_path / "x" / "urgent.jsonl").write_text(text)
    return tmp_path


def test_each_writer_belongs_to_one_part() -> None:
    assert writers() == {
        "earlier": Part.FIT, "a": Part.FIT, "b": Part.FIT, "c": Part.FIT, "d": Part.FIT,
        "e": Part.TUNE, "f": Part.TEST, "g": Part.UNOPENED, "h": Part.FIT, "i": Part.FIT, "j": Part.TEST,
        "k": Part.FIT, "l": Part.FIT, "m": Part.FIT, "n": Part.FIT, "o": Part.FIT, "p": Part.FIT,
        "q": Part.FIT, "r": Part.TEST, "s": Part.FIT, "t": Part.FIT, "u": Part.FIT, "v": Part.FIT,
        "w": Part.FIT, "x": Part.FIT,
    }  # fmt: skip


def test_the_packaged_cases_are_as_many_as_were_written() -> None:
    fit = for_fitting()
    assert {kind: len(cases) for kind, cases in fit.items()} == {
        "comments": 516, "questions": 1199, "tempting": 488, "urgent": 2486, "advice": 1476, "passages": 473,
    }  # fmt: skip
    assert {case["writer"] for case in fit["comments"]} == {"a", "b", "c", "d", "i", "l"}
    assert {case["writer"] for case in for_tuning()["comments"]} == {"e"}
    assert {case["writer"] for case in for_measuring(Part.TEST)["comments"]} == {"f", "j"}


@pytest.mark.parametrize("part", [Part.FIT, Part.TUNE])
def test_what_models_have_seen_is_not_measured_on(part: Part) -> None:
    with pytest.raises(TrainingError, match=rf"The part {part} was used for fitting or tuning"):
        for_measuring(part)


PASSAGE = {"id": "1", "title": "Rules", "heading": "Dogs", "sentences": ["Dogs are kept on a lead."]}


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ({"question": "may I bring my dog?", "answers": [0]}, ""),
        ({"question": "may I bring my cat?", "answers": [], "tempting": [0]}, ""),
        ({"question": "may I bring my cat?", "answers": []}, "sentences that answer it or that tempt"),
        ({"question": "may I bring my dog?", "answers": [1]}, "a sentence that does not exist"),
        ({"question": "may I?", "answers": [0], "tempting": [0]}, "answers and tempts at once"),
    ],
)
def test_a_passage_says_of_each_question_what_answers_or_tempts(
    tmp_path: Path, question: object, problem: str
) -> None:
    place = folder(tmp_path)
    (place / "x" / "passages.jsonl").write_text(json.dumps(PASSAGE | {"questions": [question]}))
    if problem:
        with pytest.raises(TrainingError, match=rf"passages.jsonl, line 1: .*{problem}"):
            for_fitting(place)
    else:
        assert for_fitting(place)["passages"][0]["questions"] == [question]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2 is no JSON"),
        ({"text": "x", "label": "none"}, "line 2: a case needs an id"),
        ({"id": "2", "text": "x", "label": "fire"}, "line 2: a text and a label of emergency, crisis, none"),
        (CASE | {"at": "elsewhere"}, "line 2: what tells it"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: object, problem: str) -> None:
    with pytest.raises(TrainingError, match=problem):
        for_fitting(folder(tmp_path, CASE, line))


def test_a_part_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"parts.toml cannot be used"):
        for_fitting(folder(tmp_path, CASE, parts='[x]\npart = "train"\n'))
