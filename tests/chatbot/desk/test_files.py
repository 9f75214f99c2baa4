"""Many comments at once, and the command that drafts them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from chatbot.cli.batch import BatchError, check_paths
from chatbot.cli.parsing import build_parser
from chatbot.desk.errors import DeskError
from chatbot.desk.files import (
    BadLine,
    Comment,
    draft_file,
    kind_of,
    read_comments,
    write_replies,
)
from tests.chatbot.desk.fakes import COMMENT, ENGLISH, SPANISH, fake_desk
from tests.chatbot.web.fake_answerer import DEFINITION


def draft(source: Path, target: Path) -> list[str]:
    return draft_file(source, target, fake_desk(templates={"en": ENGLISH, "es": SPANISH}))


def test_json_lines_are_drafted_in_order_and_bad_lines_are_told(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({"id": "a", "comment": COMMENT}),
        "not json",
        "",
        json.dumps({"question": "x"}),
        json.dumps({"comment": "any bus?"}),
        json.dumps({"id": 7, "comment": "   "}),
        json.dumps({"comment": "x" * 60_000}),
        "[" * 100_000,
    ]
    source.write_bytes("\n".join(lines).encode() + b'\n{"comment": "\xff"}\n')
    problems = draft(source, target)
    assert [problem.split(":")[0] for problem in problems] == [
        f"in.jsonl, line {n}" for n in (2, 4, 6, 7, 8, 9)
    ]
    first, second = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert (first["id"], first["line"], second["id"]) == ("a", 1, "5")
    assert [q["question"] for q in first["questions"] if not q["quotes"]] == [
        "Is there a bus to the hospital?"
    ]
    quote = first["questions"][0]["quotes"][0]
    assert (quote["text"], quote["file"]) == (DEFINITION, "000_uterine_sarcoma_overview.txt")
    assert {found["kind"] for found in first["identifiers"]} >= {"phone"}
    assert first["reply"].startswith(ENGLISH.greeting)
    assert first["words"] == len(first["reply"].split())
    assert "<blockquote>" in first["reply_html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_each_reply_is_in_the_language_of_its_comment(tmp_path: Path, kind: str) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / f"out.{kind}"
    comments = ["What is uterine sarcoma?", "¿Qué es el sarcoma?", "Qu'est-ce que le sarcome ?"]
    source.write_text("\n".join(json.dumps({"comment": one}) for one in comments), "utf-8")
    assert draft(source, target) == []
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file)) if kind == "csv" else [json.loads(line) for line in file]
    assert [row["language"] for row in rows] == ["en", "es", "en"]
    greetings = [ENGLISH.greeting, SPANISH.greeting, ENGLISH.greeting]
    assert [row["reply"].split("\n")[0] for row in rows] == greetings


def test_a_language_that_is_chosen_serves_every_comment(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"comment": "What is uterine sarcoma?"}), "utf-8")
    draft_file(source, target, fake_desk(templates={"es": SPANISH}))
    assert json.loads(target.read_text("utf-8"))["reply"].startswith(SPANISH.greeting)


def test_a_note_stands_before_what_it_withdraws_in_the_record(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"comment": "What was withdrawn?"}), "utf-8")
    assert draft(source, target) == []
    record = json.loads(target.read_text("utf-8"))
    assert [quote["voice"] for quote in record["questions"][0]["quotes"]] == ["editor", "publisher"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_as_spreadsheets_write_them(tmp_path: Path, delimiter: str) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([["ID", "Comment"], ["x", f"{COMMENT}\nsecond line"], ["=1+1", "any bus?"], ["z"]])
    assert draft(source, target) == ["in.csv, line 5: the row has no comment; check its columns."]
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["x", "'=1+1"]
    assert rows[0]["without_source"] == "Is there a bus to the hospital?"
    assert DEFINITION in rows[0]["reply"]


def test_bytes_that_are_not_utf8_spoil_only_their_row() -> None:
    raw = b"comment\nfine\nn\xe4h\nfine too\n"
    found = list(read_comments(io.BytesIO(raw), "csv"))
    assert [type(one) for one in found] == [Comment, BadLine, Comment]
    assert found[1].line == 3


def test_a_table_without_comments_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id,text\n1,x\n")
    target = tmp_path / "out.csv"
    with pytest.raises(DeskError, match='no column "comment"'):
        draft(source, target)
    assert not target.exists()
    assert list(tmp_path.iterdir()) == [source]


def test_paths_are_checked_before_anything_is_done(tmp_path: Path) -> None:
    good = tmp_path / "in.jsonl"
    good.write_text("")
    for name in ("out.xlsx", "in.txt"):
        with pytest.raises(DeskError, match=name):
            kind_of(name)
    for source, target in (
        (tmp_path / "gone.jsonl", tmp_path / "out.jsonl"),
        (good, good),
        (good, tmp_path / "no" / "out.jsonl"),
    ):
        with pytest.raises(BatchError):
            check_paths(source, target)


@pytest.mark.parametrize("start", ["=cmd", "+1", "-1", "@x"])
def test_no_cell_of_a_table_can_be_a_formula(start: str) -> None:
    output = io.StringIO(newline="")
    record = {
        "id": start,
        "language": "en",
        "words": 1,
        "questions": [],
        "identifiers": [],
        "personal": False,
        "urgent": False,
        "reply": start,
    }
    write_replies(output, "csv", [record])
    row = next(csv.DictReader(io.StringIO(output.getvalue())))
    assert (row["id"], row["reply"]) == (f"'{start}", f"'{start}")


def test_the_command_takes_its_options() -> None:
    options = build_parser().parse_args(["draft", "in.csv", "out.jsonl", "--language", "es"])
    assert (options.comments, options.replies, options.language) == (Path("in.csv"), Path("out.jsonl"), "es")
