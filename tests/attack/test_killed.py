"""A builder that is killed at any moment: whoever reads finds a whole index, before, during and after."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.storage.store import build_index, open_index
from tests.attack.watched import ROOT
from tests.fakes import HashEncoder
from tests.index.corpora import small_corpus

BUILDING = """
import sys
from pathlib import Path
from index.storage.store import build_index
from tests.fakes import HashEncoder
from tests.index.corpora import small_corpus
for _ in range(1000):
    print("begun", flush=True)
    build_index(small_corpus(), directory=Path(sys.argv[1]), encoder=HashEncoder())
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_a_builder_killed_at_any_moment_leaves_readers_a_whole_index(tmp_path: Path, seed: int) -> None:
    built = build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    moment = random.Random(seed).uniform(0, 0.5)
    words = [sys.executable, "-c", BUILDING, str(tmp_path)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == b"begun\n"
        deadline, opened = time.monotonic() + moment, 0
        while time.monotonic() < deadline or not opened:
            index = open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus())
            assert index.fingerprint == built.fingerprint
            opened += 1
        builder.kill()
    assert open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus()).spans == built.spans
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder(), patience=5)
    assert len([path for path in tmp_path.iterdir() if path.is_dir() and path.name != "vectors"]) == 1
