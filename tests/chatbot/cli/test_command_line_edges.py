"""What shells, pipes and impatient people do to the command line."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from chatbot.answerer import Answerer
from chatbot.cli import ask, chat, main
from chatbot.desk.templates import Templates
from chatbot.languages import spoken
from chatbot.languages.catalogue import FOLDER
from chatbot.web import serve
from corpus.reader import packaged_corpus

PROGRAM = (sys.executable, "-c", "import sys; from chatbot.cli import main; sys.exit(main())")
INVALID = b"what is \xff sarcoma"


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing slow may be opened: the command must refuse before that."""

    def opened(_: object) -> Answerer:
        raise AssertionError("The index was opened.")

    monkeypatch.setattr(ask, "open_from", opened)
    monkeypatch.setattr(chat, "open_from", opened)


@pytest.fixture
def session_answerer(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands ask the session's answerer instead of opening another."""
    monkeypatch.setattr(ask, "open_from", lambda _: answerer)


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Make ``data`` the standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


@pytest.mark.usefixtures("session_answerer")
def test_a_question_is_read_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "¿Qué es el sarcoma uterino?\n".encode())
    assert main(["ask", "--json", "-"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["language"] == "es"
    assert answer["question"] == "¿Qué es el sarcoma uterino?\n"


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The question is empty"),
        (b"\n\xef\xbb\xbf \n", "The question is empty"),
        (b"a" * 1_000_000, "at most 50,000"),
        (INVALID, "not UTF-8"),
    ],
    ids=["nothing", "white space", "1 MB", "not UTF-8"],
)
def test_bad_standard_input_is_refused(
    data: bytes, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, data)
    assert main(["ask", "-"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("aswritten: ")
    assert captured.err.count("\n") == 1
    assert said in captured.err


@pytest.mark.usefixtures("no_index")
def test_closed_standard_input_is_an_empty_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["ask", "-"]) == 2
    assert "empty" in capsys.readouterr().err


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize("words", [[os.fsdecode(INVALID)], ["question", "--history", os.fsdecode(INVALID)]])
def test_arguments_that_are_not_utf8_are_refused(
    words: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *words]) == 2
    assert capsys.readouterr().err == (
        "aswritten: The question is not UTF-8; set your terminal (or save your file) to UTF-8.\n"
    )


