"""``aswritten draft``: replies for many forum comments from a CSV or JSON Lines file."""

import argparse

from chatbot.cli.batch import check_paths
from chatbot.cli.options import complain, open_from


def run(options: argparse.Namespace) -> int:
    """Draft the file; exit code 1 when a line could not be read."""
    from chatbot.desk.desk import Desk
    from chatbot.desk.files import draft_file, kind_of
    from chatbot.desk.templates import load_all_templates, load_templates

    for path in (options.comments, options.replies):
        kind_of(path.name)
    check_paths(options.comments, options.replies)
    only, folder = options.language, options.templates
    templates = {only: load_templates(only, folder=folder)} if only else load_all_templates(folder)
    answerer = open_from(options)
    problems = draft_file(options.comments, options.replies, Desk.over(answerer, templates=templates))
    for problem in problems:
        complain(problem)
    return 1 if problems else 0
