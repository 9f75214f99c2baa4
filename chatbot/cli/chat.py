"""``aswritten chat``: the web pages, on this machine only."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

from chatbot.cli.options import Verbs, add_index_options, add_templates_option, open_from, say_to_stderr
from corpus.errors import AsWrittenError, why

DEFAULT_PORT = 7860
LOOPBACK = "127.0.0.1"


def add_parsers(verbs: Verbs) -> None:
    """Add the verb ``chat``."""
    parser = verbs.add_parser(
        "chat", help="serve the web pages", description="Serve the web pages on this machine."
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        metavar="N",
        help=f"port to listen on (default {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--save-drafts",
        type=Path,
        metavar="FILE",
        help="let the support desk keep replies in this SQLite file (default: nothing is kept)",
    )
    add_templates_option(parser)
    add_index_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open the index, then serve until interrupted."""
    from chatbot.desk.templates import load_all_templates
    from chatbot.web.serve import serve

    # A wrong folder is told now, not once the index is built.
    templates = load_all_templates(options.templates)
    _refuse_taken(options.port)
    answerer = open_from(options)
    say_to_stderr("Loading the encoder …")
    answerer.warm_up()
    try:
        serve(answerer, host=LOOPBACK, port=options.port, drafts=options.save_drafts, templates=templates)
    except KeyboardInterrupt:
        # The way to stop a server is no mishap.
        say_to_stderr("Stopped.")
    return 0


def _refuse_taken(port: int) -> None:
    """Tell that a port is taken now, not once the index is built. ``serve`` has the last word.

    Raises:
        AsWrittenError: if the port cannot be had.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise AsWrittenError(
                f"Port {port} cannot be used ({why(error)}); choose another with --port."
            ) from error


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return number
