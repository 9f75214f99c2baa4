"""Reading and checking question sets, and the split between fitting and final checks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.document import UnanswerableQuestions
from corpus.reader import read_corpus
from evals.__main__ import main
from evals.questions import read as sets
from evals.questions.read import (
    QuestionSetError,
    Role,
    load_for_fitting,
    load_set,
    normalised,
    packaged_sets,
)
from evals.questions.validate import validate_files
from tests.evals.made import corpus
from tests.evals.questions.variations import VARIATIONS

GOOD: dict[str, Any] = {
    "id": "A-1",
    "audience": "patient",
    "question": "how rare is it",
    "kind": "fact",
    "expect": "answer",
    "facets": [[{"doc": "000", "quote": "Sarcoma is rare."}]],
}
NOTHING: dict[str, Any] = {
    "id": "A-2",
    "audience": "staff",
    "question": "Who won the cup?",
    "kind": "out_of_scope",
    "expect": "no_answer",
    "facets": [],
}


def written(folder: Path, *records: dict[str, Any] | str, name: str = "own.jsonl") -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def complaints(*paths: Path) -> list[str]:
    return [
        str(problem).replace(str(problem.file), Path(problem.file).name)
        for problem in validate_files(paths, corpus())
    ]


def test_good_sets_have_no_problems(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, GOOD, NOTHING)) == []


@pytest.mark.parametrize(("set_name", "told"), [("dev", True), ("calibration", False)])
def test_a_measured_question_that_is_stored_with_the_documents_is_told(
    tmp_path: Path, set_name: str, told: bool
) -> None:
    stored = UnanswerableQuestions(lacks="", near="", questions=(f"{NOTHING['question']}!!",))
    path = written(tmp_path, NOTHING, name=f"{set_name}.jsonl")
    problems = validate_files([path], replace(corpus(), unanswerable=(stored,)))
    assert ["asks what is stored" in problem.message for problem in problems] == [True] * told


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"kind": "riddle"}, "'kind' must be one of definition, number"),
        ({"expect": "silence"}, "'expect' must be one of answer, no_answer, care, urgent"),
        ({"audience": "pet"}, "'audience' must be patient or staff"),
        ({"facets": []}, "a case that expects an answer needs facets"),
        ({"expect": "no_answer"}, "a case that expects no answer must not have facets"),
        ({"kind": "emergency"}, "a case of kind 'emergency' must expect 'urgent', not 'answer'"),
        ({"kind": "followup"}, "a followup needs 'history'"),
        ({"history": "earlier"}, "'history' must be a list of earlier questions"),
        ({"question": " "}, "'question' must be text and not empty"),
        ({"facets": [[]]}, "'facets' must be a list of non-empty lists of alternatives"),
        ({"facets": [[{"doc": "000"}]]}, "an alternative must have 'doc' and 'quote', both text"),
        ({"avoid": [{"doc": "000", "quote": ""}]}, "an alternative must have 'doc' and 'quote', both text"),
        ({"not_first": "Sarcoma"}, "'not_first' must be a list of alternatives"),
        ({"beside": [{"doc": "001", "quote": "Sarcoma is rare."}]}, "the quote 'Sarcoma is rare.' does not"),
        ({"differ": "yes"}, "'differ' must be true or false"),
        ({"rows": [["I", ""]]}, "'rows' must be a list of rows"),
        ({"facets": [[{"doc": "000", "quote": "Sarcoma smells."}]]}, "the quote 'Sarcoma smells.' does not"),
        ({"avoid": [{"doc": "001", "quote": "Sarcoma is rare."}]}, "the quote 'Sarcoma is rare.' does not"),
        ({"colour": "red"}, "the field 'colour' is not known"),
        ({"twin_of": "A-9"}, "twin_of names A-9, which no set has"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_file_and_line(
    tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    found = complaints(written(tmp_path, NOTHING, {**GOOD, **change}))
    assert len(found) == 1
    assert found[0].startswith(f"own.jsonl:2: {complaint}")


def test_a_missing_field_and_a_broken_line(tmp_path: Path) -> None:
    short = {name: value for name, value in GOOD.items() if name != "kind"}
    assert complaints(written(tmp_path, short, "", "{no json", "[1]")) == [
        "own.jsonl:1: the field 'kind' is missing",
        "own.jsonl:3: the line is not a JSON object",
        "own.jsonl:4: the line is not a JSON object",
    ]


def test_an_id_used_twice_in_two_files(tmp_path: Path) -> None:
    one = written(tmp_path, GOOD, name="one.jsonl")
    other = written(tmp_path, NOTHING, {**GOOD, "question": "something else entirely"}, name="other.jsonl")
    assert complaints(one, other) == [f"other.jsonl:2: the id A-1 is already used at {one}:1"]


def test_the_same_question_in_two_sets_is_a_leak(tmp_path: Path) -> None:
    one = written(tmp_path, GOOD, name="one.jsonl")
    other = written(tmp_path, {**GOOD, "id": "B-1", "question": "How rare IS it?!"}, name="other.jsonl")
    assert complaints(one, other) == [f"other.jsonl:1: B-1 asks the same as A-1 at {one}:1"]


def test_nearly_the_same_question_is_a_leak_and_a_twin_is_not(tmp_path: Path) -> None:
    question = "how many women are told each year that they have a sarcoma of the womb"
    one = written(tmp_path, {**GOOD, "question": question}, name="one.jsonl")
    near = {**GOOD, "id": "B-1", "question": question.replace("told", "tolld")}
    leak = written(tmp_path, near, name="leak.jsonl")
    twins = written(tmp_path, {**near, "twin_of": "A-1"}, name="twins.jsonl")
    assert complaints(one, leak) == [f"leak.jsonl:1: B-1 asks nearly the same as A-1 at {one}:1"]
    assert complaints(one, twins) == []


def test_a_follow_up_of_another_history_is_another_question(tmp_path: Path) -> None:
    later = {**GOOD, "kind": "followup", "question": "and then?"}
    path = written(
        tmp_path,
        {**later, "history": ["what is HIPEC in uterine sarcoma"]},
        {**later, "id": "A-3", "history": ["does radiation help against a desmoid tumor"]},
    )
    assert complaints(path) == []


def test_the_command_lists_every_problem_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, {**NOTHING, "kind": "riddle", "audience": "pet"})
    assert main(["validate", str(path)]) == 1
    shown = capsys.readouterr().out
    assert shown.count(f"{path}:1: ") == 2
    assert "1 files checked, 2 problems." in shown


def test_loading_stops_at_the_first_mistake(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, {**GOOD, "id": "A-5", "facets": [[{"doc": "000", "quote": "never said"}]]})
    with pytest.raises(
        QuestionSetError, match=r"own\.jsonl:2: the quote 'never said' does not stand in document 000"
    ):
        load_set(str(path), corpus())
    with pytest.raises(QuestionSetError, match="There is no question set"):
        load_set(str(tmp_path / "none.jsonl"), corpus())


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the packaged sets, with a holdout set in it."""
    folder = tmp_path / "questions"
    folder.mkdir()
    written(folder, GOOD, name="holdout.jsonl")
    monkeypatch.setattr(sets, "QUESTIONS_DIR", folder)
    return folder


