"""What nobody thought of: drawn bodies, hosts and origins. Each gets a whole reply, and none is a failure."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from chatbot.web.app import build_app
from chatbot.web.bodies import is_plain
from chatbot.web.pages.desk import desk_extension
from chatbot.web.service import Limits
from chatbot.web.site import installed_extensions
from tests.attack.test_requests import ADDRESSES, file_at
from tests.chatbot.conftest import MACHINE
from tests.chatbot.desk.fakes import fake_desk
from tests.chatbot.web.fake_answerer import FakeAnswerer

LOCKED = "default-src 'none'"
OURS = ("127.0.0.1", "127.0.0.1:1", "localhost", "[::1]", "[::1]:80")
EVERY = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from(
    "data fn_index session_hash event_id event_data trigger_id question history audience action kept".split()
) | st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    answerer = FakeAnswerer()
    desk = fake_desk()
    extensions = (desk_extension(desk), *installed_extensions())
    limits = Limits(ask_burst=100_000, answer_seconds=2.0)
    app = build_app(answerer, limits=limits, extensions=extensions)
    with TestClient(app, MACHINE, follow_redirects=False) as client:
        yield client


@EVERY
@given(address=st.sampled_from(ADDRESSES), value=VALUES | st.fixed_dictionaries({"data": st.lists(VALUES)}))
def test_no_drawn_body_breaks_an_address(client: TestClient, address: str, value: object) -> None:
    reply = client.post(address, content=json.dumps(value), headers={"content-type": "application/json"})
    assert reply.status_code < 500
    assert LOCKED in reply.headers["content-security-policy"]


@EVERY
@given(address=st.sampled_from(ADDRESSES), body=st.binary(max_size=60), kind=st.sampled_from(["", "a/b"]))
def test_no_drawn_bytes_break_an_address(client: TestClient, address: str, body: bytes, kind: str) -> None:
    assert client.post(address, content=body, headers={"content-type": kind}).status_code < 500


@EVERY
@given(value=VALUES, turns=st.lists(st.booleans(), max_size=12))
def test_a_file_is_seen_at_any_depth(value: object, turns: list[bool]) -> None:
    hidden: Any = file_at("/etc/passwd")
    for in_list in turns:
        hidden = [value, hidden] if in_list else {"a": value, "b": hidden}
    assert not is_plain(json.dumps({"data": [hidden]}).encode())


@EVERY
@given(host=st.text("[]:/@.a%?#\\ l", max_size=12) | st.sampled_from(OURS), origin=st.booleans())
def test_no_drawn_host_or_origin_breaks_a_page(client: TestClient, host: str, origin: bool) -> None:
    headers = {"origin": host} if origin else {"host": host}
    reply = client.get("/documents", headers=headers)
    assert reply.status_code == (200 if not origin and host in OURS else 403 if origin else 400)
    assert LOCKED in reply.headers["content-security-policy"]
