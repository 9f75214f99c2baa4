"""``python -m evals check``: does a run still hold what was recorded of an earlier one?

What is recorded (``results.json``) is a claim wherever its measure has a tolerance (``notes.toml``): every
such score of the whole program, and those of other conditions that the README shows. A score that is worse by
more than its tolerance turns the check red (exit 1). ``--record`` keeps the scores of a run instead; from the
same file the README's tables are generated.
"""

import argparse
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evals.console import echo, table
from evals.measures.notes import ABLATION, all_notes, shown
from evals.recording.results import (
    RESULTS,
    Recorded,
    Run,
    RunError,
    latest_run,
    read_recorded,
    read_run,
    write_recorded,
)
from evals.systems.conditions import FULL


class Verdict(StrEnum):
    """How a claim fares.

    ``missing``: the run did not measure it, which fails. ``skipped``: the run says that the condition's
    optional package is not installed, which does not.
    """

    HELD = "held"
    BETTER = "better"
    WORSE = "worse"
    MISSING = "missing"
    SKIPPED = "skipped"


ROUNDING = 1e-5
"""A value may differ by this from what was recorded of the very same."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A recorded score beside what the run shows; ``found`` is NaN where it is missing."""

    set: str
    condition: str
    measure: str
    expected: float
    found: float
    verdict: Verdict


def judge(measure: str, *, expected: float, found: float) -> Verdict:
    """Whether a found value holds the recorded one; it moves only when beyond the measure's tolerance."""
    if found != found:  # noqa: PLR0124 - NaN
        return Verdict.MISSING
    note = all_notes()[measure]
    gain = expected - found if note.better == "lower" else found - expected
    margin = (note.tolerance or 0.0) + ROUNDING
    if gain < -margin:
        return Verdict.WORSE
    return Verdict.BETTER if gain > margin else Verdict.HELD


def check_run(recorded: Recorded, run: Run) -> list[Finding]:
    """Every claim that the recorded scores make, with its verdict, in order."""
    notes, skipped = all_notes(), run.manifest.get("skipped", {})
    values = {
        (result.set, result.condition, name): interval.value
        for result in run.results
        for name, interval in result.summary.items()
    }
    findings = []
    for one in recorded:
        for name, interval in one.summary.items():
            claimed = name in notes and notes[name].tolerance is not None  # an earlier program had others
            if not claimed or (one.condition != FULL and name not in ABLATION):
                continue
            found = values.get((one.set, one.condition, name), float("nan"))
            judged = judge(name, expected=interval.value, found=found)
            findings.append(
                Finding(
                    set=one.set,
                    condition=one.condition,
                    measure=name,
                    expected=interval.value,
                    found=found,
                    verdict=Verdict.SKIPPED if one.condition in skipped else judged,
                )
            )
    return findings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "file", nargs="?", type=Path, default=latest_run(), help="the run (default: %(default)s)"
    )
    parser.add_argument("--set", action="append", dest="sets", metavar="NAME", help="only claims on this set")
    parser.add_argument("--condition", action="append", metavar="NAME", help="only claims of this condition")
    parser.add_argument(
        "--record", action="store_true", help="take this run's scores as what must still be reached"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="the recorded results")


def run(args: argparse.Namespace) -> int:
    """Check or record; 1 when a claim is worse or missing, else 0."""
    made = read_run(args.file)
    if args.record:
        write_recorded(made, args.results)
        echo(f"Recorded in {args.results}.")
        return 0
    findings = [
        finding
        for finding in check_run(read_recorded(args.results), made)
        if finding.set in (args.sets or [finding.set])
        and finding.condition in (args.condition or [finding.condition])
    ]
    if not findings:
        raise RunError(
            f"{args.results} makes no claim of what was named; leave out --set and --condition to see all."
        )
    moved = [finding for finding in findings if finding.verdict is not Verdict.HELD]
    if moved:
        header = ["measure", "condition", "set", "expected", "found", "tolerance", "verdict"]
        rows = []
        for one in moved:
            note = all_notes()[one.measure]
            values = [shown(one.expected, note), shown(one.found, note), f"{note.tolerance:g}"]
            rows.append([one.measure, one.condition, one.set, *values, one.verdict])
        echo(table(header, rows))
    failed = sum(finding.verdict in (Verdict.WORSE, Verdict.MISSING) for finding in findings)
    echo(f"{len(findings)} claims checked, {len(findings) - len(moved)} held, {failed} failed.")
    return 1 if failed else 0
