"""Whether the sources answer a part at all: a calibrated decision over several signs, not one raw score."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from chatbot.languages.reading import compiled
from chatbot.question.reading import PartReading, Want
from chatbot.ranking.features import FEATURES, question_terms
from chatbot.ranking.quotable import RankedSpan, reason_not_to_quote
from chatbot.ranking.reranking import RERANKING, UNREAD
from chatbot.ranking.span_facts import CorpusFacts
from corpus.entities import EntityFinder
from index.facts import SpanFacts
from index.retrievers.stored_questions import Nearest
from index.text import tokenize
from ingest.structure import BlockKind, FaultKind, Span, Voice

SIGNS = (
    "best_logit",
    "mean_of_next_logits",
    "best_plain_dense",
    "best_own_plain_dense",
    "best_span_dense",
    "best_passage_dense",
    "best_plain_coverage",
    "best_span_coverage",
    "best_context_coverage",
    "best_attribute_coverage",
    "retrievers_agree",
    "unknown_share",
    "rare_terms_missing",
    "counted_thing_missing",
    "digit_wanted_and_missing",
    "unit_missing",
    "lost_nearness",
    "study_nearness",
    "other_disease",
    "organisation_other",
    "drug_unknown",
    "drug_missing",
    "disease_shared",
    "disease_other",
    "stage_other",
    "best_late_span",
    "best_late_plain",
    "best_late_either",
    "best_late_either_worst",
    "unanswerable_dense",
    "unanswerable_dense_lead",
    "unanswerable_late_lead",
)
"""Columns of the sign vector the answerability model reads (``models/answerability.json``)."""
BARE_SIGNS = ("best_logit", "best_span_dense", "greatest_joint")
"""The same for a corpus that brings no plain questions (``models/answerability_bare.json``). Over six such
corpora, each left out, these three tell answered questions from others as well as all of ``SIGNS`` with them
(AUROC 0.894 and 0.894), on the unseen handouts better (0.933 and 0.927); the passage's nearness instead of
the span's refuses 0.41 instead of 0.29 of what one of them answers."""

_ASKED_UNITS = (r"(?i)\b<dose>\b", r"(?i)\b<money>\b|[$£€]")
"""Kinds of figure a question may ask for by name; a span that answers names the kind too."""
_DRUG = r"\b\w{4,}<stem>\b"

_FEATURE = {name: position for position, name in enumerate(FEATURES)}
_OF_THE_FIRST_THREE = (
    "plain_dense",
    "own_plain_dense",
    "span_dense",
    "passage_dense",
    "plain_coverage",
    "span_coverage",
    "context_coverage",
    "attribute_coverage",
    "late_span",
    "late_plain",
    "late_either",
    "late_either_worst",
)
_OF_THE_BEST = ("organisation_other", "drug_missing", "disease_shared", "disease_other", "stage_other")
_AT_BEST_0 = [_FEATURE[name] for name in ("plain_dense_gap", "span_dense_gap", "own_plain_dense_gap")]
_AT_BEST_1 = [_FEATURE[name] for name in ("plain_lexical_share", "span_lexical_share", "fused_share")]
_EQUAL = 1e-9
NO_CANDIDATE = -12.0
"""Log odds when nothing quotable was found."""
NEXT = 4
"""Candidates behind the best whose mean log odds count: an answer is rarely alone."""


class Lack(StrEnum):
    """Why a part has no answer, as the message to show."""

    LIST = "missing.list"
    EVIDENCE = "missing.evidence"
    STUDY = "missing.study"
    VISITOR = "missing.visitor"
    OTHER_DISEASE = "missing.other_disease"
    UNRELATED = "missing.unrelated"
    NOT_COVERED = "missing.not_covered"


