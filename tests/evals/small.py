"""Conditions, systems and results over two small files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evals.measures.case import Library
from evals.questions.read import QuestionSet
from evals.recording.results import SetResult
from evals.run import run_system
from evals.systems.baselines import build_spans
from evals.systems.system import Condition, System, Workbench

if TYPE_CHECKING:
    pass


def one(name: str = "best", score: str = "span_lexical") -> Condition:
    return Condition(name=name, title=name, about="", builder="spans", settings={"score": score})


def result_of(system: System, questions: QuestionSet, bench: Workbench) -> SetResult:
    library = Library.from_corpus(bench.corpus, bench.index.spans)
    return run_system(system, [questions], library, {}, progress=iter)[0]


def broken_spans(bench: Workbench, condition: Condition) -> System:
    """The baseline with its ranking upside down."""
    system = build_spans(bench, condition)

    def ask(question: Any) -> Any:
        response = system.ask(question)
        parts = tuple(replace(part, quotes=part.quotes[::-1][:1]) for part in response.answer.parts)
        return replace(response, answer=replace(response.answer, parts=parts))

    return replace(system, ask=ask)
