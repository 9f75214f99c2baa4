"""How an answer came about, stage by stage, as text: what was understood, found, ranked, chosen, dropped."""

from collections.abc import Iterable, Mapping, Sequence

from chatbot.answerer import Explanation
from chatbot.pipeline import PartTrace, Pipeline
from chatbot.quoting.choosing import RankedSpan
from chatbot.rendering.terminal import shown
from index.retrievers.stored_questions import Nearest
from index.search import SCORES

SHOWN = 12
"""Candidates listed, best first."""

_WEIGHTS = 4
_EXCERPT = 150


def render_explanation(explanation: Explanation, pipeline: Pipeline) -> str:
    """Return the explanation of an answer, one block a part."""
    reading, care, answer = explanation.reading, explanation.care, explanation.answer
    head = [
        f"question   {shown(reading.text)}",
        f"language   {reading.language}",
        f"urgent     {_yes(care.urgent)}",
        f"personal   {_yes(care.personal)}",
        f"outcome    {answer.outcome.value}",
        f"notices    {_listed(notice.kind.value for notice in answer.notices)}",
    ]
    # A text without any question has a part in the answer, but none that was searched.
    blocks = [_part(trace, pipeline, number) for number, trace in enumerate(explanation.traces, start=1)]
    return "\n\n".join(["\n".join(head), *blocks])


def _part(trace: PartTrace, pipeline: Pipeline, number: int) -> str:
    part = trace.part
    follow_up = " (follow-up)" if part.follow_up else ""
    signs = pipeline.answerability.contributions(trace.signs)
    lines = [
        f"part {number}     {shown(part.text)}",
        f"about      {part.about or '-'}{follow_up}",
        f"wants      {_listed(sorted(want.value for want in part.wants))}",
        f"entities   {_listed(sorted(name for names in part.entities.by_group.values() for name in names))}",
        *(f"searched   {shown(wording)}" for wording in part.wordings),
        f"found      {len(trace.ranked)} candidates",
        f"no answer  {_nearest(trace.found.nearest)}",
        f"decision   {_decision(trace)}",
        *(
            f"  {name:28} {value:8.3f} adds {added:+.2f}"
            for (name, added), value in zip(signs.items(), trace.signs.tolist(), strict=True)
        ),
        "candidates (probability, place, why dropped, scores, what weighed most)",
        *_candidates(trace, pipeline),
    ]
    return "\n".join(lines)


def _nearest(nearest: Nearest) -> str:
    """Name the nearest question that is known to have no answer, and how near it is."""
    if nearest.question is None:
        return "-"
    known = f"“{shown(nearest.question.text)}” (the documents lack: {shown(nearest.question.lacks)})"
    return f"{known} cosine={nearest.cosine:.3f} late={nearest.late:.3f}"


def _decision(trace: PartTrace) -> str:
    """Name what was decided, and on what grounds."""
    verdict = trace.verdict
    return (
        f"{verdict.reason.value}: probability of an answer {verdict.probability:.3f}, "
        f"needed {verdict.needed}; best quote {verdict.best:.3f}; would lack {verdict.lack.value}"
    )


def _candidates(trace: PartTrace, pipeline: Pipeline) -> list[str]:
    kept = "QUOTED" if trace.verdict.answered else "chosen, but the part is not answered"
    found = trace.found
    scores = dict(zip(found.span_ids.tolist(), found.scores[:, : len(SCORES)].tolist(), strict=True))
    lines: list[str] = []
    for row, ranked in enumerate(trace.ranked[:SHOWN]):
        lines += _candidate(
            ranked,
            place=row + 1,
            fate=trace.dropped.get(ranked.span_id, kept),
            scores=scores[ranked.span_id],
            contributions=pipeline.ranker.contributions(trace.matrix[row]),
        )
    return lines


def _candidate(
    ranked: RankedSpan,
    *,
    place: int,
    fate: str,
    scores: Sequence[float],
    contributions: Mapping[str, float],
) -> list[str]:
    span = ranked.span
    where = f"{span.doc_id}:{span.start}-{span.end} {span.kind.value}/{span.voice.value}"
    heaviest = sorted(contributions.items(), key=lambda item: -abs(item[1]))[:_WEIGHTS]
    details = (
        f"“{shown(span.text)[:_EXCERPT]}”",
        " ".join(f"{name}={value:.3f}" for name, value in zip(SCORES, scores, strict=True)),
        " ".join(f"{name}:{added:+.2f}" for name, added in heaviest),
    )
    return [f"{place:3} {ranked.probability:.3f} {where} {fate}", *(f"      {detail}" for detail in details)]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "-"
