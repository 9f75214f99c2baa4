"""The runs on this machine: found in the reports folder, read when first asked for."""

import threading
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from corpus.errors import why
from evals.recording.results import RESULTS, Run, RunError, SetResult, read_run, write_run
from evals.reporting.plots import Plot
from evals.reporting.report import all_plots
from evals.systems.conditions import FULL

SHOWN = 20
"""Runs listed, newest first."""

REMEMBERED = 24
"""Run files, and results' pictures, kept in memory."""


@dataclass(frozen=True, kw_only=True)
class StoredRun:
    """A run with the name it is addressed by: its file under the folder, without ``.json``."""

    name: str
    run: Run

    @property
    def started(self) -> str:
        """Date and time of its start, to the minute, UTC."""
        return str(self.run.manifest["started"])[:16].replace("T", " ")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One result of a run: a system on a set."""

    stored: StoredRun
    result: SetResult

    @property
    def address(self) -> dict[str, str]:
        """What names it in the query of an address."""
        return {"run": self.stored.name, "condition": self.result.condition, "set": self.result.set}


class MissingError(RunError):
    """A run, or something in it, that is not there."""


class RunFolder:
    """The run files of one folder, read again only when they change; other JSON is passed over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def latest(self) -> list[StoredRun]:
        """The newest runs, newest first by their own start."""
        files = sorted(self._files(), key=lambda path: (-path.stat().st_mtime_ns, path))
        stored = islice(filter(None, map(self._stored, files)), SHOWN)
        return sorted(stored, key=lambda one: (one.started, one.name), reverse=True)

    def find(self, name: str) -> StoredRun:
        """The run of that name. Raises MissingError: there is none."""
        path = next((path for path in self._files() if self._name(path) == name), None)
        stored = None if path is None else self._stored(path)
        if stored is None:
            raise MissingError(f"There is no run '{name}' in {self.folder}.")
        return stored

    def choose(self, name: str, *, condition: str = "", question_set: str = "") -> Chosen:
        """One result of a run; what is not named is the program itself, and the run's first set.

        Raises MissingError: there is no such run or result.
        """
        stored = self.find(name)
        results = [
            result
            for result in stored.run.results
            if question_set in ("", result.set) and condition in ("", result.condition)
        ]
        first = next((result for result in results if result.condition == FULL), None)
        if first is None and not results:
            raise MissingError(
                f"The run '{name}' holds no condition '{condition}' on the set '{question_set}'."
            )
        return Chosen(stored=stored, result=first or results[0])

    def plots(self, chosen: Chosen) -> list[Plot]:
        """The pictures of one result, drawn once; one at a time, for matplotlib's settings are global."""
        path = self.folder / f"{chosen.stored.name}.json"
        with _DRAWING:
            return _plots(path, path.stat().st_mtime_ns, chosen.result.condition, chosen.result.set)

    def keep(self, run: Run, label: str) -> str:
        """Write a run under a new name; return the name. Raises RunError: it cannot be written."""
        when = str(run.manifest["started"])[:19].replace(":", "-")
        taken = {self._name(path) for path in self._files()}
        names = (f"runs/{when}-{label}{end}" for end in ("", *(f"-{number}" for number in range(2, 1000))))
        name = next(name for name in names if name not in taken)
        write_run(run, self.folder / f"{name}.json")
        return name

    def delete(self, name: str) -> None:
        """Delete the file of a run.

        Raises RunError: there is no such run, it is the recorded one, or its file cannot be deleted.
        """
        path = self.folder / f"{self.find(name).name}.json"
        if path.resolve() == RESULTS.resolve():
            raise RunError(f"The run '{name}' is the recorded one and stays.")
        try:
            path.unlink()
        except OSError as error:
            raise RunError(f"The run '{name}' cannot be deleted ({why(error)}).") from error

    def _files(self) -> list[Path]:
        return [*self.folder.glob("*.json"), *self.folder.glob("runs/*.json")]

    def _stored(self, path: Path) -> StoredRun | None:
        run = _run(path, path.stat().st_mtime_ns)
        return None if run is None else StoredRun(name=self._name(path), run=run)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).with_suffix("").as_posix()


@lru_cache(maxsize=REMEMBERED)
def _run(path: Path, changed: int) -> Run | None:
    """The run in a file that was last changed then; None for another kind of JSON file, or a damaged one."""
    del changed
    try:
        return read_run(path)
    except RunError:
        return None


_DRAWING = threading.Lock()


@lru_cache(maxsize=REMEMBERED)
def _plots(path: Path, changed: int, condition: str, question_set: str) -> list[Plot]:
    run = _run(path, changed)
    compared = [] if run is None else [result for result in run.results if result.set == question_set]
    return all_plots(next(one for one in compared if one.condition == condition), compared)
