"""What is known of spans before any question: on the real documents and on sentences made for it."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest

from chatbot.answerer import Answerer
from chatbot.ranking.span_facts import CorpusFacts
from index.facts import SpanFacts
from index.storage.store import build_index
from index.text import tokenize
from ingest.structure import Voice
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document, questions, small_corpus


@pytest.fixture(scope="module")
def facts(answerer: Answerer) -> CorpusFacts:
    return answerer.pipeline.facts


def of(answerer: Answerer, beginning: str) -> SpanFacts:
    """Facts of the quotable span that begins so."""
    spans = answerer.index.spans
    (number,) = [
        i for i, s in enumerate(spans) if s.quotable and " ".join(s.text.split()).startswith(beginning)
    ]
    return answerer.pipeline.facts.spans[number]


def test_idf_is_counted_over_spans(answerer: Answerer, facts: CorpusFacts) -> None:
    counts = Counter(term for span in answerer.index.spans for term in frozenset(tokenize(span.search_text)))
    total = len(answerer.index.spans)
    assert len(facts.spans) == total
    for term in ("sarcoma", "olaratumab", "1200"):
        stem = tokenize(term)[0]
        assert facts.idf[stem] == pytest.approx(math.log((total + 1) / counts[stem]))
    assert facts.unseen_idf == pytest.approx(math.log(total + 1))
    assert facts.weight(["sarcoma", "zebra"]) == pytest.approx(facts.idf["sarcoma"] + facts.unseen_idf)


def test_known_terms_are_of_documents_and_plain_questions(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = build_index(small_corpus(), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder())
    small = CorpusFacts.of(index)
    (heart,) = [i for i, span in enumerate(index.spans) if span.text.startswith("It damages")]
    assert small.spans[heart].plain_terms == frozenset(
        tokenize("is chemo bad for my ticker red devil side effects ¿daña el corazón?")
    )
    assert {"ticker", "heart"} <= small.known_terms
    assert "zebra" not in small.known_terms
    assert "ticker" not in small.idf


def test_a_span_in_another_language_than_its_document(answerer: Answerer) -> None:
    assert of(answerer, "Para hacer una cita").foreign
    assert not of(answerer, "About 1,200 women").foreign
    foreign = [answerer.index.spans[i] for i, f in enumerate(answerer.pipeline.facts.spans) if f.foreign]
    assert {span.doc_id for span in foreign if span.quotable} == {"001"}


def test_figures_and_contacts(answerer: Answerer) -> None:
    appointment = of(answerer, "If she would like to learn more, the number")
    assert (appointment.has_contact, appointment.has_phone, appointment.has_digit) == (True, True, True)
    link = of(answerer, "You can go to https://www.mskcc.org/experience/become-patient/appointment")
    assert (link.has_contact, link.has_phone) == (True, False)
    definition = of(answerer, "Uterine sarcoma is a rare type of cancer that originates")
    assert (definition.defines, definition.has_digit, definition.has_contact) == (True, False, False)
    assert of(answerer, "About 1,200 women").has_figure


def test_rows_state_their_ranges_for_the_sites_of_their_columns(
    answerer: Answerer, facts: CorpusFacts
) -> None:
    spans = answerer.index.spans
    beginning = "T2 | Tumor >5 cm and ≤10 cm in greatest dimension."
    (row,) = [i for i, s in enumerate(spans) if s.quotable and s.text.startswith(beginning)]
    first = facts.spans[row].ranges[0]
    assert facts.spans[row].is_row
    assert first.unit == "cm"
    assert first.low == pytest.approx(5, abs=0.001)
    assert first.low > 5
    assert first.high == 10
    (stage,) = [i for i, s in enumerate(spans) if s.text.startswith("IIIB | T3, T4 | N0 | M0 | G2, G3 |")]
    assert facts.spans[stage].allowed == {
        "t": frozenset({"t3", "t4"}),
        "n": frozenset({"n0"}),
        "m": frozenset({"m0"}),
        "g": frozenset({"g2", "g3"}),
    }


def test_what_was_advised_to_one_visitor(answerer: Answerer, facts: CorpusFacts) -> None:
    assert of(answerer, "If your mother didn’t already receive her maximum dose").personal_reply
    assert not of(answerer, "If she would like to learn more, the number").personal_reply
    voices = {answerer.index.spans[i].voice for i, fact in enumerate(facts.spans) if fact.personal_reply}
    assert voices == {Voice.STAFF}


def test_a_whole_list_is_known_as_one(answerer: Answerer) -> None:
    assert of(answerer, "Symptoms can be similar to other gynecologic conditions").is_list
    assert not of(answerer, "About 1,200 women").is_list


def test_scope_reaches_beyond_the_sentence(answerer: Answerer) -> None:
    withdrawn = of(answerer, "This move came after results from a phase III")
    assert "olaratumab" not in withdrawn.entities.names("drug")
    assert "olaratumab" in withdrawn.scope.names("drug")


@pytest.mark.parametrize(("led_to", "speak"), [(0, False), (1, False), (2, True), (4, True)])
def test_plain_questions_speak_only_where_they_lead_to_half_of_the_spans(
    tmp_path: Path, led_to: int, speak: bool
) -> None:
    sentences = ["The gate is green.", "Rent is due in May.", "Hens are allowed.", "The hut sells seed."]
    doc = document("d", "\n\n".join(sentences) + "\n")
    plain = tuple(questions(doc, sentence, "tell me of plots") for sentence in sentences[:led_to])
    index = build_index(corpus(doc, plain=plain), directory=tmp_path, encoder=HashEncoder())
    assert ("plain questions" in CorpusFacts.of(index).brought) is speak
