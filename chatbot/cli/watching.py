"""Tells when files of a folder have changed by looking again and again: no service of the system needed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path


def changes(folder: Path, *, every: float) -> Iterator[None]:
    """Yield at once, and then after each change of a visible file, once two looks in a row agree.

    A file that is still being copied changes from look to look, and is waited for.

    Args:
        folder: what is looked at, with the folders in it.
        every: seconds between two looks.
    """
    known = state(folder)
    yield
    while True:
        time.sleep(every)
        seen = state(folder)
        if seen == known:
            continue
        while (later := _after(folder, every)) != seen:
            seen = later
        known = seen
        yield


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return name → size and time of change (ns) of every visible file; without what vanishes."""
    found: dict[str, tuple[int, int]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        try:
            if path.is_file():
                about = path.stat()
                found[name] = (about.st_size, about.st_mtime_ns)
        except OSError:
            continue
    return found


def _after(folder: Path, seconds: float) -> dict[str, tuple[int, int]]:
    time.sleep(seconds)
    return state(folder)
