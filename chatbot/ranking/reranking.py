"""The second look at the best candidates of a folder that brings no plain questions.

Where nobody has written down what is asked of a span, question and span are read together: by the
cross-encoder in the languages it knows, by ``sentence_pairs.py`` in others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reading import PartReading
from chatbot.ranking.logistic import LogisticModel
from ingest.structure import ParsedDocument, Span


class JointReader(Protocol):
    """Reads a question and texts together."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each text the log odds that it answers the question, shape (n,)."""


RERANKING = ("ranker", "joint", "joint_gap")
"""What the reranker looks at: the ranker's log odds, the joint reader's, and their distance to its best."""
READ = 8
"""Candidates read: with 4, 6, 8, 12 and 16 the first of them is right in 0.625, 0.627, 0.632, 0.632 and 0.633
(mean of seven folders, each by models fitted without it)."""
UNREAD = -11.0
"""About the least that a joint reader says: it counts for what is not read, and nothing counts as less."""
_HEADINGS = 2


@dataclass(frozen=True)
class Reranker:
    """``model`` weighs what ranker and joint reader say; ``titles``: of the documents, by doc_id."""

    model: LogisticModel
    joint_reader: JointReader
    titles: Mapping[str, str]

    @classmethod
    def over(
        cls, documents: Iterable[ParsedDocument], *, model: LogisticModel, joint_reader: JointReader
    ) -> Reranker:
        """Return the reranker of a corpus."""
        titles = {document.source.doc_id: document.source.title for document in documents}
        return cls(model=model, joint_reader=joint_reader, titles=titles)

    def features(
        self, part: PartReading, spans: Sequence[Span], ranker: NDArray[np.float64], quotable: Sequence[int]
    ) -> NDArray[np.float64]:
        """Return the columns ``RERANKING`` of the spans, shape (n, 3).

        Args:
            part: what is asked.
            spans: the candidates.
            ranker: the ranker's log odds that they answer, shape (n,).
            quotable: numbers of those that may be quoted, best first.
        """
        joint = np.full(len(spans), UNREAD)
        read = list(quotable[:READ])
        texts = [under_headings(spans[number], self.titles[spans[number].doc_id]) for number in read]
        scores = self.joint_reader.scores(part.full, texts)
        joint[read] = np.maximum(scores, UNREAD)
        return np.column_stack([ranker, joint, joint - joint.max(initial=UNREAD)])


def under_headings(span: Span, title: str) -> str:
    """Return a span's text under the title of its document and its last headings, as it is read."""
    return under((title, *span.section[-_HEADINGS:]), span.search_text)


def under(headings: Sequence[str], text: str) -> str:
    """Return a text under headings, the outermost first, as a joint reader reads and learns it."""
    return " ".join([*(one if one.endswith("?") else f"{one}." for one in headings), text])
