"""What several verbs share: options, how they become documents or an answerer, speaking in the terminal."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.languages import Words, words_of

if TYPE_CHECKING:
    from chatbot.answerer import Answerer
    from corpus.document import Corpus

EXIT_BAD_INPUT = 2


def words() -> Words:
    """The command line's words in the language of the user's locale, the default if that is not spoken."""
    # POSIX: of these three, the first that is set and not empty.
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return words_of("command_line", re.split("[_.@]", locale)[0])


def said(key: str, **blanks: object) -> str:
    """Return the entry ``key`` of these words, its blanks filled."""
    return words()(key, **blanks)


def read_documents(options: argparse.Namespace) -> Corpus:
    """Return the documents that ``options`` ask for."""
    from corpus.drafting import passed_over
    from corpus.reader import read_corpus

    corpus = _read_readable(options.corpus) if options.skip_broken else read_corpus(options.corpus)
    for passed in passed_over(options.corpus) if options.corpus else ():
        complain(passed.reason)
    return corpus


def open_from(options: argparse.Namespace) -> Answerer:
    """Return the answerer that ``options`` ask for; builds the index if it is missing or stale, saying so."""
    from chatbot.workspace import open_answerer

    return open_answerer(
        corpus_dir=options.corpus,
        index_dir=options.index_dir,
        encoder_name=options.encoder,
        say=say_to_stderr,
        read=_read_readable if options.skip_broken else None,
    )


def echo(text: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(f"{text}\n")


def say_to_stderr(text: str) -> None:
    """Write one line to standard error, where progress does not disturb output that is piped on."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def complain(sentence: str) -> None:
    """Say on standard error what is wrong, and go on."""
    say_to_stderr(f"aswritten: {sentence}")


def _read_readable(directory: Path | None) -> Corpus:
    from corpus.reader import packaged_corpus, readable_part

    corpus, broken = readable_part(directory or packaged_corpus())
    for source in broken:
        complain(said("left_out", reason=source.reason))
    return corpus
