"""``aswritten draft``: replies for many forum comments from a CSV or JSON Lines file."""

import argparse
from pathlib import Path
from typing import Any

from chatbot.cli.batch import check_paths
from chatbot.cli.options import add_index_options, add_templates_option, open_from, say_to_stderr
from chatbot.languages import spoken


def add_parsers(verbs: Any) -> None:  # noqa: ANN401 - argparse hides the type
    """Add the verb ``draft``."""
    parser = verbs.add_parser(
        "draft",
        help="draft replies to a file of forum comments",
        description="Draft a reply to each comment of a file: CSV with a column `comment`, or one JSON object"
        " a line with `comment`; `id` is optional. A reply is template sentences and quotes with citations,"
        " nothing else. OUT is written as CSV or JSON Lines by its ending. A line that cannot be read is"
        " reported with its number; the others are done. A person must read each reply before it is sent.",
    )
    parser.add_argument("input", type=Path, metavar="IN", help="comments: .csv, .jsonl")
    parser.add_argument("output", type=Path, metavar="OUT", help="replies: .csv, .jsonl")
    parser.add_argument(
        "--language", choices=spoken(), help="language of every reply (default: that of each comment)"
    )
    add_templates_option(parser)
    add_index_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Draft the file; exit code 1 when a line could not be read."""
    from chatbot.desk.desk import Desk
    from chatbot.desk.files import draft_file, kind_of
    from chatbot.desk.templates import load_all_templates, load_templates

    for path in (options.input, options.output):
        kind_of(path.name)
    check_paths(options.input, options.output)
    only, folder = options.language, options.templates
    templates = {only: load_templates(only, folder=folder)} if only else load_all_templates(folder)
    answerer = open_from(options)
    desk = Desk.over(answerer, templates=templates)
    problems = draft_file(
        options.input, options.output, finder=desk.finder, templates=desk.templates, point=desk.point
    )
    for problem in problems:
        say_to_stderr(f"aswritten: {problem}")
    return 1 if problems else 0
