"""What the ranker looks at: how well a candidate span agrees with a question, as numbers."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reading import PartReading
from chatbot.ranking.agreement import AGREEMENT, agreement
from chatbot.ranking.span_facts import PLAIN_QUESTIONS, CorpusFacts
from index.retrievers.late import LATE
from index.search import COLUMNS, Found
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
    "context_coverage",
    "own_coverage",
    "attribute_coverage",
    *AGREEMENT,
    *LATE,
    "late_plain_gap",
    "late_either_gap",
    "context_coverage_gap",
)
"""Columns of the feature matrix. ``…_gap`` is the distance to the best candidate of the question,
``…_share`` the part of its best score, ``…_coverage`` the idf-weighted share of the question's terms;
``attribute`` are the terms that name no entity: not the drug, but its side effects; ``context`` is the span
with its headings."""

_CONTEXT = 2
"""Place of the context among the arrays of ``CorpusFacts.coverage``."""

Float = TypeVar("Float", np.float32, np.float64)


def candidate_features(part: PartReading, found: Found, facts: CorpusFacts) -> NDArray[np.float64]:
    """Return the feature matrix of the spans found, shape (n, len(FEATURES)), in their order.

    What the corpus does not bring (plain questions, names of a group) is NaN (see ``LogisticModel``).
    """
    if not len(found.span_ids):
        return np.zeros((0, len(FEATURES)))
    scores = {name: found.column(name) for name in COLUMNS}
    plain = scores["plain_dense"]
    coverage = facts.coverage(question_terms(part), found.span_ids)
    coverage += [facts.coverage(tokenize(text), found.span_ids)[1] for text in (part.own, part.attribute)]
    columns = [
        *(scores[name] for name in ("plain_dense", "span_dense", "passage_dense")),
        *(_gap(scores[name]) for name in ("plain_dense", "span_dense")),
        scores["own_plain_dense"],
        *(_gap(scores[name]) for name in ("own_plain_dense", "own_span_dense")),
        scores["beside_plain_dense"] - plain.max(),
        *(_share(scores[name]) for name in ("plain_lexical", "span_lexical", "passage_lexical", "fused")),
        *coverage,
        agreement(part, [facts.spans[number] for number in found.span_ids.tolist()]),
        *(scores[name] for name in LATE),
        # In the precision in which they were fitted.
        *(_gap(scores[name].astype(np.float32)) for name in ("late_plain", "late_either")),
        _gap(coverage[_CONTEXT]),
    ]
    matrix = np.column_stack(columns)
    matrix[:, _absent(facts.brought)] = np.nan
    return matrix


def _absent(brought: frozenset[str]) -> list[int]:
    """Columns of what the corpus does not bring: plain questions, or names of a group."""
    names = frozenset().union(*(_SPEAKING_OF[what] for what in set(_SPEAKING_OF) - brought))
    return [position for position, name in enumerate(FEATURES) if name in names]


_GROUPS = ("disease", "drug", "treatment", "site", "organisation")
_SPEAKING_OF: Mapping[str, frozenset[str]] = {
    # Not the coverage: the terms of a span count there too.
    PLAIN_QUESTIONS: frozenset({name for name in FEATURES if "plain" in name.split("_")} - {"plain_coverage"})
    | {"neighbour_gap"},
    **{group: frozenset(name for name in AGREEMENT if name.startswith(f"{group}_")) for group in _GROUPS},
}


def question_terms(part: PartReading) -> frozenset[str]:
    """Return the terms of the question with what it borrows."""
    return frozenset(tokenize(part.full))


def _gap(values: NDArray[Float]) -> NDArray[Float]:
    gap: NDArray[Float] = values - values.max()
    return gap


def _share(values: NDArray[np.float64]) -> NDArray[np.float64]:
    best = values.max()
    return values / best if best > 0 else np.zeros_like(values)
