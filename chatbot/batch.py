"""Many questions from a JSON Lines file, answered in order into another."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chatbot.answer_json import answer_to_json
from chatbot.answerer import Answerer
from chatbot.cleaning import QuestionError
from corpus.errors import AsWrittenError

AUDIENCES = ("patient", "staff")


class BatchError(AsWrittenError):
    """A batch file that cannot be read or written."""


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """One line of the input."""

    number: int
    question_id: str
    question: str
    history: tuple[str, ...]
    audience: str


def check_paths(source: Path, target: Path) -> None:
    """Fail early when ``source`` cannot be read or ``target`` cannot be written.

    Raises:
        BatchError: naming the path and what to do.
    """
    if not source.is_file():
        raise BatchError(f"There is no file {source}; give a JSON Lines file of questions.")
    if target.is_dir() or not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise BatchError(f"{target} cannot be written; give a file name in a folder that exists and that you may write to.")
    if target.exists() and source.samefile(target):
        raise BatchError(f"{target} is the input too; give another file for the answers.")


def answer_file(source: Path, target: Path, *, answerer: Answerer) -> list[str]:
    """Answer each line of ``source`` into ``target`` and return one sentence for each bad line.

    The target is written beside and swapped in when complete. A bad line yields no output line.

    Raises:
        BatchError: if a file cannot be read or written.
    """
    from tqdm import tqdm

    problems: list[str] = []
    partial = target.with_name(f".{target.name}.part")
    try:
        total = _count_lines(source)
        with partial.open("w", encoding="utf-8") as output:
            for number, line in tqdm(_lines(source), total=total, desc="answering", unit="question", disable=None):
                try:
                    answer = _answer_line(number, line, answerer)
                except (BatchError, QuestionError) as error:
                    problems.append(f"{source.name}, line {number}: {error}")
                    continue
                output.write(json.dumps(answer, ensure_ascii=False) + "\n")
        partial.replace(target)
    except OSError as error:
        raise BatchError(f"{target} cannot be written ({error.strerror}); choose another place.") from error
    finally:
        partial.unlink(missing_ok=True)
    return problems


def _answer_line(number: int, line: bytes, answerer: Answerer) -> dict[str, object]:
    asked = read_line(number, line)
    answer = answerer.answer(
        asked.question, history=asked.history, audience=asked.audience, question_id=asked.question_id
    )
    return answer_to_json(answer)


def read_line(number: int, line: bytes) -> AskedLine:
    """Read one line of a batch.

    Raises:
        BatchError: if it is not UTF-8 or not a JSON object with a ``question``, or a field has a wrong type.
    """
    try:
        raw = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BatchError("not UTF-8; save the file as UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BatchError("not JSON; write one object a line.") from error
    if not isinstance(raw, Mapping) or not isinstance(raw.get("question"), str):
        raise BatchError('no "question"; write {"id": "…", "question": "…"}.')
    history = raw.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise BatchError('"history" must be a list of texts.')
    audience = raw.get("audience", "patient")
    if audience not in AUDIENCES:
        raise BatchError('"audience" must be "patient" or "staff".')
    return AskedLine(
        number=number,
        question_id=str(raw.get("id", number)),
        question=raw["question"],
        history=tuple(history),
        audience=audience,
    )


def _lines(source: Path) -> Iterator[tuple[int, bytes]]:
    with source.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _count_lines(source: Path) -> int:
    with source.open("rb") as file:
        return sum(1 for line in file if line.strip())
