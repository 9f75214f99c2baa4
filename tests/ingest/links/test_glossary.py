"""Terms and abbreviations that the documents explain, and none that they do not."""

from __future__ import annotations

import pytest

from ingest.links.abbreviations import long_form
from tests.ingest.parsing import packaged, parse

DEFINED = {
    ("000", "HIPEC"): ("hyperthermic intraperitoneal chemotherapy", "Even more promising"),
    ("000", "CRS"): ("cytoreductive surgery", "For advanced-stage diagnoses"),
    ("000", "uterine sarcoma"): ("", "Uterine sarcoma is a rare type"),
    ("000", "uterus"): ("", "The uterus is a small"),
    ("001", "STUMP"): (
        "smooth muscle tumor of uncertain malignant potential",
        "There are no diagnostic imaging",
    ),
    ("001", "LMS"): ("leiomyosarcoma", "They also differ from"),
    ("001", "hysterectomy"): ("", "At a minimum, women need a hysterectomy — removal"),
    ("001", "leiomyoma"): ("", "There are no diagnostic imaging"),
    ("002", "NED"): ("No Evidence of Disease", "If you have No Evidence of Disease"),
    ("002", "RFA"): ("Radio Frequency Ablation", "Definition: Ablative methods include"),
    ("002", "VATS"): ("", "Consider RFA or VATS [thoracoscopic"),
    ("002", "adjuvant treatment"): ("", "Definition: Adjuvant treatment is"),
    ("002", "neoadjuvant treatment"): ("", "The attempt to downgrade"),
    ("002", "ablative methods"): ("", "Definition: Ablative methods include"),
    ("002", "clear margins"): ("", "CLEAR MARGINS are wide"),
    ("002", "myelodysplasia"): ("", "Definition: Myelodysplasia is"),
    ("002", "dedifferentiation"): ("", "[Dedifferentiation is the further"),
    ("002", "GIST"): ("GastroIntestinal Stromal Tumors", "If you are inoperable"),
    ("003", "PFS"): ("progression-free survival", "There is some evidence that the addition of ifosfamide"),
    ("003", "OS"): ("overall survival", "Revised text to state"),
    ("003", "DFS"): ("disease-free survival", "In the setting of distant metastasis"),
    ("003", "preRT"): ("preoperative radiation therapy", "In most cases, a combined"),
    ("003", "HPF"): ("high-power field", "FNCLCC = Fédération"),
    ("003", "FDA"): ("Food and Drug Administration", "The U.S. Food and Drug"),
}


@pytest.mark.parametrize(("doc_id", "term"), DEFINED)
def test_a_term_has_its_defining_span(doc_id: str, term: str) -> None:
    document = packaged()[doc_id]
    found = next(entry for entry in document.glossary if entry.term == term)
    expansion, opening = DEFINED[doc_id, term]
    assert found.expansion == expansion
    assert " ".join(document.text[found.start : found.end].split()).startswith(opening)


def test_every_expansion_stands_in_its_span_and_every_span_is_one() -> None:
    for document in packaged().values():
        extents = {(span.start, span.end) for passage in document.passages for span in passage.spans}
        for entry in document.glossary:
            words = " ".join(document.text[entry.start : entry.end].split())
            assert entry.expansion in words
            assert (entry.start, entry.end) in extents


@pytest.mark.parametrize(
    "term", ["surgery", "treatment", "disease", "email", "it", "patients", "T1", "RTOG-9514"]
)
def test_what_the_documents_do_not_define_is_not_in_the_glossary(term: str) -> None:
    assert all(entry.term.casefold() != term.casefold() for d in packaged().values() for entry in d.glossary)


def test_visitors_define_nothing() -> None:
    text = "Comments\n\nI had an oophorectomy — removal of the ovaries — and LAVH [a keyhole operation].\n"
    assert parse(text, kind="article with comment thread").glossary == ()


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("CRS", "diagnoses in the abdomen, cytoreductive surgery", "cytoreductive surgery"),
        (
            "HIPEC",
            "adding hyperthermic intraperitoneal chemotherapy",
            "hyperthermic intraperitoneal chemotherapy",
        ),
        ("preRT", "approach of preoperative radiation therapy", "preoperative radiation therapy"),
        ("NED", "If you have No Evidence of Disease present", "No Evidence of Disease"),
        ("T1", "5 cm or smaller in diameter", ""),
        ("WHO", "we saw the patient", ""),
    ],
)
def test_long_forms(short: str, before: str, long: str) -> None:
    assert long_form(short, before) == long
