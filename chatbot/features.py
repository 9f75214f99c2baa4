"""What the ranker looks at: how well a candidate span agrees with a question, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatbot.entities import Entities, without_entities
from chatbot.quantities import Quantity, categories_fit, find_quantities, quantity_fits
from chatbot.question import PartReading, Want
from chatbot.span_facts import CorpusFacts, SpanFacts
from index.search import SCORES, Candidates, Index
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
)
"""Columns of the feature matrix. ``…_gap`` is the distance to the best candidate of the question,
``…_share`` the part of its best score, ``…_coverage`` the idf-weighted share of the question's terms;
``attribute`` are the terms that name no entity: not the drug, but its side effects."""

_SPAN, _PLAIN = 0, 2
"""Columns of ``Index.cosines``."""

_COLUMN = {name: position for position, name in enumerate(SCORES)}


def candidate_features(
    part: PartReading, candidates: Candidates, facts: CorpusFacts, index: Index
) -> NDArray[np.float64]:
    """Return the feature matrix of ``candidates``, shape (n, len(FEATURES)), in their order."""
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
    asked = _Asked.from_part(part, facts)
    agreement = [
        _agreement(asked, facts.spans[span_id], index.spans[span_id], facts)
        for span_id in candidates.span_ids.tolist()
    ]
    return np.column_stack(
        [*dense, *gaps, *own_columns, neighbours, *shares, np.asarray(agreement, dtype=np.float64)]
    )


def question_terms(part: PartReading) -> frozenset[str]:
    """Return the terms of the question with what it borrows."""
    return frozenset(tokenize(part.full))


def _column(scores: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    return scores[:, _COLUMN[name]]


def _share(values: NDArray[np.float64]) -> NDArray[np.float64]:
    best = values.max()
    return values / best if best > 0 else np.zeros_like(values)


@dataclass(frozen=True)
class _Asked:
    """What the question brings to every comparison, worked out once."""

    part: PartReading
    terms: frozenset[str]
    total: float
    own_terms: frozenset[str]
    own_total: float
    quantities: tuple[Quantity, ...]
    running: str
    attribute: frozenset[str]
    attribute_total: float

    @classmethod
    def from_part(cls, part: PartReading, facts: CorpusFacts) -> _Asked:
        terms, own_terms = question_terms(part), frozenset(tokenize(part.own))
        attribute = frozenset(tokenize(without_entities(part.own)))
        return cls(
            part=part,
            terms=terms,
            total=facts.weight(terms) or 1.0,
            own_terms=own_terms,
            own_total=facts.weight(own_terms) or 1.0,
            quantities=find_quantities(part.full),
            running=f" {' '.join(tokenize(part.own))} " if Want.DEFINITION in part.wants else "",
            attribute=attribute,
            attribute_total=facts.weight(attribute) or 1.0,
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


def _agreement(asked: _Asked, fact: SpanFacts, span: Span, facts: CorpusFacts) -> list[float]:
    part, wants = asked.part, asked.part.wants
    both = fact.terms | fact.plain_terms
    return [
        facts.weight(asked.terms & fact.terms) / asked.total,
        facts.weight(asked.terms & both) / asked.total,
        facts.weight(asked.own_terms & both) / asked.own_total,
        facts.weight(asked.attribute & both) / asked.attribute_total,
        float(quantity_fits(asked.quantities, fact.ranges, part.entities.names("site"))),
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
        *_entity_agreement(part.entities, fact.entities, fact.scope),
        *_organisation_agreement(part, fact),
        float(fact.foreign and part.language == "en"),
        float(fact.foreign and part.language != "en"),
        float(span.voice is Voice.STAFF),
        math.log(max(span.end - span.start, 1)) / 5.0,
    ]


def _organisation_agreement(part: PartReading, fact: SpanFacts) -> list[float]:
    asked, named = part.entities.names("organisation"), fact.scope.names("organisation")
    return [
        float(bool(asked & named)),
        float(bool(asked and named and not asked & named)),
    ]


def _entity_agreement(asked: Entities, named: Entities, scope: Entities) -> list[float]:
    disease, drug, treatment, site = (asked.names(g) for g in ("disease", "drug", "treatment", "site"))
    return [
        float(bool(disease & scope.names("disease"))),
        float(bool(disease and named.names("disease") and not disease & named.names("disease"))),
        float(bool(drug & named.names("drug"))),
        float(bool(drug and not drug & scope.names("drug"))),
        float(bool(treatment & named.names("treatment"))),
        float(bool(treatment and not treatment & scope.names("treatment"))),
        float(bool(site & scope.names("site"))),
        float(bool(site and named.names("site") and not site & named.names("site"))),
        float(bool(asked.stages & (named.stages | scope.stages))),
        float(bool(asked.stages and named.stages and not asked.stages & named.stages)),
        float(bool(asked.grades and named.grades and not asked.grades & named.grades)),
        float(len(asked.categories & named.categories)) / 2.0,
    ]
