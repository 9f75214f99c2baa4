"""What the ranker looks at: how well a candidate span agrees with a question, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatbot.entities import without_entities
from chatbot.quantities import Quantity, categories_fit, find_quantities, quantity_fits
from chatbot.question import PartReading, Want
from chatbot.span_facts import CorpusFacts, SpanFacts
from index.search import LATE, SCORES, Candidates, Index
from index.text import tokenize
from ingest.structure import Span, Voice

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
    "quantity_fits",
    "categories_fit",
    "figure_wanted_and_there",
    "figure_wanted_and_missing",
    "contact_wanted_and_there",
    "phone_wanted_and_there",
    "contact_unwanted",
    "definition_wanted_and_there",
    "asked_term_explained",
    "digit_wanted_and_there",
    "row_wanted_and_there",
    "row_unwanted",
    "list_wanted_and_there",
    "disease_shared",
    "disease_other",
    "drug_shared",
    "drug_missing",
    "treatment_shared",
    "treatment_missing",
    "site_shared",
    "site_other",
    "stage_shared",
    "stage_other",
    "grade_other",
    "category_shared",
    "organisation_shared",
    "organisation_other",
    "foreign_unwanted",
    "foreign_wanted",
    "staff_voice",
    "log_length",
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
        for text in (part.own, without_entities(part.own))
    ]
    asked = _Asked.from_part(part)
    agreement = [
        _agreement(asked, facts.spans[span_id], index.spans[span_id])
        for span_id in candidates.span_ids.tolist()
    ]
    columns = [*dense, *gaps, *own_columns, neighbours, *shares, *coverage]
    late_gaps = [
        late[:, _LATE_COLUMN[name]] - late[:, _LATE_COLUMN[name]].max()
        for name in ("late_plain", "late_either")
    ]
    return np.column_stack(
        [*columns, np.asarray(agreement, dtype=np.float64), late.astype(np.float64), *late_gaps]
    )


def question_terms(part: PartReading) -> frozenset[str]:
    """Return the terms of the question with what it borrows."""
    return frozenset(tokenize(part.full))


def _column(scores: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    return scores[:, _COLUMN[name]]


def _share(values: NDArray[np.float64]) -> NDArray[np.float64]:
    best = values.max()
    return values / best if best > 0 else np.zeros_like(values)


_COMPARED = ("disease", "drug", "treatment", "site", "organisation")
"""Groups of entities that a question and a span are compared by, in the order of ``_Asked.names``."""

_SITE = _COMPARED.index("site")


@dataclass(frozen=True)
class _Asked:
    """What the question brings to every comparison, worked out once."""

    part: PartReading
    names: tuple[frozenset[str], ...]
    quantities: tuple[Quantity, ...]
    running: str

    @classmethod
    def from_part(cls, part: PartReading) -> _Asked:
        return cls(
            part=part,
            names=tuple(part.entities.names(group) for group in _COMPARED),
            quantities=find_quantities(part.full),
            running=f" {' '.join(tokenize(part.own))} " if Want.DEFINITION in part.wants else "",
        )


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


def _agreement(asked: _Asked, fact: SpanFacts, span: Span) -> list[float]:
    part, wants = asked.part, asked.part.wants
    return [
        float(quantity_fits(asked.quantities, fact.ranges, asked.names[_SITE])),
        float(categories_fit(part.entities.categories, fact.allowed)),
        float(Want.NUMBER in wants and fact.has_figure),
        float(Want.NUMBER in wants and not fact.has_figure),
        float(Want.CONTACT in wants and fact.has_contact),
        float(Want.PHONE in wants and fact.has_phone),
        float(Want.CONTACT not in wants and fact.has_contact),
        float(Want.DEFINITION in wants and fact.defines),
        float(any(f" {term} " in asked.running for term in fact.explains)),
        float(Want.NUMBER in wants and fact.has_digit),
        float(Want.TABLE in wants and fact.is_row),
        float(Want.TABLE not in wants and fact.is_row),
        float(Want.LIST in wants and fact.is_list),
        *_entity_agreement(asked, fact),
        float(fact.foreign and part.language == "en"),
        float(fact.foreign and part.language != "en"),
        float(span.voice is Voice.STAFF),
        math.log(max(span.end - span.start, 1)) / 5.0,
    ]


def _entity_agreement(asked: _Asked, fact: SpanFacts) -> list[float]:
    part, here, around = asked.part.entities, fact.entities, fact.scope
    disease, drug, treatment, site, organisation = asked.names
    return [
        _shared(disease, around.names("disease")),
        _other(disease, here.names("disease")),
        _shared(drug, here.names("drug")),
        _missing(drug, around.names("drug")),
        _shared(treatment, here.names("treatment")),
        _missing(treatment, around.names("treatment")),
        _shared(site, around.names("site")),
        _other(site, here.names("site")),
        float(_shared(part.stages, here.stages) or _shared(part.stages, around.stages)),
        _other(part.stages, here.stages),
        _other(part.grades, here.grades),
        len(part.categories & here.categories) / 2.0,
        _shared(organisation, around.names("organisation")),
        _other(organisation, around.names("organisation")),
    ]


def _shared(asked: frozenset[str], named: frozenset[str]) -> float:
    return 0.0 if asked.isdisjoint(named) else 1.0


def _other(asked: frozenset[str], named: frozenset[str]) -> float:
    return 1.0 if asked and named and asked.isdisjoint(named) else 0.0


def _missing(asked: frozenset[str], named: frozenset[str]) -> float:
    return 1.0 if asked and asked.isdisjoint(named) else 0.0
