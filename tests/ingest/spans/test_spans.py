"""Spans: what may be quoted, where it begins and ends, and what must go with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.reader import packaged_corpus
from ingest.structure import BlockKind, ContextRole
from tests.ingest.parsing import beside, packaged, parse, span, spans

ROOT = Path(__file__).parents[3]


def _folded(text: str) -> str:
    return " ".join(text.split())


def test_a_whole_list_is_a_span_beside_its_items() -> None:
    document = packaged()["000"]
    whole = next(
        each for each in spans(document) if each.text.startswith("Symptoms can") and "-\n" in each.text
    )
    assert whole.quotable
    assert whole.kind is BlockKind.LEAD_IN
    assert whole.text.endswith("difficulty urinating")
    item = span(document, "Postmenopausal bleeding")
    assert beside(document, item, ContextRole.LIST) == [_folded(whole.text)]
    lead = "Symptoms can be similar to other gynecologic conditions and are often non-specific:"
    assert beside(document, item, ContextRole.LEAD_IN) == [lead]
    assert item.search_text == f"{lead} Postmenopausal bleeding"
    assert not span(document, lead).quotable


def test_a_list_under_a_heading_is_led_in_by_it() -> None:
    item = span(packaged()["000"], "Physical exam")
    assert item.search_text == "Evaluation Physical exam"
    assert beside(packaged()["000"], item, ContextRole.LEAD_IN) == ["Evaluation"]


def test_an_item_ends_where_prose_goes_on_in_its_line() -> None:
    document = packaged()["004"]
    item = span(document, "Risk of local relapse")
    assert (item.text, item.kind) == ("Risk of local relapse and metastasis", BlockKind.LIST_ITEM)
    prose = span(document, "In general, treatment decisions")
    assert prose.kind is BlockKind.PARAGRAPH
    assert not prose.context


def test_items_that_are_sentences_are_spans_without_their_heading() -> None:
    item = span(packaged()["004"], "The clinical benefit rate")
    assert item.text.endswith("33.0 months 5.")
    assert item.search_text == item.text


def test_long_items_are_split_into_sentences() -> None:
    assert span(packaged()["002"], "Metastases indicate").text == "Metastases indicate systemic illness."


def test_an_item_whose_title_stands_above_its_sentence_is_one_sentence() -> None:
    text = span(packaged()["002"], "Chemosensitivity testing").text
    assert text == "Chemosensitivity testing\nis possible on tumors."


LEANING = {
    ("000", "Consequently, most of the available"): "Uterine sarcomas include several",
    ("000", "Thus, an experienced surgeon"): "Surgery is the primary treatment",
    ("001", "Each has its own method"): "The most common type is",
    ("001", "But those women are"): "Women who are survivors",
    ("001", "When one stops working"): "For patients whose disease is more widespread",
    ("001", "They should be able to answer"): "Dear RP, this is something",
    ("002", "Either of these carries"): "The adjuvant treatments recommended",
    ("002", "Certainly, sometimes this"): "If the surgeons feel that the margins",
    ("003", "In these patients, long-term"): "In general, surgery alone is considered",
    ("003", "This may be facilitated"): "When feasible, wide-margin",
    ("004", "However, other studies"): "The role of adjuvant treatment",
}


@pytest.mark.parametrize(("doc_id", "opening"), LEANING)
def test_a_sentence_that_leans_brings_what_it_leans_on(doc_id: str, opening: str) -> None:
    document = packaged()[doc_id]
    one = span(document, opening)
    (brought,) = beside(document, one, ContextRole.LEANS_ON)
    assert brought.startswith(LEANING[doc_id, opening])
    between = next(c.end for c in one.context if c.role is ContextRole.LEANS_ON)
    assert between <= one.start
    assert not any(
        letter.isalpha() for letter in document.text[between : one.start].replace("see References", "")
    )


@pytest.mark.parametrize(
    ("doc_id", "opening"),
    [
        ("001", "It’s vital to have pathologists"),
        ("001", "For women who develop metastatic"),
        ("002", "It is important not to lose"),
        ("003", "Most soft tissue sarcomas are sporadic"),
    ],
)
def test_a_sentence_that_stands_alone_brings_nothing(doc_id: str, opening: str) -> None:
    document = packaged()[doc_id]
    assert beside(document, span(document, opening), ContextRole.LEANS_ON) == []


def test_leaning_never_crosses_to_another_speaker() -> None:
    document = packaged()["001"]
    for one in spans(document):
        for context in one.context:
            if context.role is ContextRole.LEANS_ON:
                leant_on = [s for s in spans(document) if context.start <= s.start < context.end]
                assert {s.voice for s in leant_on} == {one.voice}


def test_a_line_that_says_whom_the_prose_below_is_about_goes_with_it() -> None:
    document = packaged()["002"]
    label = "For those people who are in remission [NED -- No Evidence of Disease]"
    one = span(document, "The rhythm is scans every three")
    assert beside(document, one, ContextRole.LEAD_IN) == [label]
    assert one.search_text.startswith(label)
    assert span(document, "For those people who are in remission").quotable


def test_cut_marks_are_left_out_of_a_span_and_numbers_too() -> None:
    assert span(packaged()["003"], "Prognostic nomograms").text.endswith(
        "retroperitoneum and the extremities."
    )
    assert span(packaged()["000"], "Leiomyosarcomas have").text.endswith("29% at stage IV.")


@pytest.mark.parametrize(
    "opening",
    ["Dear Lorri, we are so glad", "Thanks for your comment.", "Laura, thanks", "Gracias por su comentario."],
)
def test_mere_courtesy_is_not_quotable(opening: str) -> None:
    assert not span(packaged()["001"], opening).quotable


NOT_REACHED = {
    ("001", "We are unable to make specific"): "announces a trial that the copy lacks",
    ("002", "First Go To Bloch Cancer Site"): "navigation",
    ("002", "3. Eur J Cancer 1996"): "a reference entry",
    ("002", "Robert Grimer, Aneel Bhangu"): "a reference entry",
    ("002", "5. Ned Tijdschr Geneeskd"): "a reference entry",
    ("002", "Factors influencing prognosis after"): "a reference entry",
    ("002", "5. Diet\nWe are often asked about"): "points elsewhere",
    ("002", "2. See Primary Site Statistics in"): "points elsewhere",
    ("002", "See Primary Site Statistics in th"): "points elsewhere",
    ("003", "In such circumstances, radiation"): "breaks off at a semicolon",
    ("003", "This information does not replace"): "the insurer's notice",
}
"""Plain questions whose quote meets no quotable span, by the quote's opening, and why."""


