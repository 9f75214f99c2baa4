"""What every request passes and every reply carries."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from chatbot.answer import Answer
from chatbot.languages import words_of
from chatbot.web.app import build_app
from chatbot.web.guard import script_hashes
from chatbot.web.service import AnswerService, Failed, Limits, Trouble
from corpus.errors import AsWrittenError
from tests.chatbot.conftest import MACHINE
from tests.chatbot.web.fake_answerer import FakeAnswerer

ENGLISH = words_of("pages", "en")


@pytest.mark.parametrize(
    "path", ["/", "/es/", "/documents", "/source/000?start=0&end=5", "/nothing", "/web/page.css"]
)
def test_every_reply_is_locked_down(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "*" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_gradio_page_allows_exactly_its_own_inline_scripts(client: TestClient) -> None:
    reply = client.get("/?deep_link=abcdef")
    hashes = script_hashes(reply.text)
    assert hashes.count("sha256-") == 5
    assert f"script-src 'self' {hashes};" in reply.headers["content-security-policy"]
    assert reply.text.count("https://") == 0


def test_pages_say_their_language_and_title(client: TestClient) -> None:
    assert '<html lang="es" data-lang="es"' in client.get("/es/").text
    assert "<title>Uterine and soft tissue sarcoma – As Written</title>" in client.get("/").text
    assert client.get("/es").headers["location"] == "/es/"
    assert client.get("/es?q=HIPEC").headers["location"] == "/es/?q=HIPEC"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://example.org",
        "/gradio_api/component_server",
        "/gradio_api/dev/reload",
        "/gradio_api/deep_link",
        "/gradio_api/runs",
        "/gradio_api/vibe-code",
        "/monitoring/summary",
        "/es/monitoring",
        "/login",
        "/docs",
        "/openapi.json",
        "/web/../app.py",
    ],
)
def test_what_the_pages_do_not_use_is_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code in {404, 405}


def test_another_hosts_name_and_another_sites_request_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    asked = {"data": ["What is sarcoma?", [], "patient"]}
    assert (
        client.post(
            "/gradio_api/call/ask", json=asked, headers={"origin": "https://evil.example"}
        ).status_code
        == 403
    )
    assert client.post("/gradio_api/call/ask", json=asked, headers={"origin": MACHINE}).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Gradio-Server", "X-Forwarded-Proto"])
def test_nobody_tells_the_pages_where_they_are(client: TestClient, name: str) -> None:
    value = {"x-gradio-server": "https://evil.example/", "x-forwarded-proto": "https"}.get(
        name.lower(), "evil.example"
    )
    for path in ("/", "/config", "/gradio_api/info"):
        assert client.get(path, headers={name: value}).text == client.get(path).text
    assert client.get("/config", headers={name: value}).json()["root"] == MACHINE


def test_a_body_too_big_is_refused_kindly_with_or_without_a_stated_length() -> None:
    limits = Limits(body_bytes=1000)
    with TestClient(build_app(FakeAnswerer(), limits=limits), MACHINE) as client:
        for body in (b"x" * 2000, iter([b"x" * 600, b"x" * 600])):
            reply = client.post(
                "/es/gradio_api/queue/join", content=body, headers={"content-type": "application/json"}
            )
            assert reply.status_code == 413
            assert reply.json()["detail"].startswith("Es demasiado texto")


def test_a_script_is_slowed_down_and_others_are_not() -> None:
    limits = Limits(ask_burst=3, asks_per_second=0.0001)
    with TestClient(build_app(FakeAnswerer(), limits=limits), MACHINE) as client:
        asked = {"data": ["What is sarcoma?", [], "patient"]}
        statuses = [client.post("/gradio_api/call/ask", json=asked).status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        assert client.get("/documents").status_code == 200


def test_a_long_silence_saves_no_more_than_one_burst(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("chatbot.web.service.time", SimpleNamespace(monotonic=lambda: now))
    limits = Limits(ask_burst=2, asks_per_second=1.0)
    with TestClient(build_app(FakeAnswerer(), limits=limits), MACHINE) as client:
        asked = {"data": ["What is sarcoma?", [], "patient"]}
        statuses = [client.post("/gradio_api/call/ask", json=asked).status_code]
        now = 1000.0
        statuses += [client.post("/gradio_api/call/ask", json=asked).status_code for _ in range(3)]
        assert statuses == [200, 200, 200, 429]


GONE = AsWrittenError("The index is gone.")


class Breaking(FakeAnswerer):
    """Fails with a sentence for the user, or without one."""

    def answer(self, question: str, **_: Any) -> Answer:
        raise GONE if "index" in question else ValueError(f"secret {question}")


def test_a_failure_is_a_plain_sentence_and_its_log_holds_no_question(
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = AnswerService(Breaking(), Limits())
    assert service.ask("where is the index", []) == Failed(trouble=Trouble.FAILED, error=GONE)
    with caplog.at_level(logging.ERROR):
        assert service.ask("my private matter", []) == Failed(trouble=Trouble.FAILED)
    assert "ValueError" in caplog.text
    assert "private" not in caplog.text


def test_hanging_answers_are_left_behind_until_too_many_hang() -> None:
    answerer = FakeAnswerer()
    service = AnswerService(answerer, Limits(answer_seconds=0.05, stuck=2))
    assert [service.ask("hang", []) for _ in range(3)] == [
        Failed(trouble=Trouble.SLOW),
        Failed(trouble=Trouble.SLOW),
        Failed(trouble=Trouble.BUSY),
    ]
    answerer.release.set()
    while isinstance(service.ask("What is sarcoma?", []), Failed):
        pass


def test_history_is_bounded() -> None:
    answerer = FakeAnswerer()
    AnswerService(answerer, Limits(history_turns=2, question_letters=10)).ask(
        "sarcoma?", ["a", "b" * 50, "c"]
    )
    assert answerer.asked == [("sarcoma?", ("b" * 10, "c"), "patient")]
