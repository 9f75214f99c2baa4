"""The verbs about documents: index, ingest, sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot import workspace
from chatbot.cli import main
from chatbot.workspace import default_index_dir, open_answerer
from corpus.reader import packaged_corpus
from index.errors import ForeignIndexError
from tests.corpus.folders import entry, write_corpus
from tests.fakes import HashEncoder


@pytest.fixture(autouse=True)
def home(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for indexes and reports that nothing else uses, and an encoder that costs nothing."""
    monkeypatch.setattr(workspace, "load_encoder", lambda name: HashEncoder(name=name or "hash"))
    return fresh_home


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "own")


def state(folder: Path) -> dict[str, str]:
    """What a folder holds: names and hashes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_index_builds_says_so_and_the_index_is_asked(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--corpus", str(own)]) == 0
    said = capsys.readouterr().out
    assert "Indexed 2 documents: " in said
    assert f"The index is in {default_index_dir(own)}." in said
    assert main(["ask", "--json", "--corpus", str(own), "What is a sarcoma?"]) == 0
    captured = capsys.readouterr()
    assert "Building" not in captured.err
    assert json.loads(captured.out)["index"] == open_answerer(corpus_dir=own).index.fingerprint


def test_index_builds_anew_what_is_damaged(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--corpus", str(own), "--index-dir", str(tmp_path / "index")]
    assert main(["index", *words]) == 0
    damaged = next((tmp_path / "index").rglob("*.faiss"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    before = state(tmp_path / "index")
    capsys.readouterr()
    assert main(["ask", *words, "What is a sarcoma?"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"aswritten: The index file {damaged} is damaged: build the index again.\n"
    assert state(tmp_path / "index") == before
    assert main(["index", *words]) == 0
    assert main(["ask", *words, "What is a sarcoma?"]) == 0


def test_a_failed_build_leaves_the_index_in_use(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--corpus", str(own), "--index-dir", str(tmp_path / "index")]
    assert main(["index", *words]) == 0
    (own / "sarcoma.txt").write_text("changed", encoding="utf-8")
    before = state(tmp_path / "index")
    capsys.readouterr()
    assert main(["index", *words]) == 2
    assert "sarcoma.txt is not the file that sources.toml describes" in capsys.readouterr().err
    assert state(tmp_path / "index") == before


def test_broken_documents_are_left_out_only_on_request(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "sarcoma.txt").write_bytes(b"\xff\xfe")
    assert main(["index", "--corpus", str(own)]) == 2
    assert "sarcoma.txt" in capsys.readouterr().err
    assert main(["index", "--corpus", str(own), "--skip-broken"]) == 0
    captured = capsys.readouterr()
    assert "Indexed 1 document: " in captured.out
    assert "left out: sarcoma.txt" in captured.err
    assert main(["ask", "--corpus", str(own), "--skip-broken", "Where is the uterus?"]) == 0
    assert main(["ask", "--corpus", str(own), "Where is the uterus?"]) == 2


def test_a_document_that_came_later_is_indexed_where_nobody_chose_the_folder(
    own: Path, tmp_path: Path
) -> None:
    first = open_answerer(corpus_dir=own).index
    chosen = open_answerer(corpus_dir=own, index_dir=tmp_path / "index").index
    assert first.fingerprint == chosen.fingerprint
    (own / "tea.txt").write_text("Tea is a drink.\n", encoding="utf-8")
    manifest = own / "sources.toml"
    manifest.write_text(manifest.read_text("utf-8") + entry("t", "tea.txt", "Tea is a drink.\n"), "utf-8")
    assert len(open_answerer(corpus_dir=own).index.documents) == 3
    with pytest.raises(ForeignIndexError, match="other documents"):
        open_answerer(corpus_dir=own, index_dir=tmp_path / "index")


def test_each_corpus_and_encoder_has_its_own_index(own: Path, home: Path, tmp_path: Path) -> None:
    other = write_corpus(tmp_path / "other")
    folders = {
        default_index_dir(None),
        default_index_dir(own),
        default_index_dir(other),
        default_index_dir(own, encoder_name="another"),
        default_index_dir(None, encoder_name="another"),
    }
    assert len(folders) == 5
    assert {folder.parent for folder in folders} == {home}
    assert default_index_dir(packaged_corpus()) == default_index_dir(None) == home / "index"
    assert default_index_dir(tmp_path / "other" / ".." / "own") == default_index_dir(own)


def test_an_index_of_another_encoder_is_refused(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--corpus", str(own), "--index-dir", str(tmp_path / "index")]
    assert main(["index", *words]) == 0
    capsys.readouterr()
    assert main(["ask", *words, "--encoder", "another", "What is a sarcoma?"]) == 2
    assert "was made with the encoder hash" in capsys.readouterr().err


def test_ingest_says_what_was_understood(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "--corpus", str(own)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "u  uterus.txt: 66 characters, 3 spans, 0 faults",
        "s  sarcoma.txt: 19 characters, 1 span, 0 faults",
    ]


def test_ingest_report_prints_and_writes_a_page(
    own: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "photo.jpg").write_bytes(b"\xff")
    assert main(["ingest", "--corpus", str(own), "--report"]) == 0
    said = capsys.readouterr().out
    assert "All 2 documents: 85 characters, 0 faults" in said
    (page,) = home.glob("index-*-report.html")
    assert said.endswith(f"The documents with their blocks coloured: {page}\n")
    assert "s  sarcoma.txt: ready\n" in said
    assert "photo.jpg is passed over: only .txt" in said
    assert "It sits in the pelvis." in page.read_text(encoding="utf-8")
    assert "<li>photo.jpg is passed over: only .txt" in page.read_text(encoding="utf-8")
    elsewhere = tmp_path / "page.html"
    assert main(["ingest", "--corpus", str(own), "--html", str(elsewhere)]) == 0
    assert elsewhere.read_bytes() == page.read_bytes()
    assert main(["ingest", "--corpus", str(own), "--html", str(tmp_path / "none" / "page.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_sources_new_drafts_and_names_what_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "tea.txt").write_text("Tea\n\nTea is a drink.\n", encoding="utf-8")
    (folder / "page.html").write_text("<h1>Milk</h1><p>Milk is white.</p>", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"no PDF")
    assert main(["sources", "new", str(folder)]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[:2] == [
        "added page.html (guessed, please check: title, language)",
        "added tea.txt (guessed, please check: title, language)",
    ]
    assert "aswritten: broken.pdf is not a PDF that can be read" in captured.err
    drafted = state(folder)
    assert main(["sources", "new", str(folder)]) == 2  # nothing new, and one still broken
    (folder / "broken.pdf").unlink()
    assert main(["sources", "new", str(folder)]) == 0
    assert "has its entry" in capsys.readouterr().out
    del drafted["broken.pdf"]
    assert state(folder) == drafted
    assert main(["sources", "check", str(folder)]) == 0
    assert capsys.readouterr().out == "2 documents can be read.\n"


def test_sources_check_names_broken_and_unlisted_documents(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "sarcoma.txt").unlink()
    (own / "tea.txt").write_text("Tea is a drink.\n", encoding="utf-8")
    assert main(["sources", "check", str(own)]) == 2
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        f"tea.txt has no entry: `aswritten sources new {own}` drafts one.",
        "1 document can be read, 1 cannot.",
    ]
    assert captured.err.startswith("aswritten: sarcoma.txt")


@pytest.mark.parametrize(
    "words",
    [
        ["index", "--corpus"],
        ["ingest", "--corpus"],
        ["sources", "new"],
        ["sources", "check"],
        ["questions", "missing", "--corpus"],
    ],
    ids=" ".join,
)
def test_a_folder_that_is_not_there_is_named(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nowhere"
    assert main([*words, str(missing)]) == 2
    captured = capsys.readouterr()
    assert str(missing) in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert not missing.exists()


def test_sources_update_says_what_it_did(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "uterus.txt").rename(own / "womb.txt")
    (own / "sarcoma.txt").write_text("A sarcoma is a tumour.\n", encoding="utf-8")
    (own / "tea.txt").write_text("Tea\n\nTea is a drink.\n", encoding="utf-8")
    (own / "photo.jpg").write_bytes(b"\xff")
    assert main(["sources", "update", str(own)]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "added tea.txt (guessed, please check: title, language)",
        "changed sarcoma.txt",
        "renamed uterus.txt to womb.txt",
        "The next use builds the index anew.",
    ]
    assert "photo.jpg is passed over: only" in captured.err
    assert main(["sources", "check", str(own)]) == 0
    capsys.readouterr()
    assert main(["sources", "update", str(own)]) == 0
    assert capsys.readouterr().out == f"{own} is as sources.toml says already.\n"


def test_index_watch_takes_in_each_change_and_waits_out_what_is_wrong(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def changes(folder: Path, *, every: float) -> Iterator[None]:
        assert (folder, every) == (own, 2.0)
        yield
        (own / "sarcoma.txt").write_text("It is rare.", encoding="utf-8")
        yield
        (own / "sarcoma.txt").write_bytes(b"\0")
        yield
        (own / "sarcoma.txt").write_text("It is very rare.", encoding="utf-8")
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("chatbot.cli.documents.changes", changes)
    assert main(["index", "--corpus", str(own), "--watch"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("changed sarcoma.txt") == 2
    assert captured.out.count("Indexed 2 documents: ") == 3
    assert "aswritten: sarcoma.txt holds a NUL character" in captured.err
    assert captured.err.endswith("Stopped.\n")
