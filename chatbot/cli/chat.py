"""``aswritten chat``: the web pages, on this machine unless another host is named."""

import argparse
import getpass
import re
import sys
from pathlib import Path

from chatbot.cli.options import Verbs, add_index_options, add_templates_option, open_from, say_to_stderr
from corpus.errors import AsWrittenError

DEFAULT_PORT = 7860
LOOPBACK = "127.0.0.1"


_FILES = {
    "--desk-password": "let the desk and the bench ask for the password in this file (default: open)",
    "--make-desk-password": "ask for a new password, write its hash to this file, and serve nothing",
    "--save-drafts": "let the support desk keep replies in this SQLite file (default: nothing is kept)",
    "--feedback": "keep in this file what visitors say of an answer, with their question (default: nothing)",
}
"""Options that name a file."""


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
        "--host",
        default=LOOPBACK,
        metavar="HOST",
        help="address or name to listen on; others than this machine need --desk-password"
        f" (default {LOOPBACK})",
    )
    parser.add_argument(
        "--behind-proxy",
        type=_name,
        metavar="NAME",
        help="a proxy on this machine offers the pages as https://NAME: answer to that name, and believe its"
        " X-Forwarded-For and -Proto; needs --desk-password",
    )
    for name, told in _FILES.items():
        parser.add_argument(name, type=Path, metavar="FILE", help=told)
    add_templates_option(parser)
    add_index_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open the index, then serve until interrupted."""
    from chatbot.desk.templates import load_all_templates
    from chatbot.web.door import read_password, write_password
    from chatbot.web.serve import Place, listener_on, refuse_open_desk, serve

    if options.make_desk_password is not None:
        write_password(options.make_desk_password, _new_password())
        say_to_stderr(f"The password's hash is in {options.make_desk_password}.")
        return 0
    place = Place(host=options.host, port=options.port, proxy=options.behind_proxy)
    # A wrong folder is told now, not once the index is built.
    templates = load_all_templates(options.templates)
    password = read_password(options.desk_password) if options.desk_password else None
    if password is None:
        refuse_open_desk(place)
    # A taken port too. Whoever takes it meanwhile is told of by ``serve``.
    listener_on(place).close()
    answerer = open_from(options)
    say_to_stderr("Loading the encoder …")
    answerer.warm_up()
    try:
        serve(
            answerer,
            place,
            drafts=options.save_drafts,
            templates=templates,
            password=password,
            feedback=options.feedback,
        )
    except KeyboardInterrupt:
        # The way to stop a server is no mishap.
        say_to_stderr("Stopped.")
    return 0


def _new_password() -> str:
    """What is typed twice alike, unseen; one line of the input where nobody types.

    Raises AsWrittenError: the two differ, or nothing that is text comes.
    """
    try:
        if sys.stdin is None or not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
        typed = getpass.getpass("New password for the desk: ")
        again = getpass.getpass("The same again: ")
    except (EOFError, UnicodeDecodeError) as error:
        raise AsWrittenError("The password could not be read: type it, or send one line of text.") from error
    if again != typed:
        raise AsWrittenError("The two passwords differ: try again.")
    return typed


def _name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}", text):
        raise argparse.ArgumentTypeError(f"{text} is not a name: give it as in desk.example.org")
    return text.lower()


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return number
