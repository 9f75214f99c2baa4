"""The verb ``questions``: plain questions that lead to the documents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from chatbot.cli.options import counted, echo, read_documents, say_to_stderr

if TYPE_CHECKING:
    from corpus.accepting import Accepted


def run_missing(options: argparse.Namespace) -> int:
    """List spans without plain questions."""
    from ingest.parse import parse_corpus
    from ingest.report.plain_questions import missing_plain_questions

    corpus = read_documents(options)
    missing = missing_plain_questions(parse_corpus(corpus), corpus.plain_questions, language=options.language)
    for span in missing:
        echo(f"{span.doc_id}:{span.start}-{span.end}\t{' '.join(span.text.split())}")
    lacking = "1 span has" if len(missing) == 1 else f"{len(missing):,} spans have"
    say_to_stderr(f"{lacking} no plain question in {options.language!r}.")
    return 0


def run_add(options: argparse.Namespace) -> int:
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


def run_suggest(options: argparse.Namespace) -> int:
    """Write drafts of plain questions for a person to read."""
    from corpus.accepting import write_drafts
    from corpus.reader import packaged_corpus, read_corpus
    from ingest.parse import parse_corpus
    from ingest.report.plain_questions import suggested_questions

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


def run_accept(options: argparse.Namespace) -> int:
    """Add the drafts that a person left standing."""
    from corpus.accepting import accept_drafts
    from corpus.reader import packaged_corpus

    for accepted in accept_drafts(options.corpus or packaged_corpus()):
        _say_accepted(accepted)
    return 0
