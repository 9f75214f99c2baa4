"""Many people at once on the server as it is run: an answer or a kind sentence for each, never a bare 503."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from chatbot.languages import words_of
from chatbot.web.app import build_app
from chatbot.web.serve import BACKLOG, server_of
from chatbot.web.service import Limits
from tests.chatbot.web.fake_answerer import FakeAnswerer

PEOPLE = 300
WAITING = 20
BUSY = words_of("pages", "en").refused_busy


@dataclass(frozen=True)
class Hall:
    """A running server and the answerer that holds everybody up until it is released."""

    port: int
    answerer: FakeAnswerer


@pytest.fixture
def hall() -> Iterator[Hall]:
    answerer = FakeAnswerer()
    listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    server = server_of(build_app(answerer, limits=Limits(waiting=WAITING, answer_seconds=120.0)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield Hall(listener.getsockname()[1], answerer)
    answerer.release.set()
    server.should_exit = True
    thread.join(10)
    listener.close()


async def sent(
    port: int, method: str, path: str, body: object = None, *, until: str = "\0"
) -> tuple[int, str]:
    """Status and text of a reply on a connection of its own, read to its end or to a word."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    raw = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw)
    reply = b""
    while until.encode() not in reply and (more := await reader.read(65_536)):
        reply += more
    writer.close()
    first, _, text = reply.decode().partition("\r\n\r\n")
    return int(first.split()[1]), text


async def at_the_page(port: int, number: int) -> tuple[int, str]:
    sent_by_page = json.dumps({"question": "hang", "earlier": []})
    body = {"data": [sent_by_page], "fn_index": 0, "session_hash": f"s{number}"}
    status, text = await sent(port, "POST", "/gradio_api/queue/join", body)
    if status != 200:
        return status, json.loads(text)["detail"]
    ended = '"msg":"process_completed"'
    status, text = await sent(port, "GET", f"/gradio_api/queue/data?session_hash=s{number}", until=ended)
    return status, "answered" if ended in text and "muscle tissue" in text else text


async def at_the_api(port: int, number: int) -> tuple[int, str]:
    status, text = await sent(port, "POST", "/gradio_api/call/ask", {"data": ["hang", [], "patient"]})
    if status != 200:
        return status, json.loads(text)["detail"]
    status, text = await sent(port, "GET", f"/gradio_api/call/ask/{json.loads(text)['event_id']}")
    return status, "answered" if "event: complete" in text and "muscle tissue" in text else text


async def crowd(hall: Hall) -> Counter[tuple[int, str]]:
    """Everybody's reply; the answers come only once those who are too many were told."""
    asking = [
        asyncio.create_task((at_the_page if number % 2 else at_the_api)(hall.port, number))
        for number in range(PEOPLE)
    ]
    refused = 0
    deadline = time.monotonic() + 60
    while refused < PEOPLE - WAITING - 2:  # two are being answered
        assert time.monotonic() < deadline, Counter(task.result() for task in asking if task.done())
        await asyncio.sleep(0.05)
        refused = sum(task.done() for task in asking)
    status, page = await sent(hall.port, "GET", "/")
    assert (status, "<h1>" in page) == (200, True)  # to look at the page is never too much
    hall.answerer.release.set()
    return Counter(await asyncio.wait_for(asyncio.gather(*asking), 120))


def test_who_is_too_many_is_told_kindly_and_everybody_else_is_answered(hall: Hall) -> None:
    # In a thread of its own: a browser's tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        replies = pool.submit(asyncio.run, crowd(hall)).result()
    assert set(replies) == {(200, "answered"), (429, BUSY)}
    assert WAITING <= replies[200, "answered"] <= WAITING + 2
