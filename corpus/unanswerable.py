"""Read the questions that are known to have no answer in the documents: ``unanswerable_questions.jsonl``.

One JSON object a line: ``{"lacks": "…", "near": "003", "questions": ["…"]}``. ``lacks`` says what the
documents do not give, ``near`` names the document that comes nearest to it, or is empty. They help to refuse
what is asked in words that the documents share but do not answer, and are never shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from corpus.document import UnanswerableQuestions
from corpus.errors import CorpusError
from corpus.plain_questions import is_questions, is_text, read_lines

FILE = "unanswerable_questions.jsonl"
_FIELDS = {"lacks", "near", "questions"}


def read_unanswerable(directory: Path, doc_ids: Collection[str]) -> tuple[UnanswerableQuestions, ...]:
    """Read the file of ``directory``; having none is fine.

    Args:
        directory: the corpus folder.
        doc_ids: the documents of its manifest, readable or not.

    Raises:
        CorpusError: the file cannot be read, or the first wrong line with its number.
    """
    path = directory / FILE
    if not path.exists():
        return ()
    found: list[UnanswerableQuestions] = []
    for number, line in read_lines(path):
        entry = _parse(line, doc_ids)
        if isinstance(entry, str):
            raise CorpusError(f"{path}, line {number}: {entry}")
        found.append(entry)
    return tuple(found)


def _parse(line: str, doc_ids: Collection[str]) -> UnanswerableQuestions | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "this is not a JSON object."
    if not isinstance(value, dict) or set(value) != _FIELDS:
        return "this must be an object with exactly lacks, near and questions."
    if not is_text(value["lacks"]):
        return "lacks must say what the documents do not give."
    if value["near"] != "" and value["near"] not in doc_ids:
        return f"there is no document {value['near']!r} in sources.toml."
    if not is_questions(value["questions"]):
        return "questions must be a list of at least one question, none of them empty."
    return UnanswerableQuestions(
        lacks=value["lacks"], near=value["near"], questions=tuple(value["questions"])
    )
