from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from filelock import FileLock

from index.errors import (
    BusyIndexError,
    DamagedIndexError,
    ForeignIndexError,
    IndexFolderError,
    MissingIndexError,
    StaleIndexError,
)
from index.progress import silent
from index.search import Index
from index.storage import contents as written
from index.storage import store
from index.storage.contents import READING
from index.storage.store import build_index, open_index, open_or_build
from index.storage.vectors import ENCODING
from ingest.parse import parse_corpus
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document, small_corpus


def generation(directory: Path) -> Path:
    return directory / (directory / "current").read_text(encoding="utf-8").strip()


def answers(index: Index) -> list[tuple[int, list[float]]]:
    found = index.find(["drug for the heart"])
    return list(zip(found.span_ids.tolist(), found.scores.tolist(), strict=True))


def test_what_is_opened_is_what_was_built(tmp_path: Path) -> None:
    built = build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    opened = open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus())
    assert opened.documents == built.documents == parse_corpus(small_corpus())
    assert opened.spans == built.spans
    assert opened.facts == built.facts
    assert opened.plain_questions == built.plain_questions
    assert opened.fingerprint == built.fingerprint
    np.testing.assert_array_equal(opened.span_passage, built.span_passage)
    assert answers(opened) == answers(built)
    for span, passage in zip(opened.spans, opened.span_passage, strict=True):
        assert span in opened.passages[passage].spans


def test_a_folder_is_enough_for_documents_that_are_elsewhere(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert open_index(tmp_path, encoder=HashEncoder()).documents == parse_corpus(small_corpus())


def test_files_are_plain_and_named_in_the_manifest(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    folder = generation(tmp_path)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert files == {*manifest["files"], "manifest.json"}
    assert {Path(name).suffix for name in files} == {".json", ".jsonl", ".npy", ".npz", ".faiss"}


def test_only_changed_texts_are_encoded_again(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    more = corpus(*small_corpus().documents, document("new", "Something new.\n"))
    encoder = HashEncoder()
    index = build_index(more, directory=tmp_path, encoder=encoder)
    assert encoder.encoded
    assert all("Something new" in text for text in encoder.encoded)
    assert index.documents[-1].source.doc_id == "new"
    assert [path.name for path in tmp_path.glob("index-*")] == [generation(tmp_path).name]


def test_open_or_build_builds_once(tmp_path: Path) -> None:
    first = open_or_build(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    where = generation(tmp_path)
    second = open_or_build(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert generation(tmp_path) == where
    assert second.fingerprint == first.fingerprint
    changed = corpus(replace(small_corpus().documents[0], text="Other words.\n"), small_corpus().documents[1])
    changed = replace(changed, fingerprint="other")
    third = open_or_build(changed, directory=tmp_path, encoder=HashEncoder())
    assert third.fingerprint != first.fingerprint
    assert third.spans[0].text == "Other words."


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError, match="There is no index in"):
        open_index(tmp_path / "nowhere", encoder=HashEncoder())


def test_documents_that_changed(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    with pytest.raises(StaleIndexError, match="documents have changed"):
        open_index(tmp_path, encoder=HashEncoder(), corpus=replace(small_corpus(), fingerprint="other"))


def test_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    monkeypatch.setattr(store, "program_sha256", lambda: "later")
    with pytest.raises(StaleIndexError, match="another version of this program"):
        open_index(tmp_path, encoder=HashEncoder())


def test_other_documents(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    with pytest.raises(ForeignIndexError, match=r"of other documents \(treatment, statistics\)"):
        open_index(tmp_path, encoder=HashEncoder(), corpus=corpus(document("else", "Else.\n")))


def test_another_encoder(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    with pytest.raises(ForeignIndexError, match="was made with the encoder hash"):
        open_index(tmp_path, encoder=HashEncoder(name="other"))


@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "documents.jsonl",
        "plain_questions.jsonl",
        "spans/vectors.faiss",
        "passages/postings.npz",
        "plain_questions/vocabulary.json",
    ],
)
@pytest.mark.parametrize("damage", ["gone", "cut", "bent", "empty"])
def test_every_damaged_file_is_named(tmp_path: Path, name: str, damage: str) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    path = generation(tmp_path) / name
    data = path.read_bytes()
    path.unlink()
    if damage != "gone":
        middle = len(data) // 2
        bent = data[:middle] + bytes([data[middle] ^ 0x80]) + data[middle + 1 :]
        path.write_bytes({"cut": data[:middle], "bent": bent, "empty": b""}[damage])
    with pytest.raises(DamagedIndexError, match=f"{path.name}.*build the index again"):
        open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus())


@pytest.mark.parametrize("content", ["", "../elsewhere", "index-1/../../x", "nothing like it"])
def test_a_pointer_that_points_nowhere(tmp_path: Path, content: str) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    (tmp_path / "current").write_text(content, encoding="utf-8")
    with pytest.raises(DamagedIndexError, match="build the index again"):
        open_index(tmp_path, encoder=HashEncoder())
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert open_index(tmp_path, encoder=HashEncoder()).spans


class Crash(BaseException):
    """Stands for a process that is killed."""


@pytest.mark.parametrize(
    ("module", "where"),
    [
        (written, "_write_lines"),
        (written, "_write_tokens"),
        (store, "hash_files"),
        (store, "replace"),
        (store, "_make_current"),
    ],
)
def test_a_crash_half_way_leaves_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, where: str
) -> None:
    old = build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    more = corpus(*small_corpus().documents, document("new", "Something new.\n"))

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(module, where, crash)
        # A killed process cleans nothing up.
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Crash):
            build_index(more, directory=tmp_path, encoder=HashEncoder())
    assert len(list(tmp_path.glob("index-*"))) == 2
    again = open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus())
    assert answers(again) == answers(old)

    build_index(more, directory=tmp_path, encoder=HashEncoder())
    assert len(open_index(tmp_path, encoder=HashEncoder(), corpus=more).documents) == 3
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_two_builders_do_not_meet(tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock"), pytest.raises(BusyIndexError, match="Another process is building"):
        build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder(), patience=0)
    assert build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder(), patience=0).spans


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(IndexFolderError, match="cannot be written"):
        build_index(small_corpus(), directory=file, encoder=HashEncoder())


