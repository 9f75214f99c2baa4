"""What a measure is: a function of one case that returns a ratio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


Measure = Callable[[Case], Ratio]
"""A measure of single cases; its convention stands in the docstring. Its name is the same in code, files,
tables and on the command line, and has a note in ``notes.toml``."""


def by_name(*measures: Measure) -> dict[str, Measure]:
    """Measures under the names of their functions."""
    return {measure.__name__: measure for measure in measures}


def share_of(condition: bool) -> Ratio:
    """1 or 0 of one case."""
    return Ratio(1.0 if condition else 0.0)
