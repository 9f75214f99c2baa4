"""The command line as its user meets it: answers, files, and one clear sentence for every bad input."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.cli import main
from corpus.reader import packaged_corpus
from index.location import home

INDEX = ["--index-dir", str(home() / "index")]


pytestmark = pytest.mark.usefixtures("answerer")


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that must fail with one sentence, and return the sentence."""
    assert main(list(words)) != 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert captured.err.startswith("aswritten: ")
    assert captured.err.strip().count("\n") == 0
    return captured.err


def test_ask_prints_the_answer_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["ask", "--json", "How many women in the US are diagnosed with uterine sarcoma each year?"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    first = answer["parts"][0]["quotes"][0]
    text = (packaged_corpus() / first["file"]).read_text(encoding="utf-8")
    assert "About 1,200 women in the United States each year" in first["text"]
    assert text[first["start"] : first["end"]] == first["text"]


def test_a_question_outside_the_sources_gets_no_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "What's the capital of France?"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "not_in_sources"
    assert answer["parts"][0]["quotes"] == []


def test_explain_names_candidates_and_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--explain", "what does NED mean"]) == 0
    shown = capsys.readouterr().out
    assert "decision   answer" in shown
    assert "QUOTED" in shown
    assert "plain_dense=" in shown
    assert re.search(r"near document (?:\d+|-), cosine=0\.\d{3} late=0\.\d{3}", shown)


def test_explain_says_that_another_disease_is_not_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--explain", "how is breast cancer treated"]) == 0
    assert "decision   other_disease: probability of an answer 0.0" in capsys.readouterr().out


def test_an_empty_and_an_oversized_question_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "empty" in refused(capsys, "ask", "  \u200b ")
    assert "at most 50,000" in refused(capsys, "ask", "a" * 1_000_000)


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ask", "--jsn", "question"])
    assert stopped.value.code == 2
    assert "--jsn" in capsys.readouterr().err


def test_batch_answers_in_order_and_reports_bad_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        '{"id": "a", "question": "What is HIPEC?"}',
        "{not json",
        '{"id": "b", "question": "and do people live longer with it", "history": ["what is HIPEC"]}',
        '{"id": "c"}',
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["batch", str(source), str(target), *INDEX]) == 1
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert all("HIPEC" in answer["parts"][0]["quotes"][0]["text"] for answer in answers)
    told = capsys.readouterr().err
    assert "line 2: not JSON" in told
    assert 'line 4: no "question"' in told


def test_batch_refuses_paths_it_cannot_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"question": "What is HIPEC?"}\n', encoding="utf-8")
    assert "no file" in refused(capsys, "batch", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl"))
    assert "cannot be written" in refused(capsys, "batch", str(source), str(tmp_path / "none" / "out.jsonl"))
    assert "input too" in refused(capsys, "batch", str(source), str(source))
    assert source.read_text(encoding="utf-8") == '{"question": "What is HIPEC?"}\n'


def copied_corpus(folder: Path) -> Path:
    """Copy the packaged documents, so that a test can damage them."""
    folder.mkdir()
    for path in packaged_corpus().iterdir():
        if path.suffix in {".txt", ".toml"}:
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda f: (f / "004_adjuvant_treatment_digest.txt").unlink(), "004_adjuvant_treatment_digest.txt"),
        (
            lambda f: (f / "004_adjuvant_treatment_digest.txt").write_text("changed"),
            "004_adjuvant_treatment_digest.txt",
        ),
        (
            lambda f: (f / "004_adjuvant_treatment_digest.txt").write_bytes(b"\xff\xfe\x00"),
            "004_adjuvant_treatment_digest.txt",
        ),
        (lambda f: (f / "sources.toml").write_text("[[source"), "sources.toml"),
    ],
    ids=["missing", "changed", "not UTF-8", "broken manifest"],
)
def test_damaged_documents_are_named(
    damage: Callable[[Path], object], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied_corpus(tmp_path / "documents")
    damage(folder)
    assert said in refused(
        capsys, "ask", "--corpus", str(folder), "--index-dir", str(tmp_path / "index"), "question"
    )


def test_an_index_of_other_documents_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.txt").write_text("Tea is a drink.\n", encoding="utf-8")
    assert main(["sources", "new", str(folder)]) == 0
    capsys.readouterr()
    assert "other documents" in refused(capsys, "ask", "--corpus", str(folder), *INDEX, "What is tea?")
