"""The compiled encoder against sentence-transformers itself, and what becomes of damaged files."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import index.encoder.onnx as compiled_module
from index.encoder.kept import ABOUT_FILE
from index.encoder.load import packaged_encoder
from index.encoder.onnx import GRAPH_FILE, TOKENIZER_FILE, CompiledEncoder
from index.encoder.transformer import TransformerEncoder
from index.errors import EncoderError

TEXTS = (
    "What is uterine sarcoma?",
    "",
    "  wot is HIPEC ?? \n",
    "¿Qué es un sarcoma?",
    "lump " * 600,
    "\ud800 half a pair",
    "子宮肉腫 🙂",
)


@pytest.fixture(scope="module")
def source() -> TransformerEncoder:
    return packaged_encoder()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, source: TransformerEncoder) -> Path:
    folder = tmp_path_factory.mktemp("encoders")
    CompiledEncoder(source, folder=folder).read(["compile"])
    return folder


def files(home: Path) -> Path:
    (folder,) = home.iterdir()
    return folder


def test_the_vectors_are_those_of_sentence_transformers(home: Path, source: TransformerEncoder) -> None:
    found = CompiledEncoder(source, folder=home).read(TEXTS).vectors
    readable = [text.encode("utf-8", "replace").decode() for text in TEXTS]
    expected = source.model().encode(readable, normalize_embeddings=True)
    np.testing.assert_allclose(found, expected, atol=2e-6)


def test_the_pieces_are_those_of_pytorch(home: Path, source: TransformerEncoder) -> None:
    found, expected = CompiledEncoder(source, folder=home).read(TEXTS), source.read(TEXTS)
    assert [pieces.tolist() for pieces in found.pieces] == [pieces.tolist() for pieces in expected.pieces]
    assert [starts.tolist() for starts in found.starts] == [starts.tolist() for starts in expected.starts]
    assert found.starts[0].tolist() == [0, 5, 8, 10, 16, 19, 22, 23]
    for mine, theirs in zip(found.tokens, expected.tokens, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=5e-6)
    tokens = source.model().tokenizer.convert_ids_to_tokens(found.pieces[0].tolist())
    assert tokens == ["what", "is", "ut", "##erine", "sar", "##com", "##a", "?"]
    assert len(found.pieces[1]) == 0
    assert len(found.pieces[4]) == 254, "256 pieces less those that mark start and end"


def test_a_text_is_encoded_alike_whatever_stands_beside_it(home: Path, source: TransformerEncoder) -> None:
    encoder = CompiledEncoder(source, folder=home)
    together = encoder.read(TEXTS).vectors
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(encoder.read([text]).vectors[0], vector, atol=1e-7)


def test_threads_share_one_encoder(home: Path, source: TransformerEncoder) -> None:
    encoder = CompiledEncoder(source, folder=home)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.read([text]).vectors[0], TEXTS * 4))
    np.testing.assert_allclose(np.stack(found), np.concatenate([encoder.read(TEXTS).vectors] * 4), atol=1e-7)


def test_a_model_is_compiled_once(
    home: Path, source: TransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CompiledEncoder, "_compile", lambda *_: pytest.fail("compiled again"))
    assert CompiledEncoder(source, folder=home).read(["again"]).vectors.shape == (1, 384)


@pytest.mark.parametrize("damage", ["graph", "tokenizer", "about", "foreign"])
def test_what_is_not_as_written_is_compiled_again(
    tmp_path: Path, source: TransformerEncoder, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(compiled_module, "_write_graph", lambda _, path: path.write_bytes(b"graph"))
    monkeypatch.setattr(compiled_module._Graph, "load", lambda *_, **__: source)
    CompiledEncoder(source, folder=tmp_path).read(["first"])
    folder = files(tmp_path)
    before = (folder / ABOUT_FILE).read_bytes()
    if damage == "foreign":
        about = json.loads(before)
        (folder / ABOUT_FILE).write_text(json.dumps({**about, "encoder": "another"}))
    else:
        name = {"graph": GRAPH_FILE, "tokenizer": TOKENIZER_FILE, "about": ABOUT_FILE}[damage]
        (folder / name).write_bytes(b"{")
    CompiledEncoder(source, folder=tmp_path).read(["second"])
    assert (files(tmp_path) / ABOUT_FILE).read_bytes() == before
    assert (files(tmp_path) / GRAPH_FILE).read_bytes() == b"graph"


def test_two_programs_do_not_compile_over_each_other(
    tmp_path: Path, source: TransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def slowly(_: object, path: Path) -> None:
        time.sleep(0.2)
        written.append(path)
        path.write_bytes(b"graph")

    monkeypatch.setattr(compiled_module, "_write_graph", slowly)
    monkeypatch.setattr(compiled_module._Graph, "load", lambda *_, **__: source)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: CompiledEncoder(source, folder=tmp_path).read(["text"]).vectors, range(2)))
    assert len(written) == 1


def test_a_model_that_cannot_be_compiled_is_run_as_it_is(
    tmp_path: Path, source: TransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise compiled_module._CannotCompileError

    monkeypatch.setattr(compiled_module, "_write_graph", refuse)
    encoder = CompiledEncoder(source, folder=tmp_path / "new")
    np.testing.assert_array_equal(encoder.read(["text"]).vectors, source.read(["text"]).vectors)
    assert not any((tmp_path / "new").iterdir()), "nothing half written is left"


def test_a_folder_that_cannot_be_written(tmp_path: Path, source: TransformerEncoder) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EncoderError, match=r"cannot be written .* set ASWRITTEN_HOME"):
        CompiledEncoder(source, folder=tmp_path / "file").read(["text"])
