"""The verb questions: what has none, adding a file of them, drafts and their acceptance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.cli import main
from corpus.reader import read_corpus
from ingest.extract.folder import prepare_folder
from tests.corpus.folders import write_corpus


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "own")


@pytest.fixture
def asks(tmp_path: Path) -> Path:
    """A folder with an English and a Spanish document that ask and define."""
    folder = tmp_path / "asks"
    folder.mkdir()
    (folder / "tea.md").write_text(
        "# How long does it draw?\n\nLeave it for three minutes. A samovar is a kettle with a tap.\n"
    )
    (folder / "té.md").write_text("# ¿Con qué agua se hace?\n\nCon agua que no ha hervido más que una vez.\n")
    prepare_folder(folder)
    return folder


def test_questions_missing_lists_what_has_none(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = own.parent / "more.jsonl"
    line = {"doc": "u", "quote": "It sits in the pelvis.", "questions": ["where is the womb"]}
    added.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main(["questions", "add", str(added), "--corpus", str(own)]) == 0
    assert "Added 1 question to " in capsys.readouterr().out
    assert main(["questions", "missing", "--corpus", str(own)]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "u:0-20\tThe uterus is small.",
        "u:45-65\tThe uterus is small.",
        "s:0-18\tA sarcoma is rare.",
    ]
    assert captured.err == "3 spans have no plain question in 'en'.\n"
    assert main(["questions", "missing", "--corpus", str(own), "--language", "es"]) == 0
    assert "4 spans have no plain question in 'es'." in capsys.readouterr().err


def test_questions_add_takes_all_or_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = own.parent / "more.jsonl"
    right = {"doc": "s", "quote": "A sarcoma is rare.", "questions": ["is it common"]}
    wrong = {"doc": "s", "quote": "A sarcoma is common.", "questions": ["is it rare"]}
    added.write_text(f"{json.dumps(right)}\n{json.dumps(wrong)}\nnothing\n", encoding="utf-8")
    before = sorted(own.iterdir())
    assert main(["questions", "add", str(added), "--corpus", str(own), "--language", "es"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"aswritten: {added}: 2 lines are wrong, so nothing was added."
    assert [line.partition(":")[0] for line in said[1:]] == ["line 2", "line 3"]
    assert sorted(own.iterdir()) == before
    assert main(["questions", "add", str(own / "none.jsonl"), "--corpus", str(own)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_drafts_are_marked_and_used_by_nothing_until_they_are_accepted(
    asks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_corpus(asks)
    assert main(["questions", "suggest", "--corpus", str(asks)]) == 0
    said = capsys.readouterr().out
    assert f"Wrote 2 drafts to {asks / 'draft_questions.jsonl'}." in said
    assert f"Wrote 1 draft to {asks / 'draft_questions.es.jsonl'}." in said
    assert f"aswritten questions accept --corpus {asks}" in said
    drafts = [json.loads(line) for line in (asks / "draft_questions.jsonl").read_text("utf-8").splitlines()]
    assert [draft["draft"] for draft in drafts] == [True, True]
    assert drafts[1]["questions"] == ["What is a samovar?"]
    assert read_corpus(asks) == before  # not even the fingerprint knows them

    assert main(["questions", "suggest", "--corpus", str(asks)]) == 2
    assert "holds drafts nobody has accepted: accept them, or delete the file." in capsys.readouterr().err
    # Another name does not make them questions.
    assert main(["questions", "add", str(asks / "draft_questions.jsonl"), "--corpus", str(asks)]) == 2
    assert 'line 1: this is a draft: take out "draft": true once you have read it.' in capsys.readouterr().err

    # A person takes one out and puts the other in their own words.
    drafts[1]["questions"] = ["what's a samovar"]
    (asks / "draft_questions.jsonl").write_text(json.dumps(drafts[1]) + "\n", "utf-8")
    assert main(["questions", "accept", "--corpus", str(asks)]) == 0
    assert [entry.questions for entry in read_corpus(asks).plain_questions] == [
        ("what's a samovar",),
        ("¿Con qué agua se hace?",),
    ]
    assert not list(asks.glob("*draft*"))
    assert main(["questions", "accept", "--corpus", str(asks)]) == 2
    assert "holds no drafts: `aswritten questions suggest` writes them." in capsys.readouterr().err


def test_a_draft_that_was_spoilt_is_named_and_kept(asks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = asks / "draft_questions.jsonl"
    file.write_text(
        '{"draft": true, "doc": "tea", "quote": "Leave it for three hours.", "questions": ["?"]}\n'
    )
    assert main(["questions", "accept", "--corpus", str(asks)]) == 2
    assert capsys.readouterr().err.startswith(f"aswritten: {file}: 1 line is wrong, so nothing was added.")
    assert file.exists()
    assert sorted(path.name for path in asks.iterdir() if path.name.startswith(".")) == []


def test_there_is_nothing_to_suggest_twice(asks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("suggest", "accept", "suggest"):
        capsys.readouterr()
        assert main(["questions", verb, "--corpus", str(asks)]) == 0
    assert capsys.readouterr().out.startswith("No heading asks and no sentence defines anything")
