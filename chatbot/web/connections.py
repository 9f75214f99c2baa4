"""Connections that begin a request and never end it are closed, and keep nobody else out."""

from __future__ import annotations

import asyncio
import ctypes

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 10.0
"""For the whole head of a request."""

HEAPS = {-8: 2, -3: 1 << 20, -1: 1 << 20}
"""For glibc's ``mallopt`` (``malloc.h``): how many heaps threads may have; from how many bytes on memory is
taken from the system and given back by itself; how much may lie free at a heap's end. Left alone, glibc
raises the last two as it goes, and parts of large arrays come to lie between small things that stay."""

UNFINISHED = 2000
"""Connections without a whole head that are held at once; then the oldest goes."""


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 with a time limit for the head of a request: it has one for idle connections."""

    _waiting: dict[PatientProtocol, asyncio.TimerHandle] = {}  # noqa: RUF012 - one for the whole server

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect the head of a first request."""
        super().connection_made(transport)
        self._expect_head()

    def on_message_begin(self) -> None:
        """Expect the rest of a head, also a later request's."""
        super().on_message_begin()
        self._expect_head()

    def on_headers_complete(self) -> None:
        """Let the request take its time."""
        self._expect_nothing()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._expect_nothing()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        if self in self._waiting:
            return
        if len(self._waiting) >= UNFINISHED:
            next(iter(self._waiting)).transport.abort()
        self._waiting[self] = asyncio.get_running_loop().call_later(HEADER_SECONDS, self.transport.abort)

    def _expect_nothing(self) -> None:
        if timer := self._waiting.pop(self, None):
            timer.cancel()


def as_many_as_allowed() -> None:
    """Let this process hold as many connections as the system lets it."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY else 65_536, hard))


def keep_memory_together() -> None:
    """Let all threads share two heaps without large holes, where the C library is glibc.

    It gives threads up to eight a core, and each answer is a thread of its own: what sixteen heaps hold
    between answers is memory that grows for hours and that nobody uses.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        for option, value in HEAPS.items():
            mallopt(option, value)
