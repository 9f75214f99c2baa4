"""``python -m evals corpora``: does the program answer any folder, and better than a plain search?

Each corpus of ``evals/corpora`` (or any folder named) is asked its questions by the whole program and, in the
same run, by three searches over the same spans: by meaning, by words with title and section, and by both
fused. The packaged models were fitted on questions of the corpora here; so that nothing is measured on
itself, each of these is asked with models that were fitted without it (``python -m evals fit`` writes them).
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chatbot.answerer import Answerer
from chatbot.pipeline import Pipeline
from evals.console import echo, table
from evals.fitting.examples import CORPORA
from evals.fitting.ranker import left_out_models, own_corpora
from evals.measures.case import Library
from evals.measures.notes import CORPORA_HEADER, corpus_row
from evals.questions.read import QuestionSet, QuestionSetError, load_set
from evals.recording.evaluation import Progress, ask_all, manifest, measured
from evals.recording.results import CORPORA_RESULTS, Run, SetResult, write_recorded
from evals.run import bar, open_workbench, warm_up
from evals.systems.conditions import FULL, build, chosen_conditions
from evals.systems.program import fitted_on, system_of
from evals.systems.system import Condition, System, Workbench

SYSTEMS = (FULL, "dense", "bm25-context", "fused-context")
"""Names of conditions; what is measured on each corpus."""


def read_questions(folder: Path, files: Sequence[Path], bench: Workbench) -> QuestionSet:
    """All questions of a corpus as one set, named after its folder.

    Raises QuestionSetError: there is no file, or one is no question set.
    """
    files = files or sorted(folder.glob("questions*.jsonl"))
    if not files:
        message = f"{folder} holds no questions*.jsonl: name a file of questions with --questions."
        raise QuestionSetError(message)
    sets = [load_set(str(file), bench.corpus) for file in files]
    questions = tuple(question for one in sets for question in one.questions)
    return replace(sets[0], name=folder.resolve().name, questions=questions)


def measure(folder: Path, files: Sequence[Path], *, progress: Progress) -> Run:
    """What every one of ``SYSTEMS`` makes of the questions of a corpus."""
    bench = open_workbench(folder, None)
    questions, conditions = read_questions(folder, files, bench), chosen_conditions(SYSTEMS)
    library = Library.from_corpus(bench.corpus, bench.index.spans)
    results: list[SetResult] = []
    for condition in sorted(conditions, key=lambda one: SYSTEMS.index(one.name)):
        system = program(bench, condition, folder) if condition.name == FULL else build(bench, condition)
        warm_up(system, [questions])
        results.append(
            measured(system, questions.name, ask_all(system, questions.questions, library, progress))
        )
    return Run(manifest=manifest(bench, [questions], conditions), results=tuple(results))


def program(bench: Workbench, condition: Condition, folder: Path) -> System:
    """The whole program, with models that have not seen the questions of this corpus.

    Raises NotFittedError: the models were fitted on this corpus, and none without it are kept.
    """
    name = folder.resolve().name
    answerer, title = Answerer.from_index(bench.index), "As Written"
    if folder.resolve().parent != CORPORA or name not in fitted_on():
        return replace(system_of(answerer, condition), title=title)
    chain = Pipeline.from_index(bench.index, models=left_out_models(name))
    system = system_of(replace(answerer, pipeline=chain), condition)
    return replace(system, title=f"{title}, fitted without it", fitted_on=())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="a folder of your own with sources.toml")
    parser.add_argument(
        "--questions",
        type=Path,
        action="append",
        metavar="FILE",
        help="its questions, as evals/questions/README.md describes (default: its questions*.jsonl)",
    )
    parser.add_argument(
        "--record", type=Path, nargs="?", const=CORPORA_RESULTS, help="keep the results for the README"
    )


def run(args: argparse.Namespace) -> int:
    """Measure, print a table, and keep it if that was asked for."""
    folders = [args.corpus] if args.corpus else [CORPORA / name for name in own_corpora()]
    runs = [measure(folder, args.questions or (), progress=bar) for folder in folders]
    results = tuple(result for one in runs for result in one.results)
    rows = [corpus_row(one.set, len(one.questions), one.title, one.summary) for one in results]
    echo(table(CORPORA_HEADER, rows))
    if args.record:
        manifests = {one.results[0].set: one.manifest for one in runs}
        write_recorded(Run(manifest=manifests, results=results), args.record)
        echo(f"Recorded in {args.record}; python -m evals readme fills the README.")
    return 0
