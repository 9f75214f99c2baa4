"""A file of questions: what a line may be, what becomes of a bad one, and that no file is half written."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import Answer
from chatbot.answerer import Answerer
from chatbot.cli.batch import BatchError, answer_file, check_paths, read_line
from tests.chatbot.answers import CannedAnswerer

BOM = b"\xef\xbb\xbf"


def run(
    folder: Path, content: bytes, answerer: CannedAnswerer | None = None
) -> tuple[list[str], list[dict[str, Any]]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(content)
    problems = answer_file(source, target, answerer=cast(Answerer, answerer or CannedAnswerer()))
    return problems, [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n")[:-1]]


def test_fields_of_a_line_reach_the_answerer(tmp_path: Path) -> None:
    answerer = CannedAnswerer()
    line = {"id": "a", "question": "why?", "history": ["what is LMS", "and?"], "audience": "staff", "more": 1}
    assert run(tmp_path, json.dumps(line).encode(), answerer)[0] == []
    assert answerer.asked == [("why?", ("what is LMS", "and?"), "staff", "a")]


def test_answers_stand_in_order_and_bad_lines_are_numbered_as_the_file_counts(tmp_path: Path) -> None:
    lines = [
        BOM + b'{"id": 7, "question": "one"}',
        b"",
        b"\xff\xfe",
        b'{"question": "two"}',
        b'{"question": "   "}',
        b'{"question": "' + b"x" * 60_000 + b'"}',
        b"[" * 100_000,
        b"9" * 5_000,
        b'{"id": null, "question": "three", "history": null, "audience": null}\r',
    ]
    problems, answers = run(tmp_path, b"\n".join(lines))
    assert [(answer["id"], answer["question"]) for answer in answers] == [
        ("7", "one"),
        ("4", "two"),
        ("9", "three"),
    ]
    assert [problem.partition(":")[0] for problem in problems] == [
        f"in.jsonl, line {number}" for number in (3, 5, 6, 7, 8)
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\xff", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", 'no "question"'),
        (b'"what"', 'no "question"'),
        (b'{"question": 1}', 'no "question"'),
        (b'{"question": "a", "history": "b"}', '"history"'),
        (b'{"question": "a", "history": [1]}', '"history"'),
        (b'{"question": "a", "audience": "doctor"}', '"audience"'),
        (b'{"question": "a", "audience": ["staff"]}', '"audience"'),
        (b'{"question": "a", "id": {}}', '"id"'),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: bytes, said: str) -> None:
    with pytest.raises(BatchError, match=said):
        read_line(1, line)


@given(line=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(line: bytes) -> None:
    with suppress(BatchError):
        assert isinstance(read_line(1, line)["question"], str)


@given(question=st.text(min_size=1))
def test_any_question_survives_the_way_through_json(question: str) -> None:
    assert read_line(1, json.dumps({"question": question}).encode())["question"] == question


def test_half_a_surrogate_pair_is_written_as_json_spells_it(tmp_path: Path) -> None:
    problems, answers = run(tmp_path, rb'{"question": "what is \ud83d LMS"}')
    assert problems == []
    assert answers[0]["question"] == "what is \ud83d LMS"


def test_a_stopped_run_leaves_what_was_there(tmp_path: Path) -> None:
    class Stopping(CannedAnswerer):
        def answer(self, question: str, **more: object) -> Answer:
            raise KeyboardInterrupt(question, more)

    target = tmp_path / "out.jsonl"
    target.write_text("earlier\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, b'{"question": "one"}', Stopping())
    assert target.read_text(encoding="utf-8") == "earlier\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out.jsonl").symlink_to("there/real.jsonl")
    run(tmp_path, b'{"id": "a", "question": "one"}')
    assert (tmp_path / "out.jsonl").is_symlink()
    assert json.loads((tmp_path / "there" / "real.jsonl").read_text(encoding="utf-8"))["id"] == "a"


def test_paths_that_cannot_be_used_are_refused_beforehand(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    with pytest.raises(BatchError, match="There is no file"):
        check_paths(source, target)
    source.write_text("{}", encoding="utf-8")
    with pytest.raises(BatchError, match="There is no file"):
        check_paths(tmp_path, target)
    for unusable in (tmp_path, tmp_path / "none" / "out.jsonl", Path(os.devnull), Path("/dev/full")):
        with pytest.raises(BatchError, match="cannot be written"):
            check_paths(source, unusable)
    with pytest.raises(BatchError, match="input too"):
        check_paths(source, tmp_path / "." / "in.jsonl")
    check_paths(source, target)
    assert list(tmp_path.iterdir()) == [source]
