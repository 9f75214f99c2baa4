"""The facts of all spans taken together: how telling each term is, and which spans have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
        in its headings. NaN where nothing is wanted: "what is it" asks for no attribute; no span lacks it.
        """
        wanted, facts = sorted(set(terms)), [self.spans[number] for number in span_ids.tolist()]

        def having(terms_of: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
            found = [term in terms for term in wanted for terms in terms_of]
            return np.asarray(found, dtype=np.bool_).reshape(len(wanted), len(facts))

        here = having([fact.terms for fact in facts])
        beside = ([fact.plain_terms for fact in facts], [fact.heading_terms for fact in facts])
        views = (here, *(here | having(terms) for terms in beside))
        weights = np.asarray([self.weight([term]) for term in wanted]).reshape(-1, 1)
        return [(view * weights).sum(axis=0) / (self.weight(wanted) or np.nan) for view in views]
