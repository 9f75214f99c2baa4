"""With a password the staff's pages and functions are for who has logged in; the patients' stay open."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from chatbot.desk.saving import DraftStore
from chatbot.languages import words_of
from chatbot.web.app import build_app
from chatbot.web.door import COOKIE, DeskPassword, read_password, write_password
from chatbot.web.pages.desk import STATIC, desk_extension
from chatbot.web.serve import THIS_MACHINE, server_of
from chatbot.web.site import Extension
from tests.chatbot.conftest import MACHINE
from tests.chatbot.desk.fakes import fake_desk
from tests.chatbot.web.fake_answerer import FakeAnswerer

WORD = "correct horse battery"
ENGLISH, SPANISH = words_of("pages", "en"), words_of("pages", "es")
ADDRESSES = count(1)
SAVED = "a saved reply of our staff"


def says(words: str) -> Callable[[object], Response]:
    return lambda _: PlainTextResponse(words)


BENCH = Extension(
    name="bench",
    static=STATIC,
    pages=(),
    routes=lambda _: {"bench/run": says("a run")},
    posts=lambda _: {"bench/delete": says("deleted")},
)


@pytest.fixture(scope="module")
def password(tmp_path_factory: pytest.TempPathFactory) -> DeskPassword:
    file = tmp_path_factory.mktemp("password") / "desk"
    write_password(file, WORD)
    return read_password(file)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, password: DeskPassword) -> Iterator[TestClient]:
    store = DraftStore(tmp_path_factory.mktemp("drafts") / "drafts.sqlite")
    store.keep_unanswered([SAVED])
    desk = fake_desk(store)
    app = build_app(FakeAnswerer(), extensions=(desk_extension(desk), BENCH), password=password)
    with TestClient(app, MACHINE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(server: TestClient) -> TestClient:
    """A visitor from an address of their own, without cookies."""
    server.cookies.clear()
    server._transport.client = (f"192.0.2.{next(ADDRESSES)}", 1)  # type: ignore[attr-defined] # Starlette's
    return server


def log_in(client: TestClient, word: str = WORD, *, to: str = "/desk", address: str = "/desk/login") -> str:
    """Where the reply leads to, or its page."""
    reply = client.post(address, data={"password": word, "to": to})
    return reply.headers.get("location", reply.text)


def kept(client: TestClient, prefix: str = "", **more: object) -> str:
    """What the desk's function gives for the saved replies, or the event that refuses."""
    config = client.get(f"{prefix}/config").json()
    named = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
    (number,) = (
        one["id"]
        for one in config["dependencies"]
        if (len(one["inputs"]), len(one["outputs"])) == (1, 1)
        and one["targets"]
        and named[one["inputs"][0]] != "sent"  # the patient's page
    )
    asked = {"data": [json.dumps({"id": 1, "action": "kept"})], "fn_index": number, "session_hash": "s"}
    client.post(f"{prefix}/gradio_api/queue/join", json={**asked, **more})
    said = client.get(f"{prefix}/gradio_api/queue/data?session_hash=s").text
    found = re.search(r'data-reply=\\"([^"\\]*)', said)
    return base64.b64decode(found[1]).decode() if found else said


@pytest.mark.parametrize("path", ["/desk", "/es/desk", "/bench/run", "/es/bench/run?run=a%20b&set=dev"])
def test_a_page_of_the_staff_asks_for_the_password_and_opens_with_it(client: TestClient, path: str) -> None:
    texts = SPANISH if path.startswith("/es") else ENGLISH
    shut = client.get(path)
    assert (shut.status_code, texts.login_title in shut.text) == (401, True)
    assert 'type="password"' in shut.text
    assert "<script>" not in shut.text
    assert client.head(path).status_code == 401
    assert log_in(client, to=path, address=f"{texts.prefix}/desk/login") == path
    opened = client.get(path)
    assert (opened.status_code, texts.login_title in opened.text) == (200, False)


def test_what_changes_something_is_shut_too(client: TestClient) -> None:
    assert client.post("/bench/delete?run=a").status_code == 401
    log_in(client)
    assert client.post("/bench/delete?run=a").text == "deleted"


def test_the_cookie_is_for_this_site_and_no_script(client: TestClient) -> None:
    reply = client.post("/desk/login", data={"password": WORD, "to": ""})
    rules = reply.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(rules)
    assert not [rule for rule in rules if rule.startswith(("Max-Age", "expires", "Secure"))]
    assert (reply.status_code, reply.headers["location"]) == (303, "/desk")
    safe = client.post("https://127.0.0.1/desk/login", data={"password": WORD})
    assert "Secure" in safe.headers["set-cookie"]


