"""Training cases in people's manner: who wrote them, and what may be done with each.

The cases stand in ``evals/training/<writer>/<kind>.jsonl``; ``parts.toml`` says to which part a writer
belongs. What is fitted is never measured on itself: ``for_fitting`` gives the part ``fit`` and no other,
``for_tuning`` the part ``tune``; whatever else is asked of a part is measuring.
"""

import json
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from corpus.errors import AsWrittenError

TRAINING_DIR = Path(__file__).resolve().parents[1] / "training"
KINDS = ("comments", "questions", "tempting", "urgent", "advice", "passages")
SAYS = ("asks", "patient", "writer", "else", "greeting")
"""What a sentence of a comment does: it asks, tells of the person who is ill, of the writer (when somebody
else is ill), of anybody else, or greets."""
URGENT = ("emergency", "crisis", "none")
ADVICE = ("choice", "prognosis", "personal", "none")
"""``personal``: a choice or a prognosis, not told apart (the earlier cases)."""


class TrainingError(AsWrittenError):
    """Training cases that cannot be used, or used in a way that is not allowed."""


class Part(StrEnum):
    """What the cases of a writer are for."""

    FIT = "fit"
    TUNE = "tune"
    TEST = "test"
    UNOPENED = "unopened"


TrainingCases: TypeAlias = dict[str, tuple[dict[str, Any], ...]]
"""All cases of one part: the raw objects of each kind with the name of their writer under ``writer``."""


def for_fitting(folder: Path = TRAINING_DIR) -> TrainingCases:
    """Return what models may be fitted on."""
    return _read(folder, Part.FIT)


def for_tuning(folder: Path = TRAINING_DIR) -> TrainingCases:
    """Return what thresholds may be set on."""
    return _read(folder, Part.TUNE)


def for_measuring(part: Part, folder: Path = TRAINING_DIR) -> TrainingCases:
    """Return the cases of a part that nothing was fitted or tuned on.

    Raises TrainingError: ``part`` is one that models or thresholds have seen.
    """
    if part in {Part.FIT, Part.TUNE}:
        raise TrainingError(f"The part {part} was used for fitting or tuning; measure on test or unopened.")
    return _read(folder, part)


def writers(folder: Path = TRAINING_DIR) -> dict[str, Part]:
    """Return the part of each writer.

    Raises TrainingError: ``parts.toml`` is missing or names a part that does not exist.
    """
    try:
        raw = tomllib.loads((folder / "parts.toml").read_text("utf-8"))
        return {writer: Part(entry["part"]) for writer, entry in raw.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise TrainingError(f"{folder / 'parts.toml'} cannot be used ({error}): mend it.") from error


def _read(folder: Path, part: Part) -> TrainingCases:
    chosen = sorted(writer for writer, of in writers(folder).items() if of is part)
    return {kind: tuple(case for w in chosen for case in _cases(folder, w, kind)) for kind in KINDS}


def _cases(folder: Path, writer: str, kind: str) -> Iterator[dict[str, Any]]:
    path = folder / writer / f"{kind}.jsonl"
    for number, line in enumerate(path.read_text("utf-8").splitlines() if path.exists() else (), 1):
        try:
            case = json.loads(line)
        except ValueError as error:
            raise TrainingError(f"{path}, line {number} is no JSON ({error}): mend the line.") from error
        if problem := _problem(kind, case):
            raise TrainingError(f"{path}, line {number}: {problem}.")
        yield case | {"writer": writer}


def _problem(kind: str, case: object) -> str:
    """Say in a few words what is wrong with a case, "" if nothing."""
    if not isinstance(case, dict) or not case.get("id"):
        return "a case needs an id"
    if kind == "comments":
        return _problem_of_comment(case)
    if kind in {"questions", "tempting"}:
        return _problem_of_question(case)
    if kind == "passages":
        return _problem_of_passage(case)
    labels = URGENT if kind == "urgent" else ADVICE
    if not case.get("text") or case.get("label") not in labels:
        return "a text and a label of " + ", ".join(labels) + " are needed"
    return "" if case.get("at", "") in case["text"] else "what tells it (at) does not stand in the text"


def _problem_of_comment(case: dict[str, Any]) -> str:
    sentences = case.get("sentences", [])
    if not all(s.get("text") and s.get("says") in SAYS for s in sentences):
        return "each sentence needs text and one of " + ", ".join(SAYS)
    asking = {place for place, s in enumerate(sentences) if s["says"] == "asks"}
    asked = {place for question in case.get("questions", []) for place in question["at"]}
    return "" if asking == asked else "its questions and the sentences that ask differ"


def _problem_of_question(case: dict[str, Any]) -> str:
    if not case.get("question") or case.get("expect") not in {"answer", "no_answer", "care"}:
        return "a question and what to expect are needed"
    return "an answer needs facets" if case["expect"] == "answer" and not case.get("facets") else ""


def _problem_of_passage(case: dict[str, Any]) -> str:
    count, questions = len(case.get("sentences", [])), case.get("questions", [])
    if not (case.get("title") and case.get("heading") and count and questions):
        return "a title, a heading, sentences and questions are needed"
    for question in questions:
        answers, tempting = question.get("answers", []), question.get("tempting", [])
        if not question.get("question") or not (answers or tempting):
            return "each question needs sentences that answer it or that tempt"
        if not set(answers) | set(tempting) <= set(range(count)):
            return f"a sentence that does not exist is named by {question['question']!r}"
        if set(answers) & set(tempting):
            return f"a sentence answers and tempts at once: {question['question']!r}"
    return ""