def answerability_signs(
    part: PartReading,
    ranked: Sequence[RankedSpan],
    logits: NDArray[np.float64],
    matrix: NDArray[np.float64],
    facts: CorpusFacts,
    nearest: Nearest,
) -> NDArray[np.float64]:
    """Return one part's signs, shape (len(SIGNS),); what the corpus has not is NaN (see ``LogisticModel``).

    Args:
        part: what is asked.
        ranked: the candidates, best first; ``logits`` and ``matrix`` are in their order.
        logits: log odds that they answer, shape (n,).
        matrix: their features, shape (n, len(FEATURES)).
        facts: of the corpus.
        nearest: how near the question comes to one that is known to have no answer.
    """
    signs = dict.fromkeys(SIGNS, 0.0)
    terms = question_terms(part)
    own = part.own_entities
    signs["unknown_share"] = facts.weight(terms - facts.known_terms) / (facts.weight(terms) or 1.0)
    signs["other_disease"] = float(
        bool(own.names("other disease")) and not (own.names("disease") | own.names("field"))
    )
    drug = compiled(_DRUG, table="drugs")
    signs["drug_unknown"] = float(bool(drug.search(part.own.casefold())) and not own.names("drug"))
    if np.isnan(matrix[:, _FEATURE["drug_missing"]]).any():  # The corpus knows no drugs, so none is unknown.
        signs["drug_unknown"] = np.nan
    signs["best_logit"] = signs["mean_of_next_logits"] = NO_CANDIDATE
    quotable = _quotable(part, ranked, facts)
    if quotable:
        best, span = quotable[0], ranked[quotable[0]].span
        fact = facts.spans[ranked[best].span_id]
        signs["best_logit"] = float(logits[best])
        if len(quotable) > 1:
            signs["mean_of_next_logits"] = float(logits[quotable[1 : 1 + NEXT]].mean())
        for column in _OF_THE_FIRST_THREE:
            signs[f"best_{column}"] = float(matrix[quotable[:3], _FEATURE[column]].max())
        for column in _OF_THE_BEST:
            signs[column] = float(matrix[best, _FEATURE[column]])
        signs["retrievers_agree"] = _agreeing(matrix[best])
        rarest = sorted(terms, key=lambda term: (-facts.idf.get(term, facts.unseen_idf), term))[:3]
        signs["rare_terms_missing"] = sum(term not in fact.terms | fact.plain_terms for term in rarest) / 3.0
        signs["counted_thing_missing"] = float(_counted_thing_missing(part, fact))
        signs["digit_wanted_and_missing"] = float(Want.NUMBER in part.wants and not fact.has_digit)
        signs["unit_missing"] = float(_unit_missing(part, span))
        signs |= _nearness(ranked, matrix, best)
    signs |= _unanswerable(matrix, nearest)
    return np.asarray([signs[name] for name in SIGNS])


