"""What any program on the machine can send: no file is touched, nothing breaks, nobody is kept waiting."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from chatbot.languages import words_of
from chatbot.web import connections
from chatbot.web.app import build_app
from chatbot.web.guard import Gate
from chatbot.web.service import AnswerService, Failed, Limits, Trouble
from tests.chatbot.conftest import MACHINE
from tests.chatbot.web.fake_answerer import FakeAnswerer

ENGLISH = words_of("pages", "en")

ASK = "/gradio_api/call/ask"
JOIN = "/gradio_api/queue/join"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(build_app(FakeAnswerer()), MACHINE, follow_redirects=False) as client:
        yield client


def file_at(path: str) -> dict[str, Any]:
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


def bodies_with(value: object) -> dict[str, tuple[str, object]]:
    return {
        "question": (ASK, {"data": [value, [], "patient"]}),
        "history": (ASK, {"data": ["a", [value], "patient"]}),
        "deep": (ASK, {"data": [[[{"a": [{"b": value}]}]], [], "patient"]}),
        "named": ("/gradio_api/call/v2/ask", {"question": value}),
        "run": ("/gradio_api/run/ask", {"data": [value, [], "patient"]}),
        "api": ("/gradio_api/api/ask", {"data": [value, [], "patient"]}),
        "page": (JOIN, {"data": [value], "fn_index": 0, "session_hash": "s"}),
        "spanish page": ("/es" + JOIN, {"data": [value], "fn_index": 0, "session_hash": "s"}),
        "event": (JOIN, {"data": ["a"], "fn_index": 0, "session_hash": "s", "event_data": value}),
        "tool": (
            "/gradio_api/mcp/",
            {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"arguments": {"question": value}}},
        ),
        "several tools": ("/gradio_api/mcp/", [{"params": {"arguments": {"history": [value]}}}]),
    }


@pytest.mark.parametrize("place", bodies_with(""))
def test_a_value_that_gradio_takes_for_a_file_is_refused(
    client: TestClient, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    kept = tmp_path / "kept"
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(kept))
    for path in (str(secret), "/dev/zero", "http://127.0.0.1:9/x"):
        address, body = bodies_with(file_at(path))[place]
        reply = client.post(address, json=body)
        assert (reply.status_code, kept.exists()) == (400, False)
        assert "could not be read" in reply.json()["detail"] or address.startswith("/es")


def test_gradio_itself_moves_no_file(client: TestClient, tmp_path: Path) -> None:
    from gradio import processing_utils

    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    value = file_at(str(secret))
    assert asyncio.run(processing_utils.async_move_files_to_cache(value, None)) == value
    assert client.get("/config").status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        [1, [], "patient"],
        [None, [], "patient"],
        [["a"], [], "patient"],
        [{"a": 1}, [], "patient"],
        ["a", "b", "patient"],
        ["a", [1], "patient"],
        ["a", [None], "patient"],
        ["a", {"b": "c"}, "patient"],
        ["a", [], "<script>"],
        ["a", [], 7],
        ["a", [], ["patient"]],
        ["a", [], {}],
    ],
    ids=str,
)
def test_a_value_of_a_wrong_type_is_refused_and_not_repeated(client: TestClient, data: list[object]) -> None:
    event = client.post(ASK, json={"data": data}).json()["event_id"]
    said = client.get(f"{ASK}/{event}").text
    assert said.startswith("event: error")
    assert "could not be read" in said
    assert "script" not in said


MALFORMED = [
    "", "{", "null", "1", '"a"', "[]", "[1]", "{}", '{"data": null}', '{"data": 1}', '{"data": {}}',
    '{"data": []}', '{"data": ["a"], "fn_index": 99999}', '{"data": ["a"], "fn_index": -1}',
    '{"data": ["a"], "fn_index": "x"}', '{"data": ["a", "[]"], "fn_index": 0}',
    '{"data": ["a", "[]"], "fn_index": 0, "session_hash": {}}',
    '{"data": ["a", "[]"], "fn_index": 0, "session_hash": 1}',
    '{"data": [null, null], "fn_index": 0, "session_hash": "s"}',
    '{"data": ["a"], "fn_index": 0, "session_hash": "s", "trigger_id": "x"}',
    '{"event_id": 1}', '{"event_id": []}', '{"data": ["a", [], "patient"], "session_hash": [1]}',
    '{"data": ' + "9" * 6000 + "}", "[" * 100_000, '{"a":' * 50_000, '"\\ud800"', '{"data": ["\\ud800"]}',
    '{"data": [NaN, Infinity, -1e999]}', "\x00", "\xff\xfe",
]  # fmt: skip
ADDRESSES = [
    ASK, JOIN, "/gradio_api/call/", "/gradio_api/call/none", "/gradio_api/call/v2/ask", "/gradio_api/run/ask",
    "/gradio_api/api/ask", "/gradio_api/reset", "/gradio_api/cancel", "/es/gradio_api/queue/join",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_malformed_body_is_refused_without_a_traceback(
    client: TestClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        for body in MALFORMED:
            reply = client.post(address, content=body.encode("latin-1"), headers=JSON)
            assert reply.status_code < 500, body[:60]
            assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/" + "a" * 3000, "/assets/" + "a" * 3000, "/web/" + "a/" * 2000, "/web/%00", "/static/%00.js",
        "/source/" + "9" * 500, "/source/%00", "/assets/..%2f..%2fetc", "/theme.css" + "a" * 300,
    ],
)  # fmt: skip
def test_an_address_that_no_file_can_have_is_not_found(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert 400 <= reply.status_code < 500
    assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "host", ["[", "[::1", "]", "testserver", "127.0.0.1.evil.example", "", "@127.0.0.1:x["]
)
def test_a_host_that_is_none_of_ours_is_refused(client: TestClient, host: str) -> None:
    reply = client.get("/", headers={"host": host})
    assert reply.status_code == 400
    assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "http://localhost:1", "http://127.0.0.1:1", "https://x"]
)
def test_another_site_of_the_same_machine_can_read_nothing(client: TestClient, origin: str) -> None:
    for path in ("/config", "/gradio_api/info", "/documents"):
        reply = client.get(path, headers={"origin": origin})
        assert reply.status_code == 403
        assert "access-control-allow-origin" not in reply.headers
        assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_work_that_takes_too_long_is_ended_and_its_place_is_free_again() -> None:
    service = AnswerService(FakeAnswerer(), Limits(answer_seconds=0.1, stuck=1))
    turns = [0]

    def endless() -> None:
        while True:
            turns[0] += 1

    for _ in range(3):
        assert service.run(endless) == Failed(trouble=Trouble.SLOW)
        deadline = time.monotonic() + 30
        while service.run(lambda: "free") != "free":
            assert time.monotonic() < deadline
    counted = turns[0]
    assert service.run(lambda: "free") == "free"
    assert turns[0] == counted


def gate(app: Any, **limits: float) -> Gate:
    return Gate(
        app,
        limits=Limits(**limits),  # type: ignore[arg-type]
        hosts=frozenset(),
        own=lambda _: False,
        lost=lambda _: PlainTextResponse("lost", 404),
    )


def posted(app: Gate, receive: Receive) -> tuple[int, str]:
    """Status and body of the reply to one POST."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": JOIN, "headers": [], "client": ("127.0.0.1", 1)}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:]).decode()


