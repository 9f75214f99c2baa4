"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with a stage's name, the units done and the units to do; ``done`` never falls within a stage."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of one step."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""
    del stage, done, total


class ProgressBar:
    """A :class:`Progress` that draws one ``tqdm`` bar a stage on standard error."""

    def __init__(self) -> None:
        """Start without a bar: the first stage draws it."""
        self._stage = ""
        self._bar: object = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Move the bar of ``stage`` to ``done``, and close it when all is done."""
        from tqdm import tqdm

        if stage != self._stage or not isinstance(self._bar, tqdm):
            self._close()
            self._stage, self._bar = stage, tqdm(total=total, desc=stage, leave=False, disable=None)
        assert isinstance(self._bar, tqdm)  # noqa: S101 - narrows the type for mypy only
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._close()

    def _close(self) -> None:
        close = getattr(self._bar, "close", None)
        if close is not None:
            close()
        self._stage, self._bar = "", None
