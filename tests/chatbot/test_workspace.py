"""From folders to an answerer: what is read again, and when."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from chatbot import workspace
from chatbot.workspace import open_answerer
from corpus.document import Corpus
from corpus.errors import CorpusError
from corpus.reader import read_corpus
from tests.corpus.folders import entry, write_corpus
from tests.fakes import HashEncoder


@pytest.fixture
def own(fresh_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that was written long ago, as the clock tells, and an encoder that costs nothing."""
    monkeypatch.setattr(workspace, "load_encoder", lambda name: HashEncoder(name=name or "hash"))
    now = time.time
    monkeypatch.setattr("chatbot.workspace.time.time", lambda: now() + 60)
    return write_corpus(tmp_path / "own")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Every folder that is read."""
    folders: list[Path | None] = []

    def read(folder: Path | None) -> Corpus:
        folders.append(folder)
        return read_corpus(folder)

    monkeypatch.setattr(workspace, "read_corpus", read)
    return folders


def test_a_folder_that_looks_the_same_is_not_read_again(own: Path, reads: list[Path | None]) -> None:
    first = open_answerer(corpus_dir=own).index
    assert open_answerer(corpus_dir=own).index.fingerprint == first.fingerprint
    assert reads == [own]


def test_a_change_is_seen_though_size_and_time_are_put_back(own: Path, reads: list[Path | None]) -> None:
    open_answerer(corpus_dir=own)
    document, content = own / "sarcoma.txt", "A sarcoma is scar.\n"
    before = document.stat()
    assert len(content.encode()) == before.st_size
    document.write_text(content, encoding="utf-8")
    os.utime(document, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(CorpusError, match=r"sarcoma\.txt is not the file"):
        open_answerer(corpus_dir=own)
    assert reads == [own, own]


def test_a_new_document_is_seen(own: Path, reads: list[Path | None]) -> None:
    open_answerer(corpus_dir=own)
    (own / "tea.txt").write_text("Tea is a drink.\n", encoding="utf-8")
    manifest = own / "sources.toml"
    manifest.write_text(manifest.read_text("utf-8") + entry("t", "tea.txt", "Tea is a drink.\n"), "utf-8")
    assert len(open_answerer(corpus_dir=own).index.documents) == 3


def test_what_has_only_just_changed_is_read_every_time(
    own: Path, reads: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.workspace.time.time", lambda: (own / "sources.toml").stat().st_ctime)
    open_answerer(corpus_dir=own)
    open_answerer(corpus_dir=own)
    assert reads == [own, own]
