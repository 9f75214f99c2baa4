"""A run over two small files, for the tests of this folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from evals.measures.bootstrap import Interval
from evals.questions.read import QuestionSet, load_set
from evals.recording.results import Run
from evals.run import make_run
from evals.systems.system import Workbench
from index.storage.store import build_index
from tests.evals.made import corpus
from tests.fakes import HashEncoder

if TYPE_CHECKING:
    pass

from tests.evals.small import one

RECORDS: list[dict[str, Any]] = [
    {"id": "Q-1", "question": "is sarcoma rare", "facets": [[{"doc": "000", "quote": "Sarcoma is rare."}]]},
    {"id": "Q-2", "question": "ask which team", "facets": [[{"doc": "001", "quote": "Ask your team."}]]},
    {
        "id": "Q-3",
        "question": "which tumors cannot be removed safely <script>alert(1)</script>",
        "facets": [[{"doc": "000", "quote": "Not all tumors can be removed safely."}]],
        "avoid": [{"doc": "001", "quote": "Ask your team."}],
    },
    {"id": "Q-4", "question": "who won the cup", "kind": "out_of_scope", "expect": "no_answer", "facets": []},
]


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The two files with a real index and a fake encoder."""
    built = build_index(corpus(), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder())
    return Workbench(corpus=corpus(), index=built)


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    path = tmp_path_factory.mktemp("sets") / "own.jsonl"
    base = {"audience": "patient", "kind": "fact", "expect": "answer"}
    path.write_text("".join(json.dumps({**base, **record}) + "\n" for record in RECORDS), encoding="utf-8")
    return load_set(str(path), corpus())


@pytest.fixture(scope="session")
def made(bench: Workbench, questions: QuestionSet) -> Run:
    """Two conditions on the small set."""
    return make_run([one("bm25"), one("dense", "span_dense")], [questions], bench)


def bare(value: float, n: int) -> Interval:
    return Interval(value=value, low=value, high=value, n=n)


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Intervals from fewer draws: the tests of intervals are elsewhere."""
    monkeypatch.setattr(
        "evals.recording.evaluation.interval_of", lambda statistic, n, **_: bare(statistic(np.arange(n)), n)
    )
    yield
