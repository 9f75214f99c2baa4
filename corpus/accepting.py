"""Add a file of plain questions to a corpus, all of it or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document, PlainQuestions
from corpus.errors import CorpusError
from corpus.files import write_whole
from corpus.plain_questions import DEFAULT_LANGUAGE, parse_lines
from corpus.reader import read_corpus

_SHOWN = 20
"""Wrong lines that one message lists."""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What became of a file of plain questions: where they went, how many were new, how many known."""

    target: Path
    added: int
    known: int


def accept_plain_questions(directory: Path, file: Path, *, language: str = DEFAULT_LANGUAGE) -> Accepted:
    """Check every line of ``file`` and add what is new to the plain questions of ``directory``.

    Args:
        directory: a corpus that reads without fault.
        file: one ``{"doc", "quote", "questions"}`` a line.
        language: ISO 639-1; English goes to ``plain_questions.jsonl``, others to
            ``plain_questions.<language>.jsonl``.

    Raises:
        CorpusError: the corpus or the file cannot be read, or lines are wrong; each is listed with
            its number and nothing is added.

    """
    if not re.fullmatch(r"[a-z]{2}", language):
        msg = f"{language!r} is no language: give two letters, such as en or es."
        raise CorpusError(msg)
    corpus = read_corpus(directory)
    documents = {document.source.doc_id: document for document in corpus.documents}
    entries = _all_right(file, documents, language)
    known = {
        (entry.doc_id, entry.start, entry.end, question)
        for entry in corpus.plain_questions
        if entry.language == language
        for question in entry.questions
    }
    lines, added, repeated = [], 0, 0
    for entry in entries:
        fresh = []
        for question in entry.questions:
            key = (entry.doc_id, entry.start, entry.end, question)
            if key not in known:
                known.add(key)
                fresh.append(question)
        added += len(fresh)
        repeated += len(entry.questions) - len(fresh)
        if fresh:
            lines.append(_line(documents[entry.doc_id], entry, fresh))
    target = directory / _target_name(language)
    if lines:
        write_whole(target, _existing(target) + "".join(lines))
    return Accepted(target=target, added=added, known=repeated)


def _all_right(file: Path, documents: Mapping[str, Document], language: str) -> list[PlainQuestions]:
    right: list[PlainQuestions] = []
    wrong: list[str] = []
    for number, entry in parse_lines(file, documents, language=language):
        if isinstance(entry, str):
            wrong.append(f"line {number}: {entry}")
        else:
            right.append(entry)
    if wrong:
        shown = "\n".join(wrong[:_SHOWN])
        more = f"\n… and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        count = "1 line is" if len(wrong) == 1 else f"{len(wrong)} lines are"
        msg = f"{file}: {count} wrong, so nothing was added.\n{shown}{more}"
        raise CorpusError(msg)
    if not right:
        msg = f"{file} holds no plain question: write one JSON object a line."
        raise CorpusError(msg)
    return right


def _line(document: Document, entry: PlainQuestions, questions: Sequence[str]) -> str:
    record = {
        "doc": entry.doc_id,
        "quote": document.text[entry.start : entry.end],
        "questions": list(questions),
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _existing(target: Path) -> str:
    if not target.exists():
        return ""
    text = target.read_bytes().decode("utf-8")
    return text if not text or text.endswith("\n") else text + "\n"


def _target_name(language: str) -> str:
    return "plain_questions.jsonl" if language == DEFAULT_LANGUAGE else f"plain_questions.{language}.jsonl"
