"""Adding a file of plain questions: all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.accepting import Accepted, accept_plain_questions
from corpus.errors import CorpusError
from corpus.files import write_whole
from corpus.reader import read_corpus
from tests.corpus.folders import write_corpus

SMALL = {"doc": "u", "quote": "The uterus is small.", "questions": ["how big is it?", "its size?"]}
RARE = {"doc": "s", "quote": "rare", "questions": ["is it common?"]}


def lines(path: Path, *entries: object) -> Path:
    path.write_text(
        "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), encoding="utf-8"
    )
    return path


def test_adds_what_is_new(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path / "corpus")
    # No line end at the end of the file, as editors leave it.
    (directory / "plain_questions.jsonl").write_text(json.dumps(SMALL))
    file = lines(
        tmp_path / "mine.jsonl", {**SMALL, "questions": ["its size?", "how wide?", "how wide?"]}, RARE
    )
    accepted = accept_plain_questions(directory, file)
    assert accepted == Accepted(target=directory / "plain_questions.jsonl", added=2, known=2)
    assert [(found.doc_id, found.questions) for found in read_corpus(directory).plain_questions] == [
        ("u", ("how big is it?", "its size?")),
        ("u", ("how wide?",)),
        ("s", ("is it common?",)),
    ]
    before = accepted.target.read_bytes()
    assert accept_plain_questions(directory, file) == Accepted(target=accepted.target, added=0, known=4)
    assert accepted.target.read_bytes() == before


def test_other_languages_go_to_their_own_file(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path / "corpus")
    file = lines(tmp_path / "mine.jsonl", {**RARE, "questions": ["¿es común?"]})
    accepted = accept_plain_questions(directory, file, language="es")
    assert accepted.target.name == "plain_questions.es.jsonl"
    found = read_corpus(directory).plain_questions
    assert [(entry.language, entry.questions) for entry in found] == [("es", ("¿es común?",))]


def test_wrong_lines_are_all_named_and_nothing_is_added(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path / "corpus")
    file = lines(tmp_path / "mine.jsonl", SMALL, {**RARE, "quote": "Rare"}, 3)
    with pytest.raises(CorpusError) as caught:
        accept_plain_questions(directory, file)
    assert str(caught.value).split("\n") == [
        f"{file}: 2 lines are wrong, so nothing was added.",
        "line 2: the quote is not in sarcoma.txt word for word: 'Rare'; copy it from there.",
        "line 3: this must be a JSON object with the fields doc, quote, questions, draft.",
    ]
    assert not (directory / "plain_questions.jsonl").exists()


def test_a_long_list_of_wrong_lines_is_cut(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path / "corpus")
    with pytest.raises(CorpusError, match=r"25 lines are wrong(.|\n)*line 20: .*\n… and 5 more$"):
        accept_plain_questions(directory, lines(tmp_path / "mine.jsonl", *range(25)))


@pytest.mark.parametrize(
    ("content", "language", "message"),
    [
        (b"\n \n", "en", "holds no plain question: write one JSON object a line."),
        (b"\xff", "en", "is not UTF-8"),
        (None, "en", "cannot be read: No such file or directory."),
        (b"{}", "spanish", "'spanish' is no language: give two letters, such as en or es."),
    ],
)
def test_refusals(tmp_path: Path, content: bytes | None, language: str, message: str) -> None:
    directory = write_corpus(tmp_path / "corpus")
    file = tmp_path / "mine.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        accept_plain_questions(directory, file, language=language)
    assert message in str(caught.value)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(CorpusError, match=r"target cannot be written: Is a directory\."):
        write_whole(tmp_path / "target", "text")
    with pytest.raises(CorpusError, match=r"cannot be written: No such file or directory\."):
        write_whole(tmp_path / "none" / "target", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
