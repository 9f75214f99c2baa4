"""The facts of all spans taken together: how telling each term is, and which spans have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chatbot.ranking.agreement import FactTable
from index.facts import SpanFacts
from index.search import Index

PLAIN_QUESTIONS = "plain questions"

ENOUGH_LED_TO = 0.5
"""Share of the quotable spans that plain questions must lead to before a lack of them counts against any."""


@dataclass(frozen=True, kw_only=True)
class CorpusFacts:
    """Facts of all spans by span id, and how telling each term is.

    ``idf`` is log((N + 1) / df) over the spans' terms (the idf of BM25+, Lv and Zhai 2011); ``unseen_idf``
    is that of a term no span has. ``known_terms`` occur in a document or in a plain question.
    ``brought``: the groups of names that the corpus has, and ``PLAIN_QUESTIONS`` if at least half of the
    spans have some: where few do, a question that is far from all of them may well have an answer.
    """

    spans: tuple[SpanFacts, ...]
    idf: Mapping[str, float]
    unseen_idf: float
    known_terms: frozenset[str]
    brought: frozenset[str]

    @classmethod
    def of(cls, index: Index) -> CorpusFacts:
        """Count how telling each term is over the facts of all spans of ``index``."""
        facts = index.facts
        counts = Counter(term for fact in facts for term in fact.terms)
        idf = {term: math.log((len(facts) + 1) / count) for term, count in counts.items()}
        known = frozenset(idf).union(*(fact.plain_terms for fact in facts))
        quotable = sum(span.quotable for span in index.spans)
        led_to = sum(bool(fact.plain_terms) for fact in facts)
        return cls(
            spans=facts,
            idf=idf,
            unseen_idf=math.log(len(facts) + 1),
            known_terms=known,
            brought=index.subject.finder.groups
            | ({PLAIN_QUESTIONS} if led_to and led_to >= ENOUGH_LED_TO * quotable else frozenset()),
        )

    @property
    def asked_plainly(self) -> bool:
        """Whether the corpus brings plain questions enough."""
        return PLAIN_QUESTIONS in self.brought

    def weight(self, terms: Iterable[str]) -> float:
        """Return the summed idf of ``terms``, to the last bit the same in whatever order they come."""
        return math.fsum(self.idf.get(term, self.unseen_idf) for term in terms)

    def coverage(self, terms: Iterable[str], span_ids: NDArray[np.int64]) -> list[NDArray[np.float64]]:
        """Return the idf-weighted share of ``terms`` (each counts once) that each span has.

        Three arrays of shape (len(span_ids),): in the span itself; there or in its plain questions; there or
        in its headings. NaN where
        nothing is wanted: "what is it" asks for no attribute, and no span lacks it.
        """
        wanted = sorted(set(terms))
        total = self.weight(wanted) or np.nan
        shares = []
        for spans_with in (self._with_term, self._with_term_or_question, self._with_term_or_heading):
            sums = np.zeros(len(self.spans))
            for term in wanted:
                if term in spans_with:
                    sums[spans_with[term]] += self.weight([term])
            shares.append(sums[span_ids] / total)
        return shares

    @cached_property
    def table(self) -> FactTable:
        """The facts as columns."""
        return FactTable.of(self.spans)

    @cached_property
    def _with_term(self) -> Mapping[str, NDArray[np.int64]]:
        """Ids of the spans that have each term."""
        return _spans_by_term(fact.terms for fact in self.spans)

    @cached_property
    def _with_term_or_question(self) -> Mapping[str, NDArray[np.int64]]:
        """The same, with the terms of the spans' plain questions."""
        return _spans_by_term(fact.terms | fact.plain_terms for fact in self.spans)

    @cached_property
    def _with_term_or_heading(self) -> Mapping[str, NDArray[np.int64]]:
        """The same, with the terms of the spans' titles and sections."""
        return _spans_by_term(fact.terms | fact.heading_terms for fact in self.spans)


def _spans_by_term(terms_of_spans: Iterable[Iterable[str]]) -> dict[str, NDArray[np.int64]]:
    by_term: dict[str, list[int]] = {}
    for span_id, terms in enumerate(terms_of_spans):
        for term in terms:
            by_term.setdefault(term, []).append(span_id)
    return {term: np.asarray(span_ids, dtype=np.int64) for term, span_ids in by_term.items()}