def test_the_patients_pages_and_their_answers_stay_open(client: TestClient) -> None:
    for path in ("/", "/es/", "/documents", "/about", "/source/000", "/config", "/web/desk/desk.js"):
        assert client.get(path).status_code == 200
    event = client.post("/gradio_api/call/ask", json={"data": ["What is LMS?", [], "patient"]}).json()
    assert "event: complete" in client.get(f"/gradio_api/call/ask/{event['event_id']}").text
    asked: dict[str, object] = {"fn_index": 0, "session_hash": "p"}
    asked["data"] = [json.dumps({"question": "What is uterine sarcoma?", "earlier": []})]
    client.post("/gradio_api/queue/join", json=asked)
    assert "muscle tissue" in client.get("/gradio_api/queue/data?session_hash=p").text


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_desks_function_runs_only_for_who_has_logged_in(client: TestClient, prefix: str) -> None:
    sentence = json.dumps((SPANISH if prefix else ENGLISH).login_lost)
    for cookie in ("", "x", "a" * 10_000):
        client.cookies.set(COOKIE, cookie)
        said = kept(client, prefix)
        assert SAVED not in said
        assert sentence in said or json.loads(sentence) in said
        assert '"success":false' in said
    client.cookies.clear()
    log_in(client)
    assert SAVED in kept(client, prefix)


def test_no_other_way_leads_to_the_desks_function(client: TestClient) -> None:
    log_in(client)
    cookie = client.cookies[COOKIE]
    client.cookies.clear()
    forged = {"cookies": {COOKIE: cookie}, "headers": {"cookie": f"{COOKIE}={cookie}"}}
    assert SAVED not in kept(client, request=forged)
    numbers = [one["id"] for one in client.get("/config").json()["dependencies"]]
    for number in numbers:
        asked = {"data": [json.dumps({"id": 1, "action": "kept"})], "fn_index": number}
        for way in ("run/predict", "api/predict", "call/predict", "run/ask", "call/ask", "call/replies"):
            reply = client.post(f"/gradio_api/{way}", json=asked)
            event = reply.json().get("event_id") if reply.status_code == 200 else None
            shown = client.get(f"/gradio_api/call/ask/{event}").text if event else reply.text
            assert "data-reply" not in shown


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/desk", "//evil.example/desk", "/\\evil.example", "http://[", "/", "/desk\r\nx: y",
     "javascript:alert(1)", '/desk"><script>alert(1)</script>'],
)  # fmt: skip
def test_logging_in_leads_nowhere_else(client: TestClient, to: str) -> None:
    shown = client.post("/desk/login", data={"password": "wrong", "to": to}).text
    assert ("evil" not in shown, "<script>alert" not in shown) == (True, True)
    assert log_in(client, to=to) == "/desk"


def test_an_address_is_shown_as_text(client: TestClient) -> None:
    shown = client.get('/desk?a="><script>alert(1)</script>').text
    assert "<script>alert" not in shown


def test_wrong_passwords_are_slowed_down(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("chatbot.web.service.time", SimpleNamespace(monotonic=lambda: now))
    statuses = [client.post("/desk/login", data={"password": "wrong"}).status_code for _ in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    assert ENGLISH.login_slow in log_in(client)  # the right one too: it may be one of many guesses
    now = 11.0
    assert log_in(client) == "/desk"
    assert [log_in(client) for _ in range(2)] == ["/desk"] * 2  # right ones do not count


def through(password: DeskPassword, believes: tuple[str, ...]) -> list[Any]:
    """The replies to six people who send two wrong passwords and the right one, all from one machine."""
    config = server_of(build_app(FakeAnswerer(), password=password), believes=believes).config
    config.load()
    replies = []
    with TestClient(
        config.loaded_app, MACHINE, follow_redirects=False, client=("127.0.0.1", 50_000)
    ) as client:
        for number in range(6):
            headers = {"x-forwarded-for": f"127.0.0.1, 192.0.2.{number}", "x-forwarded-proto": "https"}
            for word in ("wrong", "wrong"):
                client.post("/desk/login", data={"password": word}, headers=headers)
            replies.append(client.post("/desk/login", data={"password": WORD}, headers=headers))
    return replies


def test_saying_that_another_asks_gets_nobody_more_guesses(
    password: DeskPassword, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.web.service.time", SimpleNamespace(monotonic=lambda: 0.0))
    assert [reply.status_code for reply in through(password, ())] == [303] * 2 + [429] * 4


def test_a_proxy_that_is_believed_tells_its_visitors_apart_and_of_tls(password: DeskPassword) -> None:
    replies = through(password, THIS_MACHINE)
    assert [reply.status_code for reply in replies] == [303] * 6
    assert all("Secure" in reply.headers["set-cookie"] for reply in replies)


def test_a_session_ends_with_the_day(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(client)
    assert client.get("/desk").status_code == 200
    monkeypatch.setattr("chatbot.web.door.time", SimpleNamespace(monotonic=lambda: 1e12))
    assert client.get("/desk").status_code == 401


@pytest.mark.parametrize("body", [b"", b"\xff", b"password", b"&" * 1000, b"password=%ff%00", b"{}"])
def test_a_form_that_is_none_logs_nobody_in(client: TestClient, body: bytes) -> None:
    reply = client.post("/desk/login", content=body)
    assert reply.status_code == 401
    assert "set-cookie" not in reply.headers


def test_another_site_cannot_log_anybody_in(client: TestClient) -> None:
    evil = {"origin": "https://evil.example"}
    assert client.post("/desk/login", data={"password": WORD}, headers=evil).status_code == 403


def test_without_a_password_there_is_no_page_to_log_in() -> None:
    with TestClient(build_app(FakeAnswerer(), extensions=(BENCH,)), MACHINE) as client:
        assert client.get("/desk/login").status_code == 404
        assert client.get("/bench/run").text == "a run"
