"""What visitors say of an answer is kept only where somebody asked for that, and nothing else with it."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from chatbot.languages import words_of
from chatbot.web.app import build_app
from chatbot.web.feedback import FeedbackError, FeedbackFile
from tests.chatbot.conftest import MACHINE
from tests.chatbot.web.fake_answerer import FakeAnswerer

ENGLISH = words_of("pages", "en")
SAID = {"question": "¿Qué es\nLMS?", "language": "es", "helped": False}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


@pytest.fixture
def keeping(file: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("chatbot.web.feedback.today", lambda: date(2026, 3, 14))
    return TestClient(Starlette(routes=[Route("/feedback", FeedbackFile(file).take, methods=["POST"])]))


def test_without_a_file_nothing_is_taken_and_nothing_promised(client: TestClient) -> None:
    assert client.post("/feedback", json=SAID).status_code == 404
    assert ENGLISH.private_feedback not in client.get("/").text


def test_a_judgement_is_one_line_that_its_owner_can_read(keeping: TestClient, file: Path) -> None:
    headers = {"user-agent": "a browser", "cookie": "a=b"}
    assert [keeping.post("/feedback", json=SAID, headers=headers).status_code for _ in range(2)] == [204, 204]
    lines = file.read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [{"day": "2026-03-14", **SAID}] * 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


WRONG = ({"helped": 1}, {"language": "../x"}, {"question": ""}, {"question": "a" * 2001}, {"name": "x"})
NONE = (b"", b"[]", b"\xff", b"[" * 10_000, b'{"question": "a", "language": "en"}')


@pytest.mark.parametrize("body", [*NONE, *(json.dumps(SAID | wrong).encode() for wrong in WRONG)])
def test_anything_else_is_refused_and_not_kept(keeping: TestClient, file: Path, body: bytes) -> None:
    assert keeping.post("/feedback", content=body).status_code == 400
    assert file.read_bytes() == b""


def test_the_page_says_that_it_is_kept_and_another_site_can_say_nothing(file: Path) -> None:
    with TestClient(build_app(FakeAnswerer(), feedback=FeedbackFile(file)), MACHINE) as client:
        assert ENGLISH.private_feedback in client.get("/").text
        evil = client.post("/feedback", json=SAID, headers={"origin": "https://evil.example"})
        assert (evil.status_code, file.read_bytes()) == (403, b"")
        assert client.post("/feedback", json=SAID).status_code == 204
    assert len(file.read_text("utf-8").splitlines()) == 1


def test_a_script_fills_no_disk(keeping: TestClient, file: Path) -> None:
    statuses = [keeping.post("/feedback", json=SAID).status_code for _ in range(65)]
    assert statuses[-1] == 429
    assert statuses.count(204) == len(file.read_text("utf-8").splitlines()) < 63


def test_a_file_that_cannot_be_written_is_told_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(FeedbackError, match="name another file with --feedback"):
        FeedbackFile(tmp_path / "nowhere" / "feedback.jsonl")
