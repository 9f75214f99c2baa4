"""Add plain questions to a corpus: a file of them, all of it or nothing, or drafts that a person has read.

Drafts lie in ``draft_questions.jsonl`` (``draft_questions.<language>.jsonl``) beside the documents, a line as
in a file of plain questions but for ``"draft": true``. Nothing reads that file but ``accept_drafts``.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import DEFAULT_LANGUAGE, Corpus, Document, PlainQuestions
from corpus.errors import CorpusError
from corpus.files import write_whole
from corpus.plain_questions import DRAFT, Plain, ReadDraft, parse_lines
from corpus.reader import read_corpus

_SHOWN = 20
"""Wrong lines that one message lists."""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What became of a file of plain questions: where they went, how many were new, how many known."""

    target: Path
    added: int
    known: int


def accept_plain_questions(
    directory: Path, file: Path, *, language: str = DEFAULT_LANGUAGE, shape: type[Plain] = Plain
) -> Accepted:
    """Check every line of ``file`` and add what is new to the plain questions of ``directory``.

    English (``language``: ISO 639-1) goes to ``plain_questions.jsonl``, others to
    ``plain_questions.<language>.jsonl``. ``shape`` is what a line must be.

    Raises CorpusError: the corpus or the file cannot be read, or lines are wrong; each is listed with its
    number and nothing is added.
    """
    if not re.fullmatch(r"[a-z]{2}", language):
        raise CorpusError(f"{language!r} is no language: give two letters, such as en or es.")
    corpus = read_corpus(directory)
    documents = {document.source.doc_id: document for document in corpus.documents}
    entries = _all_right(parse_lines(file, documents, language=language, shape=shape), file)
    known = {
        (entry.doc_id, entry.start, entry.end, question)
        for entry in corpus.plain_questions
        if entry.language == language
        for question in entry.questions
    }
    lines, added = [], 0
    for entry in entries:
        asked = dict.fromkeys(
            (entry.doc_id, entry.start, entry.end, question) for question in entry.questions
        )
        fresh = [key[-1] for key in asked if key not in known]
        known.update(asked)
        added += len(fresh)
        if fresh:
            lines.append(_line(documents[entry.doc_id], entry, fresh))
    target = directory / _target_name(language)
    if lines:
        before = target.read_bytes().decode("utf-8") if target.exists() else ""
        parted = "\n" if before and not before.endswith("\n") else ""
        write_whole(target, before + parted + "".join(lines))
    return Accepted(target=target, added=added, known=sum(len(one.questions) for one in entries) - added)


def write_drafts(directory: Path, corpus: Corpus, drafts: Iterable[PlainQuestions]) -> dict[Path, int]:
    """Write drafts of plain questions, those left out that the corpus has; return how many went where.

    Raises CorpusError: there are drafts already, or the folder cannot be written.
    """
    if there := sorted(directory.glob("draft_questions*.jsonl")):
        raise CorpusError(f"{there[0]} holds drafts nobody has accepted: accept them, or delete the file.")
    documents = {document.source.doc_id: document for document in corpus.documents}
    known = {" ".join(q.casefold().split()) for entry in corpus.plain_questions for q in entry.questions}
    lines: dict[Path, list[str]] = {}
    for entry in drafts:
        fresh = [q for q in entry.questions if " ".join(q.casefold().split()) not in known]
        language = entry.language if re.fullmatch(r"[a-z]{2}", entry.language) else DEFAULT_LANGUAGE
        if fresh:
            target = directory / _target_name(language, "draft_questions")
            lines.setdefault(target, []).append(_line(documents[entry.doc_id], entry, fresh, draft=True))
    for target, written in lines.items():
        write_whole(target, "".join(written))
    return {target: len(written) for target, written in lines.items()}


def accept_drafts(directory: Path) -> tuple[Accepted, ...]:
    """Add the drafts that a person left standing to the plain questions, and remove the drafts' files.

    Raises CorpusError: there are no drafts, or see ``accept_plain_questions``; nothing is lost then.
    """
    accepted = []
    for file in sorted(directory.glob("draft_questions*.jsonl")):
        language = file.name.removeprefix("draft_questions").removesuffix(".jsonl").strip(".")
        language = language or DEFAULT_LANGUAGE
        accepted.append(accept_plain_questions(directory, file, language=language, shape=ReadDraft))
        file.unlink()
    if not accepted:
        raise CorpusError(f"{directory} holds no drafts: `aswritten questions suggest` writes them.")
    return tuple(accepted)


def _all_right(lines: Iterable[tuple[int, PlainQuestions | str]], file: Path) -> list[PlainQuestions]:
    read = list(lines)
    wrong = [f"line {number}: {entry}" for number, entry in read if isinstance(entry, str)]
    if wrong:
        shown = "\n".join(wrong[:_SHOWN])
        more = f"\n… and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        count = "1 line is" if len(wrong) == 1 else f"{len(wrong)} lines are"
        raise CorpusError(f"{file}: {count} wrong, so nothing was added.\n{shown}{more}")
    if not read:
        raise CorpusError(f"{file} holds no plain question: write one JSON object a line.")
    return [entry for _, entry in read if not isinstance(entry, str)]


def _line(document: Document, entry: PlainQuestions, questions: Sequence[str], *, draft: bool = False) -> str:
    record = ({DRAFT: True} if draft else {}) | {
        "doc": entry.doc_id,
        "quote": document.text[entry.start : entry.end],
        "questions": list(questions),
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _target_name(language: str, kind: str = "plain_questions") -> str:
    return f"{kind}.jsonl" if language == DEFAULT_LANGUAGE else f"{kind}.{language}.jsonl"
