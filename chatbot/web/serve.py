"""Serving the web application on this machine."""

import ipaddress
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from chatbot.answerer import Answerer
from chatbot.desk.desk import Desk
from chatbot.desk.saving import DraftStore
from chatbot.desk.templates import Templates
from chatbot.web.app import LOOPBACK, build_app
from chatbot.web.connections import PatientProtocol, as_many_as_allowed, keep_memory_together
from chatbot.web.door import DeskPassword
from chatbot.web.feedback import FeedbackFile
from chatbot.web.pages.desk import desk_extension
from chatbot.web.site import installed_extensions
from corpus.errors import AsWrittenError, why

BACKLOG = 2048
"""Connections that may wait to be taken up."""

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - named to be recognised, never a default
"""Hosts that mean every interface: then the server cannot know its own names."""

THIS_MACHINE = ("127.0.0.1", "::1")
"""Where a proxy on this machine asks from."""


class ServeError(AsWrittenError):
    """The address to serve on cannot be had."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to listen; ``proxy`` is the name by which a proxy on this machine offers the pages to others."""

    host: str = "127.0.0.1"
    port: int = 7860
    proxy: str | None = None


def serve(
    answerer: Answerer,
    place: Place,
    *,
    drafts: Path | None = None,
    templates: Mapping[str, Templates] | None = None,
    password: DeskPassword | None = None,
    feedback: Path | None = None,
) -> None:
    """Serve the pages until interrupted, and print their address.

    Access is not logged: addresses and questions are nobody's business. ``drafts`` is the file in which the
    support desk may keep replies; without one it keeps nothing. ``templates`` are the replies' own sentences
    by language, the packaged ones by default. With a ``password`` the desk and the bench ask for it; a host
    that others can reach needs one. ``feedback`` is the file for what visitors say of an answer.

    Raises ServeError: the address cannot be bound, or others could reach the desk without a password;
    DeskError, FeedbackError: the file of drafts or of feedback cannot be used.
    """
    if password is None:
        refuse_open_desk(place)
    store = DraftStore(drafts) if drafts else None
    desk = desk_extension(Desk.over(answerer, store=store, templates=templates))
    listener = listener_on(place)
    names = LOOPBACK | {name for name in (place.host.lower(), place.proxy) if name}
    as_many_as_allowed()
    keep_memory_together()
    try:
        app = build_app(
            answerer,
            hosts=() if place.host in EVERYWHERE else names,
            extensions=(desk, *installed_extensions()),
            password=password,
            feedback=FeedbackFile(feedback) if feedback else None,
        )
        shown = f"[{place.host}]" if ":" in place.host else place.host
        sys.stdout.write(f"As Written is ready: http://{shown}:{listener.getsockname()[1]}/\n")
        sys.stdout.flush()
        server_of(app, believes=THIS_MACHINE if place.proxy else ()).run(sockets=[listener])
    finally:
        listener.close()


def refuse_open_desk(place: Place) -> None:
    """Let nobody but this machine reach a desk that asks for no password.

    Raises ServeError: other machines could reach it, by itself or by a proxy.
    """
    try:
        here = ipaddress.ip_address(place.host).is_loopback
    except ValueError:
        here = place.host == "localhost"
    if place.proxy or not here:
        raise ServeError(
            f"On {place.proxy or place.host} everybody in the network could read and delete what the support"
            " desk keeps: make a password with 'aswritten chat --make-desk-password FILE' and give it with"
            " --desk-password FILE."
        )


def server_of(app: ASGIApp, *, believes: Sequence[str] = ()) -> uvicorn.Server:
    """The web server around an application, as ``serve`` runs it.

    ``believes``: addresses whose word is taken on who asks, and whether over TLS (``X-Forwarded-For`` and
    ``-Proto``). uvicorn takes that of every program on this machine by default.
    """
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        http=PatientProtocol,
        proxy_headers=bool(believes),
        forwarded_allow_ips=list(believes),
        timeout_keep_alive=20,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


def listener_on(place: Place) -> socket.socket:
    """A listening socket: who comes before anything is built waits.

    Raises ServeError: if the address cannot be had.
    """
    host, port = place.host, place.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:  # the last: no host has such a name
        listener.close()
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise ServeError(
            f"Port {port} cannot be used ({reason}) on {host}: choose another with --port, or another --host."
        ) from error
    return listener
