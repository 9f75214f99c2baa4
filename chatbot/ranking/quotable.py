"""A candidate as it was ranked, and whether its span may be an answer at all."""

from dataclasses import dataclass

from chatbot.languages import DEFAULT
from chatbot.question.reading import PartReading
from chatbot.ranking.span_facts import CorpusFacts
from index.facts import SpanFacts
from index.offered import tells_survival
from index.quantities import find_labels, is_another_row
from ingest.structure import Span


@dataclass(frozen=True, kw_only=True)
class RankedSpan:
    """A candidate with the ranker's probability that it answers the part."""

    span_id: int
    span: Span
    probability: float


def reason_not_to_quote(part: PartReading, candidate: RankedSpan, facts: CorpusFacts) -> str:
    """Say why a span can be no answer to ``part`` however well it ranks, "" if it can."""
    fact = facts.spans[candidate.span_id]
    asked, named = part.entities.names("organisation"), fact.scope.names("organisation")
    reasons = {
        "may not be quoted": not candidate.span.quotable,
        "is in another language": fact.foreign and part.language == DEFAULT,
        "is another row of its table": bool(fact.label)
        and is_another_row(find_labels(part.full), fact.label),
        "advises one visitor": fact.personal_reply,
        "is the contact of another organisation": bool(fact.has_contact and asked and named)
        and not asked & named,
        "gives survival figures of another disease or stage": _is_survival_of_others(part, fact)
        and tells_survival(candidate.span.text),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _is_survival_of_others(part: PartReading, fact: SpanFacts) -> bool:
    """Say whether a span speaks of a subtype or a stage that was not asked about."""
    diseases, stages = fact.entities.names("disease"), fact.entities.stages
    asked = part.entities
    if diseases and not diseases & asked.names("disease"):
        return True
    return bool(stages and asked.stages and not stages & asked.stages)
