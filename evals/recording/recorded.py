"""``results.json``: the summary of the recorded run, small enough to be kept in git."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evals.measures.bootstrap import Interval
from evals.recording.results import Run, RunError, write_json

RESULTS = Path(__file__).parent / "results.json"
CORPORA_RESULTS = Path(__file__).parent / "corpora.json"
"""What ``python -m evals corpora --record`` found."""


@dataclass(frozen=True, kw_only=True)
class RecordedSet:
    """The summary of one condition on one set, without its questions."""

    condition: str
    title: str
    set: str
    questions: int
    summary: Mapping[str, Interval]
    by_kind: Mapping[str, Mapping[str, Interval]]


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """The recorded run: its manifest and its summaries."""

    manifest: Mapping[str, Any]
    sets: tuple[RecordedSet, ...]

    def find(self, *, condition: str, question_set: str) -> RecordedSet:
        """The summary of one condition on one set.

        Raises:
            RunError: it was not recorded.
        """
        for recorded in self.sets:
            if (recorded.condition, recorded.set) == (condition, question_set):
                return recorded
        message = f"No result of '{condition}' on '{question_set}' is recorded; record a run that has it."
        raise RunError(message)


def write_recorded(run: Run, path: Path = RESULTS) -> None:
    """Keep the summaries of a run, numbers rounded to five places."""
    sets = tuple(
        RecordedSet(
            condition=result.condition,
            title=result.title,
            set=result.set,
            questions=len(result.questions),
            summary=_rounded(result.summary),
            by_kind={kind: _rounded(summary) for kind, summary in result.by_kind.items()},
        )
        for result in run.results
    )
    recorded = Recorded(manifest=run.manifest, sets=sets)
    write_json(TypeAdapter(Recorded).dump_python(recorded, mode="json"), path)


def read_recorded(path: Path = RESULTS) -> Recorded:
    """The recorded run.

    Raises:
        RunError: nothing is recorded, or the file is damaged.
    """
    try:
        return TypeAdapter(Recorded).validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        message = f"{path} holds no recorded results ({error}); record a run: python -m evals check --record"
        raise RunError(message) from error


def _rounded(summary: Mapping[str, Interval]) -> dict[str, Interval]:
    return {
        name: Interval(value=round(one.value, 5), low=round(one.low, 5), high=round(one.high, 5), n=one.n)
        for name, one in summary.items()
    }
