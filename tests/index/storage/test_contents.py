"""What is stored of a corpus, there and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from corpus.entities import EntityFinder
from index.facts import SpanFacts, gather_facts
from index.quantities import Range
from index.retrievers.rows import Relation
from index.retrievers.stored_questions import single_questions, spans_answering
from index.storage.contents import _read_lines, _write_lines
from ingest.parse import parse_corpus
from ingest.structure import GlossaryTerm, ParsedDocument, Span
from tests.index.corpora import small_corpus


def gathered() -> tuple[list[Span], Relation, list[SpanFacts]]:
    """The spans of the small corpus, the plain questions of each, and its facts."""
    corpus = small_corpus()
    documents, questions = parse_corpus(corpus), single_questions(corpus.plain_questions)
    spans = [span for one in documents for passage in one.passages for span in passage.spans]
    answering = spans_answering(questions, spans).back
    return spans, answering, gather_facts(documents, EntityFinder(), questions, answering)


def test_parsed_documents_there_and_back(tmp_path: Path) -> None:
    parsed = parse_corpus(small_corpus())
    assert any(document.passages for document in parsed)
    _write_lines(tmp_path / "x", parsed)
    assert tuple(_read_lines(tmp_path / "x", ParsedDocument)) == tuple(parsed)


def test_facts_there_and_back_and_the_same_bytes_every_time(tmp_path: Path) -> None:
    one = max(gathered()[2], key=lambda fact: len(fact.plain_terms))
    assert len(one.plain_terms) > 1
    unbounded = Range("cm", 5.0, float("inf"), frozenset({"lung", "arm"}))
    facts = [replace(one, ranges=(unbounded,), allowed={"t": frozenset({"t3", "t2"})})]
    _write_lines(tmp_path / "x", facts)
    assert list(_read_lines(tmp_path / "x", SpanFacts)) == facts
    record = json.loads((tmp_path / "x").read_text("utf-8"))
    assert record["plain_terms"] == sorted(one.plain_terms)
    assert record["allowed"] == {"t": ["t2", "t3"]}
    assert record["ranges"][0]["sites"] == ["arm", "lung"]


def test_facts_stand_in_the_order_of_the_spans() -> None:
    spans, answering, facts = gathered()
    assert [one.length for one in facts] == [len(span.text) for span in spans]
    for number, one in enumerate(facts):
        own, _ = answering.of(np.asarray([number]))
        assert bool(one.plain_terms) == bool(len(own))


@pytest.mark.parametrize(
    "record",
    [
        {"term": "a", "expansion": "", "doc_id": "d", "start": "0", "end": 1},
        {"term": "a", "expansion": "", "doc_id": "d", "start": 0},
        [],
    ],
)
def test_what_is_no_such_record_is_refused(tmp_path: Path, record: object) -> None:
    (tmp_path / "x").write_text(json.dumps(record) + "\n", encoding="utf-8")
    with pytest.raises(ValidationError):
        list(_read_lines(tmp_path / "x", GlossaryTerm))
