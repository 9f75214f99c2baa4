"""The answer function over HTTP: as documented, and without a memory."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from chatbot.answer import answer_to_json
from chatbot.web.app import build_app
from chatbot.web.gradio_app import _plain
from tests.chatbot.conftest import MACHINE, Site
from tests.chatbot.web.fake_answerer import FakeAnswerer

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "api.md"


def call(client: TestClient, *data: object) -> dict[str, object]:
    """The two steps that docs/api.md shows with curl."""
    event = client.post("/gradio_api/call/ask", json={"data": list(data)}).json()["event_id"]
    stream = client.get(f"/gradio_api/call/ask/{event}").text
    found = re.search(r"event: complete\ndata: (.*)\n", stream)
    assert found, stream
    answer: dict[str, object] = json.loads(found.group(1))[0]
    return answer


def test_the_api_gives_the_answer_object(client: TestClient) -> None:
    expected = answer_to_json(
        FakeAnswerer().answer("how rare?", history=["What is uterine sarcoma?"], audience="staff")
    )
    assert call(client, "how rare?", ["What is uterine sarcoma?"], "staff") == json.loads(
        json.dumps(expected)
    )


def test_the_documented_client_works(site: Site) -> None:
    code = re.search(r"```python\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    program = code.group(1).replace("http://127.0.0.1:7860/", site.address)
    said: list[object] = []
    exec(compile(program, str(DOCUMENTATION), "exec"), {"print": lambda *words: said.extend(words)})  # noqa: S102
    assert said[0] == "answered"
    assert "muscle tissue" in str(said[1])


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "Please type a question"),
        ("x" * 3000, "under 2000 letters"),
        ("crash", "Something went wrong on our side"),
    ],
)
def test_the_api_refuses_with_a_sentence(site: Site, question: str, sentence: str) -> None:
    client = Client(site.address, verbose=False)
    with pytest.raises(AppError, match=sentence):
        client.predict(question, api_name="/ask")


def test_the_published_schema_is_that_of_the_answer(client: TestClient) -> None:
    schema = client.get("/answer.schema.json").json()
    answer = call(client, "What is uterine sarcoma?", [], "patient")
    assert set(answer) == set(schema["required"]) == set(schema["properties"])
    parts: Any = answer["parts"]
    (part,) = parts
    assert set(part) == set(schema["$defs"]["Part"]["required"])
    assert set(part["quotes"][0]) == set(schema["$defs"]["Quote"]["required"])
    assert set(part["quotes"][2]["references"][0]) == set(schema["$defs"]["CitedReference"]["required"])
    assert answer["outcome"] in schema["$defs"]["Outcome"]["enum"]


def test_the_tool_says_what_the_documents_are_about(client: TestClient) -> None:
    told = json.dumps(client.get("/gradio_api/info").json()["named_endpoints"]["/ask"])
    assert "documents about sarcomas of the womb and of other soft tissue" in told


def test_only_ask_is_public(client: TestClient) -> None:
    assert list(client.get("/gradio_api/info").json()["named_endpoints"]) == ["/ask"]
    assert client.get("/es/gradio_api/info").json()["named_endpoints"] == {}


def test_the_launch_settings_are_those_of_the_design(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["run_history"] is False
    assert config["show_error"] is False
    assert config["analytics_enabled"] is False
    assert "fonts.googleapis" not in json.dumps(config)
    assert config.get("stylesheets") in (None, [])
    assert (
        client.get("/", headers={"origin": "https://evil.example"}).headers.get("access-control-allow-origin")
        is None
    )


def test_gradio_remembers_no_question() -> None:
    words = "my very private matter 8731"
    app = build_app(FakeAnswerer())
    with TestClient(app, MACHINE) as client:
        call(client, words, ["earlier " + words], "patient")
        join = {
            "data": [json.dumps({"question": words, "earlier": [words]})],
            "fn_index": 0,
            "session_hash": "s1",
        }
        client.post("/gradio_api/queue/join", json=join)
        client.get("/gradio_api/queue/data?session_hash=s1")
    assert all(not gradio.state_holder.session_data for gradio in gradios(app))


def test_nothing_stays_of_who_has_asked() -> None:
    app = build_app(FakeAnswerer())
    with TestClient(app, MACHINE) as client:
        for number in range(20):
            call(client, f"question {number}", [], "patient")
            join = {"data": [json.dumps({"question": "a", "earlier": []})], "fn_index": 0}
            client.post("/gradio_api/queue/join", json={**join, "session_hash": f"page {number}"})
            client.get(f"/gradio_api/queue/data?session_hash=page {number}")
        call(client, "the last question", [], "patient")
    for gradio in gradios(app):
        queue = gradio.get_blocks()._queue
        assert len(queue.pending_messages_per_session) <= 1
        assert len(queue.pending_event_ids_session) <= 1
        assert (queue.event_ids_to_events, gradio.state_holder.time_last_used) == ({}, {})


def test_answers_that_nobody_fetches_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatbot.web.forgetting.UNFETCHED", 5)
    app = build_app(FakeAnswerer())
    with TestClient(app, MACHINE) as client:
        for number in range(20):
            client.post("/gradio_api/call/ask", json={"data": [f"question {number}", [], "patient"]})
        assert call(client, "What is uterine sarcoma?", [], "patient")["outcome"] == "answered"
    queue = gradios(app)[-1].get_blocks()._queue
    assert len(queue.pending_messages_per_session) <= 5
    assert len(queue.pending_event_ids_session) <= 5


def gradios(app: Starlette) -> list[Any]:
    """The Gradio applications of every language."""
    mounted = [route.app for route in app.router.routes if isinstance(route, Mount)]
    return [one for one in mounted if hasattr(one, "state_holder")]


def test_a_refusal_has_no_quotation_marks_around_it(client: TestClient) -> None:
    event = client.post("/gradio_api/call/ask", json={"data": ["", [], "patient"]}).json()["event_id"]
    stream = client.get(f"/gradio_api/call/ask/{event}").text
    assert 'event: error\ndata: {"error": "Please type a question' in stream
    assert str(_plain(gr)("A sentence.")) == "A sentence."
