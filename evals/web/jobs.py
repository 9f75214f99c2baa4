"""One run at a time, in a thread of its own, with its progress."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from corpus.errors import AsWrittenError
from evals.questions.shape import Question
from evals.recording.evaluation import Progress

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
    """Starts runs, one at a time, and tells how far the last one is (``status``)."""

    def __init__(self) -> None:
        self.status = Status()
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def start(self, work: Work, *, label: str, total: int) -> None:
        """Begin a run, in a daemon: it does not keep the server from ending.

        ``label``: the question set, as the page names it. ``total``: how many questions will be asked.

        Raises BusyError: another run is under way.
        """
        with self._lock:
            if self.status.running:
                raise BusyError("A run is under way.")
            self._stopping.clear()
            self.status = Status(state=State.ASKING, label=label, total=total)
        threading.Thread(target=self._carry_out, args=[work], daemon=True, name="run").start()

    def stop(self) -> None:
        """Ask the run under way to end before its next question."""
        self._stopping.set()

    def _carry_out(self, work: Work) -> None:
        """Do the work. An error that is none of ours ends up on the server's terminal, as in any thread."""
        ending: dict[str, Any] = {"state": State.FAILED, "run": "", "error": ""}
        try:
            ending |= {"run": work(self._counted), "state": State.DONE}
        except StoppedError:
            ending["state"] = State.STOPPED
        except AsWrittenError as error:
            ending["error"] = str(error)
        finally:
            self.status = replace(self.status, **ending)

    def _counted(self, questions: Iterable[Question]) -> Iterator[Question]:
        for question in questions:
            if self._stopping.is_set():
                raise StoppedError("The run was stopped.")
            yield question
            done = self.status.done + 1
            state = State.MEASURING if done == self.status.total else State.ASKING
            self.status = replace(self.status, done=done, state=state)