def _quotable(doc_id: str) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in spans(packaged()[doc_id]) if each.quotable]


def _most(doc_id: str, start: int, end: int) -> int:
    """Return how many characters of ``[start, end)`` one quotable span covers at most."""
    return max((min(end, b) - max(start, a) for a, b in _quotable(doc_id)), default=0)


@pytest.mark.parametrize("name", ["plain_questions.jsonl", "plain_questions.es.jsonl"])
def test_plain_questions_lead_to_quotable_spans(name: str) -> None:
    missed = set()
    for line in (packaged_corpus() / name).read_text("utf-8").splitlines():
        entry = json.loads(line)
        document = packaged()[entry["doc"]]
        start = document.text.index(entry["quote"])
        if _most(entry["doc"], start, start + len(entry["quote"])) <= 0:
            missed.add(
                next(
                    (
                        key
                        for key in NOT_REACHED
                        if key[0] == entry["doc"] and entry["quote"].startswith(key[1])
                    ),
                    (entry["doc"], entry["quote"]),
                )
            )
    assert missed <= set(NOT_REACHED)
    in_spanish_alone = {("002", "See Primary Site Statistics in th")}
    assert name != "plain_questions.jsonl" or missed == set(NOT_REACHED) - in_spanish_alone


SEVERAL_SENTENCES = {
    "LMS is a chemotherapy and radiation resistant cancer. Surgical",
    "Cancer causes a tendency toward clotting. Surgery causes",
}
"""Openings of facet alternatives that are runs of short sentences: no one sentence covers half."""


def _cases() -> list[dict[str, object]]:
    lines = (ROOT / "evals" / "questions" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_facet_of_the_development_questions_can_be_covered_by_one_span() -> None:
    missed = set()
    for case in _cases():
        for facet in case["facets"]:  # type: ignore[attr-defined]
            for alternative in facet:
                quote = alternative["quote"]
                start = packaged()[alternative["doc"]].text.index(quote)
                if 2 * _most(alternative["doc"], start, start + len(quote)) < len(quote):
                    missed.add(next((o for o in SEVERAL_SENTENCES if quote.startswith(o)), quote))
    assert missed == SEVERAL_SENTENCES


def test_no_visitors_remark_that_would_mislead_can_be_quoted() -> None:
    seen = 0
    visitors = [b for b in packaged()["001"].blocks if b.kind is BlockKind.COMMENT]
    for case in _cases():
        for remark in case.get("avoid", []):  # type: ignore[attr-defined]
            start = packaged()[remark["doc"]].text.index(remark["quote"])
            if remark["doc"] == "001" and any(b.start <= start < b.end for b in visitors):
                seen += 1
                assert _most("001", start, start + len(remark["quote"])) <= 0
    assert seen >= 10


def test_markdown_bullets_and_numbers_of_other_documents() -> None:
    document = parse(
        "# Nausea\n\nMost people feel sick.\n\n## What helps\n\nYou can try:\n\n* ginger\n* small meals\n\n"
        "Ask for tablets.\n\n1. First call us.\n2. Then rest.\n"
    )
    whole = next(each for each in spans(document) if each.text.startswith("You can try:\n"))
    assert whole.text.endswith("small meals")
    assert whole.section == ("What helps",)
    assert span(document, "ginger").search_text == "You can try: ginger"
    assert span(document, "Ask for tablets.").context == ()
    assert span(document, "Then rest.").kind is BlockKind.LIST_ITEM


def test_deeply_nested_bullets_parse() -> None:
    text = "Causes include:\n" + "".join(" " * depth + f"- cause {depth}\n" for depth in range(300))
    items = [each for each in spans(parse(text)) if each.kind is BlockKind.LIST_ITEM]
    assert [each.text for each in items] == [f"cause {depth}" for depth in range(300)]
