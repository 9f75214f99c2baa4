"""Stored questions one by one: the spans that a plain one leads to; how near one comes that has no answer."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import PlainQuestions
from index.retrievers.dense import DenseIndex
from index.retrievers.late import LateQuery, TokenIndex
from index.retrievers.rows import Relation
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
    return numbered((one.doc_id, one.start, one.end, one.language) for one in questions)


def numbered(keys: Iterable[Hashable]) -> list[int]:
    """Return for each key the number of its first place among the different ones."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]


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
    return Relation.from_lists(lists, size=len(spans))


LOOKED_AT = 40
"""Stored questions nearest by cosine that are compared piece by piece."""


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """How near the nearest stored question is: best cosine, best late score.

    ``near``: the id of the document that comes nearest to answering the one with the latter, or "". Both
    scores are NaN where no question is stored: that says nothing of a question.
    """

    cosine: float = np.nan
    late: float = np.nan
    near: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Unanswerable:
    """The stored questions by meaning, as a whole (under the index's metric) and piece by piece.

    ``near``: for each the id of the document that comes nearest to answering it, or "".
    """

    near: tuple[str, ...]
    dense: DenseIndex
    tokens: TokenIndex

    def nearest(self, vectors: NDArray[np.float32], query: LateQuery) -> Nearest:
        """Look for the nearest to a question: its wordings under the index's metric, and its word pieces."""
        if not self.near or not len(vectors):
            return Nearest()
        found = self.dense.search_all(vectors, k=LOOKED_AT)
        ids = np.unique(np.concatenate([ids for ids, _ in found]))
        pieces, weights = query
        late = self.tokens.best(pieces, ids) @ weights
        best = int(np.argmax(np.round(late, 6)))
        return Nearest(
            cosine=max(float(scores[0]) for _, scores in found),
            late=float(late[best]),
            near=self.near[int(ids[best])],
        )
