"""The same as in ``test_no_other_host.py`` while an encoder is compiled: by itself, as it takes long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.watched import ASWRITTEN, is_alone, watched
from tests.corpus.folders import write_corpus


@pytest.mark.slow
def test_indexing_with_an_encoder_that_is_compiled_anew(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "documents")
    home = tmp_path / "built"
    words = [*ASWRITTEN, "index", "--corpus", str(folder)]
    assert is_alone(watched(words, tmp_path / "run", ASWRITTEN_HOME=str(home)))
    assert list(home.glob("encoders/*/model.onnx"))
