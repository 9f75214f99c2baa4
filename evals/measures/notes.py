"""The note of every measure, by name: how it is read, shown and checked."""

from __future__ import annotations

import math
from collections.abc import Mapping

from chatbot.answer import NoticeKind
from evals.measures import CASE_MEASURES, abstention, cost, reading, robustness
from evals.measures.base import Note, Unit
from evals.measures.bootstrap import Interval
from evals.measures.notices import LABELLED, WANTED, measures_by_kind

HEADLINE = (
    "facet_coverage", "complete", "first_quote", "precision", "quotes_per_answer", "characters_per_answer",
    "true_abstention", "false_abstention", "avoid", "verbatim", "urgent_hit", "urgent_false_alarm",
    "personal_advice_hit", "personal_advice_false_alarm", "abstention_auroc", "aurc",
    "latency_p50", "latency_p95",
)  # fmt: skip
"""The measures of the first table, in its order."""

BY_KIND = ("facet_coverage", "complete", "first_quote", "precision", "true_abstention", "false_abstention")
"""The measures shown for each kind of question."""

ABLATION = (
    "facet_coverage", "first_quote", "precision", "quotes_per_answer", "true_abstention", "false_abstention",
    "nDCG@10", "facet_recall@50", "latency_p50",
)  # fmt: skip
"""The measures shown for each condition."""


def all_notes() -> dict[str, Note]:
    """Every measure's note by its name, headline measures first."""
    kinds: tuple[NoticeKind, ...] = (*WANTED, *LABELLED)
    by_kind = measures_by_kind({kind: lambda _case: None for kind in kinds})
    notes = [measure.note for measure in (*CASE_MEASURES, *by_kind)]
    notes += [abstention.AUROC, abstention.AURC, abstention.ECE, *robustness.NOTES.values(), reading.GRADE]
    notes += [cost.P50, cost.P95, cost.MEMORY, cost.DETERMINISM]
    named = {note.name: note for note in notes}
    return {name: named[name] for name in [*HEADLINE, *[n for n in named if n not in HEADLINE]]}


def shown(value: float, note: Note) -> str:
    """A number as people read it: a share with three decimals, times and counts with one."""
    if math.isnan(value):
        return "–"
    if note.unit is Unit.SHARE:
        return f"{value:.3f}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def shown_interval(interval: Interval, note: Note) -> str:
    """The 95% interval, or "" where the value has none."""
    if interval.low == interval.high:
        return ""
    return f"{shown(interval.low, note)} – {shown(interval.high, note)}"


def shown_unit(note: Note) -> str:
    """The unit as a word, "" for shares and counts."""
    return str(note.unit) if note.unit in (Unit.MILLISECONDS, Unit.MEGABYTES) else ""


def headline_rows(summary: Mapping[str, Interval]) -> list[list[str]]:
    """Name, value, interval and number of questions of each headline measure of a summary."""
    notes = all_notes()
    return [
        [name, f"{shown(summary[name].value, notes[name])} {shown_unit(notes[name])}".strip(),
         shown_interval(summary[name], notes[name]), str(summary[name].n)]
        for name in HEADLINE
        if name in summary
    ]  # fmt: skip
