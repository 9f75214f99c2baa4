"""``python -m evals check``: does a run still hold what was recorded of an earlier one?

``expected.toml`` lists claims: a condition on a set has a measure of a value. A score that is worse than
its recorded value by more than its tolerance turns the check red (exit 1). ``--record`` writes the claims of
a run and ``results.json``, from which the README's tables are generated.
"""

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from evals.console import echo, table
from evals.measures.notes import ABLATION, Better, all_notes, shown
from evals.recording.results import RESULTS, Run, RunError, latest_run, read_run, write_recorded, write_text
from evals.systems.conditions import FULL

EXPECTED = Path(__file__).parent / "expected.toml"

HEADER = """\
# What a run must still reach. Written by: python -m evals check --record
# Each claim is what this command prints: python -m evals run --set SET --condition CONDITION
# A score worse than `expected` by more than `tolerance` fails `python -m evals check`.
"""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A measure of a condition on a set, what it was, and how far it may fall behind that."""

    set: str
    condition: str
    measure: str
    expected: float
    tolerance: float


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


DIGITS = 4
"""Decimals of a recorded value."""
ROUNDING = 0.5 * 10**-DIGITS + 1e-9
"""A value may differ by this from what was recorded of the very same."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A claim beside what the run shows; ``found`` is NaN where it is missing."""

    claim: Claim
    found: float
    verdict: Verdict


def judge(claim: Claim, found: float) -> Verdict:
    """Whether a found value holds the claim; it moves only when beyond the tolerance."""
    if found != found:  # noqa: PLR0124 - NaN
        return Verdict.MISSING
    gain = found - claim.expected
    if all_notes()[claim.measure].better is Better.LOWER:
        gain = -gain
    if gain < -claim.tolerance - ROUNDING:
        return Verdict.WORSE
    return Verdict.BETTER if gain > claim.tolerance + ROUNDING else Verdict.HELD


def check_run(claims: Sequence[Claim], run: Run) -> list[Finding]:
    """Every claim with its verdict, in order."""
    values = {
        (result.set, result.condition, name): interval.value
        for result in run.results
        for name, interval in result.summary.items()
    }
    findings = []
    for claim in claims:
        found = values.get((claim.set, claim.condition, claim.measure), float("nan"))
        skipped = claim.condition in run.manifest.get("skipped", {})
        verdict = Verdict.SKIPPED if skipped else judge(claim, found)
        findings.append(Finding(claim=claim, found=found, verdict=verdict))
    return findings


def claims_of(run: Run) -> list[Claim]:
    """The claims that a run supports: all checked measures of the program, the ablation's of the others."""
    notes = all_notes()
    return [
        Claim(
            set=result.set,
            condition=result.condition,
            measure=name,
            expected=round(interval.value, DIGITS),
            tolerance=tolerance,
        )
        for result in run.results
        for name, interval in result.summary.items()
        if name in notes  # a run of an earlier program may hold others
        and (tolerance := notes[name].tolerance) is not None
        and (result.condition == FULL or name in ABLATION)
    ]


def read_claims(path: Path) -> list[Claim]:
    """The claims of a file.

    Raises RunError: it cannot be read, or a claim is incomplete or of an unknown measure.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("claim", [])
        claims = [Claim(**entry) for entry in entries]
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise RunError(f"The claims in {path} cannot be read: {error}.") from error
    unknown = [claim.measure for claim in claims if claim.measure not in all_notes()]
    if unknown:
        raise RunError(f"{path} makes a claim of '{unknown[0]}', which is no measure.")
    return claims


def write_claims(claims: Sequence[Claim], path: Path) -> None:
    """Write claims, one a line, for people and git to read."""

    def line(claim: Claim) -> str:
        fields: dict[str, Any] = asdict(claim)
        inner = ", ".join(f'{k} = "{v}"' if isinstance(v, str) else f"{k} = {v}" for k, v in fields.items())
        return f"  {{ {inner} }},"

    write_text("\n".join([HEADER, "claim = [", *map(line, claims), "]", ""]), path)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "file", nargs="?", type=Path, default=latest_run(), help="the run (default: %(default)s)"
    )
    parser.add_argument("--set", action="append", dest="sets", metavar="NAME", help="only claims on this set")
    parser.add_argument("--condition", action="append", metavar="NAME", help="only claims of this condition")
    parser.add_argument("--expected", type=Path, default=EXPECTED, help="the claims")
    parser.add_argument(
        "--record",
        action="store_true",
        help="take this run's scores as the new claims and results (expected.toml, results.json)",
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="where --record writes the results")


def run(args: argparse.Namespace) -> int:
    """Check or record; 1 when a claim is worse or missing, else 0."""
    made = read_run(args.file)
    if args.record:
        claims = claims_of(made)
        write_claims(claims, args.expected)
        write_recorded(made, args.results)
        echo(f"Recorded {len(claims)} claims in {args.expected} and the results in {args.results}.")
        return 0
    claims = [
        claim
        for claim in read_claims(args.expected)
        if claim.set in (args.sets or [claim.set])
        and claim.condition in (args.condition or [claim.condition])
    ]
    if not claims:
        raise RunError(
            f"{args.expected} makes no claim of what was named; leave out --set and --condition to see all."
        )
    findings = check_run(claims, made)
    moved = [finding for finding in findings if finding.verdict is not Verdict.HELD]
    if moved:
        echo(
            table(["measure", "condition", "set", "expected", "found", "tolerance", "verdict"], _rows(moved))
        )
    failed = sum(finding.verdict in (Verdict.WORSE, Verdict.MISSING) for finding in findings)
    echo(f"{len(findings)} claims checked, {len(findings) - len(moved)} held, {failed} failed.")
    return 1 if failed else 0


def _rows(findings: Sequence[Finding]) -> list[list[str]]:
    notes = all_notes()
    return [
        [
            finding.claim.measure,
            finding.claim.condition,
            finding.claim.set,
            shown(finding.claim.expected, notes[finding.claim.measure]),
            shown(finding.found, notes[finding.claim.measure]),
            f"{finding.claim.tolerance:g}",
            str(finding.verdict),
        ]
        for finding in findings
    ]
