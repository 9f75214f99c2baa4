"""The fitted reader takes the place of the one in use at the very end, and only whole."""

from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from chatbot.question import reader as reading
from chatbot.question.reader import HEAD_FILE, LABELS, LAYERS_FILE, SETTINGS_FILE, Reader
from corpus.files import file_sha256
from evals.fitting import reader as fitting
from tests.fakes import HashEncoder

OLD = {LAYERS_FILE: b"old layers", HEAD_FILE: b"old head", SETTINGS_FILE: b'{"layers_sha256": "old"}'}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def made_reader() -> Reader:
    weights = np.arange(len(LABELS) * 4, dtype=np.float64).reshape(len(LABELS), 4)
    return Reader(encoder=HashEncoder(), weights=weights, bias=weights[:, 0] / 2, thresholds={})


class Trained:
    """Stands for a network that has learned."""

    def prepare(self, texts: object) -> list[object]:
        del texts
        return []

    def save(self, layers: Path) -> Reader:
        layers.write_bytes(b"new layers")
        return made_reader()


def test_ended_while_thresholds_are_set_the_old_reader_stays(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fitting, "MODELS", models)
    monkeypatch.setattr(fitting, "Network", Trained)
    monkeypatch.setattr(fitting, "train", lambda *_: None)
    monkeypatch.setattr(fitting, "labelled_texts", lambda _: [])
    monkeypatch.setattr(fitting, "stories_of", lambda *_: [])
    monkeypatch.setattr(fitting, "thresholds", ended)
    with pytest.raises(KeyboardInterrupt):
        fitting.run(Namespace())
    assert {path.name: path.read_bytes() for path in models.iterdir()} == OLD


def test_what_is_put_in_place_is_read_again(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made"
    made.write_bytes(b"new layers")
    fitting.put_in_place(made, made_reader(), {"urgent": 1.5}, models)
    asked: list[tuple[Path, str]] = []

    def load(layers: Path, *, sha256: str) -> HashEncoder:
        asked.append((layers, sha256))
        return HashEncoder()

    monkeypatch.setattr(reading, "MODELS", models)
    monkeypatch.setattr(reading, "load_tuned_encoder", load)
    found = Reader.from_package()
    assert asked == [(models / LAYERS_FILE, file_sha256(models / LAYERS_FILE))]
    assert (models / LAYERS_FILE).read_bytes() == b"new layers"
    np.testing.assert_array_equal(found.weights, made_reader().weights)
    np.testing.assert_array_equal(found.bias, made_reader().bias)
    assert found.thresholds == {"urgent": 1.5}


def test_ended_between_two_files_the_settings_do_not_fit_the_layers(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    made = tmp_path / "made"
    made.write_bytes(b"new layers")
    monkeypatch.setattr(np, "save", ended)
    with pytest.raises(KeyboardInterrupt):
        fitting.put_in_place(made, made_reader(), {}, models)
    assert (models / SETTINGS_FILE).read_bytes() == OLD[SETTINGS_FILE]
    assert (models / LAYERS_FILE).read_bytes() == b"new layers"
