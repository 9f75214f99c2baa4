"""What a run leaves behind: one JSON file with its manifest, and for every question what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from corpus.errors import AsWrittenError, why
from corpus.files import written_whole
from evals.measures.bootstrap import Interval
from evals.measures.case import Ratio
from evals.questions.shape import Alternative
from index.location import home

FORMAT = 1
"""Version of the run file; raised when its meaning changes."""


def runs_folder() -> Path:
    """Where runs and reports go unless told otherwise: below the program's home, where the bench looks."""
    return home() / "evals"


def latest_run() -> Path:
    """The file of the newest run that was not given a name."""
    return runs_folder() / "run.json"


class RunError(AsWrittenError):
    """A run file that cannot be read or does not hold what is asked of it."""


@dataclass(frozen=True, kw_only=True)
class FacetResult:
    """One thing a complete answer says, and the stage that lost it (``"covered"`` when it is said)."""

    alternatives: tuple[Alternative, ...]
    lost_at: str


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """Everything known of one question: what was expected, the answer object, and each measure.

    ``quotes``: for each counted quote, its score and whether it covers a facet. ``wall_ms``: time of the
    call as the evaluation saw it.
    """

    id: str
    question: str
    history: tuple[str, ...]
    audience: str
    language: str
    kind: str
    expect: str
    twin_of: str
    note: str
    facets: tuple[FacetResult, ...]
    avoid: tuple[Alternative, ...]
    confidence: float
    quotes: tuple[tuple[float, bool], ...]
    measures: Mapping[str, Ratio]
    wall_ms: float
    answer: Mapping[str, Any]

    @property
    def quoted(self) -> list[Mapping[str, Any]]:
        """Every quote of the answer object, in order."""
        return [quote for part in self.answer["parts"] for quote in part["quotes"]]

    @property
    def coverage(self) -> float:
        """Facet coverage of this question; 0 where it has no facets."""
        return self.measures["facet_coverage"].value if "facet_coverage" in self.measures else 0.0


@dataclass(frozen=True, kw_only=True)
class SetResult:
    """One system on one question set.

    ``summary``: each measure over all questions; ``by_kind``: the same within each kind of question.
    ``fitted_on``: names of the sets the system's weights were fitted on.
    """

    condition: str
    title: str
    set: str
    summary: Mapping[str, Interval]
    by_kind: Mapping[str, Mapping[str, Interval]]
    questions: tuple[QuestionResult, ...] = field(repr=False)
    fitted_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """A whole run: where and with what it was made, and its results in order."""

    manifest: Mapping[str, Any]
    results: tuple[SetResult, ...]

    def result(self, *, condition: str, question_set: str) -> SetResult:
        """The result of one condition on one set. Raises RunError: the run does not hold it."""
        for result in self.results:
            if (result.condition, result.set) == (condition, question_set):
                return result
        held = ", ".join(f"{result.condition} on {result.set}" for result in self.results)
        message = f"The run holds no condition '{condition}' on the set '{question_set}'; it holds: {held}."
        raise RunError(message)


def write_run(run: Run, path: Path) -> None:
    """Write a run as JSON, whole or not at all; numbers that JSON does not know (NaN) become null.

    Raises RunError: the place cannot be written.
    """
    plain = TypeAdapter(Run).dump_python(run, mode="json")
    write_text(json.dumps({"format": FORMAT, **plain}, ensure_ascii=False, allow_nan=False) + "\n", path)


def write_json(record: object, path: Path) -> None:
    """Write JSON for people and git to read; see ``write_text``."""
    write_text(json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Write a file beside its place and move it there, so that a crash leaves the old one.

    Raises RunError: the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as stream:
            stream.write(text)
    except OSError as error:
        raise RunError(f"Cannot write {path}: {why(error)}.") from error


def read_run(path: Path) -> Run:
    """Read a run file. Raises RunError: no such file, not a run, or a run of another format."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"There is no run {path}; make one with: python -m evals run --out {path}") from error
    except (OSError, ValueError) as error:
        raise RunError(f"{path} is not a run file: {error}.") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise RunError(f"{path} is not a run file of format {FORMAT}; make it anew with: python -m evals run")
    try:
        return TypeAdapter(Run).validate_python(record)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise RunError(f"{path} is damaged ({where}); make it anew with: python -m evals run") from error


RESULTS = Path(__file__).parent / "results.json"
CORPORA_RESULTS = Path(__file__).parent / "corpora.json"
"""What ``python -m evals corpora --record`` found."""
SPEED_RESULTS = Path(__file__).parent / "speed.json"
"""What ``python -m evals speed --record`` measured: numbers by what they are."""


@dataclass(frozen=True, kw_only=True)
class RecordedSet:
    """The summary of one condition on one set, without its questions."""

    condition: str
    title: str
    set: str
    questions: int
    summary: Mapping[str, Interval]
    by_kind: Mapping[str, Mapping[str, Interval]]


Recorded: TypeAlias = tuple[RecordedSet, ...]
_RECORDED = TypeAdapter(Recorded)


def recorded_set(recorded: Recorded, *, condition: str, question_set: str) -> RecordedSet:
    """The summary of one condition on one set. Raises RunError: it was not recorded."""
    for one in recorded:
        if (one.condition, one.set) == (condition, question_set):
            return one
    message = f"No result of '{condition}' on '{question_set}' is recorded; record a run that has it."
    raise RunError(message)


def write_recorded(run: Run, path: Path = RESULTS) -> None:
    """Keep the manifest and the summaries of a run, numbers rounded to five places."""
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
    write_json({"manifest": run.manifest, "sets": _RECORDED.dump_python(sets, mode="json")}, path)


def read_recorded(path: Path = RESULTS) -> Recorded:
    """The recorded summaries. Raises RunError: nothing is recorded, or the file is damaged."""
    try:
        return _RECORDED.validate_python(json.loads(path.read_bytes())["sets"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        message = f"{path} holds no recorded results ({error}); record a run: python -m evals check --record"
        raise RunError(message) from error


def _rounded(summary: Mapping[str, Interval]) -> dict[str, Interval]:
    return {
        name: Interval(value=round(one.value, 5), low=round(one.low, 5), high=round(one.high, 5), n=one.n)
        for name, one in summary.items()
    }
