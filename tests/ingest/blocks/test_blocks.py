"""What the five documents are made of, pinned by counts and sentinel blocks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure import BlockKind, Voice
from tests.ingest.parsing import filled, packaged, parse, spans

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "golden_blocks.json").read_text("utf-8"))


@pytest.mark.parametrize("doc_id", GOLDEN)
def test_counts_by_kind_and_voice(doc_id: str) -> None:
    document = packaged()[doc_id]
    blocks = filled(document)
    assert Counter(str(block.kind) for block in blocks) == GOLDEN[doc_id]["kinds"]
    assert Counter(str(block.voice) for block in blocks) == GOLDEN[doc_id]["voices"]
    assert Counter(str(fault.kind) for fault in document.faults) == GOLDEN[doc_id]["faults"]
    assert len(document.passages) == GOLDEN[doc_id]["passages"]
    assert len(spans(document)) == GOLDEN[doc_id]["spans"]
    assert sum(span.quotable for span in spans(document)) == GOLDEN[doc_id]["quotable"]


@pytest.mark.parametrize("which", ["first", "tenth", "last"])
@pytest.mark.parametrize("doc_id", GOLDEN)
def test_sentinel_blocks(doc_id: str, which: str) -> None:
    document = packaged()[doc_id]
    block = filled(document)[{"first": 0, "tenth": 9, "last": -1}[which]]
    assert {
        "kind": block.kind,
        "voice": block.voice,
        "date": block.date,
        "section": list(block.section),
        "text": document.text[block.start : block.end],
    } == GOLDEN[doc_id][which]


@pytest.mark.parametrize("doc_id", GOLDEN)
def test_every_character_is_in_exactly_one_block(doc_id: str) -> None:
    document = packaged()[doc_id]
    pieces = [document.text[block.start : block.end] for block in document.blocks]
    assert "".join(pieces) == document.text
    assert all(
        not document.text[block.start : block.end].strip()
        for block in document.blocks
        if block.kind is BlockKind.BLANK
    )


@pytest.mark.parametrize("doc_id", GOLDEN)
def test_spans_are_the_text_and_lie_in_their_passage(doc_id: str) -> None:
    document = packaged()[doc_id]
    for passage in document.passages:
        assert passage.text == document.text[passage.start : passage.end]
        starts = [span.start for span in passage.spans]
        assert starts == sorted(starts)
        for span in passage.spans:
            assert span.text == document.text[span.start : span.end]
            assert passage.start <= span.start < span.end <= passage.end
            assert span.text == span.text.strip()
            for context in span.context:
                assert document.text[context.start : context.end].strip()


def test_key_facts_placeholders_are_blocks_of_their_own() -> None:
    document = packaged()["000"]
    placeholders = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.PLACEHOLDER
    ]
    assert placeholders == ["_title_", "_title_", "_title_", "_title"]


SECTIONS = {
    ("000", "Surgery is the primary treatment"): ("Key Facts",),
    ("000", "Leiomyosarcomas have a 5-year"): ("Diagnosis and Prognosis",),
    ("002", "If your primary tumor was abdominal"): ("Test Your Tumor", "Gleevec"),
    ("002", "c. Genetic fingerprinting"): ("Test Your Tumor",),
    ("002", "Staging is a way"): ('"How long have I got, doc?"',),
    ("002", "There is the starting of the chemo"): ("Rhythms of Treatment",),
    ("003", "The prognosis for patients with high-grade retro"): ("Surgery", "Retroperitoneal tumors"),
    ("003", "Retrospective data support"): ("Radiation Therapy", "Retroperitoneal tumors"),
    ("003", "Doxorubicin has been the standard"): (
        "Treatment Options for Stage IV Soft Tissue Sarcoma",
        "Chemotherapy",
    ),
    ("003", "Low-grade soft tissue sarcomas have little"): (
        "Treatment Options for Stage I Soft Tissue Sarcoma",
        "Surgery",
    ),
    ("003", "Soft tissue sarcomas are heterogeneous, with"): (),
    ("004", "- The combination of doxorubicin"): ("From the Research", "Chemotherapy Regimens"),
}


@pytest.mark.parametrize(("doc_id", "opening"), SECTIONS)
def test_section_paths(doc_id: str, opening: str) -> None:
    document = packaged()[doc_id]
    at = document.text.index(opening)
    block = next(block for block in document.blocks if block.start <= at < block.end)
    assert block.section == SECTIONS[doc_id, opening]


DATES = {
    ("000", "Leiomyosarcomas have a 5-year"): "unknown",
    ("001", "Uterine sarcomas are quite rare"): "unknown",
    ("001", "Dear Eduardo"): "unknown",
    ("001", "(Editor’s note"): "2019-04-25",
    ("002", "CLEAR MARGINS"): "2004-01",
    ("002", "Staging is a way"): "2002-11",
    ("002", "And some people NEVER"): "2002-11",
    ("002", "Avoid waiting another"): "2004-01",
    ("002", "The information on this site"): "unknown",
    ("003", "Most soft tissue sarcomas are sporadic"): "2024-04-10",
    ("004", "Close surveillance"): "unknown",
}


@pytest.mark.parametrize(("doc_id", "opening"), DATES)
def test_the_most_specific_date_the_text_states(doc_id: str, opening: str) -> None:
    document = packaged()[doc_id]
    at = document.text.index(opening)
    block = next(block for block in document.blocks if block.start <= at < block.end)
    assert block.date == DATES[doc_id, opening]


@given(st.text(alphabet="ab. :|-#[]1?\n\r\t\ufeff\0אA_*\u2028", max_size=400), st.booleans())
def test_any_text_is_covered_and_sliced_exactly(text: str, threaded: bool) -> None:
    document = parse(text, kind="interview with comment thread" if threaded else "digest")
    at = 0
    for block in document.blocks:
        assert block.start == at < block.end
        at = block.end
    assert at == len(text)
    for span in spans(document):
        assert text[span.start : span.end] == span.text != ""


@given(
    st.lists(st.sampled_from(HERE.parents[2].joinpath("README.md").read_text("utf-8").splitlines() or [""]))
)
def test_shuffled_lines_are_covered(lines: list[str]) -> None:
    text = "\r\n".join(lines)
    assert "".join(text[block.start : block.end] for block in parse(text).blocks) == text


def test_line_ends_and_a_byte_order_mark_shift_nothing() -> None:
    plain = packaged()["000"]
    changed = parse("\ufeff" + plain.text.replace("\n", "\r\n"), kind="patient overview")
    assert [(b.kind, b.section) for b in filled(changed)] == [(b.kind, b.section) for b in filled(plain)]
    fold = [" ".join(span.text.split()) for span in spans(plain)]
    assert [" ".join(span.text.split()) for span in spans(changed)] == fold


def test_a_line_of_a_million_characters_is_cut_into_spans() -> None:
    document = parse("sarcoma " * 125_000)
    assert max(span.end - span.start for span in spans(document)) <= 2000
    assert sum(len(span.text.split()) for span in spans(document)) == 125_000


def test_nothing_is_found_in_an_empty_document() -> None:
    document = parse("")
    assert (document.blocks, document.passages, document.faults, document.glossary) == ((), (), (), ())


def test_voice_of_a_blank_document_is_the_publisher() -> None:
    assert [(b.kind, b.voice) for b in parse(" \n\n").blocks] == [(BlockKind.BLANK, Voice.PUBLISHER)]


FAQ = """SLEEP CLINIC

