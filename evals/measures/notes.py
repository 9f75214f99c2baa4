"""The note of every measure, by name: how it is read, shown and checked."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from chatbot.answer import NoticeKind
from evals.measures.bootstrap import Interval

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

_OF_A_CORPUS = ("first_quote", "facet_coverage", "true_abstention", "false_abstention")
CORPORA_HEADER = ("corpus (questions)", "system", *_OF_A_CORPUS)
"""The columns of ``corpus_row``."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """How a measure is named, read and checked.

    ``plain`` explains it to a reader who is no engineer. ``better`` says which way it should go, ``unit`` how
    its numbers are shown. ``tolerance`` is how far a new run may fall
    behind a recorded one before ``check`` fails; None keeps the measure out of ``check``.
    """

    name: str
    plain: str
    better: Literal["higher", "lower"] = "higher"
    unit: Literal["share", "number", "ms"] = "share"
    tolerance: float | None = None


_NOTE = TypeAdapter(Note)
_UNIT_SHOWN = {"share": "", "number": "", "ms": " ms"}


@cache
def all_notes() -> Mapping[str, Note]:
    """Every measure's note by its name, headline measures first."""
    raw = tomllib.loads((Path(__file__).parent / "notes.toml").read_text(encoding="utf-8"))
    named = {
        name.replace("{kind}", kind): _NOTE.validate_python(
            {"name": name.replace("{kind}", kind), **entry, "plain": entry["plain"].replace("{kind}", kind)}
        )
        for name, entry in raw.items()
        for kind in (NoticeKind if "{kind}" in name else ("",))
    }
    return {name: named[name] for name in [*HEADLINE, *[n for n in named if n not in HEADLINE]]}


def shown(value: float, note: Note) -> str:
    """A number as people read it: a share with three decimals, times and counts with one."""
    if math.isnan(value):
        return "–"
    if note.unit == "share":
        return f"{value:.3f}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def shown_difference(value: float, note: Note) -> str:
    """A difference with its sign and unit: shares differ by percentage points."""
    if note.unit == "share":
        return f"{100 * value:+.1f} pp"
    return f"{'' if value < 0 else '+'}{shown(value, note)}{_UNIT_SHOWN[note.unit]}"


def shown_interval(interval: Interval, note: Note) -> str:
    """The 95% interval, or "" where the value has none."""
    if interval.low == interval.high:
        return ""
    return f"{shown(interval.low, note)} – {shown(interval.high, note)}"


def cells(summary: Mapping[str, Interval], names: Iterable[str]) -> list[str]:
    """The values of the named measures as people read them, "" for those that a summary lacks."""
    notes = all_notes()
    return [shown(summary[name].value, notes[name]) if name in summary else "" for name in names]


def corpus_row(name: str, questions: int, title: str, summary: Mapping[str, Interval]) -> list[str]:
    """One system on one corpus."""
    return [f"{name} ({questions})", title, *cells(summary, _OF_A_CORPUS)]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure as a line of a table: texts, and its interval as percentages for a drawn bar."""

    name: str
    value: str
    interval: str
    n: int
    plain: str
    bar: tuple[float, float, float] | None

    @property
    def cells(self) -> list[str]:
        """Name, value, interval and number of questions."""
        return [self.name, self.value, self.interval, str(self.n)]


def summary_rows(summary: Mapping[str, Interval], names: Iterable[str] = HEADLINE) -> list[Row]:
    """The named measures of a summary as table lines; those it lacks are left out."""
    notes = all_notes()
    return [
        Row(
            name=name,
            value=f"{shown(one.value, notes[name])}{_UNIT_SHOWN[notes[name].unit]}",
            interval=shown_interval(one, notes[name]),
            n=one.n,
            plain=notes[name].plain,
            bar=(100 * one.low, 100 * one.value, 100 * one.high)
            if notes[name].unit == "share" and one.low >= 0 and one.high <= 1
            else None,
        )
        for name in names
        if (one := summary.get(name)) is not None
    ]
