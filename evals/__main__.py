"""``python -m evals``: run, compare, report, check and the rest, each a module of this package."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from corpus.errors import AsWrittenError
from index.location import stay_offline

COMMANDS = {
    "run": ("run", "answer question sets, print the measures, keep the run"),
    "compare": ("reporting.compare", "two runs or conditions, with a paired test and wins by question"),
    "report": ("reporting.report", "write one self-contained HTML page on a run"),
    "check": ("recording.check", "compare a run with what is recorded; exit 1 when a score fell behind"),
    "readme": ("recording.readme", "fill the README's tables from the recorded results"),
    "validate": (
        "questions.validate",
        "check question sets: shape, quotes, duplicate ids, leakage between sets",
    ),
    "fit": ("fitting.ranker", "fit ranker and answerability, and print what they do on unseen groups"),
    "fit-cross-encoder": (
        "fitting.cross_encoder",
        "teach the cross-encoder what an answer is (about half an hour)",
    ),
    "fit-sentence-pairs": ("fitting.sentence_pairs", "teach the same to the reader of other languages"),
    "fit-projection": ("fitting.projection", "train the projection for late interaction"),
    "fit-reader": ("fitting.reader", "fine-tune the reader of sentences (about ten minutes)"),
    "corpora": ("benchmarks.corpora", "measure the program beside plain searches on several corpora"),
    "beir": ("benchmarks.beir", "score lexical, dense and fused retrieval on a collection in BEIR layout"),
    "speed": ("benchmarks.speed", "measure cold start, answers, throughput and memory"),
    "load": ("benchmarks.load", "many users at once over the HTTP API: errors, mixed-up answers, p95"),
}
"""Each command's module here, which has ``run`` and perhaps ``add_arguments``, and its line of help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and carry the command out; 2 for an error the user can put right."""
    stay_offline()
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="Measure the program: run question sets, compare and check runs, write reports.",
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (place, told) in COMMANDS.items():
        module = import_module(f"evals.{place}")
        parser_of = subparsers.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        getattr(module, "add_arguments", lambda _: None)(parser_of)
        parser_of.set_defaults(run=module.run)
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except AsWrittenError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
