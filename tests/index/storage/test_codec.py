from __future__ import annotations

import json

import pytest

from index.storage.codec import from_json, to_json
from ingest.parse import parse_document
from ingest.structure import FaultKind, GlossaryTerm, ParsedDocument
from tests.index.corpora import TREATMENT, document


def test_a_parsed_document_there_and_back() -> None:
    parsed = parse_document(document("treatment", TREATMENT))
    assert parsed.passages
    assert from_json(ParsedDocument, json.loads(json.dumps(to_json(parsed)))) == parsed


def test_enums_are_stored_by_value() -> None:
    assert to_json((FaultKind.LIST_LOST, (1, "x"), None)) == ["list_lost", [1, "x"], None]


@pytest.mark.parametrize(
    "record",
    [
        {"term": "a", "expansion": "", "doc_id": "d", "start": "0", "end": 1},
        {"term": "a", "expansion": "", "doc_id": "d", "start": 0},
        [],
    ],
)
def test_what_is_no_such_record_is_refused(record: object) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_json(GlossaryTerm, record)
