"""Many comments at once: CSV or JSON Lines in, replies out as CSV or JSON Lines."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from chatbot.desk.case import Case, CaseError, open_case
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.drafting import build_draft
from chatbot.desk.errors import DeskError
from chatbot.desk.finding import Finder
from chatbot.desk.identifiers import Point
from chatbot.desk.templates import Templates
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


class DraftFileError(DeskError):
    """A file of comments that cannot be read, or of replies that cannot be written."""


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


Record = dict[str, object]
"""One reply with its questions and quotes, as JSON."""


def kind_of(name: str) -> str:
    """Return the kind of a file by the ending of its name.

    Raises DraftFileError: if it is neither CSV nor JSON Lines.
    """
    ending = Path(name).suffix.lower().lstrip(".")
    if ending not in KINDS:
        raise DraftFileError("kind_unknown", name=Path(name).name)
    return ending


def draft_file(
    source: Path, target: Path, *, finder: Finder, templates: Mapping[str, Templates], point: Point
) -> list[str]:
    """Draft a reply to each comment of ``source`` into ``target``; return one sentence for each bad line.

    ``templates``: by language; see ``draft_comment``.

    The target is written beside and swapped in when complete. A bad line yields no reply.

    Raises DraftFileError: if a file cannot be read or written.
    """
    from tqdm import tqdm

    problems: list[str] = []
    try:
        with _opened(source) as lines:
            total = sum(1 for _ in read_comments(lines, kind_of(source.name)))
        with _opened(source) as lines, written_whole(target) as output:
            writer = ReplyWriter(output, kind_of(target.name))
            comments = read_comments(lines, kind_of(source.name))
            for comment in tqdm(comments, total=total, desc="drafting", unit="comment", disable=None):
                result = draft_comment(comment, finder=finder, templates=templates, point=point)
                if isinstance(result, BadLine):
                    problems.append(f"{source.name}, line {result.line}: {result.reason}")
                else:
                    writer.write(result)
    except OSError as error:
        raise DraftFileError("replies_failed", path=target, reason=why(error)) from error
    return problems


def draft_comment(
    comment: Comment | BadLine, *, finder: Finder, templates: Mapping[str, Templates], point: Point
) -> Record | BadLine:
    """Draft the reply to one comment; a comment that cannot be read stays a bad line.

    The reply is in the comment's language. Templates of one language alone serve every comment.
    """
    if isinstance(comment, BadLine):
        return comment
    try:
        case = open_case(comment.text, finder=finder)
    except CaseError as error:
        return BadLine(line=comment.line, reason=error)
    (only, *others) = templates
    return _record(comment, case, templates[spoken_in(case.language) if others else only], point)


def _record(comment: Comment, case: Case, templates: Templates, point: Point) -> Record:
    draft = build_draft(case, templates)
    copies = {form: copy_reply(draft.text, draft.allowed, form=form) for form in Form}
    return {
        "id": comment.comment_id,
        "line": comment.line,
        "language": templates.language,
        "urgent": case.urgent,
        "personal": case.personal or any(question.found.personal for question in case.questions),
        "left_out": case.left_out,
        "identifiers": [
            {"kind": str(found.kind), "text": comment.text[found.start : found.end]}
            for found in point(comment.text)
        ],
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
        "index": case.index,
    }


class ReplyWriter:
    """Writes replies to an open file, as CSV (the text reply) or JSON Lines (everything)."""

    def __init__(self, output: TextIO, kind: str) -> None:
        self._output = output
        self._rows = csv.DictWriter(output, COLUMNS) if kind == "csv" else None
        if self._rows:
            self._rows.writeheader()

    def write(self, record: Mapping[str, object]) -> None:
        """Add one reply."""
        if self._rows:
            self._rows.writerow({name: safe_cell(value) for name, value in _flat(record).items()})
        else:
            self._output.write(json.dumps(record, ensure_ascii=False) + "\n")


def _flat(record: Mapping[str, object]) -> dict[str, str]:
    questions = record["questions"]
    identifiers = record["identifiers"]
    assert isinstance(questions, list)  # noqa: S101 - as _record makes it
    assert isinstance(identifiers, list)  # noqa: S101
    return {
        "id": str(record["id"]),
        "language": str(record["language"]),
        "questions": "\n".join(str(q["question"]) for q in questions),
        "without_source": "\n".join(str(q["question"]) for q in questions if not q["quotes"]),
        "needs_a_person": "yes" if record["personal"] else "no",
        "urgent": "yes" if record["urgent"] else "no",
        "identifiers": ", ".join(dict.fromkeys(str(found["kind"]) for found in identifiers)),
        "words": str(record["words"]),
        "reply": str(record["reply"]),
    }


def safe_cell(text: str) -> str:
    """Return ``text`` so that the program that opens the table does not run it as a formula."""
    return _FORMULA.sub("'", text)


def read_comments(lines: TextIO, kind: str) -> Iterator[Comment | BadLine]:
    """Read the comments of an open file (surrogate escapes stand for bytes that are not UTF-8).

    Raises DraftFileError: if a table has no column ``comment``.
    """
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
        raise DraftFileError("no_column")
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


def _opened(source: Path) -> TextIO:
    return io.TextIOWrapper(source.open("rb"), encoding="utf-8-sig", errors="surrogateescape", newline="")
