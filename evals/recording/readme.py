"""``python -m evals readme``: the README's tables, generated from the recorded results.

A block stands between ``<!-- evals:NAME -->`` and ``<!-- /evals:NAME -->``; everything between is replaced.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from corpus.files import read_text
from evals.console import echo, markdown_table
from evals.measures.notes import ABLATION, BY_KIND, CORPORA_HEADER, cells, corpus_row, summary_rows
from evals.recording.results import (
    CORPORA_RESULTS,
    RESULTS,
    SPEED_RESULTS,
    Recorded,
    RunError,
    read_recorded,
    recorded_set,
    write_text,
)
from evals.systems.conditions import FULL, WITHOUT

README = Path("README.md")
SET = "dev"
BLOCK = re.compile(r"<!-- evals:(?P<name>[a-z-]+) -->.*?<!-- /evals:(?P=name) -->", re.DOTALL)


def headline(recorded: Recorded) -> str:
    """The program's measures with their intervals and what they mean."""
    found = recorded_set(recorded, condition=FULL, question_set=SET)
    rows = [[*row.cells, row.plain] for row in summary_rows(found.summary)]
    return markdown_table(["measure", "value", "95% interval", "n", "meaning"], rows)


def by_kind(recorded: Recorded) -> str:
    """The program's main measures for each kind of question."""
    found = recorded_set(recorded, condition=FULL, question_set=SET)
    rows = [[kind, *cells(summary, BY_KIND)] for kind, summary in found.by_kind.items()]
    return markdown_table(["kind of question", *BY_KIND], rows)


def conditions(recorded: Recorded, chosen: Callable[[str], bool]) -> str:
    """The chosen conditions side by side."""
    found = [one for one in recorded if one.set == SET and chosen(one.condition)]
    rows = [[one.title, *cells(one.summary, ABLATION)] for one in found]
    return markdown_table(["condition", *ABLATION], rows)


def other_sets(recorded: Recorded) -> str:
    """The program on the other sets: twins, near misses, holdout."""
    names = (
        "facet_coverage", "first_quote", "true_abstention", "false_abstention", "avoid", "verbatim",
        "twin_same_outcome", "twin_same_first_quote", "twin_coverage_lost", "determinism",
    )  # fmt: skip
    rows = [
        [f"{one.set} ({one.questions})", *cells(one.summary, names)]
        for one in recorded
        if one.condition == FULL
    ]
    return markdown_table(["set (questions)", *names], rows)


def corpora() -> str:
    """The program beside plain searches on the small corpora, which are recorded by themselves."""
    found = read_recorded(CORPORA_RESULTS)
    rows = [corpus_row(one.set, one.questions, one.title, one.summary) for one in found]
    return markdown_table(CORPORA_HEADER, rows)


def speed() -> str:
    """What an answer and an index cost, which is recorded by itself; ratios first."""
    figures = json.loads(SPEED_RESULTS.read_text(encoding="utf-8"))
    return markdown_table(["measure", "value"], [[what, f"{value:.1f}"] for what, value in figures.items()])


BLOCKS: Mapping[str, Callable[[Recorded], str]] = {
    "headline": headline,
    "by-kind": by_kind,
    "ablation": lambda recorded: conditions(recorded, lambda name: not name.startswith(WITHOUT)),
    "leave-one-out": lambda recorded: conditions(
        recorded, lambda name: name == FULL or name.startswith(WITHOUT)
    ),
    "sets": other_sets,
    "corpora": lambda _: corpora(),
    "speed": lambda _: speed(),
}


def filled(text: str, recorded: Recorded) -> str:
    """A text with every block replaced by its table.

    Raises RunError: the text has no block, or one of an unknown name.
    """
    names = [found["name"] for found in BLOCK.finditer(text)]
    unknown = [name for name in names if name not in BLOCKS]
    if unknown or not names:
        message = f"Unknown block '{unknown[0]}'" if unknown else "The text has no block to fill"
        message += (
            f"; mark one with <!-- evals:NAME --> and <!-- /evals:NAME -->, NAME of: {', '.join(BLOCKS)}."
        )
        raise RunError(message)

    def block(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- evals:{name} -->\n{BLOCKS[name](recorded)}\n<!-- /evals:{name} -->"

    return BLOCK.sub(block, text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("--file", type=Path, default=README, help="the text to fill (default: README.md)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the recorded results")


def run(args: argparse.Namespace) -> int:
    """Fill; 0 when done."""
    write_text(filled(read_text(args.file), read_recorded(args.results)), args.file)
    echo(f"Filled the tables of {args.file} from {args.results}.")
    return 0