@pytest.mark.usefixtures("session_answerer")
def test_history_and_audience_reach_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--history", "What is HIPEC?", "--audience", "staff", "and do people live longer with it"]
    assert main(["ask", "--json", *words]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["audience"] == "staff"
    assert "HIPEC" in answer["parts"][0]["quotes"][0]["text"]


@pytest.mark.usefixtures("session_answerer")
def test_the_garbage_collector_works_again_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    assert gc.isenabled()
    assert main(["ask", "What is HIPEC?"]) == 0
    assert main(["ask", "?"]) == 2
    assert gc.isenabled()


@pytest.mark.usefixtures("session_answerer")
def test_json_says_what_the_answerer_says(answerer: Answerer, capsys: pytest.CaptureFixture[str]) -> None:
    from chatbot.answer import answer_to_json

    question = "What is uterine sarcoma?"
    assert main(["ask", "--json", question]) == 0
    told = json.loads(capsys.readouterr().out)
    expected = answer_to_json(answerer.answer(question))
    del told["elapsed_ms"], expected["elapsed_ms"]
    assert told == json.loads(json.dumps(expected))


@pytest.mark.usefixtures("session_answerer")
@pytest.mark.parametrize(
    ("question", "decision"),
    [
        ("what does NED mean", "answered: probability"),
        ("What is the capital of France?", "doubtful: probability"),
        ("I am bleeding heavily and feel faint, what should I do?", "emergency: probability"),
    ],
)
def test_explain_names_the_stage_that_decided(
    question: str, decision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--explain", question]) == 0
    shown = capsys.readouterr().out
    assert f"decision   {decision}" in shown
    assert ("QUOTED" in shown) == decision.startswith("answer")


@pytest.mark.usefixtures("session_answerer")
def test_explain_of_a_text_without_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--explain", "hi there"]) == 0
    shown = capsys.readouterr().out
    assert "outcome    not_in_sources" in shown
    assert "part 1" not in shown


def test_ctrl_c_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> Answerer:
        raise KeyboardInterrupt

    monkeypatch.setattr(ask, "open_from", interrupted)
    assert main(["ask", "What is LMS?"]) == 128 + signal.SIGINT
    assert capsys.readouterr().err == "aswritten: stopped.\n"


@pytest.mark.usefixtures("no_index")
def test_a_port_in_use_is_told_before_anything_is_opened(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["chat", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"aswritten: Port {port} cannot be used (")
    assert "choose another with --port" in told


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example", "localhost.example"])  # noqa: S104
def test_nobody_else_reaches_a_desk_without_a_password(capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert main(["chat", "--host", host]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"aswritten: On {host} everybody in the network could read")
    assert "--make-desk-password FILE" in told


@pytest.mark.usefixtures("no_index")
def test_a_proxy_lets_nobody_reach_a_desk_without_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--behind-proxy", "desk.example"]) == 2
    assert capsys.readouterr().err.startswith("aswritten: On desk.example everybody in the network could")
    with pytest.raises(SystemExit):
        main(["chat", "--behind-proxy", "https://desk.example"])
    assert "https://desk.example is not a name: give it as in desk.example.org" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", "x" * 300])
def test_a_host_that_is_not_this_machines_is_told_before_anything_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    file = tmp_path / "desk"
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert main(["chat", "--make-desk-password", str(file)]) == 0
    assert main(["chat", "--host", host, "--desk-password", str(file)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"The password's hash is in {file}."
    assert told[1].startswith("aswritten: Port 7860 cannot be used (")
    assert len(told) == 2


@pytest.mark.usefixtures("no_index")
def test_a_password_that_is_too_short_or_missing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["chat", "--make-desk-password", str(tmp_path / "desk")]) == 2
    assert main(["chat", "--desk-password", str(tmp_path / "desk")]) == 2
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff" * 20), "utf-8"))
    assert main(["chat", "--make-desk-password", str(tmp_path / "desk")]) == 2
    monkeypatch.setattr("sys.stdin", None)
    assert main(["chat", "--make-desk-password", str(tmp_path / "desk")]) == 2
    first, second, no_text, nothing = capsys.readouterr().err.splitlines()
    assert no_text.startswith("aswritten: The password could not be read: type it")
    assert nothing == first == "aswritten: Choose a password of 12 letters or more (at most 1000)."
    assert second.startswith(f"aswritten: The password file {tmp_path / 'desk'} cannot be read (")


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize("made", [False, True], ids=["no folder", "an empty folder"])
def test_a_folder_without_templates_is_told_before_anything_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], made: bool
) -> None:
    folder = tmp_path / "house"
    if made:
        folder.mkdir()
    assert main(["chat", "--templates", str(folder)]) == 2
    missing = f"{folder / 'en.toml'} cannot be read: No such file or directory."
    said = f"aswritten: {missing} Give a folder that holds en.toml.\n"
    assert capsys.readouterr().err == said


def test_the_pages_are_served_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[serve.Place] = []
    monkeypatch.setattr(chat, "open_from", lambda _: SimpleNamespace(warm_up=lambda: None))
    monkeypatch.setattr(serve, "serve", lambda _, place, **__: served.append(place))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert main(["chat", "--port", str(port)]) == 0
    assert served == [serve.Place(host="127.0.0.1", port=port, proxy=None)]


def test_the_pages_get_the_templates_that_were_named(
    tmp_path: Path, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in spoken():
        text = (FOLDER / language / "reply.toml").read_text("utf-8")
        (tmp_path / f"{language}.toml").write_text(
            re.sub(r'^greeting = ".*"$', 'greeting = "Hello."', text, flags=re.MULTILINE), "utf-8"
        )
    served: list[Mapping[str, Templates]] = []
    monkeypatch.setattr(chat, "open_from", lambda _: answerer)
    monkeypatch.setattr(serve, "serve", lambda *_, **options: served.append(options["templates"]))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert main(["chat", "--port", str(port), "--templates", str(tmp_path)]) == 0
    assert [one.greeting for one in served[0].values()] == ["Hello."] * len(spoken())


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０", "9" * 5_000, ""])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["chat", "--port", port])
    assert stopped.value.code == 2
    assert "port" in capsys.readouterr().err


def test_without_a_verb_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "VERB" in capsys.readouterr().err


def test_the_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"aswritten {version('aswritten')}\n"


def run(*words: str | bytes, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *words], capture_output=True, check=False, env=env)


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as output:
        found = subprocess.run(
            [*PROGRAM, "ingest", "--corpus", str(packaged_corpus())],
            stdout=output,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            [*PROGRAM, "ingest", "--corpus", str(packaged_corpus())],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert found.returncode == 2
    assert found.stderr.startswith(b"aswritten: the output cannot be used: ")
    assert found.stderr.count(b"\n") == 1


def test_a_terminal_without_our_characters_gets_escapes(tmp_path: Path) -> None:
    (tmp_path / "té.txt").write_text("Té\n\nEl té “verde”.\n", encoding="utf-8")
    found = run("sources", "new", str(tmp_path), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert found.returncode == 0
    assert rb"added t\xe9.txt" in found.stdout


def test_invalid_bytes_in_an_argument_are_told_in_one_sentence(tmp_path: Path) -> None:
    found = run("sources", "check", bytes(tmp_path) + b"/\xff")
    assert found.returncode == 2
    assert found.stderr.startswith(b"aswritten: ")
    assert found.stderr.count(b"\n") == 1
    assert found.stdout == b""
