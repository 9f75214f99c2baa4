"""``python -m evals load``: many people asking at once, over the HTTP API of the real server.

Starts ``aswritten chat`` on a free port of this machine, asks every question once alone, then lets the users
ask theirs in parallel, each the next one as soon as the last is answered. An answer that differs from the one
given alone (but for the time it took) is a mixed-up answer. Exit 1 when any answer fails, is mixed up, or the
95th percentile is over the limit.

With ``--minutes`` they go on asking for that long (a soak), and the server's memory is read meanwhile: exit 1
also when it grows.
"""

import argparse
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count, cycle
from threading import Barrier
from typing import Any

import httpx
import numpy as np

from corpus.errors import AsWrittenError
from corpus.reader import read_corpus
from evals.console import echo
from evals.questions.read import Role, load_set
from evals.questions.shape import Question
from evals.recording.evaluation import same_but_for_time

GROWTH_LIMIT_MB = 3.0
"""Resident memory that a server may gain for 1,000 answers once it is warm: kept answers would take 20 MB."""

NOTED_EVERY = 20
"""Answers between two looks at the server's memory."""

API = "/gradio_api/call/ask"
START_SECONDS = 600.0
"""The first start builds the index."""

ANSWER_SECONDS = 60.0
"""After which a user gives up, and the answer counts as failed."""

LIMIT_SECONDS = 2.0
"""What the 95th percentile must stay under."""

PROGRAM = (sys.executable, "-m", "chatbot.cli", "chat", "--port")
"""The command whose last argument, the port, is added; this very Python, so no PATH is needed."""


class LoadError(AsWrittenError):
    """The server did not start or does not speak."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back: the answer object, or an error in words; and the seconds it took.

    ``mixed_up``: it is not the answer that the same question gets alone (but for the time it took).
    """

    asked: Question
    seconds: float
    answer: Mapping[str, Any] | None = None
    error: str = ""
    mixed_up: bool = False


Memory = tuple[int, float]
"""The answers that a server had given, and the MB of resident memory it then held."""


@dataclass(frozen=True, kw_only=True)
class LoadResult:
    """The replies of all users (their answers are not kept), and how long each question took alone."""

    replies: tuple[Reply, ...]
    alone: Mapping[Question, Reply]
    wall_seconds: float

    @property
    def errors(self) -> list[Reply]:
        """Replies without an answer."""
        return [reply for reply in self.replies if reply.error]

    @property
    def mixed_up(self) -> list[Reply]:
        """Answers that are not the one given to the same question alone."""
        return [reply for reply in self.replies if reply.mixed_up]

    def percentile(self, share: float) -> float:
        """Seconds within which ``share`` percent of the replies came."""
        return float(np.percentile([reply.seconds for reply in self.replies], share))

    @property
    def holds(self) -> bool:
        """Whether nothing failed, nothing was mixed up, and 95 percent came in time."""
        return not self.errors and not self.mixed_up and self.percentile(95) < LIMIT_SECONDS


def client_of(port: int) -> httpx.Client:
    """A client of a server on this machine, for any number of threads; no proxy stands between."""
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}",
        timeout=ANSWER_SECONDS,
        limits=httpx.Limits(max_connections=None),
        trust_env=False,
    )


def ask_over_http(client: httpx.Client, asked: Question) -> Reply:
    """Ask the HTTP API as ``curl`` would: one call to start, one to fetch the event stream."""
    begun = time.perf_counter()
    answer, failure = None, ""
    try:
        values = [asked.question, asked.history, asked.audience]
        event = client.post(API, json={"data": values}).raise_for_status().json()["event_id"]
        answer = last_event(client.get(f"{API}/{event}").raise_for_status().text)
    except (httpx.HTTPError, ValueError, KeyError, LoadError) as error:
        failure = str(error) or repr(error)
    return Reply(asked=asked, seconds=time.perf_counter() - begun, answer=answer, error=failure)


def last_event(stream: str) -> dict[str, Any]:
    """The answer object in a stream of server-sent events.

    Raises LoadError: the stream ends without ``event: complete``.
    """
    _, complete, data = stream.partition("event: complete\ndata:")
    if not complete:
        raise LoadError(f"no answer: {stream[-200:].strip()}")
    answer: dict[str, Any] = json.loads(data)[0]
    return answer


def plan_of(questions: Sequence[Question], *, users: int, each: int) -> list[list[Question]]:
    """What each user asks: neighbours begin at different questions, so that different ones meet."""
    count = len(questions)
    return [[questions[(user * each + turn) % count] for turn in range(each)] for user in range(users)]


