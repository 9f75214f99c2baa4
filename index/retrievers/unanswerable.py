"""Questions known to have no answer in the documents, and how near a question comes to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import UnanswerableQuestions
from index.retrievers.dense import DenseIndex
from index.retrievers.late import LateQuery, TokenIndex

LOOKED_AT = 40
"""Stored questions nearest by cosine that are compared piece by piece."""


@dataclass(frozen=True, kw_only=True)
class UnanswerableQuestion:
    """A question that the documents do not answer; ``lacks`` and ``near`` as in the corpus. Never shown."""

    text: str
    lacks: str
    near: str


def single_unanswerable(groups: Sequence[UnanswerableQuestions]) -> tuple[UnanswerableQuestion, ...]:
    """Return the questions one by one, in the order of the corpus."""
    return tuple(
        UnanswerableQuestion(text=text, lacks=group.lacks, near=group.near)
        for group in groups
        for text in group.questions
    )


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """How near the nearest stored question is: best cosine, best late score, and which has the latter.

    Both are NaN and there is no question where none is stored: that says nothing of a question.
    """

    cosine: float = np.nan
    late: float = np.nan
    question: UnanswerableQuestion | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Unanswerable:
    """The stored questions by meaning, as a whole (under the index's metric) and piece by piece."""

    questions: tuple[UnanswerableQuestion, ...]
    dense: DenseIndex
    tokens: TokenIndex

    def nearest(self, vectors: NDArray[np.float32], query: LateQuery) -> Nearest:
        """Look for the stored question nearest to a question.

        Args:
            vectors: its wordings under the index's metric, shape (wordings, dimension).
            query: its word pieces.
        """
        if not self.questions or not len(vectors):
            return Nearest()
        found = self.dense.search_all(vectors, k=LOOKED_AT)
        ids = np.unique(np.concatenate([ids for ids, _ in found]))
        pieces, weights = query
        late = self.tokens.best(pieces, ids.tolist()) @ weights
        best = int(np.argmax(np.round(late, 6)))
        return Nearest(
            cosine=max(float(scores[0]) for _, scores in found),
            late=float(late[best]),
            question=self.questions[int(ids[best])],
        )
