"""``aswritten batch`` and ``draft``: questions or comments from a file, answers or replies into another."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.answer import AUDIENCES, answer_to_json
from chatbot.cli.options import complain, open_from, said
from chatbot.question.cleaning import QuestionError
from corpus.errors import AsWrittenError, why
from corpus.files import written_whole

if TYPE_CHECKING:
    from chatbot.answerer import Answerer


def run(options: argparse.Namespace) -> int:
    """Answer the file; exit code 1 when a line could not be read."""
    check_paths(options.questions, options.answers)
    answerer = open_from(options)
    bad_lines = answer_file(options.questions, options.answers, answerer=answerer)
    return _told(bad_lines)


def run_draft(options: argparse.Namespace) -> int:
    """Draft replies to a file of comments; exit code 1 when a line could not be read."""
    from chatbot.desk.desk import Desk
    from chatbot.desk.files import draft_file, kind_of
    from chatbot.desk.templates import load_all_templates, load_templates

    for path in (options.comments, options.replies):
        kind_of(path.name)
    check_paths(options.comments, options.replies)
    only, folder = options.language, options.templates
    templates = {only: load_templates(only, folder=folder)} if only else load_all_templates(folder)
    bad_lines = draft_file(
        options.comments, options.replies, Desk.over(open_from(options), templates=templates)
    )
    return _told(bad_lines)


class BatchError(AsWrittenError):
    """A batch file that cannot be read or written."""


def _told(bad_lines: Sequence[str]) -> int:
    for line in bad_lines:
        complain(line)
    return 1 if bad_lines else 0


def check_paths(source: Path, target: Path) -> None:
    """Fail early when ``source`` cannot be read or ``target`` cannot be written.

    Raises BatchError: naming the path and what to do.
    """
    if not source.is_file():
        raise BatchError(said("no_file", path=source))
    if not os.access(source, os.R_OK):
        raise BatchError(said("may_not_read", path=source))
    # A device or a folder is there but is no file; a new file needs a folder that takes it.
    is_there = os.path.lexists(target)
    if (is_there and not target.is_file()) or not os.access(target if is_there else target.parent, os.W_OK):
        raise BatchError(said("may_not_write", path=target))
    if is_there and source.samefile(target):
        raise BatchError(said("same_file", path=target))


def answer_file(source: Path, target: Path, *, answerer: Answerer) -> list[str]:
    """Answer each line of ``source`` into ``target`` and return one sentence for each bad line.

    The target is written beside and swapped in when complete. A bad line yields no output line.

    Raises BatchError: if a file cannot be read or written.
    """
    from tqdm import tqdm

    problems: list[str] = []
    total = sum(1 for _ in _lines(source))
    lines = tqdm(_lines(source), total=total, desc=said("answering"), unit=said("unit"), disable=None)
    try:
        with written_whole(target) as output:
            for number, line in lines:
                try:
                    answer = answer_to_json(answerer.answer(**read_line(number, line)))
                except (BatchError, QuestionError) as error:
                    problems.append(said("line_bad", file=source.name, number=number, error=error))
                    continue
                output.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except OSError as error:
        raise BatchError(said("not_written", path=target, why=why(error))) from error
    return problems


def read_line(number: int, line: bytes) -> dict[str, Any]:
    """Return what one line asks, as ``Answerer.answer`` takes it; what has no ``id`` gets the line's number.

    Raises BatchError: if it is not UTF-8, no JSON object with a ``question``, or a field has a wrong type.
    """
    try:
        raw = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BatchError(said("line_not_utf8")) from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number too long to be read
        raise BatchError(said("line_not_json")) from error
    if not isinstance(raw, Mapping) or not isinstance(raw.get("question"), str):
        raise BatchError(said("line_no_question", example='{"id": "…", "question": "…"}'))
    history = raw.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise BatchError(said("line_history"))
    audience = raw.get("audience") or AUDIENCES[0]
    if audience not in AUDIENCES:
        raise BatchError(said("line_audience"))
    question_id = number if raw.get("id") is None else raw["id"]
    if not isinstance(question_id, str | int | float):
        raise BatchError(said("line_id"))
    return {
        "question_id": str(question_id),
        "question": raw["question"],
        "history": tuple(history),
        "audience": audience,
    }


def _lines(source: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with source.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    except OSError as error:
        raise BatchError(said("not_read", path=source, why=why(error))) from error
