"""What one question, in one or several wordings, finds among numbered texts; and what that says of spans.

A *row* is a text that is searched (a span, a passage, a plain question); rows lead to spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.retrievers.dense import DenseIndex
from index.retrievers.lexical import LexicalIndex
from index.retrievers.ranking import Ranking, best, no_results
from index.retrievers.relation import Relation


@dataclass(frozen=True, kw_only=True, eq=False)
class LexicalEvidence:
    """BM25 of every row that shares a term with a wording. ``matches`` is by ascending row."""

    matches: Ranking

    @classmethod
    def gather(cls, index: LexicalIndex, wordings: Sequence[Sequence[str]]) -> LexicalEvidence:
        """Look up the terms of each wording."""
        found = [index.matches(terms) for terms in wordings]
        if len(found) == 1:
            return cls(matches=found[0])
        if not found:
            return cls(matches=no_results())
        ids, places = np.unique(np.concatenate([ranking.ids for ranking in found]), return_inverse=True)
        scores = np.zeros(len(ids), dtype=np.float32)
        np.maximum.at(scores, places, np.concatenate([ranking.scores for ranking in found]))
        return cls(matches=Ranking(ids=ids, scores=scores))

    def top(self, k: int) -> Ranking:
        """Return the best ``k`` rows that share a term."""
        return best(self.matches.ids, self.matches.scores, k=k)

    def scores(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return BM25 of each row, 0 where no term is shared."""
        ids = self.matches.ids
        if len(ids) == 0:
            return np.zeros(len(rows), dtype=np.float32)
        places = np.minimum(np.searchsorted(ids, rows), len(ids) - 1)
        return np.where(ids[places] == rows, self.matches.scores[places], np.float32(0))


@dataclass(frozen=True, kw_only=True, eq=False)
class DenseEvidence:
    """Cosine of rows with the wordings' vectors, shape (wordings, dimension)."""

    index: DenseIndex
    vectors: NDArray[np.float32]

    def top(self, k: int) -> Ranking:
        """Return the best ``k`` rows."""
        if len(self.vectors) == 0:
            return no_results()
        found = self.index.search_all(self.vectors, k=k)
        if len(found) == 1:
            return found[0]
        rows = np.unique(np.concatenate([ranking.ids for ranking in found]))
        return best(rows, self.scores(rows), k=k)

    def scores(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of each row with the wording nearest to it."""
        if len(rows) == 0 or len(self.vectors) == 0:
            return np.zeros(len(rows), dtype=np.float32)
        nearest: NDArray[np.float32] = self.index.similarities(self.vectors, rows).max(axis=0)
        return nearest


Evidence = LexicalEvidence | DenseEvidence
"""One retriever's view of the rows for one question; of several wordings the best counts."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Links:
    """Which spans each row leads to, and back."""

    spans_of: Relation
    rows_of: Relation

    @classmethod
    def around(cls, spans_of: Relation, *, spans: int) -> Links:
        """Add the way back, for a corpus of ``spans`` spans."""
        return cls(spans_of=spans_of, rows_of=spans_of.inverse(size=spans))


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One kind of text by words and by meaning, and the spans that the rows of either lead to.

    Passages and spans have the same rows for both. Plain questions are searched by meaning one by one, and
    by words in groups (one row for all questions of one language on one place): a question's word is then
    found in any of the wordings, which finds more than each wording by itself.
    """

    lexical: LexicalIndex
    lexical_links: Links
    dense: DenseIndex
    dense_links: Links


ROWS_PER_SPAN = 8
"""Rows looked at for each span wanted: plain questions that lead to one span come in groups of about six."""


def span_ranks(evidence: Evidence, links: Links, *, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first ``k`` distinct spans that the best rows lead to, and their ranks from 1.

    A span's rank is that of the row that found it, among the rows that found any; spans of one row tie.
    """
    rows = evidence.top(k * ROWS_PER_SPAN).ids
    spans, owners = links.spans_of.of(rows)
    _, first = np.unique(spans, return_index=True)
    first = np.sort(first)[:k]
    _, ranks = np.unique(owners[first], return_inverse=True)
    return spans[first], ranks + 1


def span_scores(evidence: Evidence, links: Links, span_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each span the best score among the rows that lead to it, 0 where none does."""
    rows, owners = links.rows_of.of(span_ids)
    result = np.full(len(span_ids), -np.inf, dtype=np.float32)
    np.maximum.at(result, owners, evidence.scores(rows))
    result[np.isneginf(result)] = 0
    return result