def bare_signs(
    part: PartReading,
    ranked: Sequence[RankedSpan],
    logits: NDArray[np.float64],
    matrix: NDArray[np.float64],
    facts: CorpusFacts,
    reranking: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return one part's signs for a corpus without plain questions, shape (len(BARE_SIGNS),).

    Arguments as of ``answerability_signs``; ``reranking``: what the reranker looked at, shape
    (n, len(RERANKING)).
    """
    quotable = _quotable(part, ranked, facts)
    joint = reranking[:, RERANKING.index("joint")].max(initial=UNREAD)
    if not quotable:
        return np.asarray([NO_CANDIDATE, 0.0, joint])
    dense = matrix[quotable[:3], _FEATURE["span_dense"]].max()
    return np.asarray([logits[quotable[0]], dense, joint])


def _quotable(part: PartReading, ranked: Sequence[RankedSpan], facts: CorpusFacts) -> list[int]:
    return [row for row, candidate in enumerate(ranked) if not reason_not_to_quote(part, candidate, facts)]


def _agreeing(row: NDArray[np.float64]) -> float:
    """How many retrievers, as if of six, have a candidate first; those that do not exist do not count."""
    exist = ~np.isnan(row[[*_AT_BEST_0, *_AT_BEST_1]])
    first = np.concatenate([row[_AT_BEST_0] >= -_EQUAL, row[_AT_BEST_1] >= 1 - _EQUAL])
    return float(first[exist].mean() * len(first))


def _unanswerable(matrix: NDArray[np.float64], nearest: Nearest) -> dict[str, float]:
    """How near a question known to have no answer is, and by how much nearer than any known to have one."""
    plain = {
        name: float(matrix[:, _FEATURE[name]].max()) if len(matrix) else 0.0
        for name in ("plain_dense", "late_plain")
    }
    return {
        "unanswerable_dense": nearest.cosine,
        "unanswerable_dense_lead": nearest.cosine - plain["plain_dense"],
        "unanswerable_late_lead": nearest.late - plain["late_plain"],
    }


def _nearness(ranked: Sequence[RankedSpan], matrix: NDArray[np.float64], best: int) -> dict[str, float]:
    """How near in meaning the nearest unquotable span of each kind is, if nearer than the best quotable one.

    What is lost here but restated elsewhere does not count: the other place can be quoted.
    """
    column = _FEATURE["span_dense"]
    found = dict.fromkeys(_NEARNESS_OF.values(), 0.0)
    for row, candidate in enumerate(ranked):
        name = _NEARNESS_OF.get(_kind_of_witness(candidate.span) or Lack.NOT_COVERED)
        cosine = float(matrix[row, column])
        if name and cosine - matrix[best, column] >= NEARER_BY and not _is_restated(candidate.span):
            found[name] = max(found[name], min(cosine, 0.8) - ABOUT_THE_SAME)
    return found


def _is_restated(span: Span) -> bool:
    return any(fault.restated_at for fault in span.faults)


ABOUT_THE_SAME = 0.5
"""Cosine from which a span and a question are about the same thing (calibration set)."""
NEARER_BY = 0.03


def _kind_of_witness(span: Span) -> Lack | None:
    """What an unquotable span shows to be missing, None if nothing."""
    if span.quotable:
        return None
    kinds = {fault.kind for fault in span.faults}
    if FaultKind.LIST_LOST in kinds:
        return Lack.LIST
    if FaultKind.EVIDENCE_LOST in kinds:
        return Lack.EVIDENCE
    if span.kind is BlockKind.REFERENCE:
        return Lack.STUDY
    return Lack.VISITOR if span.voice is Voice.VISITOR else None


_NEARNESS_OF = {Lack.LIST: "lost_nearness", Lack.EVIDENCE: "lost_nearness", Lack.STUDY: "study_nearness"}
_COUNTED = r"(?i)\b<counts>\s+(?:<before_counted>\s+)*(\w+)"


def _counted_thing_missing(part: PartReading, fact: SpanFacts) -> bool:
    """Say whether "how many grays" is asked of a span that, like its plain questions, has no grays."""
    counted = [term for word in compiled(_COUNTED).findall(part.own) for term in tokenize(word)]
    return any(term not in fact.terms | fact.plain_terms for term in counted)


def _unit_missing(part: PartReading, span: Span) -> bool:
    units = (compiled(shape, table="units") for shape in _ASKED_UNITS)
    return any(unit.search(part.own) and not unit.search(span.text) for unit in units)


def find_lack(
    part: PartReading, ranked: Sequence[RankedSpan], matrix: NDArray[np.float64], *, related: bool
) -> tuple[Lack, Span | None]:
    """Say what is missing, by the span nearest in meaning if that one may not be quoted."""
    own = part.own_entities
    if own.names("other disease") and not (own.names("disease") | own.names("field")):
        return Lack.OTHER_DISEASE, None
    if ranked:
        nearest = ranked[int(np.argmax(matrix[:, _FEATURE["span_dense"]]))].span
        witness = _kind_of_witness(nearest)
        if witness and (related or witness in {Lack.LIST, Lack.EVIDENCE}):
            return witness, nearest
    return (Lack.NOT_COVERED if related else Lack.UNRELATED), None


def is_known_topic(part: PartReading) -> bool:
    """Say whether the question names something the documents name: it is near, even if not answered."""
    named = (
        part.entities.subjects
        | part.entities.names("site")
        | part.entities.names("field")
        | part.entities.names("organisation")
    )
    return bool(named) or Want.TABLE in part.wants or bool(part.entities.stages or part.entities.categories)


def looked_for(part: PartReading, finder: EntityFinder) -> str:
    """Return the things the question names, in its own words, to say what was looked for; may be ""."""
    return ", ".join(f"“{name}”" for name in finder.mentions(part.text)[:MOST_NAMED])


MOST_NAMED = 4
