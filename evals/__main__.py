"""``python -m evals``: run, compare, report, check and the rest, each a module of this package."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from corpus.errors import AsWrittenError
from index.location import stay_offline

COMMANDS = (
    "run",
    "reporting.compare",
    "reporting.report",
    "recording.check",
    "recording.readme",
    "questions.validate",
    "fitting.ranker",
    "fitting.projection",
    "fitting.reader",
    "benchmarks.corpora",
    "benchmarks.beir",
    "benchmarks.speed",
    "benchmarks.load",
)
"""Modules of this package that offer ``add_parser`` and ``run``, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and carry the command out; 2 for an error the user can put right."""
    stay_offline()
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="Measure the program: run question sets, compare and check runs, write reports.",
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"evals.{name}").add_parser(subparsers)
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except AsWrittenError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
