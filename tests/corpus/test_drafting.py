"""Drafting entries for a person's own documents."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest

from corpus.drafting import draft_sources, originals, passed_over, unlisted
from corpus.errors import CorpusError
from corpus.reader import BrokenFile, read_corpus
from tests.corpus.folders import UTERUS, sha256, write_corpus


def test_drafts_an_entry_for_every_document(tmp_path: Path) -> None:
    (tmp_path / "Living With LMS.txt").write_text("Living with LMS\n\nEat well.")
    (tmp_path / "guide.pdf").write_bytes(b"%PDF")
    (tmp_path / "guide.pdf.extracted.txt").write_text("One.\f\nTwo.")
    (tmp_path / "guide.html").write_text("<p>Three.")
    (tmp_path / "guide.html.extracted.txt").write_text("# A guide\n\nThree.")
    (tmp_path / "photo.jpg").write_bytes(b"\xff")
    (tmp_path / ".hidden.txt").write_text("Hidden.")
    draft = draft_sources(tmp_path)
    assert draft.added == ("Living With LMS.txt", "guide.html", "guide.pdf")
    assert draft.broken == ()
    corpus = read_corpus(tmp_path)
    assert [
        (found.source.doc_id, found.source.file, found.source.original, found.source.title, found.pages)
        for found in corpus.documents
    ] == [
        ("living-with-lms", "Living With LMS.txt", "Living With LMS.txt", "Living with LMS", ()),
        ("guide", "guide.html.extracted.txt", "guide.html", "A guide", ()),
        ("guide-2", "guide.pdf.extracted.txt", "guide.pdf", "unknown", (0, 5)),
    ]
    assert draft.manifest.read_text().startswith("# Drafted by `aswritten sources new`.")
    assert stat.S_IMODE(draft.manifest.stat().st_mode) == 0o644


def test_entries_that_are_there_stay(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    manifest = directory / "sources.toml"
    before = "# mine\n" + manifest.read_text()
    manifest.write_text(before)
    (directory / "new.txt").write_text("New.")
    assert unlisted(directory) == ("new.txt",)
    assert draft_sources(directory).added == ("new.txt",)
    after = manifest.read_text()
    assert after.startswith(before.rstrip())
    assert tomllib.loads(after)["source"][2]["sha256"] == sha256("New.")
    assert draft_sources(directory).added == ()
    assert manifest.read_text() == after
    assert unlisted(directory) == ()


def test_broken_files_are_named_and_the_rest_is_drafted(tmp_path: Path) -> None:
    directory = write_corpus(tmp_path)
    (directory / "copy.txt").write_text(UTERUS)
    (directory / "good.txt").write_text("Good.")
    (directory / "latin.txt").write_bytes(b"caf\xe9")
    (directory / "scan.pdf").write_bytes(b"%PDF")
    draft = draft_sources(directory)
    assert draft.added == ("good.txt",)
    assert draft.broken == (
        BrokenFile(
            file="copy.txt", reason="copy.txt has the same content as uterus.txt: keep one of the two."
        ),
        BrokenFile(file="latin.txt", reason="latin.txt is not UTF-8 (byte 3): save it as UTF-8."),
        BrokenFile(
            file="scan.pdf",
            reason="scan.pdf: its text scan.pdf.extracted.txt is missing, so it was not extracted.",
        ),
    )


def test_only_broken_files_leave_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    assert draft_sources(tmp_path).added == ()
    assert not (tmp_path / "sources.toml").exists()


def test_a_name_that_is_no_text_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a b%20ñ \"';.txt").write_text("It is a bird.")
    try:
        (tmp_path / "bad\udcff.txt").write_text("It is a tree.")
    except OSError:
        pytest.skip("this file system takes Unicode names alone")
    assert draft_sources(tmp_path).added == ("a b%20ñ \"';.txt",)
    told = "bad\\udcff.txt is passed over: its name is not Unicode text: give it another."
    assert passed_over(tmp_path) == (BrokenFile(file="bad\\udcff.txt", reason=told),)


def test_extracted_text_without_its_original_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf.extracted.txt").write_text("Text.")
    assert originals(tmp_path) == ("gone.pdf.extracted.txt",)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Title\n\nText.", "Title"),
        ("\ufeff\n## Title \n\nText.", "Title"),
        ("Title\nText.", "unknown"),
        ("A sentence.\n\nText.", "unknown"),
        ("x" * 121 + "\n\nText.", "unknown"),
        ("Only", "unknown"),
        ("Club\n\n# The rules #1\n\nText.", "The rules #1"),
    ],
)
def test_titles(tmp_path: Path, first: str, title: str) -> None:
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    draft_sources(tmp_path)
    assert read_corpus(tmp_path).documents[0].source.title == title


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"There is no folder .*none"):
        draft_sources(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"holds no \.txt, \.md, .* or \.csv file"):
        draft_sources(tmp_path)
    (tmp_path / "a.txt").write_text("A.")
    (tmp_path / "b.txt").write_text("B.")
    inline = f"source = [{{doc_id = 'a', file = 'a.txt', sha256 = '{sha256('A.')}'}}]\n"
    (tmp_path / "sources.toml").write_text(inline)
    with pytest.raises(
        CorpusError, match=r"cannot be added to: write its documents as \[\[source\]\] tables"
    ):
        draft_sources(tmp_path)
    assert (tmp_path / "sources.toml").read_text() == inline
