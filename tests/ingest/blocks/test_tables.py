"""Tables: labels found again where cells were lost, rows searchable with their header."""

from __future__ import annotations

import pytest

from ingest.blocks.tables import cells_of
from ingest.structure import BlockKind, ContextRole
from tests.ingest.parsing import beside, packaged, parse, span, spans

T2 = (
    "T2: Soft Tissue Sarcoma of the Trunk, Extremities, and Retroperitoneum: Tumor >5 cm and ≤10 cm in "
    "greatest dimension.; Soft Tissue Sarcoma of the Head and Neck: Tumor >2 to ≤4 cm.; "
    "Soft Tissue Sarcoma of the Abdomen and Thoracic Visceral Organs: "
    "Tumor extension into tissue beyond organ."
)
ROWS = {
    "T2 | Tumor >5 cm": T2,
    "T0 | No evidence": "T0: No evidence of primary tumor.",
    "–T2a | Invades": "T2a: Invades serosa or visceral peritoneum.",
    "Conventional leiomyosarcoma |": "Conventional leiomyosarcoma: score 2",
    "Score 2 | ≥50%": "Tumor Necrosis, Score 2: ≥50% tumor necrosis",
    "Score 2 | 10–19": "Mitotic Count, Score 2: 10–19 mitoses per 10 HPF",
    "G3 | Total": "G3: Total tumor differentiation, mitotic count, and necrosis score of 6, 7, or 8.",
    "IIIA | T2": "Stage IIIA: tumor T2, node N0, metastasis M0, grade G2, G3",
    "IIIBb /IVb | Any T": "Stage IIIB /IV: tumor Any T, node N1, metastasis M0, grade Any G",
    "IV | Any T": "Stage IV: tumor Any T, node Any N, metastasis M1, grade Any G",
    "Surgery and lymphadenectomy": None,
    "Advanced stage III (N1) soft tissue sarcoma |": (
        "Advanced stage III (N1) soft tissue sarcoma (Treatment Options): Surgery and lymphadenectomy"
    ),
    "Radiation therapy and/or chemotherapy followed by surgery |": (
        "Stage II and node-negative stage III soft tissue sarcoma (Treatment Options): "
        "Radiation therapy and/or chemotherapy followed by surgery"
    ),
    "Immune checkpoint inhibitor therapy(": (
        "Recurrent soft tissue sarcoma (Treatment Options): "
        "Immune checkpoint inhibitor therapy(under clinical evaluation)"
    ),
    "TKIs, including sorafenib": "Desmoid tumors (Specific Agent): TKIs, including sorafenib",
    "Angiosarcoma | Taxanes": "Angiosarcoma (Specific Agent): Taxanes",
}


@pytest.mark.parametrize("opening", [key for key, said in ROWS.items() if said])
def test_what_a_row_says(opening: str) -> None:
    row = span(packaged()["003"], opening)
    assert row.kind is BlockKind.TABLE_ROW
    assert row.search_text == ROWS[opening]


def test_a_row_is_quoted_to_its_last_bar() -> None:
    assert span(packaged()["003"], "Score 2 | ≥50%").text == "Score 2 | ≥50% tumor necrosis |"
    assert span(packaged()["003"], "IIIA | T2").text == "IIIA | T2 | N0 | M0 | G2, G3 |"


def test_a_row_brings_header_labels_and_caption() -> None:
    document = packaged()["003"]
    row = span(document, "Score 2 | ≥50%")
    assert beside(document, row, ContextRole.HEADER) == [
        "Tumor Necrosis | |",
        "Determinants and Scores | Description |",
    ]
    assert beside(document, row, ContextRole.CAPTION) == ["FNCLCC histological grade"]
    agent = span(document, "TKIs, including sorafenib")
    assert beside(document, agent, ContextRole.HEADER)[0].startswith("Desmoid tumors | Gamma secretase")


def test_a_row_brings_the_footnote_it_points_to() -> None:
    document = packaged()["003"]
    row = span(document, "IIIBb /IVb")
    assert beside(document, row, ContextRole.HEADER)[0].startswith("b Stage IIIB for soft tissue sarcoma")


def test_footnotes_that_name_a_source_are_not_quotable_and_legends_are() -> None:
    document = packaged()["003"]
    assert not span(document, "a Adapted from Yoon").quotable
    assert span(document, "FNCLCC = Fédération").quotable
    assert span(document, "b Stage IIIB for soft tissue").quotable


def test_seven_tables_each_with_its_rows() -> None:
    blocks = packaged()["003"].blocks
    tables = sorted({block.table_id for block in blocks if block.table_id is not None})
    rows = [
        sum(1 for block in blocks if block.table_id == table and block.kind is BlockKind.TABLE_ROW)
        for table in tables
    ]
    assert rows == [11, 2, 2, 19, 9, 4, 7, 15, 10]


def test_a_plain_pipe_table_of_another_document() -> None:
    document = parse(
        "## Doses\n\n| Drug | Dose | Days |\n|:--|--:|--|\n| A | 5 mg | 1, 8 |\n| B | 7 mg | 1 |\n\nAsk us.\n"
    )
    said = [each.search_text for each in spans(document) if each.kind is BlockKind.TABLE_ROW]
    assert said == ["A: dose 5 mg, days 1, 8", "B: dose 7 mg, days 1"]
    assert span(document, "Ask us.").kind is BlockKind.PARAGRAPH


def test_cells() -> None:
    assert cells_of("| a |  b c | |") == ["a", "b c", ""]
    assert cells_of("T0 | None. | ||") == ["T0", "None.", "", ""]


def test_an_empty_cell_brings_no_row_under_the_label_of_another() -> None:
    document = parse("Name | Phone |\n---|---|\nAnn | 0123 |\nBob |  |\n")
    assert beside(document, span(document, "Bob"), ContextRole.HEADER) == ["Name | Phone |"]
