"""The MCP tool: JSON, and no way to send the server elsewhere. Skipped without the extra ``mcp``."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from chatbot.languages import words_of
from chatbot.web.app import build_app
from chatbot.web.serve import BACKLOG, server_of
from tests.chatbot.web.fake_answerer import FakeAnswerer

pytest.importorskip("mcp")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    server = server_of(build_app(FakeAnswerer()))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listener.close()


def called(port: int, question: str, **headers: str) -> Any:
    """What the tool says, to a client that sends ``headers``."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def call() -> Any:
        address = f"http://127.0.0.1:{port}/gradio_api/mcp/"
        async with (
            httpx.AsyncClient(headers=headers, timeout=60) as client,
            streamable_http_client(address, http_client=client) as (reads, writes, _),
            ClientSession(reads, writes) as session,
        ):
            await session.initialize()
            (tool,) = (await session.list_tools()).tools
            assert "documents about sarcomas of the womb" in (tool.description or "")
            return await session.call_tool(tool.name, {"question": question})

    with ThreadPoolExecutor(1) as pool:  # a browser's tests leave an event loop running in this thread
        return pool.submit(asyncio.run, asyncio.wait_for(call(), 60)).result()


def test_no_header_sends_the_server_elsewhere(port: int) -> None:
    # The first call of all: Gradio keeps for later ones where that one sent it.
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        place = f"127.0.0.1:{other.getsockname()[1]}"
        for header in ("host", "x-forwarded-host", "x-gradio-server"):
            value = f"http://{place}/" if header == "x-gradio-server" else place
            assert not called(port, "What is uterine sarcoma?", **{header: value}).isError
            with pytest.raises(TimeoutError):
                other.accept()


def test_the_tool_gives_the_answer_object_in_json(port: int) -> None:
    (content,) = called(port, "What is uterine sarcoma?").content
    answer = json.loads(content.text)
    assert answer["outcome"] == "answered"
    assert answer["parts"][0]["quotes"][0]["text"].startswith("Uterine sarcoma is a rare type of cancer")


def test_a_failure_of_the_tool_is_our_sentence(port: int) -> None:
    said = called(port, " ")
    assert said.isError
    assert words_of("pages", "en").trouble_empty in said.content[0].text
