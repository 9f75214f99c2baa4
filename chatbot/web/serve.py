"""Serving the web application on this machine."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from chatbot.desk.desk import Desk
from chatbot.desk.saving import DraftStore
from chatbot.desk.templates import Templates
from chatbot.web.app import LOOPBACK, build_app
from chatbot.web.connections import PatientProtocol, as_many_as_allowed
from chatbot.web.extensions import installed_extensions
from chatbot.web.pages.desk import desk_extension
from chatbot.web.service import Answering
from corpus.errors import AsWrittenError

BACKLOG = 2048
"""Connections that may wait to be taken up."""

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - named to be recognised, never a default
"""Hosts that mean every interface: then the server cannot know its own names."""


class ServeError(AsWrittenError):
    """The address to serve on cannot be had."""


def serve(
    answerer: Answering,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    drafts: Path | None = None,
    templates: Mapping[str, Templates] | None = None,
) -> None:
    """Serve the pages until interrupted, and print their address.

    Access is not logged: addresses and questions are nobody's business. ``drafts`` is the file in which the
    support desk may keep replies; without one it keeps nothing. ``templates`` are the replies' own sentences
    by language, the packaged ones by default.

    Raises:
        ServeError: if the address cannot be bound.
        SavingError: if the file of drafts cannot be used.
    """
    import uvicorn

    store = DraftStore(drafts) if drafts else None
    desk = desk_extension(Desk.over(answerer, answerer.index.documents, store=store, templates=templates))
    listener = _listener(host, port)
    as_many_as_allowed()
    try:
        app = build_app(
            answerer,
            hosts=() if host in EVERYWHERE else LOOPBACK | {host},
            extensions=(desk, *installed_extensions()),
        )
        config = uvicorn.Config(
            app,
            access_log=False,
            log_level="warning",
            server_header=False,
            date_header=False,
            http=PatientProtocol,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=3,
        )
        sys.stdout.write(f"As Written is ready: http://{_shown(host)}:{listener.getsockname()[1]}/\n")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def _listener(host: str, port: int) -> socket.socket:
    """A listening socket: a taken port is told before anything is built, and who comes early waits."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServeError(
            f"Cannot serve on {host}:{port} ({error}): choose another port with --port."
        ) from error
    return listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
