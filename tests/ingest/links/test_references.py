"""Reference entries as records, and marks resolved against them."""

from __future__ import annotations

import re

import pytest

from ingest.structure import FaultKind, Reference
from ingest.text.marks import find_marks
from tests.ingest.parsing import packaged, parse, span, spans


def _reference(doc_id: str, number: int) -> Reference:
    return next(each for each in packaged()[doc_id].references if each.number == number)


def test_all_63_and_six() -> None:
    assert [each.number for each in packaged()["000"].references] == list(range(1, 64))
    assert [each.number for each in packaged()["002"].references] == [1, 2, 3, 4, 5, 6]
    assert all(not packaged()[doc_id].references for doc_id in ("001", "003", "004"))


def test_identifiers_are_those_that_the_text_gives() -> None:
    document = packaged()["000"]
    listed = document.text[document.references[0].start :]
    references = document.references
    assert [r.pmid for r in references if r.pmid] == re.findall(r"PMID: (\d+)", listed)
    assert [r.pmcid for r in references if r.pmcid] == re.findall(r"PMCID: (PMC\d+)", listed)
    assert [r.doi for r in references if r.doi] == re.findall(r"doi: (10\.\S+?)\.(?=\s)", listed)
    assert all(r.url for r in references)


def test_spot_values() -> None:
    assert _reference("000", 54).pmid == "21752716"
    assert _reference("000", 29).doi == "10.1016/j.ejso.2017.08.011"
    assert _reference("000", 29).url == "https://doi.org/10.1016/j.ejso.2017.08.011"
    assert _reference("000", 35).url == "https://pubmed.ncbi.nlm.nih.gov/23033293/"
    assert _reference("000", 2).url.endswith("/uterine-sarcoma/about/key-statistics")
    assert _reference("002", 3).pmid == "8664040"
    assert _reference("002", 5).pmid == "7731476"


@pytest.mark.parametrize(
    ("doc_id", "opening", "numbers"),
    [
        ("000", "Uterine sarcoma accounts for", (1,)),
        ("000", "Among these, leiomyosarcoma", (2,)),
        ("000", "Surgical management remains", (1, 4)),
        ("000", "However, all stages of", (62, 63)),
        ("000", "Uterine sarcoma is a rare", ()),
        ("002", "All LMS patients should be", (1, 2, 3, 4, 5)),
    ],
)
def test_marks_that_resolve(doc_id: str, opening: str, numbers: tuple[int, ...]) -> None:
    assert span(packaged()[doc_id], opening).references == numbers


def test_marks_without_a_record_are_faults_and_never_links() -> None:
    document = packaged()["004"]
    assert not any(each.references for each in spans(document))
    last = span(document, "Myelosuppression is")
    assert [(f.kind, f.reason) for f in last.faults] == [
        (FaultKind.REFERENCE_MISSING, "reference 3 is not in our copy"),
        (FaultKind.REFERENCE_MISSING, "reference 5 is not in our copy"),
    ]
    cited = span(packaged()["003"], "There is some evidence that the addition of trabectedin")
    assert [f.reason for f in cited.faults] == ["reference 12 is not in our copy"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It is rare.[5]", [(5,)]),
        ("It is rare [1, 4] and slow [7-9].", [(1, 4), (7, 8, 9)]),
        ("It is rare.[see References: 1]", [(1,)]),
        ("The tumor will be Stage 1. The next is stage 2.", []),
        ("We saw 63 of them. It was 2004.", []),
        ("[removed surgically.] and [or six or 12 months.]", []),
    ],
)
def test_mark_forms(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [mark.numbers for mark in find_marks(text)] == numbers


def test_a_reference_list_of_another_document() -> None:
    document = parse(
        "It is slow.[2]\n\nReferences\n\n1. Lee A, Poe B. A first study. J Test. 2001;1:1-2. PMID: 11.\n"
        "2. Roe C. Another study. J Test. 2002;2:3-4. doi: 10.1000/xyz(2).\n"
    )
    assert [(r.number, r.doi, r.pmid) for r in document.references] == [
        (1, "", "11"),
        (2, "10.1000/xyz(2)", ""),
    ]
    assert span(document, "It is slow.").references == (2,)