def test_progress_names_the_stages(tmp_path: Path) -> None:
    stages: list[str] = []

    def note(stage: str, done: int, total: int) -> None:
        silent(stage, done, total)
        stages.append(stage)

    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder(), progress=note)
    assert list(dict.fromkeys(stages)) == [READING, ENCODING]


def test_a_large_document_tells_how_far_it_is_read(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    text = "".join(f"Sentence {number} of a long paper is here. " for number in range(200))

    def note(stage: str, done: int, total: int) -> None:
        if stage == READING:
            told.append((done, total))

    build_index(corpus(document("d", text)), directory=tmp_path, encoder=HashEncoder(), progress=note)
    assert {total for _, total in told} == {len(text)}
    done = [done for done, _ in told]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == len(text)
    assert len(set(done)) >= 5  # within the one document


def test_folders_of_the_user_are_never_removed(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    theirs = ["index-thesis", "index-0123456789ab", "index-0123456789ab.bak"]
    for name in theirs:
        (tmp_path / name).mkdir()
        (tmp_path / name / "chapter.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "index-ffffffffffff").symlink_to(generation(tmp_path), target_is_directory=True)
    (tmp_path / "index-0123456789ab" / "manifest.json").write_text('{"mine": true}', encoding="utf-8")
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert {path.name for path in tmp_path.glob("index-*")} == {
        *theirs,
        "index-ffffffffffff",
        generation(tmp_path).name,
    }
    assert all((tmp_path / name / "chapter.txt").read_text() == "years of work" for name in theirs)


def test_a_folder_of_something_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "index-thesis").mkdir()
    with pytest.raises(IndexFolderError, match="is no index and holds index-thesis: give an empty folder"):
        open_or_build(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert [path.name for path in tmp_path.iterdir()] == ["index-thesis"]


def test_the_indexes_of_other_corpora_beside_it_stay(tmp_path: Path) -> None:
    """The program's home is given for the index, and holds an index folder for each corpus."""
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    other = tmp_path / "index-aaaaaaaaaaaa"
    build_index(corpus(document("else", "Else.\n")), directory=other, encoder=HashEncoder())
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert open_index(other, encoder=HashEncoder()).documents[0].source.doc_id == "else"


def test_a_first_build_that_crashed_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(store, "_make_current", crash)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Crash):
            build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert open_or_build(small_corpus(), directory=tmp_path, encoder=HashEncoder()).spans
    assert [path.name for path in tmp_path.glob("index-*")] == [generation(tmp_path).name]


def test_a_reader_does_not_wait_for_a_builder(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    changed = replace(small_corpus(), fingerprint="other")
    told: list[str] = []
    with FileLock(tmp_path / "lock"):
        index = open_or_build(
            changed, directory=tmp_path, encoder=HashEncoder(), in_place=lambda: told.append("in place")
        )
        assert index.documents == parse_corpus(small_corpus())
        assert told == ["in place"]
        with pytest.raises(BusyIndexError):
            build_index(changed, directory=tmp_path, encoder=HashEncoder(), patience=0)
    again = open_or_build(
        changed, directory=tmp_path, encoder=HashEncoder(), in_place=lambda: told.append("again")
    )
    assert (again.fingerprint != index.fingerprint, told) == (True, ["in place"])


@pytest.mark.parametrize("times", [1, 5])
@pytest.mark.parametrize("kind", [FileNotFoundError, RuntimeError, DamagedIndexError])
def test_a_reader_finds_a_whole_index_however_often_it_is_rebuilt_under_its_hands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, kind: type[Exception]
) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    read = written.read_generation
    rebuilt: list[int] = []

    def overtaken(*words: object, **more: object) -> Index:
        if len(rebuilt) < times:
            rebuilt.append(1)
            with monkeypatch.context() as patch:
                patch.setattr(store, "read_generation", read)
                build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
            raise kind("gone")
        return read(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "read_generation", overtaken)
    assert open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus()).spans
    monkeypatch.setattr(store, "read_generation", lambda *_, **__: (_ for _ in ()).throw(kind("broken")))
    with pytest.raises(DamagedIndexError):
        open_index(tmp_path, encoder=HashEncoder(), corpus=small_corpus())


def test_what_was_opened_stays_usable_when_its_files_are_gone(tmp_path: Path) -> None:
    build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    opened = open_index(tmp_path, encoder=HashEncoder())
    before = answers(opened)
    shutil.rmtree(tmp_path)
    assert answers(opened) == before
