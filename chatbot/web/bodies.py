"""The body of a request: read whole and in time, and only if it is what the pages and the API send."""

import asyncio
import json

from starlette.types import Message, Receive

FILE_KEYS = frozenset({"path", "_type"})
"""Keys by which Gradio takes an object for a file, to copy or to fetch. No value of ours has them."""


async def whole_body(receive: Receive, *, limit: int, seconds: float) -> bytes | None:
    """Return a request's body, None where it has more than ``limit`` bytes.

    Raises TimeoutError: a slow client has not sent all of it in ``seconds``.
    """
    body = bytearray()
    async with asyncio.timeout(seconds):
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > limit:
                return None
    return bytes(body)


def given_again(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives the body once more, then what still comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def is_plain(body: bytes) -> bool:
    """Whether a body is empty, or a JSON object or list without anything that Gradio takes for a file."""
    if not body:
        return True
    try:
        return isinstance(json.loads(body, object_pairs_hook=_without_file), dict | list)
    except (ValueError, RecursionError):  # ValueError: also a number too long to be read, or no text
        return False


def _without_file(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if any(key in FILE_KEYS for key, _ in pairs):
        raise ValueError("a value that Gradio would take for a file")
    return dict(pairs)