def ask_together(
    client: httpx.Client,
    plan: Sequence[Sequence[Question]],
    *,
    seconds: float = 0.0,
    note: Callable[[int], object] = lambda _: None,
) -> LoadResult:
    """Ask every question of a plan (what each user asks) alone, then all users at once.

    For so many ``seconds`` each asks theirs over and over; ``note`` hears after each how many answers came.

    Raises LoadError: a question has no answer even alone.
    """
    alone: dict[Question, Reply] = {}
    for asked in dict.fromkeys(asked for asks in plan for asked in asks):
        alone[asked] = reply = ask_over_http(client, asked)
        if reply.error:
            raise LoadError(f"'{asked.question[:60]}' has no answer even alone: {reply.error}")
    ready = Barrier(len(plan) + 1)
    counted = count(1)

    def ask(asked: Question) -> Reply:
        reply = ask_over_http(client, asked)
        note(next(counted))
        other = reply.answer and not same_but_for_time(dict(reply.answer), dict(alone[asked].answer or {}))
        return replace(reply, answer=None, mixed_up=bool(other))  # a soak has tens of thousands

    def user(asks: Sequence[Question]) -> list[Reply]:
        ready.wait()
        deadline = time.monotonic() + seconds
        replies = [ask(asked) for asked in asks]
        again = cycle(asks)
        while time.monotonic() < deadline:
            replies.append(ask(next(again)))
        return replies

    with ThreadPoolExecutor(len(plan)) as pool:
        waiting = [pool.submit(user, asks) for asks in plan]
        ready.wait()
        begun = time.perf_counter()
        replies = tuple(reply for future in waiting for reply in future.result())
        return LoadResult(replies=replies, alone=alone, wall_seconds=time.perf_counter() - begun)


def resident_mb(pid: int) -> float:
    """The resident memory of a process, as ``ps`` tells it."""
    shown = subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)], text=True)  # noqa: S603, S607
    return int(shown) / 1024


def growth_mb(memory: Sequence[Memory]) -> float:
    """MB gained for 1,000 answers: the slope through the second half, when all is loaded."""
    late = np.asarray(memory[len(memory) // 2 :])
    return 1000 * float(np.polyfit(late[:, 0], late[:, 1], 1)[0]) if len(late) > 1 else 0.0


@contextmanager
def running(command: Sequence[str] = PROGRAM) -> Iterator[tuple[httpx.Client, int]]:
    """The server in a process of its own: yields a client and its process id, then ends it.

    Raises LoadError: it ended, or did not answer in time.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        with client_of(port) as client:
            _wait_for(process, client)
            yield client, process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], client: httpx.Client) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LoadError(f"The server ended with status {process.returncode} before it answered.")
        with suppress(httpx.HTTPError):
            client.get("/").raise_for_status()
            return
        time.sleep(0.2)
    raise LoadError(f"The server did not answer within {START_SECONDS:.0f} s.")


def print_result(result: LoadResult, memory: Sequence[Memory]) -> None:
    """The figures, each failure once, and of a soak what the server held and how it grew."""
    count = len(result.replies)
    alone = float(np.median([reply.seconds for reply in result.alone.values()]))
    echo(f"{count} answers in {result.wall_seconds:.1f} s ({count / result.wall_seconds:.1f} a second)")
    echo(f"alone      p50 {alone:.3f} s")
    half, most = result.percentile(50), result.percentile(95)
    echo(f"together   p50 {half:.3f} s   p95 {most:.3f} s   limit {LIMIT_SECONDS:g}")
    echo(f"errors     {len(result.errors)}")
    echo(f"mixed up   {len(result.mixed_up)}")
    for error in sorted({reply.error for reply in result.errors}):
        echo(f"  error: {error}")
    for question in sorted({reply.asked.question for reply in result.mixed_up}):
        echo(f"  mixed up: {question[:100]}")
    if memory:
        start, middle, end = (memory[place][1] for place in (0, len(memory) // 2, -1))
        echo(f"memory     start {start:.0f} MB   middle {middle:.0f} MB   end {end:.0f} MB")
        echo(f"growth     {growth_mb(memory):+.2f} MB for 1,000 answers   limit {GROWTH_LIMIT_MB:g}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "--users", type=_count, default=50, metavar="N", help="users in parallel (default: 50)"
    )
    parser.add_argument("--questions", type=_count, default=10, metavar="N", help="each asks (default: 10)")
    parser.add_argument(
        "--minutes",
        type=_count,
        default=0,
        metavar="N",
        help="go on for so long and watch the memory (10 or more: till then heaps settle)",
    )
    parser.add_argument("--set", default=str(Role.DEV), help="question set to ask from (default: dev)")
    parser.epilog = (
        "The server bounds what one address may ask (chatbot.web.service.Limits): more than about 600 "
        "questions in a burst are refused, and count as errors here."
    )


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 1000")
    return number


def run(args: argparse.Namespace) -> int:
    """Start, ask, print; 1 when it does not hold."""
    questions = load_set(args.set, read_corpus()).questions
    plan = plan_of(questions, users=args.users, each=args.questions)
    memory: list[Memory] = []
    with running() as (client, pid):

        def note(answers: int) -> None:
            if args.minutes and answers % NOTED_EVERY == 1:
                memory.append((answers, resident_mb(pid)))

        result = ask_together(client, plan, seconds=args.minutes * 60.0, note=note)
    echo(f"{args.users} users, {args.questions} questions each, set '{args.set}'")
    print_result(result, memory)
    return 0 if result.holds and growth_mb(memory) <= GROWTH_LIMIT_MB else 1