What is it?

The throat closes in sleep.

May I drive?
Not while you are sleepy. Who would pay for the damage?

¿Puedo viajar?

Sí, con el aparato.

Questions to ask us:

Is it mild?

Is it severe?

Bring this sheet.
"""


def test_questions_above_their_answers_are_headings_where_there_are_three() -> None:
    document = parse(FAQ)
    sections = {span.text: span.section for span in spans(document)}
    assert sections["The throat closes in sleep."][-1] == "What is it?"
    assert sections["Not while you are sleepy."][-1] == "May I drive?"
    assert sections["Sí, con el aparato."][-1] == "¿Puedo viajar?"
    two = parse(FAQ.replace("¿Puedo viajar?", "Viajes").replace("Is it mild?\n\nIs it severe?\n\n", ""))
    assert all(heading[-1:] != "?" for span in spans(two) for heading in span.section)


def test_a_paragraph_that_only_asks_is_no_quote_and_an_item_of_a_list_may_be_one() -> None:
    asked = parse(FAQ + "\nAsk your doctor:\n\n- How large is it?\n- Has it spread?\n")
    quotable = {span.text: span.quotable for span in spans(asked)}
    assert quotable["Is it mild?"] is False
    assert quotable["Who would pay for the damage?"] is True
    assert quotable["How large is it?"] is True
