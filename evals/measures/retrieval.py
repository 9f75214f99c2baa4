"""Measures of finding: how high the spans that would cover a facet stand among the candidates.

Computed by ir-measures over one query at a time: a span is relevant (gain 1) when, quoted, it would cover a
facet. Cases without facets do not apply; a case with facets whose system found nothing scores 0.
"""

from functools import cache, partial

from evals.measures.case import NOT_APPLICABLE, Case, Measure, Ratio

DEPTH = 50
"""Candidates looked at, the default ``k`` of ``Index.find``."""

LABELS = ("nDCG@10", "R@10", f"R@{DEPTH}", "RR")
"""nDCG with binary gains and log2 discount, as trec_eval computes it; share of the relevant spans among the
first ten and fifty candidates; 1 / rank of the first relevant one, 0 when there is none."""


def _score(case: Case, label: str) -> Ratio:
    """The measure ir-measures knows by this label, of this one query."""
    if not case.question.facets or case.trace is None:
        return NOT_APPLICABLE
    relevant = frozenset().union(*case.relevant)
    return Ratio(_by_label(relevant, case.retrieved[:DEPTH])[label] if relevant else 0.0)


@cache
def _by_label(relevant: frozenset[int], retrieved: tuple[int, ...]) -> dict[str, float]:
    import ir_measures

    qrels = [ir_measures.Qrel("q", str(span), 1) for span in sorted(relevant)]
    ranking = [ir_measures.ScoredDoc("q", str(span), -float(rank)) for rank, span in enumerate(retrieved)]
    if not ranking:
        return dict.fromkeys(LABELS, 0.0)
    scores = ir_measures.calc_aggregate(
        [ir_measures.parse_measure(label) for label in LABELS], qrels, ranking
    )
    return {str(measure): float(score) for measure, score in scores.items()}


def facet_recall_50(case: Case) -> Ratio:
    """Share of the facets of which at least one covering span is among the first fifty candidates.

    The ceiling of facet coverage: what is not found can be neither ranked nor quoted.
    """
    if not case.question.facets or case.trace is None:
        return NOT_APPLICABLE
    found = set(case.retrieved[:DEPTH])
    return Ratio(sum(bool(relevant & found) for relevant in case.relevant) / len(case.relevant))


MEASURES: dict[str, Measure] = {label: partial(_score, label=label) for label in LABELS}
MEASURES["facet_recall@50"] = facet_recall_50
