"""New, changed, renamed and removed files of a folder, taken in in one go."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.reader import read_corpus
from ingest.extract.folder import prepare_folder
from ingest.extract.updating import update_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of four documents whose entries a person has filled in."""
    for name in ("apple", "birch", "cedar"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} is a tree.\n")
    (tmp_path / "dill.html").write_text("<h1>Dill</h1><p>Dill is a herb.</p>")
    prepare_folder(tmp_path)
    manifest = tmp_path / "sources.toml"
    text = manifest.read_text().replace('rights = "unknown"', 'rights = "ours"  # asked')
    manifest.write_text("# mine\n" + text + "\n[corpus.en]\ntitle = 'Plants'\n")
    return tmp_path


def entries(folder: Path) -> dict[str, dict[str, object]]:
    return {one["doc_id"]: one for one in tomllib.loads((folder / "sources.toml").read_text())["source"]}


def test_all_in_one_go(folder: Path) -> None:
    (folder / "apple.txt").write_text("The apple is a fruit.\n")
    (folder / "birch.txt").rename(folder / "birches.txt")
    (folder / "cedar.txt").unlink()
    (folder / "elder.txt").write_text("The elder is a bush.\n")
    (folder / "dill.html").rename(folder / "herb.html")
    (folder / "bad.txt").write_bytes(b"\xff")
    update = update_folder(folder)
    assert update.added == ("elder.txt",)
    assert update.changed == ("apple.txt",)
    assert update.renamed == (("birch.txt", "birches.txt"), ("dill.html", "herb.html"))
    assert update.removed == ("cedar.txt",)
    assert [broken.file for broken in update.broken] == ["bad.txt"]
    corpus = read_corpus(folder)
    assert {one.source.doc_id: (one.source.original, one.source.rights) for one in corpus.documents} == {
        "apple": ("apple.txt", "ours"),
        "birch": ("birches.txt", "ours"),
        "dill": ("herb.html", "ours"),
        "elder": ("elder.txt", "unknown"),
    }
    assert corpus.subject.about.in_language("en").title == "Plants"
    assert (folder / "herb.html.extracted.txt").is_file()
    assert not (folder / "dill.html.extracted.txt").exists()
    assert (folder / "sources.toml").read_text().startswith("# mine\n")
    assert 'doc_id = "cedar"' in (folder / ".sources.toml.before").read_text()


def test_nothing_to_do_changes_nothing(folder: Path) -> None:
    before = (folder / "sources.toml").read_bytes()
    update = update_folder(folder)
    assert (update.added, update.changed, update.renamed, update.removed, update.broken) == ((),) * 5
    assert (folder / "sources.toml").read_bytes() == before
    assert not (folder / ".sources.toml.before").exists()


def test_a_changed_original_is_extracted_again_and_the_text_before_is_kept(folder: Path) -> None:
    (folder / "dill.html").write_text("<h1>Dill</h1><p>Dill is green.</p>")
    assert update_folder(folder).changed == ("dill.html",)
    assert read_corpus(folder).documents[3].text == "# Dill\n\nDill is green.\n"
    assert (folder / ".dill.html.extracted.txt.before").read_text() == "# Dill\n\nDill is a herb.\n"


def test_a_file_that_broke_keeps_its_entry_and_stops_no_other(folder: Path) -> None:
    before = entries(folder)["birch"]
    (folder / "birch.txt").write_bytes(b"\xff")
    (folder / "cedar.txt").write_text("The cedar is evergreen.\n")
    update = update_folder(folder)
    assert [broken.reason for broken in update.broken] == [
        "birch.txt is not UTF-8 (byte 0): save it as UTF-8."
    ]
    assert update.changed == ("cedar.txt",)
    assert entries(folder)["birch"] == before


def test_questions_whose_words_are_gone_are_set_aside(folder: Path) -> None:
    lines = [
        {"doc": "apple", "quote": "The apple is a tree.", "questions": ["what is an apple"]},
        {"doc": "birch", "quote": "The birch is a tree.", "questions": ["what is a birch"]},
    ]
    stored = folder / "plain_questions.jsonl"
    stored.write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "apple.txt").write_text("The apple is a fruit.\n")
    assert update_folder(folder).set_aside == 1
    assert stored.read_text() == json.dumps(lines[1]) + "\n"
    assert (folder / ".plain_questions.jsonl.set-aside").read_text() == json.dumps(lines[0]) + "\n"
    assert [one.doc_id for one in read_corpus(folder).plain_questions] == ["birch"]


def test_an_empty_folder_loses_no_entry(folder: Path) -> None:
    before = (folder / "sources.toml").read_bytes()
    for path in [*folder.glob("*.txt"), *folder.glob("*.html")]:
        path.unlink()
    with pytest.raises(CorpusError, match=r"No document of .* is left in the folder: nothing was changed"):
        update_folder(folder)
    assert (folder / "sources.toml").read_bytes() == before
