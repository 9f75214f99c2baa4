"""How long work tells how far it is."""

import sys
import time
from collections.abc import Callable
from typing import Any, TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]
"""Hears of a stage's name, the units done and the units to do; the units done never fall within a stage."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""
    del stage, done, total


SECONDS = 10.0
"""Between two lines where there is no terminal to draw a bar in."""


class ProgressBar:
    """A :class:`Progress` on standard error: a ``tqdm`` bar a stage in a terminal, else a line now and then.

    The stage's name says what is counted: "texts encoded: 5,000 of 26,600".
    """

    def __init__(self) -> None:
        """Start without a bar: the first stage draws it."""
        self._stage = ""
        self._bar: Any = None
        self._told = 0.0
        self._finished = ("", 0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Move the bar of ``stage`` to ``done``, and close it when all is done."""
        if (stage, total) == self._finished:
            return
        if stage != self._stage:
            self._close()
            self._stage, self._bar, self._told = stage, _new_bar(stage, total), time.monotonic()
        ends = done >= total
        if self._bar is not None:
            self._bar.update(done - self._bar.n)
        elif total and (ends or time.monotonic() - self._told >= SECONDS):
            self._told = time.monotonic()
            sys.stderr.write(f"{stage}: {done:,} of {total:,}\n")
            sys.stderr.flush()
        if ends:
            self._finished = (stage, total)
            self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._stage, self._bar = "", None


def _new_bar(stage: str, total: int) -> Any:  # noqa: ANN401 - tqdm has no stubs
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    return tqdm(total=total, desc=stage, leave=False)
