"""``python -m evals run``: ask the systems every question of the sets, measure, print and keep the run."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from chatbot.answer import NoticeKind
from chatbot.workspace import default_index_dir
from corpus.reader import read_corpus
from evals.console import counted, echo, table
from evals.measures.answers import measures_against
from evals.measures.bootstrap import Interval
from evals.measures.case import Case, Library
from evals.measures.notes import ABLATION, BY_KIND, cells, summary_rows
from evals.measures.notices import Due, load_due, measures_by_kind
from evals.questions.read import QuestionSet, Role, load_set
from evals.recording.evaluation import Progress, ask_all, manifest, measured, same_again
from evals.recording.results import Run, SetResult, latest_run, write_run
from evals.systems.conditions import ALL, FULL, build, chosen_conditions
from evals.systems.system import Condition, NotInstalledError, System, Workbench
from index.encoder.load import load_encoder
from index.location import keep_arithmetic_on_one_thread
from index.progress import ProgressBar
from index.storage.store import OURS, OUTDATED, open_or_build

SETS = (Role.DEV, Role.TWINS, Role.NEAR_MISSES)
"""The sets of a run for which none is named: all but those for fitting and for final checks."""

LABELLED_ROLES = (Role.DEV, Role.TWINS)
"""Sets whose questions have labels in ``notices.toml``."""


def make_run(
    conditions: Sequence[Condition],
    sets: Sequence[QuestionSet],
    bench: Workbench,
    *,
    progress: Progress = iter,
) -> Run:
    """Measure the program (``full``) on all sets, other conditions on the first only.

    A condition whose package is not installed is skipped, and the manifest says so.
    """
    head = manifest(bench, sets, conditions)
    library = Library.from_corpus(bench.corpus, bench.index.spans)
    labelled = any(questions.role in LABELLED_ROLES for questions in sets)
    due = load_due(bench.corpus) if labelled else {}
    results: list[SetResult] = []
    skipped: dict[str, str] = {}
    for condition in conditions:
        try:
            system = build(bench, condition)
        except NotInstalledError as error:
            skipped[condition.name] = str(error)
            continue
        asked = sets if condition.name == FULL else sets[:1]
        results += run_system(system, asked, library, due, progress=progress)
    return Run(manifest={**head, "skipped": skipped}, results=tuple(results))


def run_system(
    system: System,
    sets: Sequence[QuestionSet],
    library: Library,
    due: dict[NoticeKind, Due],
    *,
    progress: Progress,
) -> list[SetResult]:
    """The results of one system on each set; twins are compared with their originals of earlier sets."""
    results = []
    seen: dict[str, Case] = {}
    warm_up(system, sets)
    for questions in sets:
        cases = ask_all(system, questions.questions, library, progress)
        extra = measures_by_kind(due) if questions.role in LABELLED_ROLES else {}
        if any(question.twin_of in seen for question in questions.questions):
            extra |= measures_against(seen)
        more: dict[str, Interval] = {}
        if system.condition == FULL:
            more["determinism"] = same_again(system, cases)
        results.append(measured(system, questions.name, cases, extra, more))
        seen |= {case.question.id: case for case in cases}
    return results


def warm_up(system: System, sets: Sequence[QuestionSet]) -> None:
    """Ask one question unmeasured, so that loading on first use does not count as answering."""
    for question in sets[0].questions[:1] if sets else ():
        system.ask(question)


def print_run(run: Run) -> None:
    """The tables of a run: the program's measures, by kind, and the conditions side by side."""
    for name, reason in run.manifest.get("skipped", {}).items():
        echo(f"Skipped the condition {name}: {reason}")
    told = [result for result in run.results if result.condition == FULL] or run.results[:1]
    for result in told:
        echo(f"\n{result.title} on the set '{result.set}': {len(result.questions)} questions")
        if result.set in result.fitted_on:
            echo("Note: weights were fitted on these very questions; see the cross-validated figures.")
        rows = [row.cells for row in summary_rows(result.summary)]
        echo(table(["measure", "value", "95% interval", "n"], rows))
        echo()
        rows = [[kind, *cells(by, BY_KIND)] for kind, by in result.by_kind.items()]
        echo(table(["kind", *BY_KIND], rows))
    if len({result.condition for result in run.results}) > 1:
        first = run.results[0].set
        echo(f"\nConditions on the set '{first}'")
        rows = [[one.title, *cells(one.summary, ABLATION)] for one in run.results if one.set == first]
        echo(table(["condition", *ABLATION], rows))


def open_workbench(corpus_dir: Path | None, index_dir: Path | None) -> Workbench:
    """The corpus and its index, built first if it is missing or stale."""
    keep_arithmetic_on_one_thread()
    corpus = read_corpus(corpus_dir)
    directory = index_dir or default_index_dir(corpus_dir)
    index = open_or_build(
        corpus,
        directory=directory,
        encoder=load_encoder(),
        progress=ProgressBar(),
        outdated=OUTDATED if index_dir else OURS,
    )
    return Workbench(corpus=corpus, index=index)


bar: Progress = partial(counted, stage="questions asked")
"""Progress on standard error."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    sets = f"packaged set or JSONL file (default: {', '.join(SETS)})"
    conditions = "a condition of conditions.toml (default: all of them)"
    parser.add_argument("--set", action="append", dest="sets", metavar="NAME", help=sets)
    parser.add_argument("--condition", action="append", dest="conditions", metavar="NAME", help=conditions)
    parser.add_argument(
        "--out", type=Path, default=latest_run(), help="where the run goes (default: %(default)s)"
    )
    parser.add_argument("--corpus", type=Path, help="folder with sources.toml (default: the packaged corpus)")
    parser.add_argument("--index-dir", type=Path, help="folder of the index (default: the user's)")
    parser.epilog = "example: python -m evals run --set dev --condition full --condition bm25"


def run(args: argparse.Namespace) -> int:
    """Run, print, write; 0 when done."""
    conditions = chosen_conditions(args.conditions or [ALL])
    bench = open_workbench(args.corpus, args.index_dir)
    sets = [load_set(name, bench.corpus) for name in args.sets or SETS]
    done = make_run(conditions, sets, bench, progress=bar)
    print_run(done)
    write_run(done, args.out)
    echo(f"\nWritten: {args.out}")
    return 0
