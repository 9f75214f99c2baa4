"""No request goes to another host, no name is looked up, and no library keeps anything in the home folder."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.attack.watched import ASWRITTEN, is_alone, other_hosts, started, watched

QUESTION = "What is uterine sarcoma?"
RUN = {
    "id": "Q-1",
    "audience": "patient",
    "question": QUESTION,
    "kind": "definition",
    "expect": "answer",
    "facets": [[{"doc": "000", "quote": "Uterine sarcoma is a rare type of cancer"}]],
}
SESSION = "watched"


@pytest.mark.usefixtures("answerer")
def test_asking(tmp_path: Path) -> None:
    assert is_alone(watched([*ASWRITTEN, "ask", QUESTION], tmp_path))


@pytest.mark.slow
@pytest.mark.usefixtures("answerer")
@pytest.mark.parametrize("condition", ["full", "txtai"])
def test_evaluating(tmp_path: Path, condition: str) -> None:
    questions = tmp_path / "own.jsonl"
    questions.write_text(json.dumps(RUN) + "\n", encoding="utf-8")
    words = ["-m", "evals", "run", "--set", str(questions), "--condition", condition]
    assert is_alone(watched([*words, "--out", str(tmp_path / "run.json")], tmp_path / "run"))


@pytest.mark.usefixtures("answerer")
@pytest.mark.parametrize("code", ["open_answerer().answer('What is LMS?')", "load_encoder().read(['x'])"])
def test_used_as_a_library(tmp_path: Path, code: str) -> None:
    imports = "from chatbot.workspace import open_answerer; from index.encoder.load import load_encoder"
    assert is_alone(watched(["-c", f"{imports}; {code}"], tmp_path))


@pytest.mark.slow
@pytest.mark.usefixtures("answerer")
def test_one_question_on_each_page(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with started([*ASWRITTEN, "chat", "--port", port], tmp_path) as (process, watch):
        assert process.stdout is not None
        address = ""
        for line in process.stdout:
            if found := re.search(r"http://\S+/", line):
                address = found[0]
                break
        assert address
        for path in ("", "es/", "desk", "bench", "about", "documents", "source/000", "es/desk"):
            assert _read(address + path)
        asked = json.dumps({"id": 1, "action": "open", "comment": QUESTION})
        # The hidden boxes of the patients' page and of the desk, the bench's for a set (one with a mistake).
        assert "rare type of cancer" in _said(address, [json.dumps({"question": QUESTION})])
        assert "data-reply" in _said(address, [asked], place=1)
        assert "Q-1 is already used" in _said(address, [f"{json.dumps(RUN)}\n" * 2, "", "full"])
    assert is_alone(watch)


def _said(address: str, data: list[str], *, place: int = 0) -> str:
    """What the function at ``place`` among those that take so much says to ``data``."""
    config = json.loads(_read(f"{address}config"))
    fitting = [
        one["id"]
        for one in config["dependencies"]
        if one["targets"] and (len(one["inputs"]), len(one["outputs"])) == (len(data), 1)
    ]
    number = fitting[place]
    asked = {"data": data, "fn_index": number, "session_hash": SESSION}
    _read(f"{address}gradio_api/queue/join", asked)
    return _read(f"{address}gradio_api/queue/data?session_hash={SESSION}")


def _read(address: str, sent: object = None) -> str:
    body = None if sent is None else json.dumps(sent).encode()
    request = Request(address, body, {"content-type": "application/json"})  # noqa: S310 - http, this machine
    with urlopen(request, timeout=120) as reply:  # noqa: S310
        return str(reply.read().decode())


def test_the_watch_sees_what_it_is_there_for(tmp_path: Path) -> None:
    code = "import socket\ntry: socket.getaddrinfo('collector.invalid', 443)\nexcept OSError: pass"
    assert any("collector.invalid" in line for line in watched(["-c", code], tmp_path).reached())
    trace = 'connect(5, {sa_family=AF_INET, sin_port=htons(%s), sin_addr=inet_addr("%s")}, 16) = 0'
    assert other_hosts(trace % ("7860", "127.0.0.1")) == []
    assert len(other_hosts(trace % ("443", "192.0.2.1") + "\n" + trace % ("53", "127.0.0.53"))) == 2
