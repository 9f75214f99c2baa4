"""``aswritten batch``: many questions from a JSON Lines file, one answer object a line, in order."""

from __future__ import annotations

import argparse
from pathlib import Path

from chatbot.cli.options import Verbs, add_index_options, open_from, say_to_stderr

EXIT_BAD_LINES = 1


def add_parsers(verbs: Verbs) -> None:
    """Add the verb ``batch``."""
    parser = verbs.add_parser(
        "batch",
        help="answer a JSON Lines file of questions",
        description="Answer a file of objects with `id`, `question` and optional `history`, `audience`; write"
        " one answer object a line, in order. A line that cannot be read is reported with its number; the"
        " others are answered, and the exit code is 1.",
    )
    parser.add_argument("input", type=Path, metavar="IN.jsonl")
    parser.add_argument("output", type=Path, metavar="OUT.jsonl")
    add_index_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer the file; exit code 1 when a line could not be read."""
    from chatbot.cli.batch_answers import answer_file, check_paths

    check_paths(options.input, options.output)
    answerer = open_from(options)
    bad_lines = answer_file(options.input, options.output, answerer=answerer)
    for line in bad_lines:
        say_to_stderr(f"aswritten: {line}")
    return EXIT_BAD_LINES if bad_lines else 0
