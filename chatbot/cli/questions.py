"""The verb ``questions``: plain questions that lead to the documents."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.cli.options import (
    Verbs,
    add_corpus_option,
    add_corpus_options,
    counted,
    echo,
    read_documents,
    say_to_stderr,
)

if TYPE_CHECKING:
    from corpus.accepting import Accepted


def add_parsers(verbs: Verbs) -> None:
    """Add the verb ``questions``."""
    parser = verbs.add_parser("questions", help="plain questions that lead to the documents")
    kinds = parser.add_subparsers(metavar="missing|add|suggest|accept", required=True)
    missing = kinds.add_parser(
        "missing",
        help="list the spans that no plain question leads to",
        description="List the quotable spans that no plain question leads to, as place, tab, text.",
    )
    add = kinds.add_parser(
        "add",
        help="add a file of plain questions",
        description='Add plain questions, one {"doc": "…", "quote": "…", "questions": ["…"]} a line. Every'
        " quote must stand in its document; if any line is wrong, nothing is added.",
    )
    add.add_argument("file", type=Path, metavar="FILE", help="plain questions, JSON Lines")
    for kind, run in ((missing, run_questions_missing), (add, run_questions_add)):
        kind.add_argument("--language", default="en", metavar="CODE", help="their language (default en)")
        kind.set_defaults(run=run)
    add_corpus_options(missing)
    suggest = kinds.add_parser(
        "suggest",
        help="draft plain questions from headings and definitions",
        description="Write drafts of plain questions into draft_questions.jsonl in the documents' folder:"
        ' headings that ask, and "What is X?" where a sentence says "X is a …". Nothing uses them until they'
        " are accepted.",
    )
    suggest.set_defaults(run=run_questions_suggest)
    accept = kinds.add_parser(
        "accept",
        help="add the drafts that you left standing",
        description="Add what stands in draft_questions.jsonl to the plain questions. First open that file,"
        " take out the lines that are wrong, and put the others in people's words.",
    )
    accept.set_defaults(run=run_questions_accept)
    for kind in (add, suggest, accept):
        add_corpus_option(kind)


def run_questions_missing(options: argparse.Namespace) -> int:
    """List spans without plain questions."""
    from ingest.parse import parse_corpus
    from ingest.report.coverage import missing_plain_questions

    corpus = read_documents(options)
    missing = missing_plain_questions(parse_corpus(corpus), corpus.plain_questions, language=options.language)
    for span in missing:
        echo(f"{span.doc_id}:{span.start}-{span.end}\t{' '.join(span.text.split())}")
    lacking = "1 span has" if len(missing) == 1 else f"{len(missing):,} spans have"
    say_to_stderr(f"{lacking} no plain question in {options.language!r}.")
    return 0


def run_questions_add(options: argparse.Namespace) -> int:
    """Add a file of plain questions, all of it or nothing."""
    from corpus.accepting import accept_plain_questions
    from corpus.reader import packaged_corpus

    directory = options.corpus or packaged_corpus()
    _say_accepted(accept_plain_questions(directory, options.file, language=options.language))
    return 0


def _say_accepted(accepted: Accepted) -> None:
    echo(
        f"Added {counted(accepted.added, 'question')} to {accepted.target}"
        f" ({accepted.known:,} known already). The next use builds the index anew."
    )


def run_questions_suggest(options: argparse.Namespace) -> int:
    """Write drafts of plain questions for a person to read."""
    from corpus.accepting import write_drafts
    from corpus.reader import packaged_corpus, read_corpus
    from ingest.parse import parse_corpus
    from ingest.report.suggesting import suggested_questions

    directory = options.corpus or packaged_corpus()
    corpus = read_corpus(directory)
    written = write_drafts(directory, corpus, suggested_questions(parse_corpus(corpus)))
    for file, lines in written.items():
        echo(f"Wrote {counted(lines, 'draft')} to {file}.")
    if not written:
        echo("No heading asks and no sentence defines anything that has no plain question yet.")
        return 0
    echo(
        "Read them, take out the lines that are wrong, and put the others in people's words. Then:"
        " aswritten questions accept" + (f" --corpus {directory}" if options.corpus else "")
    )
    return 0


def run_questions_accept(options: argparse.Namespace) -> int:
    """Add the drafts that a person left standing."""
    from corpus.accepting import accept_drafts
    from corpus.reader import packaged_corpus

    for accepted in accept_drafts(options.corpus or packaged_corpus()):
        _say_accepted(accepted)
    return 0
