"""What is a list and what only looks like one, on texts made here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure import BlockKind, ContextRole, FaultKind
from tests.ingest.parsing import beside, filled, parse, span, spans


def kinds(text: str) -> list[tuple[str, str]]:
    document = parse(text)
    return [(str(b.kind), " ".join(document.text[b.start : b.end].split())) for b in filled(document)]


WRAPPED = """After a bee sting, watch the person for an hour. If the face
swells or the breath goes short, do not wait for anybody but
give one injection of
100 mg and go to the hospital without waiting for a second one.
The dose for children was last changed in the guideline of May
1. Before that it had been the same as that of grown-up people
and had led to a number of needless journeys in the night. The
nurses kept a list.
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_wrapped_prose_that_begins_with_a_number_is_no_list(ends: str) -> None:
    text = WRAPPED.replace("\n", ends)
    assert [kind for kind, _ in kinds(text)] == ["paragraph"]
    assert span(parse(text), "If the face").text.endswith(
        "go to the hospital without waiting for a second one."
    )
    assert not [each for each in spans(parse(text)) if each.text.startswith(("100", "1."))]


def test_a_line_that_breaks_off_goes_on_with_its_figure() -> None:
    assert kinds("Take the tablets with a glass of at least\n200 ml of water.\n") == [
        ("paragraph", "Take the tablets with a glass of at least 200 ml of water.")
    ]


def test_a_numbered_list_in_wrapped_text_is_a_list() -> None:
    text = WRAPPED + "\nWhat to do next depends on how far you live from the ward\n1. Wash.\n2. Rest.\n"
    assert [words for kind, words in kinds(text) if kind == "list_item"] == ["1. Wash.", "2. Rest."]


def test_a_list_that_lost_its_bullets_is_a_list() -> None:
    document = parse(
        "# Frost\n\nSigns of frost damage include:\n\nBlack leaves\n\nSoft stems\n\nSplit bark\n\n"
        "Cut them off in spring.\n"
    )
    assert not document.faults
    item = span(document, "Soft stems")
    assert (item.kind, item.search_text) == (
        BlockKind.LIST_ITEM,
        "Signs of frost damage include: Soft stems",
    )
    assert not span(document, "Signs of frost damage include:").text.endswith("bark.")
    assert span(document, "Cut them off").kind is BlockKind.PARAGRAPH


def test_the_heading_after_a_list_without_bullets_is_no_item() -> None:
    text = "Good sources of fat are:\n\nNuts\n\nOlives\n\n{}\n\nEat little sodium.\n"
    for heading in ("Sodium", "How We Cook"):
        document = parse(text.format(heading))
        items = [each.text for each in spans(document) if each.kind is BlockKind.LIST_ITEM]
        assert items == ["Nuts", "Olives"]
        assert span(document, "Eat little").section == (heading,)


def test_what_is_announced_and_follows_as_prose_is_not_lost() -> None:
    document = parse("Habits that help include the following:\n\nWalk every day. It warms.\n\nSleep well.\n")
    assert not document.faults
    assert not span(document, "Habits that").quotable
    lead = "Habits that help include the following:"
    assert beside(document, span(document, "Walk"), ContextRole.LEAD_IN) == [lead]


def test_marked_headings_below_an_announcement_are_its_list() -> None:
    document = parse("# Pumps\n\nThe types of pump are as follows:\n\n## Hand pumps\n\nThey are cheap.\n")
    assert not document.faults
    lost = parse("# Pumps\n\n## Types\n\nThe types are as follows:\n\n## Prices\n\nThey are low.\n")
    assert [fault.kind for fault in lost.faults] == [FaultKind.LIST_LOST]


def test_a_sentence_that_goes_on_in_its_items_is_their_lead_in() -> None:
    document = parse(
        "Doctors treat gout with\n\n- a diet of their\n- tablets, and\n- the sports you take part in\n"
    )
    assert span(document, "tablets, and").search_text == "Doctors treat gout with tablets, and"
    assert not document.faults
    assert span(document, "the sports").quotable


