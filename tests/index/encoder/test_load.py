from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

import index.encoder.load as encoder_module
from index.encoder.joined import JoinedEncoder
from index.encoder.load import PACKAGED_SHA256, load_encoder, load_tuned_encoder, packaged_encoder
from index.encoder.onnx import CompiledEncoder
from index.errors import EncoderError


def packaged_folder() -> Path:
    return packaged_encoder().folder


def english_half() -> CompiledEncoder:
    found = load_encoder()
    assert isinstance(found, JoinedEncoder)
    return found.words


def test_the_packaged_model_by_its_published_similarities() -> None:
    encoder = english_half()
    assert encoder.identity == f"all-MiniLM-L6-v2:{PACKAGED_SHA256}"
    vectors = encoder.read(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    ).vectors
    assert vectors.shape == (3, encoder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    # What the quickstart of sentence-transformers prints for this model.
    expected = [[1, 0.6660, 0.1046], [0.6660, 1, 0.1411], [0.1046, 0.1411, 1]]
    np.testing.assert_allclose(vectors @ vectors.T, expected, atol=2e-4)


def test_the_packaged_models_are_two_joined() -> None:
    encoder = load_encoder()
    assert encoder.identity == (
        f"all-MiniLM-L6-v2:{PACKAGED_SHA256}+universal-sentence-encoder-multilingual-3:"
        "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
    )
    vectors = encoder.read(["The weather is lovely today.", "Das Wetter ist heute schön."]).vectors
    assert vectors.shape == (2, encoder.dimension) == (2, 896)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_odd_texts_are_encoded() -> None:
    encoder = load_encoder()
    vectors = encoder.read(["", "\ud800", "x" * 200_000, "word " * 40_000]).vectors
    assert np.isfinite(vectors).all()
    assert encoder.read([]).vectors.shape == (0, 896)


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "altered_model"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(encoder_module, "PACKAGED_MODULE", "altered_model")
    monkeypatch.setenv("ASWRITTEN_HOME", str(tmp_path / "home"))
    with pytest.raises(EncoderError, match="has been altered: reinstall"):
        load_encoder().read(["text"])
    (package / "model" / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match=r"cannot be read \(.*\): reinstall"):
        load_encoder().read(["text"])
    monkeypatch.setattr(encoder_module, "PACKAGED_MODULE", "no_such_package_here")
    with pytest.raises(EncoderError, match="not installed"):
        load_encoder()


def test_other_layers_than_those_named_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASWRITTEN_HOME", str(tmp_path / "home"))
    layers = tmp_path / "layers.safetensors"
    layers.write_bytes(b"other weights")
    tuned = load_tuned_encoder(layers, sha256="0" * 64)
    with pytest.raises(EncoderError, match="have been altered: reinstall the program"):
        tuned.read(["text"])


def test_a_model_in_a_folder_is_known_by_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(packaged_folder(), folder)
    mine = load_encoder(str(folder))
    assert mine.identity.startswith("mine:")
    assert mine.identity == load_encoder(str(folder)).identity
    np.testing.assert_allclose(
        mine.read(["heart"]).vectors, english_half().read(["heart"]).vectors, atol=1e-6
    )
    assert mine.dimension == 384
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    assert load_encoder(str(folder)).identity != mine.identity


@pytest.mark.parametrize("name", ["no-such-model-anywhere", "who/ever", "..//", ""])
def test_a_model_that_is_not_here_is_not_fetched(name: str) -> None:
    with pytest.raises(EncoderError, match=r"nothing is downloaded|holds no sentence-transformers model"):
        load_encoder(name)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="holds no sentence-transformers model"):
        load_encoder(str(tmp_path))
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(tmp_path)).read(["text"])
