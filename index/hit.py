"""What the index gives back: hits that carry their passage, and the scores behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.structure import Passage, Span


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Ids with their scores, best first; equal scores by ascending id. Only real results.

    ``ids``: int64, shape (n,). ``scores``: float32, shape (n,).
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A span found for a query, with its passage and every score that led to it.

    ``span_id`` numbers the spans of the index in corpus order. ``scores`` maps the name of a
    retriever to its score of this span for the query, always all of ``index.search.SCORES``;
    0.0 where a lexical retriever matched no term.
    """

    span_id: int
    span: Span
    passage: Passage
    scores: dict[str, float]
