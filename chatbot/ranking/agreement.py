"""How well the facts of spans agree with what a question names and wants."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chatbot.languages import DEFAULT
from chatbot.question.reading import PartReading, Want
from index.facts import SpanFacts
from index.quantities import categories_fit, find_quantities, quantity_fits
from index.text import tokenize

AGREEMENT = (
    "quantity_fits", "categories_fit", "figure_wanted_and_there", "figure_wanted_and_missing",
    "contact_wanted_and_there", "phone_wanted_and_there", "contact_unwanted",
    "definition_wanted_and_there", "asked_term_explained", "digit_wanted_and_there",
    "row_wanted_and_there", "row_unwanted", "list_wanted_and_there", "disease_shared", "disease_other",
    "drug_shared", "drug_missing", "treatment_shared", "treatment_missing", "site_other", "stage_shared",
    "stage_other", "grade_other", "organisation_other", "foreign_unwanted", "foreign_wanted", "staff_voice",
    "log_length",
)  # fmt: skip
"""Columns of ``agreement``. ``…_shared``: question and span name the same; ``…_other``: both name
some and none is the same; ``…_missing``: the question names some and the span, with what stands around it,
none of them."""


def agreement(part: PartReading, facts: Sequence[SpanFacts]) -> NDArray[np.float64]:
    """Return how the ``facts`` of spans agree with ``part``, shape (len(facts), len(AGREEMENT))."""
    wants, asked, names = part.wants, part.entities, part.entities.names
    groups = ("disease", "drug", "treatment", "site", "organisation")
    disease, drug, treatment, site, organisation = (names(group) for group in groups)
    quantities, by_default = find_quantities(part.full), part.language == DEFAULT
    running = f" {' '.join(tokenize(part.own))} " if Want.DEFINITION in wants else ""
    lengths = np.asarray([max(fact.length, 1) for fact in facts], dtype=np.float64)

    def row(fact: SpanFacts, log_length: float) -> dict[str, float]:
        here, around = fact.entities, fact.scope
        return {
            "quantity_fits": quantity_fits(quantities, fact.ranges, site),
            "categories_fit": categories_fit(asked.categories, fact.allowed),
            "figure_wanted_and_there": fact.has_figure and Want.NUMBER in wants,
            "figure_wanted_and_missing": not fact.has_figure and Want.NUMBER in wants,
            "contact_wanted_and_there": fact.has_contact and Want.CONTACT in wants,
            "phone_wanted_and_there": fact.has_phone and Want.PHONE in wants,
            "contact_unwanted": fact.has_contact and Want.CONTACT not in wants,
            "definition_wanted_and_there": fact.defines and Want.DEFINITION in wants,
            "asked_term_explained": any(f" {term} " in running for term in fact.explains),
            "digit_wanted_and_there": fact.has_digit and Want.NUMBER in wants,
            "row_wanted_and_there": fact.is_row and Want.TABLE in wants,
            "row_unwanted": fact.is_row and Want.TABLE not in wants,
            "list_wanted_and_there": fact.is_list and Want.LIST in wants,
            "disease_shared": not disease.isdisjoint(around.names("disease")),
            "disease_other": _other(disease, here.names("disease")),
            "drug_shared": not drug.isdisjoint(here.names("drug")),
            "drug_missing": _missing(drug, around.names("drug")),
            "treatment_shared": not treatment.isdisjoint(here.names("treatment")),
            "treatment_missing": _missing(treatment, around.names("treatment")),
            "site_other": _other(site, here.names("site")),
            "stage_shared": not asked.stages.isdisjoint(here.stages | around.stages),
            "stage_other": _other(asked.stages, here.stages),
            "grade_other": _other(asked.grades, here.grades),
            "organisation_other": _other(organisation, around.names("organisation")),
            "foreign_unwanted": fact.foreign and by_default,
            "foreign_wanted": fact.foreign and not by_default,
            "staff_voice": fact.staff,
            "log_length": log_length,
        }

    rows = [row(*one) for one in zip(facts, (np.log(lengths) / 5.0).tolist(), strict=True)]
    return np.asarray([[one[name] for name in AGREEMENT] for one in rows], dtype=np.float64)


def _other(asked: frozenset[str], named: frozenset[str]) -> bool:
    return bool(asked and named) and asked.isdisjoint(named)


def _missing(asked: frozenset[str], named: frozenset[str]) -> bool:
    return bool(asked) and asked.isdisjoint(named)
