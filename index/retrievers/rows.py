"""What one question, in one or several wordings, finds among numbered texts; and what that says of spans.

A *row* is a text that is searched (a span, a passage, a plain question); rows lead to spans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.retrievers.dense import DenseIndex
from index.retrievers.lexical import LexicalIndex
from index.retrievers.ranking import best, no_results


@dataclass(frozen=True, kw_only=True, eq=False)
class Relation:
    """For each left number, its right numbers: ``targets[offsets[i]:offsets[i + 1]]``, ascending (int64).

    ``size`` counts the right numbers, those that nothing leads to included.
    """

    offsets: NDArray[np.int64]
    targets: NDArray[np.int64]
    size: int

    @classmethod
    def from_lists(cls, lists: Iterable[Sequence[int]], *, size: int) -> Relation:
        """Relate number i to the numbers of the i-th list, which are below ``size``."""
        kept = [sorted(set(targets)) for targets in lists]
        offsets = np.zeros(len(kept) + 1, dtype=np.int64)
        np.cumsum([len(targets) for targets in kept], out=offsets[1:])
        flat = [target for targets in kept for target in targets]
        return cls(offsets=offsets, targets=np.asarray(flat, dtype=np.int64), size=size)

    def __len__(self) -> int:
        """Count the left numbers."""
        return len(self.offsets) - 1

    @cached_property
    def back(self) -> Relation:
        """The relation from right to left."""
        sources = np.repeat(np.arange(len(self)), np.diff(self.offsets))
        order = np.argsort(self.targets, kind="stable")
        offsets = np.zeros(self.size + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.targets, minlength=self.size), out=offsets[1:])
        return Relation(offsets=offsets, targets=sources[order], size=len(self))

    def save(self, path: Path) -> None:
        """Write it as ``.npz``."""
        np.savez(path, allow_pickle=False, offsets=self.offsets, targets=self.targets, size=self.size)

    @classmethod
    def load(cls, path: Path) -> Relation:
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(offsets=stored["offsets"], targets=stored["targets"], size=int(stored["size"]))

    def of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the targets of several numbers, and for each target the place in ``numbers`` of its owner.

        In the order of ``numbers``; shapes (m,) and (m,), where m counts all targets.
        """
        starts = self.offsets[numbers]
        counts = self.offsets[numbers + 1] - starts
        owners = np.repeat(np.arange(len(numbers)), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.targets[np.repeat(starts, counts) + within], owners


Scores: TypeAlias = Callable[[NDArray[np.int64]], NDArray[np.float32]]
"""Scores any rows for one question; of several wordings the best counts."""
Retrieved: TypeAlias = tuple[NDArray[np.int64], Scores]
"""One retriever's view of the rows for one question: the best of them, and what scores any."""

ROWS_PER_SPAN = 8
"""Rows looked at for each span wanted: plain questions that lead to one span come in groups of about six."""


def retrieved_by_words(index: LexicalIndex, wordings: Sequence[Sequence[str]], *, k: int) -> Retrieved:
    """Look up the terms of each wording for ``k`` spans: rows that share one, by BM25; others score 0."""
    found = [no_results(), *(index.matches(terms) for terms in wordings)]
    ids, places = np.unique(np.concatenate([ids for ids, _ in found]), return_inverse=True)
    best_scores = np.zeros(len(ids), dtype=np.float32)
    np.maximum.at(best_scores, places, np.concatenate([scores for _, scores in found]))

    def scores_of(rows: NDArray[np.int64]) -> NDArray[np.float32]:
        if len(ids) == 0:
            return np.zeros(len(rows), dtype=np.float32)
        near = np.minimum(np.searchsorted(ids, rows), len(ids) - 1)
        return np.where(ids[near] == rows, best_scores[near], np.float32(0))

    return best(ids, best_scores, k=k * ROWS_PER_SPAN)[0], scores_of


def retrieved_by_meaning(index: DenseIndex, vectors: NDArray[np.float32], *, k: int) -> Retrieved:
    """Look for ``k`` spans by the cosine of rows with the wordings, whose ``vectors`` have a row each."""
    found = index.search_all(vectors, k=k * ROWS_PER_SPAN) if len(vectors) else []
    scores_of = cosines(index, vectors)
    if len(found) == 1:
        return found[0][0], scores_of
    rows = np.unique(np.concatenate([no_results()[0], *(ids for ids, _ in found)]))
    return best(rows, scores_of(rows), k=k * ROWS_PER_SPAN)[0], scores_of


def cosines(index: DenseIndex, vectors: NDArray[np.float32]) -> Scores:
    """Return what scores rows by their cosine with the nearest of ``vectors``."""

    def scores_of(rows: NDArray[np.int64]) -> NDArray[np.float32]:
        if len(rows) == 0 or len(vectors) == 0:
            return np.zeros(len(rows), dtype=np.float32)
        nearest: NDArray[np.float32] = index.similarities(vectors, rows).max(axis=0)
        return nearest

    return scores_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One kind of text by words and by meaning, and the spans that the rows of either lead to.

    Passages and spans have the same rows for both. Plain questions are searched by meaning one by one, and
    by words in groups (one row for all questions of one language on one place): a question's word is then
    found in any of the wordings, which finds more than each wording by itself.
    """

    lexical: LexicalIndex
    lexical_spans: Relation
    dense: DenseIndex
    dense_spans: Relation


def span_ranks(
    rows: NDArray[np.int64], spans_of: Relation, *, k: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first ``k`` distinct spans that the best ``rows`` lead to, and their ranks from 1.

    A span's rank is that of the row that found it, among the rows that found any; spans of one row tie.
    """
    spans, owners = spans_of.of(rows)
    _, first = np.unique(spans, return_index=True)
    first = np.sort(first)[:k]
    _, ranks = np.unique(owners[first], return_inverse=True)
    return spans[first], ranks + 1


def span_scores(scores_of: Scores, spans_of: Relation, span_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each span the best score among the rows that lead to it, 0 where none does."""
    rows, owners = spans_of.back.of(span_ids)
    result = np.full(len(span_ids), -np.inf, dtype=np.float32)
    np.maximum.at(result, owners, scores_of(rows))
    result[np.isneginf(result)] = 0
    return result