def test_the_holdout_set_is_never_fitted_on_under_any_name(packaged: Path, tmp_path: Path) -> None:
    copied = tmp_path / "dev.jsonl"
    copied.write_bytes((packaged / "holdout.jsonl").read_bytes())
    for name in ("holdout", str(copied)):
        with pytest.raises(QuestionSetError, match="has the role 'holdout' and must not be fitted on"):
            load_for_fitting(name, corpus())


def test_a_set_that_shares_a_question_with_the_holdout_set_is_not_fitted_on(packaged: Path) -> None:
    written(packaged, NOTHING, {**GOOD, "id": "B-1", "question": "How rare is it?"}, name="dev.jsonl")
    with pytest.raises(QuestionSetError, match=r"dev\.jsonl:2: B-1 asks the same as A-1 of the holdout set"):
        load_for_fitting("dev", corpus())


def test_dev_and_calibration_may_be_fitted_on_and_others_may_not(packaged: Path) -> None:
    for role in Role:
        if role is Role.HOLDOUT:
            continue
        written(packaged, {**NOTHING, "question": f"Who won the cup of {role}?"}, name=f"{role}.jsonl")
        if role in (Role.DEV, Role.CALIBRATION):
            assert load_for_fitting(role, corpus()).role is role
        else:
            with pytest.raises(QuestionSetError, match="must not be fitted on"):
                load_for_fitting(role, corpus())


def test_normalising() -> None:
    assert normalised("  ¿Qué es  HIPEC?! ") == "que es hipec"


def test_the_packaged_sets_are_in_order() -> None:
    assert [str(problem) for problem in validate_files(packaged_sets(), read_corpus())] == []


def test_the_packaged_development_set_by_count() -> None:
    dev = load_set("dev", read_corpus())
    assert len(dev.questions) == 120
    assert sum(bool(question.facets) for question in dev.questions) == 92
    assert dev.questions[0].facets[0][0].places[0].start == 0


def test_twins_made_by_a_rule_are_what_the_rule_makes() -> None:
    text = read_corpus()
    originals = {question.id: question for question in load_set("dev", text).questions}
    twins = load_set("twins", text).questions
    made = [twin for twin in twins if twin.variation in VARIATIONS]
    assert len(twins) >= 120
    assert len(made) >= 40
    for twin in twins:
        original = originals[twin.twin_of]
        assert (twin.expect, twin.facets, twin.history) == (
            original.expect,
            original.facets,
            original.history,
        )
    assert [twin.question for twin in made] == [
        VARIATIONS[twin.variation](originals[twin.twin_of].question, twin.twin_of) for twin in made
    ]


def test_variations_of_one_sentence() -> None:
    assert VARIATIONS["text_speech"]("Why are people told this before surgery, please?", "") == (
        "y r ppl told dis b4 surgery pls?"
    )
    slip = VARIATIONS["misspelt"]("what is surgery", "seed")
    assert slip != "what is surgery"
    assert slip.startswith("what is s")
    assert slip == VARIATIONS["misspelt"]("what is surgery", "seed")
