"""Parses the command line, runs one verb, and turns every expected error into one sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from corpus.errors import AsWrittenError

EXIT_BAD_INPUT = 2
EXIT_INTERRUPTED = 130

_EXAMPLES = """\
examples:
  aswritten ask "What is uterine sarcoma?"
  aswritten ask --json "How many women are diagnosed with uterine sarcoma each year?"
  aswritten ask --explain "is keyhole surgery used for lung mets"
  aswritten batch questions.jsonl answers.jsonl
  aswritten chat --port 7860
  aswritten index --corpus my-documents
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``aswritten`` with ``arguments`` (the process's own by default) and return its exit code."""
    _stay_offline()
    parser = build_parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except AsWrittenError as error:
        sys.stderr.write(f"aswritten: {error}\n")
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        sys.stderr.write("aswritten: stopped.\n")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (a pager was closed): nothing is wrong on this side.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    from chatbot.cli import ask, batch, chat, documents, draft

    parser = argparse.ArgumentParser(
        prog="aswritten",
        description="Answers questions on uterine and other soft tissue sarcomas with cited quotes from the sources, or says"
        " that they hold no answer.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"aswritten {version('aswritten')}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for module in (ask, batch, chat, draft, documents):
        module.add_parsers(verbs)
    return parser


def _stay_offline() -> None:
    """Nothing is fetched at run time and nothing is reported; libraries read these when they load."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
