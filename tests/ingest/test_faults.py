"""Faults: every one that the description of the documents names, and the lists that stand elsewhere."""

from __future__ import annotations

import re

import pytest

from ingest.structure import Fault, FaultKind
from tests.ingest.parsing import packaged, parse, span, spans


def _faults(doc_id: str, kind: FaultKind) -> list[Fault]:
    return [fault for fault in packaged()[doc_id].faults if fault.kind is kind]


def _words(doc_id: str, fault: Fault) -> str:
    return " ".join(packaged()[doc_id].text[fault.start : fault.end].split())


def test_every_cut_mark_of_the_professional_summary_is_found() -> None:
    text = packaged()["003"].text
    cut = [found.start() for found in re.finditer(r"\[(?=\s*(?:\n|\|))", text)]
    assert [fault.start for fault in _faults("003", FaultKind.MARK_CUT)] == cut


def test_every_evidence_line_has_lost_its_evidence() -> None:
    lines = [line for line in packaged()["003"].text.splitlines() if re.match(r"Evidence \(.*\):$", line)]
    assert [_words("003", fault) for fault in _faults("003", FaultKind.EVIDENCE_LOST)] == lines
    assert not any(span(packaged()["003"], line).quotable for line in lines)


def test_a_sentence_that_refers_to_lost_evidence_says_so() -> None:
    (fault,) = span(packaged()["003"], "This study supports imaging").faults
    assert (fault.kind, _words("003", fault)) == (
        FaultKind.EVIDENCE_LOST,
        "Evidence (posttreatment imaging surveillance):",
    )


LOST_LISTS = """Estimated new cases and deaths from soft tissue sarcoma in the United States in 2024:
Risk factors include the following:
Soft tissue sarcomas occur more frequently in patients with the following inherited syndromes:
The anatomical distribution in adults is as follows:
The following modalities may be used as clinically indicated:
Factors for a poor prognosis in adults with soft tissue sarcomas include the following:
Imaging tests used in the staging evaluation may include the following:
Some staging evaluation procedures depend on the tumor histology and site, including the following:
The AJCC staging system has designated stage by the following criteria:
It is determined by the following three parameters:
The following results were reported:
Other regimens, approved for use as second-line therapy and beyond, include:
Treatment options for stage I soft tissue sarcoma include the following:
For tumors of the retroperitoneum, trunk, and head and neck, the following are options:
Treatment options for stage II and node-negative stage III soft tissue sarcoma include the following:
Treatment options for advanced stage III (N1) soft tissue sarcoma include the following:
The sarcoma types that more commonly spread to lymph nodes include the following:
Treatment options for stage IV soft tissue sarcoma include the following:
Treatment options for recurrent soft tissue sarcoma include the following:
After first-line chemotherapy, other agents can be considered, including the following:
Responses were noted in the following subtypes:
Board members review recently published articles each month to determine whether an article should:
The lead reviewers for Soft Tissue Sarcoma Treatment are:""".splitlines()


def test_lost_lists_are_found_and_their_announcements_never_quoted() -> None:
    assert [_words("003", fault) for fault in _faults("003", FaultKind.LIST_LOST)] == LOST_LISTS
    (trial,) = _faults("001", FaultKind.LIST_LOST)
    assert _words("001", trial).endswith("one clinical trial for leiomyosarcoma at Memorial Sloan Kettering:")
    for doc_id, lines in (("003", LOST_LISTS), ("001", [_words("001", trial)])):
        assert not any(span(packaged()[doc_id], line).quotable for line in lines)


def test_lists_that_are_there_are_not_lost() -> None:
    for doc_id in ("000", "002", "004"):
        assert not _faults(doc_id, FaultKind.LIST_LOST)


