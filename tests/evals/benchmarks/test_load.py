"""The load benchmark sees every failure and every mix-up, and starts and ends its server."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import httpx
import pytest
import uvicorn

from chatbot.answer import Answer
from chatbot.web.app import build_app
from chatbot.web.service import Limits
from evals.benchmarks.load import (
    LoadError,
    LoadResult,
    Reply,
    ask_over_http,
    ask_together,
    client_of,
    growth_mb,
    last_event,
    plan_of,
    resident_mb,
    running,
)
from evals.questions.shape import Expect, Question
from tests.chatbot.web.fake_answerer import FakeAnswerer


def asked(question: str) -> Question:
    return Question(
        id=question, audience="patient", question=question, kind="fact", expect=Expect.NO_ANSWER, facets=()
    )


SARCOMA = asked("What is uterine sarcoma?")
STAGE = replace(asked("Which stage is it?"), history=("What is uterine sarcoma?",))
FRANCE = replace(asked("The capital of France?"), audience="staff")


class Turning(FakeAnswerer):
    """From the third call on hears ``instead``, if there is one, whatever was asked."""

    instead = ""

    def answer(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Answer:
        heard = self.instead if self.instead and len(self.asked) >= 2 else question
        return super().answer(heard, history=history, audience=audience, question_id=question_id)


@contextmanager
def served(answerer: FakeAnswerer, limits: Limits | None = None) -> Iterator[httpx.Client]:
    """The web application around an answerer, on a free port; a client of it."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build_app(answerer, limits=limits), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    with client_of(listener.getsockname()[1]) as client:
        yield client
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture(scope="module")
def running_server() -> Iterator[tuple[httpx.Client, Turning]]:
    answerer = Turning()
    with served(answerer) as client:
        yield client, answerer


@pytest.fixture
def server(running_server: tuple[httpx.Client, Turning]) -> tuple[httpx.Client, Turning]:
    """A client of a server and its answerer, which has been asked nothing yet."""
    client, answerer = running_server
    answerer.asked.clear()
    answerer.instead = ""
    return client, answerer


def test_users_get_the_answers_they_get_alone(server: tuple[httpx.Client, Turning]) -> None:
    client, answerer = server
    result = ask_together(client, plan_of([SARCOMA, STAGE, FRANCE], users=6, each=4))
    assert len(result.replies) == 24
    assert result.errors == []
    assert result.mixed_up == []
    assert len(answerer.asked) == 3 + 24
    answer = result.alone[FRANCE].answer
    assert answer is not None
    assert (answer["outcome"], answer["audience"]) == ("not_in_sources", "staff")


def test_a_soak_goes_on_until_its_time_is_over_and_counts_every_answer(
    server: tuple[httpx.Client, Turning], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks, noted = count(), list[int]()
    clock = SimpleNamespace(monotonic=lambda: float(next(ticks)), perf_counter=time.perf_counter)
    monkeypatch.setattr("evals.benchmarks.load.time", clock)  # a second passes whenever it is looked at
    result = ask_together(server[0], [[SARCOMA, STAGE], [FRANCE]], seconds=10.0, note=noted.append)
    assert sorted(noted) == list(range(1, len(result.replies) + 1))
    assert 8 <= len(noted) <= 25
    assert (result.errors, result.mixed_up) == ([], [])


@pytest.mark.parametrize(
    ("mb", "growth"),
    [([100, 300, 400, 400, 400, 400], 0.0), ([400, 400, 400, 401, 402, 403], 10.0), ([400], 0.0), ([], 0.0)],
)
def test_memory_that_is_taken_at_the_start_is_no_growth(mb: list[float], growth: float) -> None:
    memory = [(100 * number, one) for number, one in enumerate(mb)]
    assert growth_mb(memory) == pytest.approx(growth)


def test_an_answer_to_another_question_is_a_mix_up(server: tuple[httpx.Client, Turning]) -> None:
    client, answerer = server
    answerer.instead = SARCOMA.question
    result = ask_together(client, plan_of([SARCOMA, STAGE], users=2, each=2))
    assert [reply.asked for reply in result.mixed_up] == [STAGE, STAGE]
    assert not result.holds


def test_a_failed_answer_is_an_error_with_its_sentence(server: tuple[httpx.Client, Turning]) -> None:
    client, answerer = server
    answerer.instead = "crash"
    result = ask_together(client, plan_of([SARCOMA, STAGE], users=2, each=2))
    assert len(result.errors) == 4
    assert all("no answer" in reply.error for reply in result.errors)
    assert not result.holds


def test_refused_questions_are_errors() -> None:
    with served(FakeAnswerer(), Limits(ask_burst=3, asks_per_second=0.0)) as client:
        replies = [ask_over_http(client, SARCOMA) for _ in range(5)]
    assert ["429 Too Many Requests" in reply.error for reply in replies] == [False] * 3 + [True] * 2


def test_a_question_that_fails_even_alone_stops_the_benchmark(server: tuple[httpx.Client, Turning]) -> None:
    with pytest.raises(LoadError, match="even alone"):
        ask_together(server[0], [[asked("crash")]])


def test_neighbours_ask_different_questions_and_all_are_asked() -> None:
    questions = [asked(str(number)) for number in range(5)]
    plan = plan_of(questions, users=4, each=3)
    assert [[one.question for one in asks] for asks in plan] == [
        ["0", "1", "2"],
        ["3", "4", "0"],
        ["1", "2", "3"],
        ["4", "0", "1"],
    ]


def test_the_limit_holds_for_the_95th_percentile() -> None:
    def taking(*seconds: float) -> LoadResult:
        replies = tuple(Reply(asked=SARCOMA, seconds=took) for took in seconds)
        return LoadResult(replies=replies, alone={}, wall_seconds=9.0)

    result = taking(*[1.9] * 97, *[9.0] * 3)
    assert (result.percentile(50), result.percentile(95), result.percentile(100)) == (1.9, 1.9, 9.0)
    assert result.holds
    assert not taking(*[1.9] * 90, *[2.1] * 10).holds


@pytest.mark.parametrize(
    "stream",
    ["", "event: error\ndata: null\n\n", "event: heartbeat\ndata: null\n\n", "event: complete"],
)
def test_a_stream_without_an_answer_is_an_error(stream: str) -> None:
    with pytest.raises(LoadError, match="no answer"):
        last_event(stream)


def test_the_answer_is_the_first_output_of_the_last_event() -> None:
    stream = 'event: heartbeat\ndata: null\n\nevent: complete\ndata: [{"outcome": "answered"}]\n\n'
    assert last_event(stream) == {"outcome": "answered"}


SERVER = (
    "import sys; from tests.chatbot.web.fake_answerer import FakeAnswerer; "
    "from chatbot.web.serve import Place, serve; "
    "serve(FakeAnswerer(), Place(port=int(sys.argv[1])))"
)


@pytest.mark.slow
def test_the_server_runs_in_a_process_of_its_own_and_ends() -> None:
    with running([sys.executable, "-c", SERVER]) as (client, pid):
        assert ask_over_http(client, SARCOMA).answer is not None
        assert 20 < resident_mb(pid) < 20_000
        port = client.base_url.port or 0
    with client_of(port) as late:
        assert "refused" in ask_over_http(late, SARCOMA).error


def test_a_server_that_ends_at_once_is_told() -> None:
    with (
        pytest.raises(LoadError, match="status 3"),
        running([sys.executable, "-c", "import sys; sys.exit(3)"]),
    ):
        pytest.fail("It cannot be ready.")
