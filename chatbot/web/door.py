"""The door of the staff's pages: with a password, they open only to who has logged in.

The patients' pages stay open. A session is a random cookie that lives in the server's memory: it ends with
the browser, the server or the day.
"""

import asyncio
import hashlib
import hmac
import os
import re
import secrets
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from chatbot.languages import Words, spoken, words_of
from chatbot.rendering.templating import filled
from chatbot.web.guard import texts_of
from chatbot.web.service import Budget
from chatbot.web.shell import PageSpec, plain_page
from corpus.errors import AsWrittenError, why

SHORTEST = 12
LONGEST = 1000
"""Letters of a password. scrypt makes each guess slow; only its length makes guesses many."""

_FORM = re.compile(r"scrypt-15-8-1:([0-9a-f]{32}):([0-9a-f]{64})\n?")
"""The cost (N = 2**15, r = 8, p = 1: 32 MB, about a tenth of a second; RFC 7914), the salt and the hash."""


class PasswordError(AsWrittenError):
    """A file of a password, or a new password, cannot be used."""


@dataclass(frozen=True)
class DeskPassword:
    """What a password is checked against: 16 bytes of salt and its 32 bytes of scrypt."""

    salt: bytes
    digest: bytes

    def matches(self, typed: str) -> bool:
        """Whether this is the password; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(_digest(typed[:LONGEST], self.salt), self.digest)


def read_password(path: Path) -> DeskPassword:
    """Read a file that ``write_password`` made.

    Raises PasswordError: it cannot be read or holds something else.
    """
    try:
        with path.open("rb") as file:
            found = _FORM.fullmatch(file.read(1000).decode("utf-8", "replace"))
    except OSError as error:
        raise PasswordError(f"The password file {path} cannot be read ({why(error)}).") from error
    if found is None:
        raise PasswordError(
            f"{path} is no password file: make one with 'aswritten chat --make-desk-password {path}'."
        )
    return DeskPassword(bytes.fromhex(found[1]), bytes.fromhex(found[2]))


def write_password(path: Path, password: str) -> None:
    """Make the file for a password, readable by its owner alone. A file that is there stays.

    Raises PasswordError: the password is too short or too long, or the file cannot be made.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"Choose a password of {SHORTEST} letters or more (at most {LONGEST}).")
    salt = secrets.token_bytes(16)
    line = f"scrypt-15-8-1:{salt.hex()}:{_digest(password, salt).hex()}\n"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(line)
    except FileExistsError as error:
        raise PasswordError(f"{path} is there already: delete it first, or name another file.") from error
    except OSError as error:
        raise PasswordError(f"The password file {path} cannot be written ({why(error)}).") from error


def _digest(password: str, salt: bytes) -> bytes:
    # A browser may send an accented letter as one character, a terminal as two.
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)


COOKIE = "aswritten_desk"
LOGIN = "desk/login"
SESSION_SECONDS = 12 * 3600.0
SESSIONS = 1000
"""Held at once; then the oldest ends."""

FAILURES, FAILURES_PER_SECOND = 5, 0.1
"""Wrong passwords that one address may send at once and for long."""


class Door:
    """Knows who has logged in."""

    def __init__(self, password: DeskPassword) -> None:
        self._password = password
        self._sessions: OrderedDict[bytes, float] = OrderedDict()
        self._failures = Budget(burst=FAILURES, per_second=FAILURES_PER_SECOND)
        self._checking = asyncio.Lock()  # one at a time: a check takes 32 MB

    def lets_in(self, cookies: Mapping[str, str]) -> bool:
        """Whether these cookies are those of somebody who has logged in."""
        ends = self._sessions.get(_key(cookies.get(COOKIE, "")), 0.0)
        return time.monotonic() < ends

    async def try_password(self, scope: Scope, typed: str) -> str | None:
        """A new session's cookie; "" for a wrong password, None for too many of them."""
        if not self._failures.allows(scope):
            return None
        async with self._checking:
            right = await run_in_threadpool(self._password.matches, typed)
        if not right:
            return ""
        self._failures.give_back(scope)
        cookie = secrets.token_urlsafe(32)
        self._sessions[_key(cookie)] = time.monotonic() + SESSION_SECONDS
        while len(self._sessions) > SESSIONS:
            self._sessions.popitem(last=False)
        return cookie


class Doorkeeper:
    """Shows the page to log in instead of the staff's pages. ``guarded`` are their addresses."""

    def __init__(self, app: ASGIApp, *, door: Door, guarded: frozenset[str]) -> None:
        self.app = app
        self.door = door
        self.guarded = guarded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what everybody may see, and what somebody who has logged in asks for."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path in LOGINS:
            reply = await self._log_in(Request(scope, receive))
        elif path in self.guarded and not self.door.lets_in(Request(scope).cookies):
            query = scope.get("query_string", b"").decode("latin-1")
            reply = login_page(texts_of(path), to=f"{path}?{query}" if query else path)
        else:
            await self.app(scope, receive, send)
            return
        await reply(scope, receive, send)

    async def _log_in(self, request: Request) -> Response:
        texts = texts_of(request.url.path)
        form = _form(await request.body()) if request.method == "POST" else {}
        to = form.get("to", "")
        if to.partition("?")[0] not in self.guarded:  # on a page of this server alone
            to = f"{texts.prefix}/desk"
        if "password" not in form:
            return login_page(texts, to=to)
        cookie = await self.door.try_password(request.scope, form["password"])
        if cookie is None:
            return login_page(texts, to=to, said=texts.login_slow, status=HTTPStatus.TOO_MANY_REQUESTS)
        if not cookie:
            return login_page(texts, to=to, said=texts.login_wrong)
        reply = RedirectResponse(to, status_code=HTTPStatus.SEE_OTHER)
        safe = request.url.scheme == "https"
        reply.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=safe)
        return reply


LOGINS = frozenset(f"{words_of('pages', language).prefix}/{LOGIN}" for language in spoken())
"""Where a password is sent to, in each language."""


def login_page(
    texts: Words, *, to: str, said: str = "", status: HTTPStatus = HTTPStatus.UNAUTHORIZED
) -> HTMLResponse:
    """The page to log in, which needs no script. ``to`` is the page to go on to, ``said`` what went wrong."""
    main = filled("login.html", t=texts, to=to, said=said, action=f"{texts.prefix}/{LOGIN}", longest=LONGEST)
    return HTMLResponse(plain_page(PageSpec(path="desk", title=texts.login_title), texts, main), status)


def guard_functions(
    blocks: Any,  # noqa: ANN401 - Gradio ships no types
    *,
    open_to_all: frozenset[int],
    door: Door,
    refused: Callable[[], Exception],
) -> None:
    """Let Gradio run only the functions ``open_to_all`` for somebody who has not logged in.

    All pages share Gradio's addresses, and a request names the function it wants by its number. Gradio 6.31,
    ``gradio.blocks``: every one of them, from a page, the API or a tool, is run by ``process_api``.
    """
    process = blocks.process_api

    async def process_api(block_fn: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        number = block_fn if isinstance(block_fn, int) else block_fn._id
        request = options.get("request")
        cookies = getattr(getattr(request, "request", None), "cookies", {})
        if number not in open_to_all and not door.lets_in(cookies):
            raise refused()
        return await process(block_fn, *arguments, **options)

    blocks.process_api = process_api


def _form(body: bytes) -> dict[str, str]:
    """The fields of a form that was sent; none where it is no form."""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


def _key(cookie: str) -> bytes:
    """What is kept of a cookie: not the cookie itself, so that looking it up tells nothing by its time."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).digest()
