"""Which spans have no plain questions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import PlainQuestions
from ingest.report.plain_questions import missing_plain_questions, smallest_spans
from tests.ingest.small import SMALL, place


def asked(words: str, language: str = "en", doc_id: str = "s") -> PlainQuestions:
    start, end = place(words)
    return PlainQuestions(doc_id=doc_id, start=start, end=end, questions=("what?",), language=language)


def test_smallest_spans_leave_out_the_whole_list() -> None:
    assert [span.text for span in smallest_spans(SMALL)] == [
        "LMS is rare.[9]",
        "It <grows>.",
        "Signs are:",
        "pain",
        "none",
        "My aunt had it.",
    ]


def test_equal_spans_count_once() -> None:
    first = SMALL.passages[0]
    doubled = replace(SMALL, passages=(replace(first, spans=(first.spans[0], *first.spans)),))
    assert [span.text for span in smallest_spans(doubled)] == ["LMS is rare.[9]", "It <grows>."]


def test_missing() -> None:
    questions = (asked("rare"), asked("- pain"), asked("none", "es"), asked("It <grows>.", doc_id="other"))
    missing = missing_plain_questions([SMALL], questions, language="en")
    assert [span.text for span in missing] == ["It <grows>.", "none"]


def test_white_space_alone_is_no_meeting() -> None:
    missing = missing_plain_questions([SMALL], [asked(" It")], language="en")
    assert [span.text for span in missing] == ["LMS is rare.[9]", "pain", "none"]
    assert [span.text for span in missing_plain_questions([SMALL], [asked("]\x20")], language="en")] == [
        "It <grows>.",
        "pain",
        "none",
    ]


@given(data=st.data())
def test_missing_equals_the_plain_definition(data: st.DataObject) -> None:
    edges = st.tuples(st.integers(0, len(SMALL.text)), st.integers(0, len(SMALL.text))).map(sorted)
    entries = [
        PlainQuestions(doc_id="s", start=start, end=end, questions=("q",), language="en")
        for start, end in data.draw(st.lists(edges, max_size=6))
    ]
    expected = [
        span
        for span in smallest_spans(SMALL)
        if span.quotable
        and not any(
            not SMALL.text[place].isspace() and entry.start <= place < entry.end
            for entry in entries
            for place in range(span.start, span.end)
        )
    ]
    assert list(missing_plain_questions([SMALL], entries, language="en")) == expected
