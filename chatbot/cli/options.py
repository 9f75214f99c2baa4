"""Options that several verbs share, and how they become an answerer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatbot.answerer import Answerer


def add_index_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which documents and which index are asked."""
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder with documents and a sources.toml (default: the packaged five)")
    parser.add_argument("--index-dir", type=Path, metavar="DIR", help="folder of the index (default: see the README)")
    parser.add_argument("--encoder", metavar="NAME", help="another sentence-transformers model on this machine, by path or name")


def open_from(options: argparse.Namespace) -> Answerer:
    """Return the answerer that ``options`` ask for; builds the index if it is missing or stale, saying so."""
    from chatbot.workspace import open_answerer

    return open_answerer(
        corpus_dir=options.corpus, index_dir=options.index_dir, encoder_name=options.encoder, say=say_to_stderr
    )


def say_to_stderr(text: str) -> None:
    """Write one line to standard error, where progress does not disturb output that is piped on."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
