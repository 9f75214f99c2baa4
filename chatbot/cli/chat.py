"""``aswritten chat``: the web pages, on this machine unless another host is named."""

import argparse
import getpass
import sys

from chatbot.cli.options import open_from, said, say_to_stderr
from corpus.errors import AsWrittenError


def run(options: argparse.Namespace) -> int:
    """Open the index, then serve until interrupted."""
    from chatbot.desk.templates import load_all_templates
    from chatbot.web.door import read_password, write_password
    from chatbot.web.serve import Place, listener_on, refuse_open_desk, serve

    if options.make_desk_password is not None:
        write_password(options.make_desk_password, _new_password())
        say_to_stderr(said("hash_kept", path=options.make_desk_password))
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
    say_to_stderr(said("loading"))
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
        say_to_stderr(said("stopped"))
    return 0


def _new_password() -> str:
    """What is typed twice alike, unseen; one line of the input where nobody types.

    Raises AsWrittenError: the two differ, or nothing that is text comes.
    """
    try:
        if sys.stdin is None or not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
        typed = getpass.getpass(said("password_new"))
        again = getpass.getpass(said("password_again"))
    except (EOFError, UnicodeDecodeError) as error:
        raise AsWrittenError(said("password_unread")) from error
    if again != typed:
        raise AsWrittenError(said("passwords_differ"))
    return typed
