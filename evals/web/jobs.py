"""One run at a time, in a thread of its own, with its progress."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import AsWrittenError
from evals.questions.shape import Question
from evals.recording.evaluation import Progress
from evals.recording.results import RunError

Work = Callable[[Progress], str]
"""Carries out a run, wrapping its questions in the progress it is given; returns the run's name."""


class State(StrEnum):
    """How far a run is. ``measuring``: every question is asked. ``idle``: there was none yet."""

    IDLE = "idle"
    ASKING = "asking"
    MEASURING = "measuring"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Status:
    """What the page shows of the run under way or the last one. ``run`` is its name once it is kept."""

    state: State = State.IDLE
    label: str = ""
    done: int = 0
    total: int = 0
    run: str = ""
    error: str = ""

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self.state in (State.ASKING, State.MEASURING)


class StoppedError(AsWrittenError):
    """The run was stopped by the person who watches it."""


class BusyError(AsWrittenError):
    """A run is under way already."""


class Jobs:
    """Starts runs, one at a time, and tells how far the last one is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: _Job | None = None

    def start(self, work: Work, *, label: str, total: int) -> None:
        """Begin a run.

        Args:
            work: what to do.
            label: the question set, as the page names it.
            total: how many questions will be asked.

        Raises BusyError: another run is under way.
        """
        with self._lock:
            if self.status().running:
                raise BusyError("A run is under way.")
            self._job = _Job(work, label=label, total=total)
            self._job.start()

    def status(self) -> Status:
        """How far the last run is."""
        job = self._job
        return Status() if job is None else job.status()

    def stop(self) -> None:
        """Ask the run under way to end before its next question."""
        job = self._job
        if job is not None:
            job.stopping.set()


class _Job(threading.Thread):
    """A daemon: a run under way does not keep the server from ending."""

    def __init__(self, work: Work, *, label: str, total: int) -> None:
        super().__init__(daemon=True, name="run")
        self.stopping = threading.Event()
        self._work = work
        self._label = label
        self._total = total
        self._asked = 0
        self._state = State.ASKING
        self._kept = ""
        self._error = ""

    def run(self) -> None:
        """Do the work. An error that is none of ours ends up on the server's terminal, as in any thread."""
        ending = State.FAILED
        try:
            self._kept = self._work(self._counted)
            ending = State.DONE
        except StoppedError:
            ending = State.STOPPED
        except AsWrittenError as error:
            self._error = str(error)
        finally:
            self._state = ending

    def status(self) -> Status:
        return Status(
            state=self._state,
            label=self._label,
            done=self._asked,
            total=self._total,
            run=self._kept,
            error=self._error,
        )

    def _counted(self, questions: Iterable[Question]) -> Iterator[Question]:
        for question in questions:
            if self.stopping.is_set():
                raise StoppedError("The run was stopped.")
            yield question
            self._asked += 1
            if self._asked == self._total:
                self._state = State.MEASURING


def nothing_kept(name: str) -> RunError:
    """The error of a run in which no condition could be built."""
    return RunError(f"'{name}' could not be run: a package it needs is not installed.")
