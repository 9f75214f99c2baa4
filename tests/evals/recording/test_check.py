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
from evals.recording.check import (
    EXPECTED,
    Claim,
    Verdict,
    check_run,
    claims_of,
    judge,
    read_claims,
    write_claims,
)
from evals.recording.readme import README, filled
from evals.recording.results import (
    RESULTS,
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
    claim = Claim(set="dev", condition="full", measure=measure, expected=0.9, tolerance=0.01)
    assert judge(claim, found) is verdict


def test_claims_are_read_back_as_written(tmp_path: Path) -> None:
    claims = [Claim(set="dev", condition="full", measure="avoid", expected=0.0, tolerance=0.0)]
    write_claims(claims, tmp_path / "expected.toml")
    assert read_claims(tmp_path / "expected.toml") == claims
    (tmp_path / "bad.toml").write_text('claim = [{ measure = "avoid" }]', encoding="utf-8")
    with pytest.raises(RunError, match=r"The claims in .*bad\.toml cannot be read"):
        read_claims(tmp_path / "bad.toml")


def test_recording_then_breaking_the_ranker_turns_the_check_red(
    bench: Workbench,
    questions: QuestionSet,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run_module, "open_workbench", lambda _corpus, _index: bench)
    path, expected, results = (str(tmp_path / name) for name in ("run.json", "expected.toml", "results.json"))
    ask = ["run", "--set", str(questions.path), "--condition", "dense", "--out", path]
    files = ["--expected", expected, "--results", results]
    assert main(ask) == 0
    assert main(["check", path, "--record", *files]) == 0
    assert main(["check", path, *files]) == 0
    assert ", 0 failed." in capsys.readouterr().out
    monkeypatch.setitem(BUILDERS, "spans", broken_spans)
    assert main(ask) == 0
    capsys.readouterr()
    assert main(["check", path, *files]) == 1
    shown = capsys.readouterr().out
    assert re.search(r"first_quote +dense +own +1\.000 +0\.\d{3} +0\.015 +worse", shown)


@pytest.mark.slow
def test_the_programs_own_ranker_upside_down_turns_the_check_red(answerer: Answerer) -> None:
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
    claims = claims_of(runs[0])
    assert {finding.verdict for finding in check_run(claims, runs[0])} == {Verdict.HELD}
    worse = {f.claim.measure for f in check_run(claims, runs[1]) if f.verdict is Verdict.WORSE}
    assert worse >= {"facet_coverage", "first_quote"}


def test_a_claim_that_the_run_does_not_measure_fails(made: Run) -> None:
    claim = Claim(set="dev", condition="full", measure="avoid", expected=0.0, tolerance=0.0)
    assert [finding.verdict for finding in check_run([claim], made)] == [Verdict.MISSING]


def test_only_the_named_claims_are_checked(
    made: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, expected = tmp_path / "run.json", tmp_path / "expected.toml"
    write_run(made, path)
    held = Claim(set="own", condition="bm25", measure="facet_coverage", expected=1.0, tolerance=0.0)
    unmeasured = replace(held, set="dev")
    write_claims([held, unmeasured, replace(held, condition="full")], expected)
    check = ["check", str(path), "--expected", str(expected)]
    assert main(check) == 1
    assert main([*check, "--set", "own"]) == 1
    assert main([*check, "--condition", "bm25"]) == 1
    assert main([*check, "--set", "own", "--condition", "bm25"]) == 0
    assert "1 claims checked, 1 held, 0 failed." in capsys.readouterr().out
    assert main([*check, "--set", "tea"]) == 2
    assert "makes no claim of what was named" in capsys.readouterr().err


def test_runs_lie_below_the_programs_home_wherever_it_is_called_from(
    made: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASWRITTEN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    write_run(made, tmp_path / "home" / "evals" / "run.json")
    write_claims(claims_of(made), tmp_path / "claims.toml")
    assert main(["check", "--expected", str(tmp_path / "claims.toml")]) == 0
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
    command = ["readme", "--file", str(text), "--results", str(results)]
    assert main([*command, "--check"]) == 1
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
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
    recorded = {
        (one.set, one.condition, name): interval.value
        for one in read_recorded()
        for name, interval in one.summary.items()
    }
    claims = read_claims(EXPECTED)
    assert claims
    # Both files are rounded, to four and to five digits.
    for claim in claims:
        assert claim.expected == pytest.approx(recorded[claim.set, claim.condition, claim.measure], abs=1e-4)
