"""Files that a person hands in, and ends that come in the middle: one bad line is named, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chatbot.desk.files import write_replies
from corpus.errors import AsWrittenError, why
from evals.questions.read import read_set
from index.location import home
from tests.attack.watched import ASWRITTEN, ROOT
from tests.chatbot.desk.fakes import COMMENT
from tests.chatbot.desk.test_files import draft
from tests.evals.made import corpus

BAD = {
    "a number of 6,000 digits": '{"comment": "a", "id": ' + "9" * 6000 + "}",
    "100,000 brackets": "[" * 100_000,
    "nested objects": '{"a":' * 50_000,
    "half a surrogate pair": '{"comment": "a \\ud800 b"}',
    "half a pair in the id": '{"comment": "a", "id": "\\udfff"}',
    "nothing": "null",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_line_is_named_and_the_others_are_answered(tmp_path: Path, kind: str) -> None:
    good = json.dumps({"comment": COMMENT})
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f"{good}\n{BAD[kind]}\n{good}\n", encoding="utf-8")
    (problem,) = draft(source, target)
    assert problem.startswith("in.jsonl, line 2: ")
    assert [json.loads(line)["line"] for line in target.read_text("utf-8").splitlines()] == [1, 3]


def test_a_cell_that_is_too_long_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["comment"], [COMMENT], ["x" * 200_000], [COMMENT]])
    (problem,) = draft(source, target)
    assert problem.startswith("in.csv, line 3: the comment is too long")
    with target.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


@pytest.mark.parametrize("kind", BAD)
def test_a_line_of_an_evaluators_set_that_cannot_be_read_is_named(tmp_path: Path, kind: str) -> None:
    (tmp_path / "own.jsonl").write_text(f"\n{BAD[kind]}\n", "utf-8")
    questions, problems = read_set(tmp_path / "own.jsonl", corpus())
    assert (questions, {problem.line for problem in problems}) == ([], {2})


@pytest.mark.parametrize("text", ["x;=cmd", "x; =cmd", "a;+1;-1", "=a;@b"])
def test_no_cell_is_run_where_semicolons_part_cells(text: str) -> None:
    output = io.StringIO(newline="")
    record = {"id": text, "language": "en", "questions": [], "identifiers": []} | {
        "personal": False,
        "urgent": False,
        "reply": "",
        "words": 0,
    }
    write_replies(output, "csv", [record])
    cells = [cell for row in csv.reader(io.StringIO(output.getvalue()), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@"))]


def test_a_home_of_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASWRITTEN_HOME", "~nobody-of-that-name/x")
    with pytest.raises(AsWrittenError, match="there is no such user: give a path"):
        home()


def test_a_failure_without_the_systems_words_is_told_in_the_librarys() -> None:
    assert why(OSError("4096 requested and 0 written")) == "4096 requested and 0 written"
    assert why(OSError(28, "No space left on device")) == "No space left on device"


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_a_closed_output_is_told_in_one_sentence(closed: str) -> None:
    words = f'exec "{sys.executable}" -c "{ASWRITTEN[1]}" --version {closed}'
    found = subprocess.run(["/bin/sh", "-c", words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert found.stderr == (
        "" if "2>" in closed else "aswritten: the output is closed: give one to write to.\n"
    )


@pytest.mark.slow
@pytest.mark.usefixtures("answerer")
def test_an_end_in_the_middle_of_a_batch_leaves_nothing_half_written(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"question": "What is uterine sarcoma?"}\n' * 20_000, encoding="utf-8")
    words = [sys.executable, *ASWRITTEN, "batch", str(source), str(target)]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 300
        while not list(tmp_path.glob(".out.jsonl.*.part")):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(60) == 143
    assert list(tmp_path.iterdir()) == [source]
