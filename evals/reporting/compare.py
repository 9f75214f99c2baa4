"""``python -m evals compare A B``: is one system better than another, and on which questions?

Both must have answered the same questions. For each measure: the two values, their difference with a
bootstrap interval, the p of a paired randomisation test, and how many questions were won, tied and lost.
Several measures are several chances to find a difference where there is none: each p allows for that.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.console import echo, table
from evals.measures.bootstrap import Interval, difference_interval, randomisation_test, ratio
from evals.measures.notes import all_notes, shown, shown_difference
from evals.recording.evaluation import series
from evals.recording.results import QuestionResult, RunError, SetResult, read_run
from evals.systems.conditions import FULL

COMPARED = (
    "facet_coverage", "complete", "first_quote", "precision", "true_abstention", "false_abstention", "avoid",
    "quotes_per_answer", "characters_per_answer", "urgent_hit", "urgent_false_alarm", "personal_advice_hit",
    "personal_advice_false_alarm", "nDCG@10", "facet_recall@50",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One measure of A and B on the same questions. ``difference`` is A - B.

    ``p`` is corrected for the number of measures compared. ``wins`` are ids of questions on which A did
    better, ``losses`` on which B did; ``ties`` is a number.
    """

    measure: str
    a: float
    b: float
    difference: Interval
    p: float
    wins: tuple[str, ...]
    ties: int
    losses: tuple[str, ...]


def compare_results(a: SetResult, b: SetResult, names: Sequence[str] = COMPARED) -> list[Comparison]:
    """Each measure that applies to both.

    Raises RunError: they did not answer the same questions, or one answered a question twice.
    """
    for result in (a, b):
        ids = Counter(question.id for question in result.questions)
        twice = [name for name, count in ids.items() if count > 1]
        if twice:
            held = f"The run of {result.title} on {result.set} holds {', '.join(twice)} twice"
            raise RunError(f"{held}; rename one of each.")
    others = {question.id: question for question in b.questions}
    if set(others) != {question.id for question in a.questions}:
        raise RunError(f"The runs are not on the same questions: {a.set} and {b.set} differ in their ids.")
    pairs = [(question, others[question.id]) for question in a.questions]
    changed = [one.id for one, other in pairs if one.question != other.question]
    if changed:
        raise RunError(f"The runs are not on the same questions: {changed[0]} asks something else in each.")
    found = [
        compared
        for name in names
        if (compared := compare_measure(name, [one for one, _ in pairs], [other for _, other in pairs]))
    ]
    corrected = holm([compared.p for compared in found])
    return [replace(compared, p=p) for compared, p in zip(found, corrected, strict=True)]


def holm(values: Sequence[float]) -> list[float]:
    """Values p of several tests, corrected for their number, in the same order (Holm, Scand J Stat 1979)."""
    order = np.argsort(values, kind="stable")
    raised = np.maximum.accumulate(np.arange(len(values), 0, -1) * np.asarray(values)[order])
    corrected = np.empty(len(values))
    corrected[order] = np.minimum(raised, 1.0)
    return [float(p) for p in corrected]


def compare_measure(
    name: str, one: Sequence[QuestionResult], other: Sequence[QuestionResult]
) -> Comparison | None:
    """One measure of two systems, question by question; None where it applies to no question of one.

    Its p is not corrected: that needs the other measures.
    """
    a, b = series(one, name), series(other, name)
    if not a[1].sum() or not b[1].sum():
        return None
    sign = -1.0 if all_notes()[name].better == "lower" else 1.0
    ahead = sign * (_values(*a) - _values(*b))
    both = (a[1] > 0) & (b[1] > 0)
    ids = [question.id for question in one]

    def picked(where: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(ids[position] for position in np.flatnonzero(where & both))

    return Comparison(
        measure=name,
        a=ratio(*a),
        b=ratio(*b),
        difference=difference_interval(a, b),
        p=randomisation_test(a, b),
        wins=picked(ahead > 1e-12),
        ties=int((both & (np.abs(ahead) <= 1e-12)).sum()),
        losses=picked(ahead < -1e-12),
    )


def _values(hits: NDArray[np.float64], of: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(hits, of, out=np.zeros_like(hits), where=of > 0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("a", metavar="A", help="run file, or FILE:CONDITION")
    parser.add_argument("b", metavar="B", help="the same")
    parser.add_argument("--set", default="dev", help="question set to compare on (default: dev)")
    parser.add_argument("--measure", action="append", metavar="NAME", help="only this measure (repeatable)")
    parser.epilog = "example: python -m evals compare build/evals/run.json:full build/evals/run.json:fused"


def open_result(name: str, question_set: str) -> SetResult:
    """The result that ``FILE`` or ``FILE:CONDITION`` names."""
    file, colon, condition = name.rpartition(":")
    if colon and not Path(name).exists():
        return read_run(Path(file)).result(condition=condition, question_set=question_set)
    loaded = read_run(Path(name))
    on_set = [result.condition for result in loaded.results if result.set == question_set]
    only = on_set[0] if len(on_set) == 1 else FULL
    return loaded.result(condition=only, question_set=question_set)


def run(args: argparse.Namespace) -> int:
    """Print the comparison; 0 when done."""
    unknown = sorted(set(args.measure or []) - set(all_notes()))
    if unknown:
        raise RunError(f"There is no measure '{unknown[0]}'; there are: {', '.join(all_notes())}.")
    a, b = open_result(args.a, args.set), open_result(args.b, args.set)
    compared = compare_results(a, b, args.measure or COMPARED)
    notes = all_notes()
    echo(f"A: {a.title} ({args.a})\nB: {b.title} ({args.b})\nset: {args.set}, {len(a.questions)} questions\n")
    rows = [
        [
            one.measure,
            shown(one.a, notes[one.measure]),
            shown(one.b, notes[one.measure]),
            shown_difference(one.difference.value, notes[one.measure]),
            " – ".join(
                shown_difference(end, notes[one.measure]) for end in (one.difference.low, one.difference.high)
            ),
            f"{one.p:.4f}",
            f"{len(one.wins)}/{one.ties}/{len(one.losses)}",
        ]
        for one in compared
    ]
    echo(table(["measure", "A", "B", "A - B", "95% interval", "p (Holm)", "win/tie/loss"], rows))
    for one in compared:
        if one.wins or one.losses:
            echo(f"\n{one.measure}")
            echo(f"  A better: {' '.join(one.wins) or 'none'}")
            echo(f"  B better: {' '.join(one.losses) or 'none'}")
    return 0
