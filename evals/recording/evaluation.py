"""Asking a system every question of a set and measuring what comes back."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatbot.answer import answer_to_json
from evals.measures import CASE_MEASURES, answers, notices
from evals.measures.bootstrap import Interval, interval_of, ratio_interval
from evals.measures.case import NOT_APPLICABLE, Case, Library, Measure
from evals.questions.read import QuestionSet
from evals.questions.shape import KINDS, Expect, Question
from evals.recording.results import FacetResult, QuestionResult, SetResult
from evals.systems.system import Condition, System, Workbench

PACKAGES = "aswritten sentence-transformers torch faiss-cpu rank-bm25 numpy ir-measures txtai".split()
"""Packages whose version can change a number."""


def manifest(
    bench: Workbench, sets: Sequence[QuestionSet], conditions: Sequence[Condition]
) -> dict[str, Any]:
    """Commit, hashes, settings, machine and versions of a run that starts now."""
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(Path(__file__).parent),
        "corpus": bench.corpus.fingerprint,
        "index": bench.index.fingerprint,
        "encoder": bench.index.encoder.identity,
        "question_sets": {
            one.name: {"role": str(one.role), "sha256": one.sha256, "questions": len(one.questions)}
            for one in sets
        },
        "conditions": {
            condition.name: {"builder": condition.builder, "settings": dict(condition.settings)}
            for condition in conditions
        },
        "machine": {
            "system": platform.system(),
            "architecture": platform.machine(),
            "processors": os.cpu_count(),
        },
        "versions": {"python": platform.python_version(), **versions(PACKAGES)},
        "command": "python -m evals " + " ".join(sys.argv[1:]),
    }


def commit(folder: Path) -> str:
    """The git commit of the checkout, with ``+changes`` when files differ from it; "unknown" outside git."""
    command = "git describe --always --exclude=* --abbrev=40 --dirty=+changes".split()
    try:
        return subprocess.check_output(  # noqa: S603 - fixed program and arguments
            command, cwd=folder, stderr=subprocess.DEVNULL, text=True, timeout=20
        ).strip()
    except (OSError, subprocess.SubprocessError):
        return "unknown"


def versions(names: Sequence[str]) -> dict[str, str]:
    """Installed versions; packages that are not installed are left out."""
    found = {}
    for name in names:
        with suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


Progress = Callable[[Iterable[Question]], Iterable[Question]]
"""Wraps the questions to show how far the run is (``evals.console.counted``)."""

JUDGED = (Expect.ANSWER, Expect.NO_ANSWER)
"""What abstention is judged on: emergencies and personal advice have rules of their own."""


def ask_all(
    system: System, questions: Sequence[Question], library: Library, progress: Progress
) -> list[Case]:
    """One case a question, in order; the answer is timed, the trace is not."""
    cases = []
    for question in progress(questions):
        begun = time.perf_counter()
        response = system.ask(question)
        wall_ms = (time.perf_counter() - begun) * 1000
        answer, trace = response.answer, response.trace()
        cases.append(Case(question=question, answer=answer, library=library, trace=trace, wall_ms=wall_ms))
    return cases


def same_but_for_time(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two answer objects are byte for byte alike as JSON, ``elapsed_ms`` aside."""

    def text(answer: Mapping[str, object]) -> str:
        return json.dumps({**answer, "elapsed_ms": 0}, ensure_ascii=False)

    return text(one) == text(other)


def same_again(system: System, cases: Sequence[Case]) -> Interval:
    """Share of the questions that, asked a second time, are answered alike but for the time."""
    again = [system.ask(case.question).answer for case in cases]
    same = [
        float(same_but_for_time(answer_to_json(case.answer), answer_to_json(other)))
        for case, other in zip(cases, again, strict=True)
    ]
    return ratio_interval(np.asarray(same), np.ones(len(same)))


