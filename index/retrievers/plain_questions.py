"""Plain questions one by one, and the spans that each leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import PlainQuestions
from index.retrievers.relation import Relation
from ingest.structure import Span


@dataclass(frozen=True, kw_only=True)
class PlainQuestion:
    """An everyday question that ``[start, end)`` of a document answers.

    ``language`` is ISO 639-1. ``shown``: the question as people may read it, "" where it only helps to find.
    """

    text: str
    language: str
    doc_id: str
    start: int
    end: int
    shown: str = ""


def single_questions(groups: Sequence[PlainQuestions]) -> tuple[PlainQuestion, ...]:
    """Return the questions one by one, in the order of the corpus."""
    return tuple(
        PlainQuestion(text=text, language=one.language, doc_id=one.doc_id, start=one.start, end=one.end)
        for one in groups
        for text in one.questions
    )


def question_groups(questions: Sequence[PlainQuestion]) -> list[int]:
    """Number the questions' groups from 0: a group is all questions of one language on one place."""
    numbers: dict[tuple[str, int, int, str], int] = {}
    return [
        numbers.setdefault((one.doc_id, one.start, one.end, one.language), len(numbers)) for one in questions
    ]


def spans_answering(questions: Sequence[PlainQuestion], spans: Sequence[Span]) -> Relation:
    """Relate each question to the spans it leads to.

    Those are the spans, quotable or not, that share with the question's range at least half of the
    span's length or half of the range's.
    """
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for span_id, span in enumerate(spans):
        by_document[span.doc_id].append(span_id)
    extents = {
        doc_id: (np.asarray(ids), np.asarray([(spans[i].start, spans[i].end) for i in ids], dtype=np.int64))
        for doc_id, ids in by_document.items()
    }
    answering: dict[tuple[str, int, int], list[int]] = {}
    lists: list[list[int]] = []
    for question in questions:
        place = (question.doc_id, question.start, question.end)
        if place not in answering:
            answering[place] = []
            if question.doc_id in extents:
                ids, bounds = extents[question.doc_id]
                shared = np.minimum(bounds[:, 1], question.end) - np.maximum(bounds[:, 0], question.start)
                shorter = np.minimum(bounds[:, 1] - bounds[:, 0], question.end - question.start)
                answering[place] = ids[(shared > 0) & (2 * shared >= shorter)].tolist()
        lists.append(answering[place])
    return Relation.from_lists(lists)
