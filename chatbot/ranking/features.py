"""What the ranker looks at: how well a candidate span agrees with a question, as numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reading import PartReading
from chatbot.ranking.agreement import AGREEMENT
from chatbot.ranking.span_facts import CorpusFacts
from index.search import LATE, SCORES, Candidates, Index
from index.text import tokenize

FEATURES = (
    "plain_dense",
    "span_dense",
    "passage_dense",
    "plain_dense_gap",
    "span_dense_gap",
    "own_plain_dense",
    "own_plain_dense_gap",
    "own_span_dense_gap",
    "neighbour_gap",
    "plain_lexical_share",
    "span_lexical_share",
    "passage_lexical_share",
    "fused_share",
    "span_coverage",
    "plain_coverage",
    "own_coverage",
    "attribute_coverage",
    *AGREEMENT,
    *LATE,
    "late_plain_gap",
    "late_either_gap",
)
"""Columns of the feature matrix. ``…_gap`` is the distance to the best candidate of the question,
``…_share`` the part of its best score, ``…_coverage`` the idf-weighted share of the question's terms;
``attribute`` are the terms that name no entity: not the drug, but its side effects."""

_SPAN, _PLAIN = 0, 2
"""Columns of ``Index.cosines``."""

_COLUMN = {name: position for position, name in enumerate(SCORES)}


_LATE_COLUMN = {name: position for position, name in enumerate(LATE)}


def candidate_features(
    part: PartReading,
    candidates: Candidates,
    late: NDArray[np.float32],
    facts: CorpusFacts,
    index: Index,
) -> NDArray[np.float64]:
    """Return the feature matrix of ``candidates``, shape (n, len(FEATURES)), in their order.

    ``late``: their late scores, shape (n, len(LATE)).
    """
    scores = candidates.scores.astype(np.float64)
    if not len(scores):
        return np.zeros((0, len(FEATURES)))
    dense = [_column(scores, name) for name in ("plain_dense", "span_dense", "passage_dense")]
    gaps = [_column(scores, name) - _column(scores, name).max() for name in ("plain_dense", "span_dense")]
    own = index.cosines(candidates.query_vectors[:1], candidates.span_ids).astype(np.float64)
    own_columns = [own[:, _PLAIN], own[:, _PLAIN] - own[:, _PLAIN].max(), own[:, _SPAN] - own[:, _SPAN].max()]
    neighbours = _neighbours(candidates, _column(scores, "plain_dense"), index)
    shares = [
        _share(_column(scores, name))
        for name in ("plain_lexical", "span_lexical", "passage_lexical", "fused")
    ]
    coverage = facts.coverage(question_terms(part), candidates.span_ids)
    coverage += [
        facts.coverage(tokenize(text), candidates.span_ids)[1]
        for text in (part.own, index.subject.finder.without(part.own))
    ]
    columns = [*dense, *gaps, *own_columns, neighbours, *shares, *coverage]
    late_gaps = [
        late[:, _LATE_COLUMN[name]] - late[:, _LATE_COLUMN[name]].max()
        for name in ("late_plain", "late_either")
    ]
    return np.column_stack(
        [*columns, facts.table.agreement(part, candidates.span_ids), late.astype(np.float64), *late_gaps]
    )


def question_terms(part: PartReading) -> frozenset[str]:
    """Return the terms of the question with what it borrows."""
    return frozenset(tokenize(part.full))


def _column(scores: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    return scores[:, _COLUMN[name]]


def _share(values: NDArray[np.float64]) -> NDArray[np.float64]:
    best = values.max()
    return values / best if best > 0 else np.zeros_like(values)


def _neighbours(candidates: Candidates, plain: NDArray[np.float64], index: Index) -> NDArray[np.float64]:
    """Best plain-question cosine of the spans next to each in its passage, less the best of all."""
    by_span = dict(zip(candidates.span_ids.tolist(), plain.tolist(), strict=True))
    passage = index.span_passage
    best = max(by_span.values())
    result = []
    for span_id in candidates.span_ids.tolist():
        beside = [
            by_span[other]
            for other in (span_id - 1, span_id + 1)
            if other in by_span and passage[other] == passage[span_id]
        ]
        result.append(max(beside, default=0.0) - best)
    return np.asarray(result)
