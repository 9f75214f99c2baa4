"""Whether the sources answer a part at all: a calibrated decision over several signs, not one raw score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from chatbot.choosing import RankedSpan
from chatbot.features import FEATURES, question_terms
from chatbot.question import PartReading, Want
from chatbot.span_facts import CorpusFacts
from index.text import tokenize
from ingest.structure import BlockKind, FaultKind, Span, Voice

SIGNS = (
    "best_logit",
    "best_plain_dense",
    "best_span_dense",
    "best_plain_coverage",
    "best_span_coverage",
    "mean_of_next_logits",
    "unknown_share",
    "rare_terms_missing",
    "other_disease",
    "unquotable_is_better",
    "unquotable_margin",
    "figure_wanted_and_missing",
    "drug_missing",
    "disease_shared",
)
"""Columns of the sign vector the answerability model reads (``models/answerability.json``)."""

_FEATURE = {name: position for position, name in enumerate(FEATURES)}
NEXT = 4


class Lack(StrEnum):
    """Why a part has no answer, as the message to show."""

    LIST = "missing.list"
    EVIDENCE = "missing.evidence"
    STUDY = "missing.study"
    VISITOR = "missing.visitor"
    OTHER_DISEASE = "missing.other_disease"
    UNRELATED = "missing.unrelated"
    NOT_COVERED = "missing.not_covered"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """``probability`` that the sources answer the part; ``lack`` says what is missing if they do not.

    ``witness`` is the unquotable span that shows what is missing (an announced list, a study's title).
    """

    probability: float
    lack: Lack
    witness: Span | None


def answerability_signs(
    part: PartReading, ranked: Sequence[RankedSpan], logits: NDArray[np.float64], matrix: NDArray[np.float64], facts: CorpusFacts
) -> NDArray[np.float64]:
    """Return the signs of one part, shape (len(SIGNS),); ``logits`` and ``matrix`` are in the order of ``ranked``."""
    signs = dict.fromkeys(SIGNS, 0.0)
    quotable = [row for row, candidate in enumerate(ranked) if candidate.span.quotable]
    terms = question_terms(part)
    total = facts.weight(terms) or 1.0
    signs["unknown_share"] = facts.weight(terms - facts.known_terms) / total
    signs["other_disease"] = float(bool(part.own_entities.names("other disease")))
    signs["best_logit"] = -12.0
    signs["mean_of_next_logits"] = -12.0
    if not quotable:
        return np.asarray([signs[name] for name in SIGNS])
    best = quotable[0]
    signs["best_logit"] = float(logits[best])
    for sign, column in (
        ("best_plain_dense", "plain_dense"),
        ("best_span_dense", "span_dense"),
        ("best_plain_coverage", "plain_coverage"),
        ("best_span_coverage", "span_coverage"),
    ):
        signs[sign] = float(matrix[quotable[:3], _FEATURE[column]].max())
    for column in ("figure_wanted_and_missing", "drug_missing", "disease_shared"):
        signs[column] = float(matrix[best, _FEATURE[column]])
    signs["mean_of_next_logits"] = float(logits[quotable[1 : 1 + NEXT]].mean()) if len(quotable) > 1 else -12.0
    fact = facts.spans[ranked[best].span_id]
    rarest = sorted(terms, key=lambda term: (-facts.idf.get(term, facts.unseen_idf), term))[:3]
    signs["rare_terms_missing"] = sum(term not in fact.terms | fact.plain_terms for term in rarest) / 3.0
    unquotable = [row for row, candidate in enumerate(ranked) if not candidate.span.quotable]
    if unquotable:
        margin = float(logits[unquotable[0]] - logits[best])
        signs["unquotable_is_better"] = float(margin > 0)
        signs["unquotable_margin"] = float(np.clip(margin, -4, 4))
    return np.asarray([signs[name] for name in SIGNS])


def find_lack(part: PartReading, ranked: Sequence[RankedSpan], *, related: bool) -> tuple[Lack, Span | None]:
    """Say what is missing, from the best candidates that may not be quoted."""
    for candidate in ranked[:5]:
        span = candidate.span
        if span.quotable:
            continue
        kinds = {fault.kind for fault in span.faults}
        if FaultKind.LIST_LOST in kinds:
            return Lack.LIST, span
        if FaultKind.EVIDENCE_LOST in kinds:
            return Lack.EVIDENCE, span
        if span.kind is BlockKind.REFERENCE:
            return Lack.STUDY, span
        if span.voice is Voice.VISITOR:
            return Lack.VISITOR, span
    if part.own_entities.names("other disease") and not part.own_entities.names("disease"):
        return Lack.OTHER_DISEASE, None
    return (Lack.NOT_COVERED if related else Lack.UNRELATED), None


def is_known_topic(part: PartReading, facts: CorpusFacts) -> bool:
    """Say whether the question names something the documents name: it is near, even if not answered."""
    named = part.entities.subjects | part.entities.names("site")
    return bool(named) or Want.TABLE in part.wants or bool(part.entities.stages or part.entities.categories)


def looked_for(part: PartReading, facts: CorpusFacts) -> str:
    """Return the telling words of the question as typed, to say what was looked for."""
    words = dict.fromkeys(word.strip(".,;:!?¿¡()\"'“”") for word in part.text.split())
    known = [
        word
        for word in words
        if len(word) > 3 and any(t in facts.idf for t in tokenize(word)) and not word.isdecimal()
    ]
    telling = sorted(known, key=lambda word: -min((facts.idf.get(t, 0.0) for t in tokenize(word)), default=0.0))[:4]
    return ", ".join(f"“{word}”" for word in words if word in telling)