RESTATED = {
    "It is determined by the following three": [
        "Tumor Differentiation | |",
        "Mitotic Count | |",
        "Tumor Necrosis | |",
    ],
    "Treatment options for stage I soft": [
        "Stage I soft tissue sarcoma | Surgery | |",
        "Surgery with radiation therapy | ||",
        "High-dose radiation therapy | ||",
    ],
    "Treatment options for stage IV": [
        "Stage IV soft tissue sarcoma | Chemotherapy | |",
        "Histology-specific targeted or immunotherapy treatment | ||",
        "Surgery | ||",
    ],
    "After first-line chemotherapy": [
        "Added text to state that after first-line chemotherapy, other agents can be considered, including "
        "ifosfamide with or without etoposide, dacarbazine, temozolomide, vinorelbine, and regorafenib."
    ],
    "The sarcoma types that more commonly": [
        "Nodal involvement is rare, occurring in less than 3% of patients with sarcoma, but it occurs more "
        "often in certain subtypes, such as rhabdomyosarcoma, angiosarcoma, synovial sarcoma, clear cell "
        "sarcoma, and epithelioid sarcoma."
    ],
    "Risk factors include": [],
    "Responses were noted": [],
    "The lead reviewers": [],
}


@pytest.mark.parametrize("opening", RESTATED)
def test_a_lost_list_is_linked_where_the_text_supports_it(opening: str) -> None:
    document = packaged()["003"]
    (fault,) = [f for f in span(document, opening).faults if f.kind is FaultKind.LIST_LOST]
    assert all(doc_id == "003" for doc_id, _, _ in fault.restated_at)
    assert [document.text[start:end] for _, start, end in fault.restated_at] == RESTATED[opening]
    assert fault in document.faults


def test_the_contradicting_phone_number() -> None:
    (fault,) = _faults("001", FaultKind.PHONE_CONFLICT)
    assert _words("001", fault) == "800-225-2225"
    others = {packaged()["001"].text[start:end] for _, start, end in fault.restated_at}
    assert (others, len(fault.restated_at)) == ({"800-525-2225"}, 8)
    assert fault in span(packaged()["001"], "Para hacer una cita").faults


def test_placeholders() -> None:
    found = [_words("000", fault) for fault in _faults("000", FaultKind.PLACEHOLDER)]
    assert found == ["_title_", "_title_", "_title_", "_title"]


@pytest.mark.parametrize(
    ("doc_id", "words"),
    [
        ("002", "See Diet ."),
        ("002", "See SCANS ."),
        ("002", "see Psychological Methods ."),
        ("002", "at Quackwatch ."),
        ("002", "Click Here"),
        ("001", "[email protected]"),
        ("001", "https://www.mskcc.org/experience/patient-support/counseling/groups/conn…"),
    ],
)
def test_links_without_target(doc_id: str, words: str) -> None:
    assert words in [_words(doc_id, fault) for fault in _faults(doc_id, FaultKind.LINK_LOST)]


@pytest.mark.parametrize(
    "opening",
    [
        "This summary is written and maintained by the",
        "More information about contacting us",
        "Information about using the illustrations",
    ],
)
def test_sentences_that_break_off_are_not_quotable(opening: str) -> None:
    broken = span(packaged()["003"], opening)
    assert not broken.quotable
    assert [fault.kind for fault in broken.faults] == [FaultKind.SENTENCE_CUT]


def test_a_sentence_whose_mark_was_cut_is_quotable() -> None:
    cut = span(packaged()["003"], "The reported international incidence")
    assert cut.quotable
    assert [fault.kind for fault in cut.faults] == [FaultKind.MARK_CUT]
    assert cut.text.endswith("per year.")


def test_phone_numbers_that_merely_differ_are_no_conflict() -> None:
    assert parse("Call 215-728-4788 or fax 215-728-5641. Again: 215-728-4788.").faults == ()


def test_faults_of_spans_are_those_of_the_document() -> None:
    for document in packaged().values():
        of_spans = {fault for each in spans(document) for fault in each.faults}
        assert of_spans <= set(document.faults)
