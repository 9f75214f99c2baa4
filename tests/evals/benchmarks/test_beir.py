from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError
from evals.benchmarks import beir
from evals.benchmarks.beir import measure, read_collection, retrieve
from tests.fakes import HashEncoder

DOCUMENTS = {
    "d1": ("Aspirin", "relieves pain"),
    "d2": ("", "the heart pumps blood"),
    "d3": ("Ibuprofen", "relieves pain and fever"),
}
QUESTIONS = {"q1": "what relieves pain", "q2": "zzz", "unjudged": "never asked"}


def write_collection(
    folder: Path,
    documents: dict[str, tuple[str, str]],
    questions: dict[str, str],
    qrels: dict[str, dict[str, int]],
) -> Path:
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": key, "title": title, "text": text} for key, (title, text) in documents.items()]
    asked = [{"_id": key, "text": text, "metadata": {}} for key, text in questions.items()]
    for name, records in (("corpus.jsonl", corpus), ("queries.jsonl", asked)):
        (folder / name).write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    rows = [f"{question}\t{key}\t{grade}\n" for question, one in qrels.items() for key, grade in one.items()]
    header = "query-id\tcorpus-id\tscore\n"
    (folder / "qrels" / "test.tsv").write_text(header + "".join(rows), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    qrels = {"q1": {"d1": 2, "d3": 1, "d2": 0}, "q2": {"d2": 1}}
    return write_collection(tmp_path / "set", DOCUMENTS, QUESTIONS, qrels)


def test_what_is_read(folder: Path) -> None:
    collection = read_collection(folder)
    assert collection.documents == DOCUMENTS
    assert collection.qrels == {"q1": {"d1": 2, "d3": 1, "d2": 0}, "q2": {"d2": 1}}


def test_measures_by_hand() -> None:
    qrels = {"q1": {"a": 2, "b": 1}, "q2": {"a": 1}, "q3": {"x": 1}}
    found = measure({"q1": ["b", "a", "c"], "q2": ["c", "d", "a"], "q3": []}, qrels)
    ideal = 2 + 1 / np.log2(3)
    ndcg = [(1 + 2 / np.log2(3)) / ideal, 1 / np.log2(4), 0]
    assert found == {
        "nDCG@10": pytest.approx(np.mean(ndcg), abs=1e-5),
        "R@10": pytest.approx(2 / 3, abs=1e-5),
        "RR@10": pytest.approx((1 + 1 / 3) / 3, abs=1e-5),
        "P@1": pytest.approx(1 / 3, abs=1e-5),
    }
    assert measure({"q1": []}, qrels) == dict.fromkeys(found, 0.0)


def test_places_past_the_tenth_do_not_count() -> None:
    found = measure({"q": [str(number) for number in range(20)]}, {"q": {"10": 1}})
    assert found == {"nDCG@10": 0, "R@10": 0, "RR@10": 0, "P@1": 0}


def test_lexical_finds_what_shares_words_and_a_question_without_any_scores_nothing(
    folder: Path, tmp_path: Path
) -> None:
    collection = read_collection(folder)
    runs = retrieve(collection, encoder=HashEncoder(), directory=tmp_path)
    assert runs["lexical"] == {"q1": ["d1", "d3"], "q2": []}
    assert runs["fused"]["q1"][:2] == ["d1", "d3"]
    assert measure(runs["lexical"], collection.qrels) == {
        "nDCG@10": 0.5,
        "R@10": 0.5,
        "RR@10": 0.5,
        "P@1": 0.5,
    }


def test_a_second_run_encodes_no_document(folder: Path, tmp_path: Path) -> None:
    collection = read_collection(folder)
    first = retrieve(collection, encoder=HashEncoder(), directory=tmp_path)
    again = HashEncoder()
    assert retrieve(collection, encoder=again, directory=tmp_path) == first
    assert again.encoded == ["what relieves pain", "zzz"]


def test_a_question_taken_from_the_documents_does_not_find_itself(tmp_path: Path) -> None:
    documents = {"1": ("", "pain in the heart"), "2": ("", "heart pain again"), "3": ("", "fever")}
    questions = {"1": "pain in the  heart", "3": "heart"}
    folder = write_collection(tmp_path / "set", documents, questions, {"1": {"2": 1}, "3": {"3": 1}})
    runs = retrieve(read_collection(folder), encoder=HashEncoder(), directory=tmp_path)
    assert runs["lexical"]["1"] == ["2"]
    assert "3" in runs["dense"]["3"]


def test_json_is_one_object_and_nothing_else(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(beir, "load_encoder", HashEncoder)
    parser = argparse.ArgumentParser()
    beir.add_arguments(parser)
    assert beir.run(parser.parse_args([str(folder), "--index-dir", str(tmp_path / "i"), "--json"])) == 0
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["lexical", "dense", "fused"]
    assert all(list(values) == ["nDCG@10", "R@10", "RR@10", "P@1"] for values in printed.values())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("corpus.jsonl", '{"_id": "d1", "text": "a"}\n{"text": "b"}\n', r"corpus\.jsonl, line 2: not a JSON"),
        ("corpus.jsonl", '{"_id": "d1"}\n{"_id": "d1"}\n', r"line 2: the _id d1 stands twice"),
        ("corpus.jsonl", "", "holds no document"),
        ("queries.jsonl", "[1]\n", r"queries\.jsonl, line 1: not a JSON"),
        ("queries.jsonl", '{"_id": "q1"}\n', "judges the question q2, which queries.jsonl lacks"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 d1 1\n", r"test\.tsv, line 2: not question"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "holds no judgement"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_collection(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").unlink()
    with pytest.raises(CorpusError, match=r"test\.tsv cannot be read"):
        read_collection(folder)
