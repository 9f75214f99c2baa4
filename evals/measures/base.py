"""What a measure is: a function of one case that returns a ratio, and a sentence for readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evals.measures.case import Case


@dataclass(frozen=True)
class Ratio:
    """``hits`` out of ``of``. Over many cases a measure is the sum of hits by the sum of ``of``.

    With ``of`` = 1 in every case that sum is the mean over cases; with ``of`` = number of quotes it is
    the share of quotes. ``of`` = 0: the measure does not apply to the case, which then does not count.
    """

    hits: float
    of: float = 1.0

    @property
    def value(self) -> float:
        """The ratio of this one case; 0.0 where it does not apply."""
        return self.hits / self.of if self.of else 0.0


NOT_APPLICABLE = Ratio(0.0, 0.0)


class Better(StrEnum):
    """Which way a measure should go."""

    HIGHER = "higher"
    LOWER = "lower"


class Unit(StrEnum):
    """How a number of a measure is shown."""

    SHARE = "share"
    NUMBER = "number"
    MILLISECONDS = "ms"
    MEGABYTES = "MB"


@dataclass(frozen=True, kw_only=True)
class Note:
    """How a measure is named, read and checked.

    ``plain`` explains it to a reader who is no engineer. ``tolerance`` is how far a new run may fall
    behind a recorded one before ``check`` fails; None keeps the measure out of ``check``.
    """

    name: str
    plain: str
    better: Better = Better.HIGHER
    unit: Unit = Unit.SHARE
    tolerance: float | None = None


@dataclass(frozen=True)
class Measure:
    """A measure of single cases. The convention stands in the docstring of ``function``."""

    function: Callable[[Case], Ratio]
    note: Note

    @property
    def name(self) -> str:
        """The label: the same in code, files, tables and on the command line."""
        return self.note.name


def share_of(condition: bool) -> Ratio:
    """1 or 0 of one case."""
    return Ratio(1.0 if condition else 0.0)
