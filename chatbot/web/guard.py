"""What every request passes before it reaches a page, and what every reply carries.

Plain ASGI middleware: the host is known, the origin is this site, the body is small, the rate is human,
and no reply may be framed, sniffed or made to load anything from elsewhere.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chatbot.languages import Words, spoken_in, words_of
from chatbot.web.bodies import given_again, is_plain, whole_body
from chatbot.web.service import Budget, Limits, log_failure

_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_STARTS_ANSWER = re.compile(r"^/gradio_api/(?:queue/join|call/|run/|api/|mcp)")
_GRADIO = re.compile(
    r"^/(?:assets/|static/|theme\.css|config|favicon\.ico|gradio_api/(?:info|openapi\.json|app_id|startup-events"
    r"|theme\.css|heartbeat/|queue/(?:join|data)|call/|run/|api/|reset|cancel|mcp))"
)
"""The parts of Gradio that the pages and the HTTP API use. A page that takes files adds its own.

Left out on purpose: uploads, the file server, the proxy, logins, deep links, monitoring, run history.
"""
_HEARSAY = (b"x-", b"forwarded")
"""How headers begin in which a sender says who or where it is; no page of ours sends any. Gradio 6.31 takes
its own address from them, for links and for where the MCP tool asks on. A proxy's are heard by the server."""

LONGEST_PATH = 1000
"""Longer ones are no address of ours, and some are longer than a file system takes."""
_READING = ("GET", "HEAD", "OPTIONS")


def policy(scripts: str) -> str:
    """The Content-Security-Policy. Gradio's components set ``style`` attributes; nothing may run ``eval``."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {scripts}".strip(),
        "style-src": "'self' 'unsafe-inline'" if scripts else "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def script_hashes(markup: str) -> str:
    """The CSP sources of the inline scripts of a page that holds no text of a user's."""
    digests = (hashlib.sha256(code.encode()).digest() for code in _SCRIPT.findall(markup))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def texts_of(path: str) -> Words:
    """The language of an address."""
    first = path.split("/")[1] if path.startswith("/") else ""
    return words_of("pages", spoken_in(first))


def _bare(path: str) -> str:
    """An address without its language."""
    return path.removeprefix(texts_of(path).prefix)


class SafeHeaders:
    """Adds the security headers that a reply does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the reply's headers."""

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", policy(""))
                headers["x-content-type-options"] = "nosniff"
                headers["x-frame-options"] = "DENY"
                headers["referrer-policy"] = "no-referrer"
                headers["cross-origin-opener-policy"] = "same-origin"
                headers["cross-origin-resource-policy"] = "same-origin"
                del headers["access-control-allow-origin"]  # Gradio allows every port of this machine
                del headers["access-control-allow-credentials"]
                headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
                if not _bare(scope["path"]).startswith(("/assets/", "/static/", "/web/")):
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, completed if scope["type"] == "http" else send)


