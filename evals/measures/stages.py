"""Which stage of the program lost a missed facet.

A system under test tells, for each part of a question, which spans it retrieved, how it ranked them and
which it chose. That is all the evals need: from it and from the places of a facet follows the first stage
at which no span of the facet was left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest


@dataclass(frozen=True, kw_only=True)
class PartTrace:
    """What happened to one part of a question. Span ids are positions in ``Index.spans``.

    ``retrieved``: every candidate, best first by the fused retrieval. ``ranked``: those the ranker kept,
    best first (equal to ``retrieved`` in a system without a ranker). ``chosen``: those quoted, or that
    would have been quoted had the system not abstained. ``abstained``: the decision to quote nothing.
    ``confidence``: the number that decision compares with its threshold; higher means surer.
    """

    question: str
    retrieved: tuple[int, ...]
    ranked: tuple[int, ...]
    chosen: tuple[int, ...]
    abstained: bool
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The parts of one question in the order in which they are answered."""

    parts: tuple[PartTrace, ...]

    @property
    def retrieved(self) -> tuple[int, ...]:
        """The candidates of all parts, taken in turns (first of each part, second of each …), once each."""
        return _in_turns(part.retrieved for part in self.parts)

    @property
    def confidence(self) -> float:
        """That of the surest part, 0.0 without parts."""
        return max((part.confidence for part in self.parts), default=0.0)


class Stage(StrEnum):
    """How far the spans of a facet came, worst first.

    ``no_span``: ingestion cut no quotable span that covers it. ``retrieval``: none of its spans was
    found. ``ranking``: found, but dropped by the ranker. ``choice``: ranked, but not chosen.
    ``abstention``: chosen, but the part was not answered. ``quoting``: chosen and answered, yet no quote
    covers it (the quote was cut, or stands after the fifth of its part). ``covered``: not lost.
    ``untold``: the system tells nothing of its stages.
    """

    NO_SPAN = "no_span"
    RETRIEVAL = "retrieval"
    RANKING = "ranking"
    CHOICE = "choice"
    ABSTENTION = "abstention"
    QUOTING = "quoting"
    COVERED = "covered"
    UNTOLD = "untold"


def lost_at(relevant: Collection[int], trace: Trace | None) -> Stage:
    """The stage that lost a facet which no quote covers.

    Args:
        relevant: ids of the quotable spans that cover one of the facet's alternatives.
        trace: what the system did, or None where it does not tell.
    """
    if trace is None:
        return Stage.UNTOLD
    if not relevant:
        return Stage.NO_SPAN
    wanted = set(relevant)
    if not any(wanted & set(part.retrieved) for part in trace.parts):
        return Stage.RETRIEVAL
    if not any(wanted & set(part.ranked) for part in trace.parts):
        return Stage.RANKING
    holding = [part for part in trace.parts if wanted & set(part.chosen)]
    if not holding:
        return Stage.CHOICE
    return Stage.ABSTENTION if all(part.abstained for part in holding) else Stage.QUOTING


def _in_turns(rankings: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    turns = zip_longest(*rankings)
    return tuple(dict.fromkeys(span for turn in turns for span in turn if span is not None))
