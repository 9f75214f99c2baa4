from __future__ import annotations

from pathlib import Path

import pytest

from evals.benchmarks.beir import RETRIEVERS, index_of, ranked_documents
from index.errors import IndexFolderError
from tests.fakes import HashEncoder

TEXTS = {
    "a": ("Surgery", "Surgery removes the tumor."),
    "b": ("", "Doxorubicin is a drug that may damage the heart."),
    "c": ("Heart", "The heart is a muscle."),
}


def test_a_document_is_its_body_under_its_title(tmp_path: Path) -> None:
    index = index_of(TEXTS, encoder=HashEncoder(), directory=tmp_path)
    assert [parsed.text for parsed in index.documents] == [
        "Surgery\n\nSurgery removes the tumor.",
        "Doxorubicin is a drug that may damage the heart.",
        "Heart\n\nThe heart is a muscle.",
    ]
    assert [span.doc_id for span in index.spans if span.quotable] == ["a", "b", "c"]


def test_documents_come_in_the_order_of_what_the_index_itself_finds(tmp_path: Path) -> None:
    index = index_of(TEXTS, encoder=HashEncoder(), directory=tmp_path)
    found = index.find(["what drug damages the heart"])
    ranked = {name: ranked_documents(index, found, column=column) for name, column in RETRIEVERS.items()}
    assert ranked["lexical"] == ["b", "c"]
    assert ranked["dense"][0] == ranked["fused"][0] == "b"
    assert ranked["fused"] == list(dict.fromkeys(index.spans[number].doc_id for number in found.span_ids))


def test_the_best_span_speaks_for_a_long_document(tmp_path: Path) -> None:
    filler = " ".join(f"Filler {number} says little." for number in range(30))
    long = {"long": ("", f"{filler} Zebra stripes are explained here. {filler}")}
    index = index_of({**TEXTS, **long}, encoder=HashEncoder(), directory=tmp_path)
    found = index.find(["zebra stripes explained"])
    assert ranked_documents(index, found, column="fused")[0] == "long"


def test_another_collection_has_a_folder_of_its_own(tmp_path: Path) -> None:
    index_of(TEXTS, encoder=HashEncoder(), directory=tmp_path)
    index_of({"a": TEXTS["a"]}, encoder=HashEncoder(), directory=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    again = HashEncoder()
    index_of(TEXTS, encoder=again, directory=tmp_path)
    assert again.encoded == []


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(IndexFolderError, match=r"file/\w+/current cannot be read"):
        index_of(TEXTS, encoder=HashEncoder(), directory=tmp_path / "file")
