"""Many comments at once: CSV or JSON Lines in, replies out as CSV or JSON Lines."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from chatbot.desk.case import open_case
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.desk import Desk, Reply
from chatbot.desk.errors import DeskError
from chatbot.languages import spoken_in
from corpus.errors import why
from corpus.files import written_whole

KINDS = ("csv", "jsonl")
COLUMNS = (
    *("id", "language", "questions", "without_source", "needs_a_person", "urgent", "identifiers", "words"),
    "reply",
)
LONGEST_FIELD = 10_000_000
"""Letters of a cell; a comment that is too long is told by its line, not by the reader of tables."""

_FORMULA = re.compile(r"^(?=[=+\-@\t\r])|(?<=;)(?=\s*[=+\-@])")
"""Where a cell begins that a program runs; where semicolons part cells, one begins after each."""

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, kw_only=True)
class Comment:
    """One comment of a file. ``line`` is the number of its (first) line, from 1."""

    line: int
    comment_id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line that cannot be used, and why."""

    line: int
    reason: DeskError


Record = dict[str, Any]
"""One reply with its questions and quotes, as JSON."""


def kind_of(name: str) -> str:
    """Return the kind of a file by the ending of its name.

    Raises DeskError: if it is neither CSV nor JSON Lines.
    """
    ending = Path(name).suffix.lower().lstrip(".")
    if ending not in KINDS:
        raise DeskError("kind_unknown", name=Path(name).name)
    return ending


def draft_file(source: Path, target: Path, desk: Desk) -> list[str]:
    """Draft a reply to each comment of ``source`` into ``target``; return one sentence for each bad line.

    The target is written beside and swapped in when complete. A bad line yields no reply.

    Raises DeskError: if a file cannot be read or written.
    """
    from tqdm import tqdm

    problems: list[str] = []

    def replies(comments: Sequence[Comment | BadLine]) -> Iterator[Record]:
        for comment in tqdm(comments, desc="drafting", unit="comment", disable=None):
            result = draft_comment(comment, desk)
            if isinstance(result, BadLine):
                problems.append(f"{source.name}, line {result.line}: {result.reason}")
            else:
                yield result

    try:
        with source.open("rb") as file:
            comments = list(read_comments(file, kind_of(source.name)))
        with written_whole(target) as output:
            write_replies(output, kind_of(target.name), replies(comments))
    except OSError as error:
        raise DeskError("replies_failed", path=target, reason=why(error)) from error
    return problems


def draft_comment(comment: Comment | BadLine, desk: Desk) -> Record | BadLine:
    """Draft the reply to one comment; a comment that cannot be read stays a bad line.

    The reply is in the comment's language. Templates of one language alone serve every comment.
    """
    if isinstance(comment, BadLine):
        return comment
    try:
        case = open_case(comment.text, finder=desk.finder)
    except DeskError as error:
        return BadLine(line=comment.line, reason=error)
    (only, *others) = desk.templates
    language = spoken_in(case.found.language) if others else only
    return _record(comment, desk.reply(case, language=language), desk)


def _record(comment: Comment, reply: Reply, desk: Desk) -> Record:
    case, draft = reply.case, reply.draft
    copies = {form: copy_reply(draft.text, draft, form=form) for form in Form}
    return {
        "id": comment.comment_id,
        "line": comment.line,
        "language": reply.language,
        "urgent": case.found.urgent,
        "personal": case.found.personal or any(question.found.personal for question in case.questions),
        "left_out": case.found.left_out,
        "identifiers": [{"kind": found.kind, "text": found.text} for found in desk.point(comment.text)],
        "questions": [
            {
                "question": question.found.text,
                "about": question.found.about,
                "outcome": question.found.outcome.value,
                "message": question.found.message,
                "personal": question.found.personal,
                "quotes": [asdict(q) for item in question.ticked for q in (*item.corrections, item.quote)],
            }
            for question in case.questions
        ],
        "words": len(copies[Form.PLAIN].split()),
        "reply": copies[Form.PLAIN],
        "reply_markdown": copies[Form.MARKDOWN],
        "reply_html": copies[Form.HTML],
        "index": case.found.index,
    }


def write_replies(output: TextIO, kind: str, replies: Iterable[Record]) -> None:
    """Write replies to an open file, as CSV (the text reply) or JSON Lines (everything)."""
    if kind == "jsonl":
        output.writelines(json.dumps(reply, ensure_ascii=False) + "\n" for reply in replies)
        return
    rows = csv.DictWriter(output, COLUMNS)
    rows.writeheader()
    for reply in replies:
        rows.writerow({name: safe_cell(value) for name, value in _flat(reply).items()})


def _flat(record: Record) -> dict[str, str]:
    questions = record["questions"]
    return {
        "id": record["id"],
        "language": record["language"],
        "questions": "\n".join(question["question"] for question in questions),
        "without_source": "\n".join(question["question"] for question in questions if not question["quotes"]),
        "needs_a_person": "yes" if record["personal"] else "no",
        "urgent": "yes" if record["urgent"] else "no",
        "identifiers": ", ".join(dict.fromkeys(found["kind"] for found in record["identifiers"])),
        "words": str(record["words"]),
        "reply": record["reply"],
    }


def safe_cell(text: str) -> str:
    """Return ``text`` so that the program that opens the table does not run it as a formula."""
    return _FORMULA.sub("'", text)


def read_comments(file: BinaryIO, kind: str) -> Iterator[Comment | BadLine]:
    """Read the comments of an open file; bytes that are not UTF-8 spoil only their own.

    Raises DeskError: if a table has no column ``comment``.
    """
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    yield from _from_table(lines) if kind == "csv" else _from_objects(lines)


def _from_objects(lines: TextIO) -> Iterator[Comment | BadLine]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError):  # ValueError: also a number too long to be read
            yield _bad(number, "line_json")
            continue
        text = raw.get("comment") if isinstance(raw, Mapping) else None
        if not isinstance(text, str):
            yield _bad(number, "line_field", shape='{"id": "…", "comment": "…"}')
        else:
            yield _comment(number, str(raw.get("id", number)), text)


def _from_table(lines: TextIO) -> Iterator[Comment | BadLine]:
    csv.field_size_limit(LONGEST_FIELD)
    head = lines.readline()
    for delimiter in _DELIMITERS:
        names = [name.strip().casefold() for name in next(csv.reader([head], delimiter=delimiter), [])]
        if "comment" in names:
            break
    else:
        raise DeskError("no_column")
    rows = csv.reader(lines, delimiter=delimiter)
    started = 2
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _bad(started, "line_row", reason=error)
            started = rows.line_num + 2
            continue
        cells = dict(zip(names, row, strict=False))
        if "comment" in cells:
            yield _comment(started, cells.get("id", "").strip() or str(started), cells["comment"])
        elif any(cell.strip() for cell in row):
            yield _bad(started, "line_cells")
        started = rows.line_num + 2


def _bad(line: int, key: str, **values: object) -> BadLine:
    return BadLine(line=line, reason=DeskError(key, **values))


def _comment(line: int, comment_id: str, text: str) -> Comment | BadLine:
    # Bytes that are not UTF-8, or half a surrogate pair that JSON spelt out: no file takes either.
    if any("\ud800" <= letter <= "\udfff" for letter in text + comment_id):
        return _bad(line, "line_bytes")
    if not text.strip():
        return _bad(line, "line_empty")
    return Comment(line=line, comment_id=comment_id, text=text)
