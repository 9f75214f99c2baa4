"""How well the facts of many spans agree with what a question names and wants, all spans at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reading import PartReading, Want
from corpus.entities import Entities
from index.facts import SpanFacts
from index.quantities import categories_fit, find_quantities, quantity_fits
from index.text import tokenize

Flags = NDArray[np.bool_]

AGREEMENT = (
    "quantity_fits", "categories_fit", "figure_wanted_and_there", "figure_wanted_and_missing",
    "contact_wanted_and_there", "phone_wanted_and_there", "contact_unwanted",
    "definition_wanted_and_there", "asked_term_explained", "digit_wanted_and_there",
    "row_wanted_and_there", "row_unwanted", "list_wanted_and_there", "disease_shared", "disease_other",
    "drug_shared", "drug_missing", "treatment_shared", "treatment_missing", "site_other", "stage_shared",
    "stage_other", "grade_other", "organisation_other", "foreign_unwanted", "foreign_wanted", "staff_voice",
    "log_length",
)  # fmt: skip
"""Columns of ``FactTable.agreement``. ``…_shared``: question and span name the same; ``…_other``: both name
some and none is the same; ``…_missing``: the question names some and the span, with what stands around it,
none of them."""


@dataclass(frozen=True, eq=False)
class _Names:
    """Which spans name what: flags by name, and whether a span names anything; each of shape (spans,)."""

    having: dict[str, Flags]
    any: Flags

    @classmethod
    def of(cls, named: Sequence[Iterable[str]]) -> _Names:
        having: dict[str, Flags] = {}
        for number, names in enumerate(named):
            for name in names:
                having.setdefault(name, np.zeros(len(named), dtype=np.bool_))[number] = True
        return cls(having=having, any=np.asarray([bool(frozenset(names)) for names in named], dtype=np.bool_))

    def shared(self, asked: Iterable[str], ids: NDArray[np.int64]) -> Flags:
        result = np.zeros(len(ids), dtype=np.bool_)
        for name in asked:
            if name in self.having:
                result |= self.having[name][ids]
        return result

    def other(self, asked: frozenset[str], ids: NDArray[np.int64]) -> Flags:
        if not asked:
            return np.zeros(len(ids), dtype=np.bool_)
        return self.any[ids] & ~self.shared(asked, ids)

    def missing(self, asked: frozenset[str], ids: NDArray[np.int64]) -> Flags:
        return ~self.shared(asked, ids) if asked else np.zeros(len(ids), dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class FactTable:
    """The facts of all spans as columns, by span id."""

    facts: tuple[SpanFacts, ...]
    flags: dict[str, Flags]
    named: dict[str, _Names]
    log_length: NDArray[np.float64]

    @classmethod
    def of(cls, facts: Sequence[SpanFacts]) -> FactTable:
        """Turn the facts of spans into columns."""

        def flags(read: Callable[[SpanFacts], bool]) -> Flags:
            return np.asarray([read(fact) for fact in facts], dtype=np.bool_)

        def names(read: Callable[[SpanFacts], Iterable[str]]) -> _Names:
            return _Names.of([read(fact) for fact in facts])

        columns = {
            "figure": flags(lambda fact: fact.has_figure),
            "digit": flags(lambda fact: fact.has_digit),
            "contact": flags(lambda fact: fact.has_contact),
            "phone": flags(lambda fact: fact.has_phone),
            "defines": flags(lambda fact: fact.defines),
            "row": flags(lambda fact: fact.is_row),
            "list": flags(lambda fact: fact.is_list),
            "foreign": flags(lambda fact: fact.foreign),
            "staff": flags(lambda fact: fact.staff),
        }
        groups = ("disease", "drug", "treatment", "site", "organisation")
        named = {f"here {group}": names(_in(group, lambda fact: fact.entities)) for group in groups}
        named |= {f"around {group}": names(_in(group, lambda fact: fact.scope)) for group in groups}
        named |= {
            "here stage": names(lambda fact: fact.entities.stages),
            "around stage": names(lambda fact: fact.scope.stages),
            "here grade": names(lambda fact: fact.entities.grades),
        }
        lengths = np.asarray([max(fact.length, 1) for fact in facts], dtype=np.float64)
        return cls(facts=tuple(facts), flags=columns, named=named, log_length=np.log(lengths) / 5.0)

    def agreement(self, part: PartReading, ids: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how the spans ``ids`` agree with ``part``, shape (len(ids), len(AGREEMENT))."""
        columns = {**self._wants(part, ids), **self._names(part, ids)}
        facts = [self.facts[number] for number in ids.tolist()]
        quantities, sites = find_quantities(part.full), part.entities.names("site")
        categories = part.entities.categories
        columns["quantity_fits"] = np.asarray(
            [quantity_fits(quantities, fact.ranges, sites) for fact in facts]
        )
        columns["categories_fit"] = np.asarray([categories_fit(categories, fact.allowed) for fact in facts])
        running = f" {' '.join(tokenize(part.own))} " if Want.DEFINITION in part.wants else ""
        columns["asked_term_explained"] = np.asarray(
            [any(f" {term} " in running for term in fact.explains) for fact in facts]
        )
        columns["log_length"] = self.log_length[ids]
        return np.column_stack([columns[name] for name in AGREEMENT]).astype(np.float64)

    def _wants(self, part: PartReading, ids: NDArray[np.int64]) -> dict[str, NDArray[np.float64] | Flags]:
        have = {name: column[ids] for name, column in self.flags.items()}
        wants = part.wants
        return {
            "figure_wanted_and_there": have["figure"] & (Want.NUMBER in wants),
            "figure_wanted_and_missing": ~have["figure"] & (Want.NUMBER in wants),
            "digit_wanted_and_there": have["digit"] & (Want.NUMBER in wants),
            "contact_wanted_and_there": have["contact"] & (Want.CONTACT in wants),
            "contact_unwanted": have["contact"] & (Want.CONTACT not in wants),
            "phone_wanted_and_there": have["phone"] & (Want.PHONE in wants),
            "definition_wanted_and_there": have["defines"] & (Want.DEFINITION in wants),
            "row_wanted_and_there": have["row"] & (Want.TABLE in wants),
            "row_unwanted": have["row"] & (Want.TABLE not in wants),
            "list_wanted_and_there": have["list"] & (Want.LIST in wants),
            "foreign_unwanted": have["foreign"] & (part.language == "en"),
            "foreign_wanted": have["foreign"] & (part.language != "en"),
            "staff_voice": have["staff"],
        }

    def _names(self, part: PartReading, ids: NDArray[np.int64]) -> dict[str, NDArray[np.float64] | Flags]:
        named, asked = self.named, part.entities
        names = asked.names
        return {
            "disease_shared": named["around disease"].shared(names("disease"), ids),
            "disease_other": named["here disease"].other(names("disease"), ids),
            "drug_shared": named["here drug"].shared(names("drug"), ids),
            "drug_missing": named["around drug"].missing(names("drug"), ids),
            "treatment_shared": named["here treatment"].shared(names("treatment"), ids),
            "treatment_missing": named["around treatment"].missing(names("treatment"), ids),
            "site_other": named["here site"].other(names("site"), ids),
            "stage_shared": named["here stage"].shared(asked.stages, ids)
            | named["around stage"].shared(asked.stages, ids),
            "stage_other": named["here stage"].other(asked.stages, ids),
            "grade_other": named["here grade"].other(asked.grades, ids),
            "organisation_other": named["around organisation"].other(names("organisation"), ids),
        }


def _in(group: str, read: Callable[[SpanFacts], Entities]) -> Callable[[SpanFacts], frozenset[str]]:
    return lambda fact: read(fact).names(group)
