"""The answer object, as the design fixes it."""

from __future__ import annotations

import json

from chatbot.answer import Notice, NoticeKind, Outcome, answer_to_json
from tests.chatbot.answers import QUOTE, answer, part

EXPECTED = {
    "id": "D-1",
    "question": "what is doxorubicin",
    "audience": "patient",
    "language": "en",
    "outcome": "partly_answered",
    "notices": [{"kind": "dated", "message": "Old."}],
    "parts": [
        {
            "question": "what is doxorubicin",
            "about": "",
            "outcome": "answered",
            "message": "",
            "quotes": [
                {
                    "text": "Doxorubicin is a\ndrug.",
                    "file": "treatment.txt",
                    "doc_id": "t",
                    "start": 10,
                    "end": 32,
                    "section": ["Treatment", "Drugs"],
                    "voice": "publisher",
                    "title": "Treatment of sarcoma",
                    "publisher": "The Institute",
                    "date": "2004-01",
                    "audience": "patients",
                    "language": "en",
                    "page": 3,
                    "references": [
                        {
                            "number": 54,
                            "text": "54. Smith J. Drugs.",
                            "doi": "10.1/x",
                            "pmid": "21752716",
                            "pmcid": "",
                            "url": "https://p/1",
                        }
                    ],
                    "context": [
                        {
                            "role": "lead_in",
                            "text": "These drugs are used:",
                            "start": 0,
                            "end": 9,
                            "doc_id": "",
                        },
                    ],
                    "notices": ["dated"],
                    "score": 0.8125,
                }
            ],
        },
        {
            "question": "and why",
            "about": "doxorubicin",
            "outcome": "not_in_sources",
            "message": "Nothing.",
            "quotes": [],
        },
    ],
    "elapsed_ms": 1.5,
    "index": "f" * 64,
}


def test_every_field_of_the_object() -> None:
    made = answer(
        part(QUOTE),
        part(question="and why", about="doxorubicin", message="Nothing."),
        notices=[Notice(kind=NoticeKind.DATED, message="Old.")],
        outcome=Outcome.PARTLY_ANSWERED,
    )
    plain = answer_to_json(made)
    assert plain == EXPECTED
    assert json.loads(json.dumps(plain)) == EXPECTED
    assert list(plain) == list(EXPECTED)
