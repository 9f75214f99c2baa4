"""Disks that are full or cannot be written to: one sentence, nothing lost, nothing left behind."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chatbot.cli import main
from corpus.document import Corpus
from corpus.errors import AsWrittenError
from index.errors import IndexFolderError
from index.storage.store import build_index, open_index
from ingest.extract.folder import prepare_folder
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document, small_corpus


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let no file grow beyond ``room`` bytes."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def other_corpus() -> Corpus:
    return corpus(document("d", " ".join(f"Sentence {number} is another one." for number in range(300))))


@pytest.mark.parametrize("room", [0, 100, 5_000, 100_000])
def test_on_a_full_disk_the_index_in_place_stays_whole(tmp_path: Path, room: int) -> None:
    encoder = HashEncoder()
    before = build_index(small_corpus(), directory=tmp_path, encoder=encoder)
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    with full_disk(room), pytest.raises(IndexFolderError, match=r"cannot be written \(File too large\)"):
        build_index(other_corpus(), directory=tmp_path, encoder=encoder)
    left = {path for path in tmp_path.rglob("*") if path.is_file()} - files
    assert {path.suffix for path in left} <= {".npz"}  # whole encodings, which the next try finds
    assert open_index(tmp_path, encoder=encoder).fingerprint == before.fingerprint
    assert build_index(other_corpus(), directory=tmp_path, encoder=encoder).spans


def test_on_a_full_disk_a_folder_of_documents_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "rent.txt").write_text("The rent is due on the first of April.", encoding="utf-8")
    with (
        full_disk(20),
        pytest.raises(AsWrittenError, match="cannot be written: File too large"),
    ):
        prepare_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["rent.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write to")
def test_a_home_that_cannot_be_written_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASWRITTEN_HOME", "/proc/self/task")
    assert main(["ask", "What is uterine sarcoma?"]) == 2
    assert capsys.readouterr().err == (
        "aswritten: The index folder /proc/self/task/index cannot be written (No such file or directory): "
        "choose another.\n"
    )
