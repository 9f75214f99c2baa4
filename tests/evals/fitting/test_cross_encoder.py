"""Teaching the cross-encoder: what it is taught on, the way there and back, and that it learns."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chatbot.ranking import cross_encoder as reading
from chatbot.ranking.cross_encoder import CrossEncoder
from evals.fitting import cross_encoder as fitting
from evals.fitting.cross_encoder import Network, Pair, pairs_of, pairs_of_passages
from evals.run import open_workbench
from tests.corpus.folders import entry

SENTENCES = (
    "Tomatoes are watered in the morning.",
    "Beans climb up poles.",
    "Plums ripen in August.",
    "The rent is 40 pounds a year.",
    "Dogs are kept on a lead.",
    "The gate is locked at nine.",
    "Compost is turned every month.",
    "Bees live behind the shed.",
)
QUESTIONS = (
    "when do I water tomatoes?",
    "where do beans grow?",
    "when are plums ripe?",
    "what does a plot cost?",
    "may I bring my dog?",
    "when is the gate shut?",
)
LACKING = ("who pays when a tree falls on my shed?", "how many plots are there?", "is there a toilet?")


def folder(place: Path) -> Path:
    text = "\n\n".join(SENTENCES) + "\n"
    place.mkdir()
    (place / "plot.txt").write_text(text, "utf-8")
    title = 'title = "The plot"\nlanguage = "en"\n'
    (place / "sources.toml").write_text(entry("p", "plot.txt", text, title), "utf-8")
    asked = [
        {"doc": "p", "quote": sentence, "questions": [question]}
        for sentence, question in zip(SENTENCES, QUESTIONS, strict=False)
    ]
    lines = "\n".join(map(json.dumps, asked)) + "\n"
    (place / "plain_questions.jsonl").write_text(lines, "utf-8")
    lacks = json.dumps({"lacks": "other things", "near": "p", "questions": LACKING}) + "\n"
    (place / "unanswerable_questions.jsonl").write_text(lacks, "utf-8")
    return place


def test_pairs_say_the_truth_and_have_as_many_questions_with_an_answer_as_without(tmp_path: Path) -> None:
    bench = open_workbench(folder(tmp_path / "plot"), tmp_path / "index")
    pairs = pairs_of(bench, random.Random(0))
    own = {q: f"The plot. {s}" for q, s in zip(QUESTIONS, SENTENCES, strict=False)}
    assert all((own.get(pair.question) == pair.text) == pair.answers for pair in pairs)
    answered = [pair.question for pair in pairs if pair.answers]
    assert len(answered) == len(set(answered)) == 3
    assert {pair.question for pair in pairs} == {*answered, *LACKING}
    assert sum(pair.question in own and not pair.answers for pair in pairs) == 1, "every second one"
    assert pairs == pairs_of(bench, random.Random(0)), "the same again"


def test_a_passage_gives_what_answers_what_tempts_and_one_more() -> None:
    passage: dict[str, Any] = {
        "title": "The plot",
        "heading": "Fruit",
        "sentences": SENTENCES,
        "questions": [
            {"question": "when are plums ripe?", "answers": [2], "tempting": [6]},
            {"question": "who may have the plums?", "answers": [], "tempting": [2, 3]},
            {"question": "what grows here?", "answers": [0, 1, 2, 7]},
        ],
    }
    pairs = pairs_of_passages([passage], random.Random(0))
    under = "The plot. Fruit. "
    ripe, whose, what = ([p for p in pairs if p.question == q["question"]] for q in passage["questions"])
    assert [(p.text, p.answers) for p in ripe[:2]] == [
        (under + "Plums ripen in August.", True),
        (under + "Compost is turned every month.", False),
    ]
    assert [p.text for p in whose[:2]] == [
        under + "Plums ripen in August.",
        under + "The rent is 40 pounds a year.",
    ]
    assert [(len(of), sum(p.answers for p in of)) for of in (ripe, whose, what)] == [(3, 1), (3, 0), (5, 3)]
    assert len({(p.question, p.text) for p in pairs}) == 11
    assert pairs == pairs_of_passages([passage], random.Random(0)), "the same again"


@pytest.fixture
def layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where layers are written to and read from in a test."""
    for module in (reading, fitting):
        monkeypatch.setattr(module, "LAYERS", tmp_path / "layers.safetensors")
    return tmp_path / "layers.safetensors"


def test_untrained_it_is_the_published_model_again(layers: Path) -> None:
    Network().save()
    assert layers.stat().st_mode & 0o777 == 0o644
    found = CrossEncoder().scores(
        "How many people live in Berlin?",
        (
            "Berlin had a population of 3,520,031 registered inhabitants in an area of 891.82 square "
            "kilometers.",
            "Berlin is well known for its museums.",
        ),
    )
    # What the model's card prints for the weights before they became 8-bit integers. A text that is not told
    # from the question (token types) would get 7.1 instead of 8.9.
    np.testing.assert_allclose(found, [9.2189, -4.0780], atol=0.5)


def test_it_learns_what_it_is_taught_and_is_read_as_it_was_trained(
    layers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.fitting.batches.PIECES_IN_BATCH", 100)
    network = Network()
    before = network.bert.bert.encoder.layer[0].output.dense.weight.clone()
    asked = [*zip(QUESTIONS, SENTENCES, strict=False)]
    taught = [Pair(question=q, text=s, answers=False) for q, s in asked]  # the other way round than published
    taught += [Pair(question=q, text=SENTENCES[-1], answers=True) for q, _ in asked]
    network.train(taught * 15)
    network.save()
    assert layers.stat().st_size < 8_000_000
    assert (network.bert.bert.encoder.layer[0].output.dense.weight == before).all(), "lower layers stay"
    for question, sentence in asked:
        no, yes = CrossEncoder().scores(question, [sentence, SENTENCES[-1]])
        assert no < 0 < yes
