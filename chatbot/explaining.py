"""How an answer came about, stage by stage, as text: what was understood, found, ranked, chosen, dropped."""

from __future__ import annotations

from chatbot.answerer import Explanation
from chatbot.pipeline import ANSWER_ABOVE, Pipeline, PartTrace
from index.search import SCORES

SHOWN = 12


def render_explanation(explanation: Explanation, pipeline: Pipeline) -> str:
    """Return the explanation of an answer, one block a part."""
    reading = explanation.reading
    head = [
        f"question   {reading.text}",
        f"language   {reading.language}",
        f"urgent     {_yes(explanation.care.urgent)}",
        f"personal   {_yes(explanation.care.personal)}",
        f"outcome    {explanation.answer.outcome.value}",
        f"notices    {', '.join(notice.kind.value for notice in explanation.answer.notices) or '-'}",
    ]
    blocks = ["\n".join(head)]
    blocks += [_part(trace, pipeline, number) for number, trace in enumerate(explanation.traces, start=1)]
    return "\n\n".join(blocks)


def _part(trace: PartTrace, pipeline: Pipeline, number: int) -> str:
    part = trace.part
    entities = ", ".join(sorted(name for names in part.entities.by_group.values() for name in names))
    lines = [
        f"part {number}     {part.text}",
        f"about      {part.about or '-'}{' (follow-up)' if part.follow_up else ''}",
        f"wants      {', '.join(sorted(want.value for want in part.wants)) or '-'}",
        f"entities   {entities or '-'}",
        *(f"searched   {wording}" for wording in part.wordings),
        f"found      {len(trace.ranked)} candidates",
        f"decision   {'answer' if trace.answered else 'abstain'}: probability of an answer {trace.verdict.probability:.3f}, needed {ANSWER_ABOVE}",
        *(
            f"  {name:28} {value:8.3f} adds {added:+.2f}"
            for (name, added), value in zip(
                pipeline.answerability.contributions(trace.signs).items(), trace.signs, strict=True
            )
        ),
        "candidates (probability, place, why dropped, scores, what weighed most)",
        *_candidates(trace, pipeline),
    ]
    return "\n".join(lines)


def _candidates(trace: PartTrace, pipeline: Pipeline) -> list[str]:
    reasons = {dropped.span_id: dropped.reason for dropped in trace.choice.dropped}
    scores = dict(zip(trace.candidates.span_ids.tolist(), trace.candidates.scores.tolist(), strict=True))
    lines = []
    for row, ranked in enumerate(trace.ranked[:SHOWN]):
        span = ranked.span
        fate = reasons.get(
            ranked.span_id, "QUOTED" if trace.answered else "chosen, but the part is not answered"
        )
        weights = sorted(
            pipeline.ranker.contributions(trace.matrix[row]).items(), key=lambda item: -abs(item[1])
        )[:4]
        lines += [
            f"{row + 1:3} {ranked.probability:.3f} {span.doc_id}:{span.start}-{span.end} {span.kind.value}/{span.voice.value} {fate}",
            f"      “{' '.join(span.text.split())[:150]}”",
            "      "
            + " ".join(
                f"{name}={value:.3f}" for name, value in zip(SCORES, scores[ranked.span_id], strict=True)
            ),
            "      " + " ".join(f"{name}:{added:+.2f}" for name, added in weights),
        ]
    return lines


def _yes(value: object) -> str:
    return "yes" if value else "no"
