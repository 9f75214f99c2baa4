"""What several verbs share: options, how they become documents or an answerer, writing to the terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from chatbot.answerer import Answerer
    from corpus.document import Corpus

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a module of this package adds its verbs."""

EXIT_BAD_INPUT = 2


def add_index_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which documents and which index are asked."""
    add_corpus_options(parser)
    parser.add_argument(
        "--index-dir", type=Path, metavar="DIR", help="folder of the index (default: see the README)"
    )
    parser.add_argument(
        "--encoder",
        metavar="NAME",
        help="another sentence-transformers model on this machine, by path or name",
    )


def add_corpus_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which documents are meant, and whether some may be broken."""
    add_corpus_option(parser)
    parser.add_argument(
        "--skip-broken",
        action="store_const",
        const=_read_readable,
        dest="read",
        help="name documents that cannot be read, and do without them",
    )


def add_corpus_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the documents' folder."""
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="DIR",
        help="folder with documents and a sources.toml (default: the packaged five)",
    )


def add_templates_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names a folder of the support desk's own sentences."""
    parser.add_argument(
        "--templates",
        type=Path,
        metavar="DIR",
        help="folder with your own en.toml and es.toml for the desk's replies (default: the packaged ones)",
    )


def read_documents(options: argparse.Namespace) -> Corpus:
    """Return the documents that ``options`` ask for."""
    from corpus.reader import read_corpus

    corpus: Corpus = (options.read or read_corpus)(options.corpus)
    say_passed_over(options.corpus)
    return corpus


def say_passed_over(directory: Path | None) -> None:
    """Name every file of a person's folder that is not read, with the reason."""
    from corpus.drafting import passed_over

    for passed in passed_over(directory) if directory is not None else ():
        say_to_stderr(f"aswritten: {passed.reason}")


def open_from(options: argparse.Namespace) -> Answerer:
    """Return the answerer that ``options`` ask for; builds the index if it is missing or stale, saying so."""
    from chatbot.workspace import open_answerer

    return open_answerer(
        corpus_dir=options.corpus,
        index_dir=options.index_dir,
        encoder_name=options.encoder,
        say=say_to_stderr,
        read=options.read,
    )


def echo(text: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(f"{text}\n")


def say_to_stderr(text: str) -> None:
    """Write one line to standard error, where progress does not disturb output that is piped on."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _read_readable(directory: Path | None) -> Corpus:
    from corpus.reader import packaged_corpus, readable_part

    corpus, broken = readable_part(directory or packaged_corpus())
    for source in broken:
        say_to_stderr(f"aswritten: left out: {source.reason}")
    return corpus


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, an s behind it unless it is one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