class Dressing:
    """Rewrites Gradio's pages with ``dress`` and allows exactly their inline scripts."""

    def __init__(self, app: ASGIApp, pages: Mapping[str, Callable[[str], str]]) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the pages; those are fetched whole, rewritten and sent."""
        dress = self.pages.get(scope["path"]) if scope["type"] == "http" else None
        if dress is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = [(k, v) for k, v in scope["headers"] if k not in (b"accept-encoding", b"if-none-match")]
        start: Message = {}
        body = bytearray()

        async def collected(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        # Deep links would put stored component values into the page; the query has no other use here.
        inner = {**scope, "headers": headers, "query_string": b"", "method": "GET"}
        await self.app(inner, receive, collected)
        if not Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            await send(start)
            await send({"type": "http.response.body", "body": bytes(body)})
            return
        markup = dress(body.decode())
        safe = {"content-security-policy": policy(script_hashes(markup))}
        await Response(markup, start["status"], safe, "text/html")(scope, receive, send)


class Gate:
    """Refuses, kindly, what is too big, too fast, too much at once, from elsewhere, or not to be read."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: Limits,
        hosts: frozenset[str],
        own: Callable[[str], bool],
        lost: Callable[[str], Response],
    ) -> None:
        self.app = app
        self.limits = limits
        self.hosts = hosts
        self.own = own
        self.lost = lost
        self._budget = Budget(burst=limits.ask_burst, per_second=limits.asks_per_second)
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or answer it with a plain sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reads = scope["method"] in _READING
        refusal = self._refusal(scope)
        body = b""
        if refusal is None and not reads:
            body, refusal = await self._body(scope, receive)
        if refusal is None:
            reply = _KindReply(send, texts_of(scope["path"]), reads=reads)
            heard = [(name, value) for name, value in scope["headers"] if not name.startswith(_HEARSAY)]
            again = receive if reads else given_again(body, receive)
            broken = False
            self._running += not reads
            try:
                await self.app({**scope, "headers": heard}, again, reply.send)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told and logged
                broken = True
                log_failure(error)
            finally:
                self._running -= not reads
            refusal = reply.refusal(broken=broken)
        if refusal is not None:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """What the address and the head of a request alone are refused for."""
        path, headers = scope["path"], Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts and _split(f"//{host}")[0] not in self.hosts:
            return Response("Unknown host.", 400)
        if len(path) > LONGEST_PATH or "\0" in path or not (self.own(path) or _GRADIO.match(_bare(path))):
            return self.lost(path)
        origin = headers.get("origin")
        if origin is not None and _split(origin)[1] != host:
            return Response("Requests from other sites are not taken.", 403)
        return None

    async def _body(self, scope: Scope, receive: Receive) -> tuple[bytes, Response | None]:
        """What was sent, or what it is refused for. Only who has sent all of it counts as waiting."""
        limits, texts = self.limits, texts_of(scope["path"])
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or len(length) > 20 or int(length) > limits.body_bytes:
            return b"", said(texts.refused_size, 413)
        if self._running >= limits.waiting:
            return b"", _busy(texts)
        try:
            body = await whole_body(receive, limit=limits.body_bytes, seconds=limits.body_seconds)
        except TimeoutError:
            return b"", said(texts.trouble_lost, 408)
        if body is None:
            return b"", said(texts.refused_size, 413)
        return body, self._unfit(scope, body)

    def _unfit(self, scope: Scope, body: bytes) -> Response | None:
        """What a whole request is refused for."""
        path, texts = scope["path"], texts_of(scope["path"])
        if not self.own(path) and not is_plain(body):
            return said(texts.refused_values, 400)
        if self._running >= self.limits.waiting:
            return _busy(texts)
        if _STARTS_ANSWER.match(_bare(path)) and not self._budget.allows(scope):
            return said(texts.refused_rate, 429, retry="60")
        return None


class _KindReply:
    """Passes a reply on; Gradio's bare refusals and failures are kept back for a sentence of ours."""

    def __init__(self, send: Send, texts: Words, *, reads: bool) -> None:
        self._send = send
        self._texts = texts
        self._reads = reads
        self._status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
        if self._status < HTTPStatus.INTERNAL_SERVER_ERROR:
            await self._send(message)

    def refusal(self, *, broken: bool) -> Response | None:
        """What to say instead; None where all is said. ``broken``: the application raised."""
        if self._status == HTTPStatus.SERVICE_UNAVAILABLE:
            return _busy(self._texts)
        if self._status >= HTTPStatus.INTERNAL_SERVER_ERROR or (broken and not self._status):
            # What Gradio stumbles over while it reads a request was not sent by our pages.
            failed = said(self._texts.trouble_failed, 500)
            return failed if self._reads else said(self._texts.refused_values, 400)
        return None


def _split(address: str) -> tuple[str, str]:
    """The host's name and the whole network part of an address; both "" where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.hostname or "", parts.netloc


def _busy(texts: Words) -> Response:
    return said(texts.refused_busy, 429, retry="5")  # Gradio's page hides the text of a 503


def said(sentence: str, status: int, *, retry: str = "") -> Response:
    """A refusal in words, for pages and programs alike. ``retry``: seconds to wait."""
    body = {"detail": sentence, "error": sentence}
    return JSONResponse(body, status, {"retry-after": retry} if retry else None)
