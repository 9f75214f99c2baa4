"""The verb ``questions``: plain questions that lead to the documents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from chatbot.cli.options import echo, read_documents, said, say_to_stderr

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
    say_to_stderr(said("without_question", count=len(missing), language=repr(options.language)))
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Add a file of plain questions, all of it or nothing."""
    from corpus.accepting import accept_plain_questions
    from corpus.reader import packaged_corpus

    directory = options.corpus or packaged_corpus()
    _say_accepted(accept_plain_questions(directory, options.file, language=options.language))
    return 0


def _say_accepted(accepted: Accepted) -> None:
    echo(said("accepted", count=accepted.added, file=accepted.target, known=accepted.known))


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
        echo(said("drafted", count=lines, file=file))
    if not written:
        echo(said("nothing_to_draft"))
        return 0
    named = f" --corpus {directory}" if options.corpus else ""
    echo(said("read_drafts", command=f"aswritten questions accept{named}"))
    return 0


def run_accept(options: argparse.Namespace) -> int:
    """Add the drafts that a person left standing."""
    from corpus.accepting import accept_drafts
    from corpus.reader import packaged_corpus

    for accepted in accept_drafts(options.corpus or packaged_corpus()):
        _say_accepted(accepted)
    return 0
