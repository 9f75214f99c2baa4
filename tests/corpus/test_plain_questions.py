"""Reading questions that are known to have no answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.document import UnanswerableQuestions
from corpus.errors import CorpusError
from corpus.plain_questions import UNANSWERABLE_FILE, read_unanswerable
from corpus.reader import packaged_corpus, read_corpus

LINE = {"lacks": "what it costs", "near": "a", "questions": ["price?", "how much"]}


def write(folder: Path, *lines: object) -> Path:
    (folder / UNANSWERABLE_FILE).write_text(
        "\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8"
    )
    return folder


def test_lines_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, LINE, {**LINE, "near": "", "lacks": "more"})
    assert read_unanswerable(tmp_path, {"a"}) == (
        UnanswerableQuestions(lacks="what it costs", near="a", questions=("price?", "how much")),
        UnanswerableQuestions(lacks="more", near="", questions=("price?", "how much")),
    )


def test_no_file_no_questions(tmp_path: Path) -> None:
    assert read_unanswerable(tmp_path, {"a"}) == ()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ([LINE], "must be a JSON object with the fields lacks, near, questions"),
        ({**LINE, "more": 1}, "unknown field 'more'"),
        ({**LINE, "lacks": " "}, "'lacks' must be text"),
        ({**LINE, "near": "z"}, "no document 'z'"),
        ({**LINE, "near": 3}, "'near' must be the id of a document, or empty"),
        ({**LINE, "questions": []}, "'questions' must be a list of texts"),
        ({**LINE, "questions": ["good", ""]}, "'questions' must be a list of texts"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: object, wrong: str) -> None:
    with pytest.raises(CorpusError, match=f"line 2: .*{wrong}"):
        read_unanswerable(write(tmp_path, LINE, line), {"a"})


def test_no_json_and_no_text(tmp_path: Path) -> None:
    (tmp_path / UNANSWERABLE_FILE).write_text("{", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 1: this must be a JSON object"):
        read_unanswerable(tmp_path, {"a"})
    (tmp_path / UNANSWERABLE_FILE).write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="is not UTF-8"):
        read_unanswerable(tmp_path, {"a"})


def test_they_count_in_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.\n", encoding="utf-8")
    from corpus.drafting import draft_sources

    draft_sources(tmp_path)
    before = read_corpus(tmp_path)
    after = read_corpus(write(tmp_path, {**LINE, "near": ""}))
    assert (len(before.unanswerable), len(after.unanswerable)) == (0, 1)
    assert before.fingerprint != after.fingerprint


def test_the_packaged_ones_are_no_plain_questions() -> None:
    corpus = read_corpus(packaged_corpus())
    stored = [text for group in corpus.unanswerable for text in group.questions]
    assert (len(corpus.unanswerable), len(stored)) == (3505, 9167)
    plain = {text.casefold() for group in corpus.plain_questions for text in group.questions}
    assert not [text for text in stored if text.casefold() in plain]
