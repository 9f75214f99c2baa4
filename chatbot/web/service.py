"""The answer function as the pages call it: bounded in length, time and number, and never fatal."""

from __future__ import annotations

import ctypes
import logging
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from starlette.types import Scope

from chatbot.answer import Answer
from corpus.errors import AsWrittenError
from index.search import Index

CLIENTS_REMEMBERED = 4096


class Budget:
    """Allows each address ``burst`` things at once and ``per_second`` in the long run."""

    def __init__(self, *, burst: int, per_second: float) -> None:
        self.burst = burst
        self.per_second = per_second
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, scope: Scope) -> bool:
        """Whether who sent a request may do one more thing, which then is done."""
        client = (scope.get("client") or ("", 0))[0]
        now = time.monotonic()
        tokens, before = self._tokens.pop(client, (float(self.burst), now))
        tokens = min(self.burst, tokens + (now - before) * self.per_second)
        allowed = tokens >= 1
        self._tokens[client] = (tokens - allowed, now)
        while len(self._tokens) > CLIENTS_REMEMBERED:
            self._tokens.popitem(last=False)
        return allowed

    def give_back(self, scope: Scope) -> None:
        """Undo the last ``allows``: what was done does not count."""
        client = (scope.get("client") or ("", 0))[0]
        if client in self._tokens:
            tokens, before = self._tokens[client]
            self._tokens[client] = (tokens + 1, before)


_LOG = logging.getLogger(__name__)
Result = TypeVar("Result")


class Answering(Protocol):
    """What the pages need of ``chatbot.answerer.Answerer``."""

    @property
    def index(self) -> Index:
        """The index the answers come from."""

    def answer(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Answer:
        """Answer one question."""


class Trouble(StrEnum):
    """Why there is no answer: the key of the page's sentence for it."""

    EMPTY = "trouble_empty"
    LONG = "trouble_long"
    SLOW = "trouble_slow"
    BUSY = "trouble_busy"
    FAILED = "trouble_failed"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one server takes on. Sizes in bytes or letters, times in seconds.

    ``asks_per_second`` and ``ask_burst`` hold for each address that asks: a burst serves fifty people
    behind one address, the rate bounds a script. ``stuck`` is the number of answers that may hang
    before new questions are put off.
    """

    body_bytes: int = 2_000_000
    body_seconds: float = 30.0
    question_letters: int = 2_000
    history_turns: int = 6
    answer_seconds: float = 20.0
    concurrency: int = 2
    waiting: int = 200
    stuck: int = 16
    asks_per_second: float = 25.0
    ask_burst: int = 600


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A question without an answer. ``error`` is what the user can put right, where it is that."""

    trouble: Trouble
    error: AsWrittenError | None = None


class AnswerService:
    """Calls the answer function in a thread of its own, so that a slow answer is ended and left behind."""

    def __init__(self, answerer: Answering, limits: Limits) -> None:
        self.answerer = answerer
        self.limits = limits
        self._free = threading.Semaphore(limits.stuck)

    def ask(self, question: str, history: Sequence[str], audience: str = "patient") -> Answer | Failed:
        """The answer, or why there is none; never raises for anything the answer function does."""
        if not question.strip():
            return Failed(trouble=Trouble.EMPTY)
        if len(question) > self.limits.question_letters:
            return Failed(trouble=Trouble.LONG)
        turns = [turn[: self.limits.question_letters] for turn in history][-self.limits.history_turns :]
        return self.run(lambda: self.answerer.answer(question, history=turns, audience=audience))

    def run(self, work: Callable[[], Result]) -> Result | Failed:
        """The result of ``work`` on answers, bounded like ``ask``; never raises for anything it does."""
        if not self._free.acquire(blocking=False):
            return Failed(trouble=Trouble.BUSY)
        done: Future[Result | Failed] = Future()
        # A daemon: one that hangs does not keep the program from ending.
        thread = threading.Thread(target=self._do, args=(work, done), daemon=True, name="answer")
        thread.start()
        try:
            return done.result(self.limits.answer_seconds)
        except TimeoutError:
            _end(thread)
            return Failed(trouble=Trouble.SLOW)

    def _do(self, work: Callable[[], Result], done: Future[Result | Failed]) -> None:
        try:
            done.set_result(work())
        except _TooLong:
            pass  # nobody waits for it any more
        except AsWrittenError as error:
            done.set_result(Failed(trouble=Trouble.FAILED, error=error))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and logged
            log_failure(error)
            done.set_result(Failed(trouble=Trouble.FAILED))
        finally:
            self._free.release()


class _TooLong(BaseException):
    """Ends work that has run out of time: a signal, which no handler of errors may take."""


def _end(thread: threading.Thread) -> None:
    """Raise in ``thread``, which ends its work at the next line of Python: its place is free again."""
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_TooLong))


def log_failure(error: Exception) -> None:
    """Log where an answer failed, never with what words: a message may repeat the question."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    _LOG.error("An answer failed with %s at %s", type(error).__name__, ", ".join(places))