@pytest.mark.parametrize(
    "text", ["We may stop this treatment with the\n\nCall us.", "Rest is best;\n\nCall us."]
)
def test_a_sentence_marked_as_cut_is_not_quotable(text: str) -> None:
    document = parse(text)
    (cut,) = [each for each in spans(document) if each.faults]
    assert (cut.faults[0].kind, cut.quotable) == (FaultKind.SENTENCE_CUT, False)


@pytest.mark.parametrize("bullet", ["·", "• ", "•", "\uf0b7 ", "o\t", "▪", "✓ ", "* "])
def test_bullets_of_all_kinds(bullet: str) -> None:
    text = f"You need:\r\n{bullet}rope\r\n  {bullet}thin rope\r\n{bullet}a knife\r\n"
    items = [each.text for each in spans(parse(text)) if each.kind is BlockKind.LIST_ITEM]
    assert items == ["rope", "thin rope", "a knife"]


def test_footnote_marks_glued_to_a_full_stop_end_the_sentence() -> None:
    text = (
        "Hens lay in spring.1,2 Ducks do not.³ See Fig.3 Below it stands p. 4. Geese are loud.”4 They bite."
    )
    assert [each.text for each in spans(parse(text))] == [
        "Hens lay in spring.",
        "Ducks do not.",
        "See Fig.3 Below it stands p. 4.",
        "Geese are loud.”",
        "They bite.",
    ]


def test_figures_are_no_footnote_marks() -> None:
    text = "The dose is 1.5 ml. In version 2.0 It was 3.25 ml."
    assert [each.text for each in spans(parse(text))] == [
        "The dose is 1.5 ml.",
        "In version 2.0 It was 3.25 ml.",
    ]


def test_garbled_letters_are_a_fault() -> None:
    document = parse("It isnâ€™t rare. The cafÃ© is open. A lost \ufffd letter. Größe, «é», fiancé’s.")
    assert [document.text[f.start : f.end] for f in document.faults] == ["isnâ€™t", "cafÃ©", "\ufffd"]
    assert {fault.kind for fault in document.faults} == {FaultKind.GARBLED}


@given(
    st.lists(
        st.sampled_from(
            ["It is", "as follows:", "Tea", "1. a", "2.", "- b", "", "of", "100 mg;", "# H", "x."]
        )
    )
)
def test_any_lines_keep_their_offsets(lines: list[str]) -> None:
    document = parse("\n".join(lines))
    assert "".join(document.text[b.start : b.end] for b in document.blocks) == document.text
    assert all(document.text[s.start : s.end] == s.text for s in spans(document))


def test_a_list_goes_on_after_one_that_is_set_in_under_its_item() -> None:
    document = parse("Do this:\n1. Fill the can\n   - from the butt\n   - from the tap\n2. Water\n")
    listed = [block.list_id for block in filled(document) if block.kind is BlockKind.LIST_ITEM]
    assert listed == [1, 2, 2, 1]
    assert beside(document, span(document, "from the tap"), ContextRole.LEAD_IN) == ["Fill the can"]
    assert beside(document, span(document, "Water"), ContextRole.LIST) == []
    for passage in document.passages:
        assert all(passage.start <= each.start and each.end <= passage.end for each in passage.spans)


def test_a_footnote_mark_at_the_end_makes_no_label_of_a_sentence() -> None:
    document = parse("Rain falls in May.3\nFrost comes late in the year and kills the beans.\n")
    assert {block.kind for block in filled(document)} == {BlockKind.PARAGRAPH}


def test_a_line_with_a_time_is_no_heading_and_no_label_of_the_next() -> None:
    document = parse("Opening times\n\nMon 10:00\nTue 11:30\nMembers have keys.\n")
    assert [each.text for each in spans(document)] == ["Mon 10:00", "Tue 11:30", "Members have keys."]
    assert beside(document, span(document, "Tue"), ContextRole.LEAD_IN) == []


def test_headings_without_signs_rank_below_those_with_signs() -> None:
    document = parse("# Club\n\n## Boats\n\nQueen Anne\n\nIt is red.\n\n## Fees\n\nThey are low.\n")
    assert span(document, "It is").section == ("Boats", "Queen Anne")
    assert span(document, "They").section == ("Fees",)
