"""How an answer came about, stage by stage, as text: what was understood, found, ranked, chosen, dropped."""

from collections.abc import Iterator

from chatbot.answerer import Explanation
from chatbot.pipeline import PartTrace, Pipeline
from chatbot.rendering.templating import filled
from index.search import SCORES

SHOWN = 12
"""Candidates listed, best first."""

_WEIGHTS = 4


def render_explanation(explanation: Explanation, pipeline: Pipeline) -> str:
    """Return the explanation of an answer, one block a part that was searched."""
    return filled(
        "explanation.txt",
        answer=explanation.answer,
        reading=explanation.reading,
        care=explanation.care,
        parts=[
            {
                "trace": trace,
                "named": sorted(name for names in trace.part.entities.by_group.values() for name in names),
                "signs": [
                    (name, value, added)
                    for (name, added), value in zip(
                        pipeline.answerability.contributions(trace.signs).items(), trace.signs, strict=True
                    )
                ],
                "candidates": list(_candidates(trace, pipeline)),
            }
            for trace in explanation.traces
        ],
    ).strip()


def _candidates(trace: PartTrace, pipeline: Pipeline) -> Iterator[dict[str, object]]:
    """The best candidates, each with its fate, its scores and what weighed most."""
    kept = "QUOTED" if trace.verdict.answered else "chosen, but the part is not answered"
    found = trace.found
    scores = dict(zip(found.span_ids.tolist(), found.scores[:, : len(SCORES)].tolist(), strict=True))
    for ranked, features, second in zip(trace.ranked[:SHOWN], trace.matrix, trace.reranking, strict=False):
        weights = sorted(pipeline.ranker.contributions(features).items(), key=lambda item: -abs(item[1]))
        reranked = pipeline.reranker.model.contributions(second) if pipeline.reranker else {}
        own = zip(SCORES, scores[ranked.span_id], strict=True)
        yield {
            "ranked": ranked,
            "fate": trace.dropped.get(ranked.span_id, kept),
            "scores": " ".join(f"{name}={score:.3f}" for name, score in own),
            "weights": " ".join(f"{name}:{added:+.2f}" for name, added in weights[:_WEIGHTS]),
            "reranked": " ".join(f"{name}:{added:+.2f}" for name, added in reranked.items()),
        }
