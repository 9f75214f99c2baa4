"""``aswritten chat``: the web pages, on this machine only."""

from __future__ import annotations

import argparse
from typing import Any

from chatbot.cli.options import add_index_options, open_from, say_to_stderr
from corpus.errors import AsWrittenError

DEFAULT_PORT = 7860
LOOPBACK = "127.0.0.1"


def add_parsers(verbs: Any) -> None:
    """Add the verb ``chat``."""
    parser = verbs.add_parser("chat", help="serve the web pages", description="Serve the web pages on this machine.")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, metavar="N", help=f"port to listen on (default {DEFAULT_PORT})")
    add_index_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open the index, then serve until interrupted."""
    from chatbot.web.serve import serve

    answerer = open_from(options)
    say_to_stderr("Loading the encoder …")
    answerer.warm_up()
    say_to_stderr(f"As Written is at http://{LOOPBACK}:{options.port} (press Ctrl+C to stop)")
    try:
        serve(answerer, host=LOOPBACK, port=options.port)
    except OSError as error:
        raise AsWrittenError(f"Port {options.port} cannot be used ({error.strerror}); choose another with --port.") from error
    return 0


def _port(text: str) -> int:
    number = int(text) if text.isdecimal() else -1
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return number
