"""Runs from end to end on two small files: run, keep, read back, compare."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from evals.__main__ import main
from evals.measures.bootstrap import Interval
from evals.measures.case import Library
from evals.measures.notes import Note, all_notes, shown_difference
from evals.questions.read import QuestionSet
from evals.recording.check import Verdict, check_run
from evals.recording.results import RecordedSet, Run, RunError, read_run, write_run
from evals.reporting.compare import compare_results, holm
from evals.run import make_run, print_run
from evals.systems.baselines import build_spans, build_txtai
from evals.systems.conditions import FULL, WITHOUT, ConditionError, chosen_conditions, load_conditions
from evals.systems.system import Workbench

if TYPE_CHECKING:
    pass

from tests.evals.small import broken_spans, one, result_of


def test_a_lexical_baseline_finds_what_shares_its_words(made: Run) -> None:
    result = made.result(condition="bm25", question_set="own")
    values = {question.id: question.measures["first_quote"].hits for question in result.questions}
    assert values == {"Q-1": 1.0, "Q-2": 1.0, "Q-3": 1.0, "Q-4": 0.0}
    assert result.summary["facet_coverage"] == Interval(value=1.0, low=1.0, high=1.0, n=3)
    assert result.summary["true_abstention"].value == 1.0
    assert result.summary["RR"].value == 1.0
    assert result.summary["verbatim"].value == 1.0


def test_a_dense_baseline_never_keeps_silent(made: Run) -> None:
    result = made.result(condition="dense", question_set="own")
    assert result.summary["true_abstention"].value == 0.0
    assert result.summary["quotes_per_answer"].value == 5.0


def test_a_run_is_read_back_as_it_was_written(made: Run, tmp_path: Path) -> None:
    write_run(made, tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == made


def test_the_manifest_says_what_the_run_was_made_with(
    made: Run, questions: QuestionSet, bench: Workbench
) -> None:
    manifest = made.manifest
    assert manifest["corpus"] == "two files"
    assert manifest["encoder"] == "hash:64"
    assert manifest["index"] == bench.index.fingerprint
    assert manifest["question_sets"]["own"] == {"role": "own", "sha256": questions.sha256, "questions": 4}
    assert manifest["conditions"]["dense"] == {"builder": "spans", "settings": {"score": "span_dense"}}
    assert set(manifest) >= {"commit", "machine", "versions", "started", "command"}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"format": 99}', '{"format": 1, "manifest": {}, "results": [{}]}']
)
def test_a_file_that_is_no_run_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json is"):
        read_run(tmp_path / "run.json")
    with pytest.raises(RunError, match="There is no run"):
        read_run(tmp_path / "none.json")


def test_txtai_ranks_the_same_spans(bench: Workbench, questions: QuestionSet) -> None:
    pytest.importorskip("txtai", reason="the optional group 'baselines' is not installed")
    result = result_of(build_txtai(bench, replace(one("txtai"), settings={})), questions, bench)
    assert result.summary["verbatim"].value == 1.0
    assert result.questions[0].measures["first_quote"].hits == 1.0


def test_a_missing_outside_system_is_skipped_with_a_word(
    bench: Workbench,
    questions: QuestionSet,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "txtai", None)
    run = make_run([replace(one("txtai"), builder="txtai"), one("bm25")], [questions], bench)
    assert [result.condition for result in run.results] == ["bm25"]
    print_run(run)
    assert "Skipped the condition txtai: txtai is not installed" in capsys.readouterr().out
    coverage = {"facet_coverage": Interval(value=1.0, low=1.0, high=1.0, n=4)}
    kept = RecordedSet(condition="txtai", title="txtai", set="own", questions=4, summary=coverage, by_kind={})
    assert [finding.verdict for finding in check_run((kept,), run)] == [Verdict.SKIPPED]


def test_the_conditions_file_names_builders_that_exist() -> None:
    conditions = load_conditions()
    assert list(conditions)[:3] == ["bm25", "dense", "fused"]
    # the whole program ends the stages; after it come only those with one part left out
    assert [name for name in conditions if not name.startswith(WITHOUT)][-1] == FULL
    assert all(name.startswith(WITHOUT) for name in list(conditions)[list(conditions).index(FULL) + 1 :])
    assert [c.name for c in chosen_conditions(["all"])] == list(conditions)
    assert [c.name for c in chosen_conditions(["full", "bm25"])] == ["bm25", "full"]
    with pytest.raises(ConditionError, match="There is no condition 'magic'; there are: bm25"):
        chosen_conditions(["magic"])


def test_comparing_counts_wins_ties_and_losses(made: Run) -> None:
    a = made.result(condition="bm25", question_set="own")
    b = made.result(condition="dense", question_set="own")
    compared = {found.measure: found for found in compare_results(a, b)}
    silence = compared["true_abstention"]
    assert (silence.a, silence.b, silence.wins, silence.ties, silence.losses) == (1.0, 0.0, ("Q-4",), 0, ())
    length = compared["quotes_per_answer"]
    assert length.difference.value == pytest.approx(length.a - 5.0)
    assert set(length.wins) <= {"Q-1", "Q-2", "Q-3"}
    assert holm([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.09, 0.09, 0.5])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []
    swapped = {found.measure: found for found in compare_results(b, a)}
    assert swapped["true_abstention"].losses == ("Q-4",)
    assert swapped["precision"].p == compared["precision"].p


def test_only_runs_on_the_same_questions_are_compared(made: Run) -> None:
    a = made.result(condition="bm25", question_set="own")
    shorter = replace(a, questions=a.questions[1:])
    with pytest.raises(RunError, match="not on the same questions"):
        compare_results(a, shorter)
    changed = replace(a, questions=(replace(a.questions[0], question="other"), *a.questions[1:]))
    with pytest.raises(RunError, match="Q-1 asks something else"):
        compare_results(a, changed)


def test_the_compare_command(made: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "run.json"
    write_run(made, path)
    assert main(["compare", f"{path}:bm25", f"{path}:dense", "--set", "own"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"true_abstention +1\.000 +0\.000 +\+100\.0 pp", shown)
    assert "A better: Q-4" in shown
    assert main(["compare", f"{path}:bm25", f"{path}:magic", "--set", "own"]) == 2
    assert "The run holds no condition 'magic' on the set 'own'" in capsys.readouterr().err


def test_every_measure_of_a_run_has_a_note(made: Run) -> None:
    assert {name for result in made.results for name in result.summary} <= set(all_notes())


def test_asking_again_notices_a_changed_answer(bench: Workbench, questions: QuestionSet) -> None:
    from evals.recording.evaluation import ask_all, same_again

    steady = build_spans(bench, one())
    library = Library.from_corpus(bench.corpus, bench.index.spans)
    cases = ask_all(steady, questions.questions, library, iter)
    assert same_again(steady, cases).value == 1.0
    assert same_again(broken_spans(bench, one()), cases).value < 1.0


def test_a_question_that_was_answered_twice_is_named(made: Run) -> None:
    a = made.result(condition="bm25", question_set="own")
    twice = replace(a, questions=(*a.questions, a.questions[0]))
    with pytest.raises(RunError, match=f"holds {a.questions[0].id} twice"):
        compare_results(a, twice)


@pytest.mark.parametrize(
    ("unit", "value", "told"),
    [
        ("share", 0.0321, "+3.2 pp"),
        ("share", -0.5, "-50.0 pp"),
        ("ms", 12.34, "+12.3 ms"),
        ("number", -120.4, "-120"),
    ],
)
def test_a_difference_has_its_sign_and_unit(
    unit: Literal["share", "number", "ms"], value: float, told: str
) -> None:
    assert shown_difference(value, Note(name="any", plain="Any.", unit=unit)) == told
