"""The program beside plain searches over a small folder, and models that have not seen its questions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.deciding.answerability import BARE_SIGNS, SIGNS
from chatbot.deciding.verdict import Models
from chatbot.ranking.features import FEATURES
from chatbot.ranking.logistic import LogisticModel
from evals.__main__ import main
from evals.benchmarks import corpora
from evals.fitting import ranker
from evals.fitting.examples import Example
from evals.measures.notes import CORPORA_HEADER
from evals.recording.results import read_recorded, recorded_set
from ingest.extract.folder import prepare_folder
from tests.fakes import HashEncoder

PETS = (
    "# Cats\n\nThey eat fish at noon.\n\n# Dogs\n\nThey eat bones at dusk.\n\n# Bowls\n\nA bowl is steel.\n"
)
BONES = [[{"doc": "pets", "quote": "They eat bones at dusk."}]]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "1", "question": "what do dogs eat", "facets": BONES},
    {"id": "2", "question": "who won the cup", "expect": "no_answer", "facets": []},
]


@pytest.fixture
def pets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one document and two questions, an encoder that counts words."""
    monkeypatch.setattr("evals.run.default_index_dir", lambda _: tmp_path / "index")
    monkeypatch.setattr("evals.run.load_encoder", HashEncoder)
    folder = tmp_path / "pets"
    folder.mkdir()
    (folder / "pets.md").write_text(PETS, encoding="utf-8")
    base = {"audience": "patient", "kind": "fact", "expect": "answer"}
    lines = "".join(json.dumps({**base, **record}) + "\n" for record in QUESTIONS)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    prepare_folder(folder)
    return folder


def test_each_system_has_a_row_a_corpus_and_the_heading_leads_to_the_span(
    pets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["corpora", "--corpus", str(pets), "--record", str(tmp_path / "corpora.json")]) == 0
    printed = capsys.readouterr().out
    for title in (*CORPORA_HEADER, "As Written", "Dense alone", "BM25 with title and section", "fused"):
        assert title in printed
    recorded = read_recorded(tmp_path / "corpora.json")
    assert [(one.set, one.condition) for one in recorded] == [("pets", name) for name in corpora.SYSTEMS]
    context = recorded_set(recorded, condition="bm25-context", question_set="pets").summary
    assert context["first_quote"].value == 1.0  # "dogs" stands in the heading alone
    assert context["true_abstention"].value == 1.0  # no word of the second question stands anywhere
    assert recorded_set(recorded, condition="full", question_set="pets").summary["verbatim"].value == 1.0


def test_a_folder_without_questions_is_told_in_one_sentence(
    pets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pets / "questions.jsonl").unlink()
    assert main(["corpora", "--corpus", str(pets)]) == 2
    assert "holds no questions*.jsonl: name a file of questions with --questions." in capsys.readouterr().err


def test_a_corpus_that_the_models_were_fitted_on_is_asked_with_others(
    pets: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(corpora, "CORPORA", pets.parent)
    monkeypatch.setattr(corpora, "fitted_on", lambda: ("pets",))
    monkeypatch.setattr(ranker, "LEFT_OUT", tmp_path / "left_out")
    assert main(["corpora", "--corpus", str(pets)]) == 2
    assert "No models without the corpus pets are kept: run python -m evals fit." in capsys.readouterr().err
    shutil.copytree(ranker.MODELS, tmp_path / "left_out" / "pets", ignore=shutil.ignore_patterns("*.onnx"))
    assert main(["corpora", "--corpus", str(pets)]) == 0
    assert "As Written, fitted without it" in capsys.readouterr().out


IN_OTHER_LANGUAGES = {"abfall", "biblioteca", "salud", "sommeil"}


def made_examples(group: str, seed: int) -> list[Any]:
    """Two questions of a group, an answerable one and another, with numbers that ``seed`` draws for signs."""
    draw = np.random.default_rng(seed)
    asked: Any = SimpleNamespace  # numbers stand in the place of what was found
    small = Models.BARE_OTHER if group in IN_OTHER_LANGUAGES else Models.BARE
    return [
        Example(
            asked=asked(group=group, answerable=answerable, facets=("one",) * answerable),
            matrix=draw.normal(size=(6, len(FEATURES))),
            relevant=np.arange(6) == (seed if answerable else 6),
            quotable=np.ones(6, dtype=np.bool_),
            pipeline=asked(
                models=small if group in ranker.own_corpora() else Models.RICH,
                numbers=draw.normal(size=len(BARE_SIGNS if group in ranker.own_corpora() else SIGNS)),
                joint=draw.normal(size=6),
            ),
            found=asked(span_ids=np.arange(6)),
        )
        for answerable in (True, False)
    ]


def reranking(one: Any, model: LogisticModel) -> NDArray[np.float64]:
    """What the reranker reads of a made example: the log odds of the ranker that was asked, and numbers."""
    joint = one.pipeline.joint
    return np.column_stack([model.logits(one.matrix), joint, joint - joint.max()])


@pytest.mark.parametrize("name", ranker.own_corpora())
def test_the_models_that_a_corpus_is_asked_with_are_the_same_whatever_its_questions_hold(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranker, "MODELS", tmp_path / "all")
    monkeypatch.setattr(ranker, "LEFT_OUT", tmp_path / "without")
    # In the place of a pipeline stand numbers; what becomes of them shows which models were asked.
    monkeypatch.setattr(
        ranker, "_signs", lambda one, logits, read: one.pipeline.numbers + logits.sum() + read.sum()
    )
    monkeypatch.setattr(ranker, "_reranking", reranking)
    written = []
    for seed in (1, 2):
        examples = [
            example
            for group in ("a", "calibration", *ranker.own_corpora())
            for example in made_examples(group, seed if group == name else 0)
        ]
        monkeypatch.setattr(ranker, "collect", lambda _, made=examples: made)
        assert main(["fit"]) == 0
        written.append({path: path.read_bytes() for path in tmp_path.rglob("*.json")})
    changed = {
        path.relative_to(tmp_path).parts[:-1] for path in written[0] if written[0][path] != written[1][path]
    }
    assert changed == {("all",)} | {("without", other) for other in ranker.own_corpora() if other != name}


@pytest.mark.parametrize("name", ranker.own_corpora())
@pytest.mark.parametrize("model", ["ranker", "answerability"])
def test_the_models_kept_without_a_corpus_name_every_other_group(name: str, model: str) -> None:
    packaged, kept = (
        json.loads((folder / f"{model}_bare.json").read_text("utf-8"))["fitted_on"]
        for folder in (ranker.MODELS, ranker.LEFT_OUT / name)
    )
    assert sorted([*kept, name]) == packaged
