"""Recording a run, checking another one against it, and filling the README."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.reader import read_corpus
from evals import run as run_module
from evals.__main__ import main
from evals.questions.read import QuestionSet, load_set
from evals.recording.check import Verdict, check_run, judge
from evals.recording.readme import README, filled
from evals.recording.results import (
    RESULTS,
    Recorded,
    Run,
    RunError,
    read_recorded,
    recorded_set,
    write_recorded,
    write_run,
)
from evals.systems.conditions import BUILDERS, FULL
from evals.systems.program import system_of
from evals.systems.system import Workbench

if TYPE_CHECKING:
    from chatbot.answerer import Answerer

from tests.evals.small import broken_spans, one, result_of


@pytest.mark.parametrize(
    ("measure", "found", "verdict"),
    [
        ("facet_coverage", 0.90, Verdict.HELD),
        ("facet_coverage", 0.89, Verdict.HELD),
        ("facet_coverage", 0.8899, Verdict.WORSE),
        ("facet_coverage", 0.92, Verdict.BETTER),
        ("false_abstention", 0.92, Verdict.WORSE),
        ("false_abstention", 0.88, Verdict.BETTER),
        ("facet_coverage", float("nan"), Verdict.MISSING),
    ],
)
def test_a_claim_is_judged_by_its_tolerance(measure: str, found: float, verdict: Verdict) -> None:
    assert judge(measure, expected=0.9, found=found) is verdict


def recorded_of(run: Run, folder: Path) -> Recorded:
    """What is kept of a run."""
    write_recorded(run, folder / "kept.json")
    return read_recorded(folder / "kept.json")


def test_recording_then_breaking_the_ranker_turns_the_check_red(
    bench: Workbench,
    questions: QuestionSet,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run_module, "open_workbench", lambda _corpus, _index: bench)
    path, results = (str(tmp_path / name) for name in ("run.json", "results.json"))
    ask = ["run", "--set", str(questions.path), "--condition", "dense", "--out", path]
    check = ["check", path, "--results", results]
    assert main(ask) == 0
    assert main([*check, "--record"]) == 0
    assert main(check) == 0
    assert ", 0 failed." in capsys.readouterr().out
    monkeypatch.setitem(BUILDERS, "spans", broken_spans)
    assert main(ask) == 0
    capsys.readouterr()
    assert main(check) == 1
    shown = capsys.readouterr().out
    assert re.search(r"first_quote +dense +own +1\.000 +0\.\d{3} +0\.015 +worse", shown)


@pytest.mark.slow
def test_the_programs_own_ranker_upside_down_turns_the_check_red(answerer: Answerer, tmp_path: Path) -> None:
    text = read_corpus()
    dev = load_set("dev", text)
    few = replace(dev, questions=dev.questions[:60:5])
    bench = Workbench(corpus=text, index=answerer.index)
    ranker = answerer.pipeline.ranker
    upside_down = replace(ranker, weights=-ranker.weights, intercept=-ranker.intercept)
    broken = replace(answerer, pipeline=replace(answerer.pipeline, ranker=upside_down))
    runs = [
        Run(manifest={}, results=(result_of(system_of(each, one(FULL)), few, bench),))
        for each in (answerer, broken)
    ]
    recorded = recorded_of(runs[0], tmp_path)
    assert {finding.verdict for finding in check_run(recorded, runs[0])} == {Verdict.HELD}
    worse = {f.measure for f in check_run(recorded, runs[1]) if f.verdict is Verdict.WORSE}
    assert worse >= {"facet_coverage", "first_quote"}


def test_the_program_claims_all_its_measures_and_others_what_the_readme_shows(
    made: Run, tmp_path: Path
) -> None:
    findings = check_run(recorded_of(as_full(made), tmp_path), made)
    claimed = {name: {f.measure for f in findings if f.condition == name} for name in (FULL, "dense")}
    assert claimed[FULL] - claimed["dense"] >= {"complete", "avoid", "verbatim", "citation_voice"}
    assert claimed["dense"] == {
        "facet_coverage", "first_quote", "precision", "quotes_per_answer", "true_abstention",
        "false_abstention", "nDCG@10", "facet_recall@50",
    }  # fmt: skip


def test_a_score_that_the_run_does_not_measure_fails(made: Run, tmp_path: Path) -> None:
    recorded = recorded_of(as_full(made), tmp_path)
    assert {finding.verdict for finding in check_run(recorded, made)} == {Verdict.MISSING}


def test_only_the_named_claims_are_checked(
    made: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, results = tmp_path / "run.json", tmp_path / "results.json"
    first, second = made.results
    others = (replace(first, set="dev"), replace(second, condition="full"))
    write_recorded(replace(made, results=(first, *others)), results)
    write_run(made, path)
    check = ["check", str(path), "--results", str(results)]
    assert main(check) == 1
    assert main([*check, "--set", "own"]) == 1
    assert main([*check, "--condition", "bm25"]) == 1
    assert main([*check, "--set", "own", "--condition", "bm25"]) == 0
    assert "8 claims checked, 8 held, 0 failed." in capsys.readouterr().out
    assert main([*check, "--set", "tea"]) == 2
    assert "makes no claim of what was named" in capsys.readouterr().err


def test_runs_lie_below_the_programs_home_wherever_it_is_called_from(
    made: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASWRITTEN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    write_run(made, tmp_path / "home" / "evals" / "run.json")
    write_recorded(made, tmp_path / "results.json")
    assert main(["check", "--results", str(tmp_path / "results.json")]) == 0
    assert ", 0 failed." in capsys.readouterr().out


def as_full(run: Run) -> Run:
    """The run with its first condition called the program, on the development set."""
    first = replace(run.results[0], condition=FULL, set="dev")
    return replace(run, results=(first, replace(run.results[1], set="dev")))


def test_recorded_results_are_read_back(made: Run, tmp_path: Path) -> None:
    write_recorded(as_full(made), tmp_path / "results.json")
    recorded = read_recorded(tmp_path / "results.json")
    found = recorded_set(recorded, condition=FULL, question_set="dev")
    assert found.questions == 4
    assert found.summary["facet_coverage"].value == 1.0
    assert set(found.by_kind) == {"fact", "out_of_scope"}


def test_the_readme_is_filled_between_its_marks(made: Run, tmp_path: Path) -> None:
    results, text = tmp_path / "results.json", tmp_path / "README.md"
    write_recorded(as_full(made), results)
    text.write_text("Before\n<!-- evals:by-kind -->\nold\n<!-- /evals:by-kind -->\nAfter\n", encoding="utf-8")
    assert main(["readme", "--file", str(text), "--results", str(results)]) == 0
    new = text.read_text(encoding="utf-8")
    assert new.startswith("Before\n<!-- evals:by-kind -->\n| kind of question | facet_coverage |")
    assert "| fact | 1.000 | 1.000 | 1.000 |" in new
    assert new.endswith("<!-- /evals:by-kind -->\nAfter\n")
    with pytest.raises(RunError, match="Unknown block 'tea'"):
        filled("<!-- evals:tea --><!-- /evals:tea -->", read_recorded(results))
    with pytest.raises(RunError, match="no block to fill"):
        filled("nothing", read_recorded(results))


@pytest.mark.skipif(not RESULTS.is_file(), reason="no run is recorded yet: python -m evals check --record")
def test_the_readme_says_what_is_recorded() -> None:
    text = (Path(__file__).parents[3] / README).read_text(encoding="utf-8")
    assert filled(text, read_recorded()) == text