def measured(
    system: System,
    set_name: str,
    cases: Sequence[Case],
    extra: Mapping[str, Measure] = MappingProxyType({}),
    more: Mapping[str, Interval] | None = None,
) -> SetResult:
    """The result of a system on a set.

    ``extra``: measures beside the usual ones, such as agreement with the originals of twins. ``more``: values
    found in another way, added to the summary.
    """
    measures = {**CASE_MEASURES, **extra}
    questions = tuple(question_result(case, measures) for case in cases)
    kinds = [kind for kind in KINDS if any(question.kind == kind for question in questions)]
    return SetResult(
        condition=system.condition,
        title=system.title,
        set=set_name,
        summary={**summarise(questions), **_whole_set(cases, questions), **(more or {})},
        by_kind={kind: summarise([q for q in questions if q.kind == kind]) for kind in kinds},
        questions=questions,
        fitted_on=system.fitted_on,
    )


def question_result(case: Case, measures: Mapping[str, Measure]) -> QuestionResult:
    """What a run keeps of one case."""
    question = case.question
    same = "id question history audience language kind expect twin_of note avoid".split()
    return QuestionResult(
        **{name: getattr(question, name) for name in same},
        facets=tuple(
            FacetResult(alternatives=facet, lost_at=lost)
            for facet, lost in zip(question.facets, case.lost, strict=True)
        ),
        confidence=case.confidence,
        quotes=tuple((quote.score, right) for quote, right in zip(case.quotes, case.correct, strict=True)),
        measures={name: measure(case) for name, measure in measures.items()},
        wall_ms=case.wall_ms,
        answer=answer_to_json(case.answer),
    )


def series(questions: Sequence[QuestionResult], name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hits and ``of`` of one measure, one entry a question; zeros where it is not measured."""
    ratios = [question.measures.get(name, NOT_APPLICABLE) for question in questions]
    return np.asarray([ratio.hits for ratio in ratios]), np.asarray([ratio.of for ratio in ratios])


def summarise(questions: Sequence[QuestionResult]) -> dict[str, Interval]:
    """Every measure over these questions, with its interval; those that apply to none are left out."""
    names = dict.fromkeys(name for question in questions for name in question.measures)
    intervals = {name: ratio_interval(*series(questions, name)) for name in names}
    return {name: interval for name, interval in intervals.items() if interval.n}


def judged(questions: Sequence[QuestionResult]) -> list[QuestionResult]:
    """The questions that abstention is judged on."""
    return [question for question in questions if question.expect in JUDGED]


def confidence_and_error(
    questions: Sequence[QuestionResult],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Confidence, error (1 - facet coverage, or 1 where no answer is right) and answerability of each."""
    confidence = np.asarray([question.confidence for question in questions])
    answerable = np.asarray([question.expect == Expect.ANSWER for question in questions], dtype=np.bool_)
    error = np.asarray([1 - question.coverage for question in questions])
    return confidence, np.where(answerable, error, 1.0), answerable


def _whole_set(cases: Sequence[Case], questions: Sequence[QuestionResult]) -> dict[str, Interval]:
    """The measures that no single question has."""
    confidence, error, answerable = confidence_and_error(judged(questions))
    times = np.asarray([question.wall_ms for question in questions])
    n, grade = len(confidence), notices.own_words_grade(cases)
    found = {
        "abstention_auroc": interval_of(lambda d: answers.auroc(confidence[d], answerable[d]), n),
        "aurc": interval_of(lambda d: answers.aurc(confidence[d], error[d]), n),
        "reading_grade": Interval(value=grade, low=grade, high=grade, n=len(notices.own_messages(cases))),
        "latency_p50": interval_of(lambda drawn: float(np.percentile(times[drawn], 50)), len(times)),
        "latency_p95": interval_of(lambda drawn: float(np.percentile(times[drawn], 95)), len(times)),
    }
    return {name: interval for name, interval in found.items() if not np.isnan(interval.value)}