async def empty() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


@pytest.mark.parametrize(
    ("status", "shown"), [(503, (429, ENGLISH.refused_busy)), (500, (400, ENGLISH.refused_values))]
)
def test_a_bare_refusal_is_put_into_words(status: int, shown: tuple[int, str]) -> None:
    found, said = posted(gate(PlainTextResponse("Internal Server Error", status)), empty)
    assert (found, json.loads(said)["detail"]) == shown


def test_a_body_that_does_not_end_is_given_up_and_counts_for_nobody() -> None:
    app = gate(PlainTextResponse("done"), body_seconds=0.05, waiting=1)

    async def slow() -> Message:
        await asyncio.sleep(60)
        return {}

    assert posted(app, slow)[0] == 408
    assert posted(app, empty) == (200, "done")


def test_heads_that_do_not_end_are_closed_and_keep_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 1.0)
    monkeypatch.setattr(connections, "UNFINISHED", 40)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("here")(scope, receive, send)

    listener = socket.create_server(("127.0.0.1", 0), backlog=200)
    config = uvicorn.Config(app, log_level="error", http=connections.PatientProtocol, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    address = listener.getsockname()
    half = [socket.create_connection(address, timeout=30) for _ in range(60)]
    try:
        for one in half:
            one.sendall(b"GET / HTTP/1.1\r\nHo")
        with socket.create_connection(address, timeout=30) as whole:
            whole.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert whole.makefile("rb").read().endswith(b"here")
        for one in half:
            with suppress(ConnectionResetError):  # the other way to say that it is closed
                assert one.recv(1) == b""
    finally:
        for one in half:
            one.close()
        server.should_exit = True
        thread.join(10)
        listener.close()
