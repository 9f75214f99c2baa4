"""Question sets: what one case holds, how a set is read, and which sets may be fitted on.

The format is JSON Lines, described in ``evals/questions/README.md``. Checking many files for mistakes,
with every mistake listed, is ``evals.questions.validate``; reading one set here stops at the first mistake.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from corpus.document import Corpus
from corpus.errors import AsWrittenError, why
from evals.questions.shape import Expect, shape_problems

QUESTIONS_DIR = Path(__file__).parent


class Role(StrEnum):
    """What a set may be used for.

    ``dev``: cross-validation while building. ``calibration``: fitting. ``holdout``: final figures only,
    never fitting. ``twins``: dev questions asked in another way. ``near_misses``: questions in the
    documents' own words that they do not answer. ``tone``, ``conflicts``, ``copies``, ``tables``: each for
    its measure of what a page makes of an answer. ``own``: a user's set, for measuring.
    """

    DEV = "dev"
    CALIBRATION = "calibration"
    HOLDOUT = "holdout"
    TWINS = "twins"
    NEAR_MISSES = "near_misses"
    TONE = "tone"
    CONFLICTS = "conflicts"
    COPIES = "copies"
    TABLES = "tables"
    OWN = "own"


FITTING_ROLES = frozenset({Role.DEV, Role.CALIBRATION})


class QuestionSetError(AsWrittenError):
    """A question set that cannot be used, with file, line and reason."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One occurrence ``[start, end)`` of a quote in a corpus file."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One acceptable (or misleading) quote, with every place at which it stands in its file."""

    doc: str
    quote: str
    places: tuple[Place, ...]


Facet = tuple[Alternative, ...]
"""One thing a complete answer says: any of the alternatives says it."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One case of a question set. ``line`` is its line in the file, from 1."""

    id: str
    audience: str
    question: str
    kind: str
    expect: Expect
    facets: tuple[Facet, ...]
    avoid: Facet = ()
    not_first: Facet = ()
    beside: Facet = ()
    differ: bool | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    history: tuple[str, ...] = ()
    note: str = ""
    language: str = "en"
    twin_of: str = ""
    variation: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """A file of cases. ``sha256`` is of the file's bytes."""

    name: str
    role: Role
    path: Path
    sha256: str
    questions: tuple[Question, ...] = field(repr=False)


def set_path(name: str) -> Path:
    """The file of a packaged set (``"dev"``), or the path itself for any other name."""
    packaged = QUESTIONS_DIR / f"{name}.jsonl"
    return packaged if packaged.is_file() else Path(name)


def role_of(path: Path) -> Role:
    """The role of a file: that of the packaged set with the same bytes, else by its name, else ``own``.

    Bytes come first, so that a renamed copy of the holdout set stays the holdout set.
    """
    digest = _sha256(path)
    for role in Role:
        packaged = QUESTIONS_DIR / f"{role}.jsonl"
        if packaged.is_file() and _sha256(packaged) == digest:
            return role
    return Role(path.stem) if path.stem in set(Role) else Role.OWN


def load_set(name: str, corpus: Corpus) -> QuestionSet:
    """Read a set by packaged name or by path and find its quotes in the corpus.

    Raises QuestionSetError: the file is missing or a line is not a valid case.
    """
    path = set_path(name)
    questions = []
    for line, record in read_records(path):
        problems = shape_problems(record)
        if problems:
            raise QuestionSetError(f"{path}:{line}: {problems[0]}")
        questions.append(question_from(record, line=line, corpus=corpus, path=path))
    return QuestionSet(
        name=path.stem, role=role_of(path), path=path, sha256=_sha256(path), questions=tuple(questions)
    )


def load_for_fitting(name: str, corpus: Corpus) -> QuestionSet:
    """Read a set that weights or thresholds may be fitted on.

    Only ``dev`` and ``calibration`` qualify, and only while no question of theirs stands in the
    holdout set. This is where the split between fitting and final checks is enforced.

    Raises QuestionSetError: the set is not for fitting, or shares a question with the holdout set.
    """
    questions = load_set(name, corpus)
    if questions.role not in FITTING_ROLES:
        raise QuestionSetError(
            f"{questions.path} has the role '{questions.role}' and must not be fitted on; "
            f"fit on one of: {', '.join(sorted(FITTING_ROLES))}."
        )
    holdout = QUESTIONS_DIR / f"{Role.HOLDOUT}.jsonl"
    if holdout.is_file():
        held = {asked_key(question): question for question in load_set(str(holdout), corpus).questions}
        for question in questions.questions:
            twin = held.get(asked_key(question))
            if twin is not None:
                raise QuestionSetError(
                    f"{questions.path}:{question.line}: {question.id} asks the same as {twin.id} "
                    "of the holdout set; remove it from one of them before fitting."
                )
    return questions


def asked_key(question: Question) -> str:
    """What is asked, earlier turns included, without case, accents, punctuation and spacing."""
    return normalised(" / ".join([*question.history, question.question]))


def normalised(text: str) -> str:
    """Lower-case words of the text, accents dropped, joined by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in kept).split())


def read_records(path: Path) -> list[tuple[int, dict[str, object]]]:
    """The JSON objects of a JSON Lines file with their line numbers; blank lines are skipped.

    Raises QuestionSetError: no such file, not UTF-8, or a line is not a JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"There is no question set {path}; name a packaged set or an existing file."
        raise QuestionSetError(message) from error
    except (UnicodeDecodeError, OSError) as error:
        raise QuestionSetError(f"The question set {path} cannot be read as UTF-8 text: {error}.") from error
    records = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        record = parse_line(line)
        if record is None:
            raise QuestionSetError(f"{path}:{number}: the line is not a JSON object.")
        records.append((number, record))
    return records


def parse_line(line: str) -> dict[str, object] | None:
    """The JSON object of one line, or None when it is none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):  # ValueError: also a number too long to be read
        return None
    return record if isinstance(record, dict) else None


def question_from(record: dict[str, object], *, line: int, corpus: Corpus, path: Path) -> Question:
    """The case of a well-shaped record, its quotes found in the corpus.

    Raises QuestionSetError: a quote does not stand in the document it names.
    """

    def alternative(raw: dict[str, str]) -> Alternative:
        places = find_places(corpus, raw["doc"], raw["quote"])
        if not places:
            raise QuestionSetError(
                f"{path}:{line}: the quote {raw['quote'][:60]!r} does not stand in document {raw['doc']}."
            )
        return Alternative(doc=raw["doc"], quote=raw["quote"], places=places)

    facets: list[list[dict[str, str]]] = record["facets"]  # type: ignore[assignment]
    avoid, not_first, beside = (
        tuple(alternative(raw) for raw in record.get(name, []))  # type: ignore[attr-defined]
        for name in ("avoid", "not_first", "beside")
    )
    rows: list[list[str]] = record.get("rows", [])  # type: ignore[assignment]
    history: list[str] = record.get("history", [])  # type: ignore[assignment]
    return Question(
        id=str(record["id"]),
        audience=str(record["audience"]),
        question=str(record["question"]),
        kind=str(record["kind"]),
        expect=Expect(str(record["expect"])),
        facets=tuple(tuple(alternative(raw) for raw in facet) for facet in facets),
        avoid=avoid,
        not_first=not_first,
        beside=beside,
        differ=record.get("differ"),  # type: ignore[arg-type]
        rows=tuple(tuple(row) for row in rows),
        history=tuple(history),
        note=str(record.get("note", "")),
        language=str(record.get("language", "en")),
        twin_of=str(record.get("twin_of", "")),
        variation=str(record.get("variation", "")),
        line=line,
    )


def find_places(corpus: Corpus, doc: str, quote: str) -> tuple[Place, ...]:
    """Every place of a quote in the files whose name starts with ``doc``, overlapping ones included."""
    places = []
    for document in corpus.documents:
        if not document.source.file.startswith(doc):
            continue
        start = document.text.find(quote)
        while start >= 0 and quote:
            places.append(Place(file=document.source.file, start=start, end=start + len(quote)))
            start = document.text.find(quote, start + 1)
    return tuple(places)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise QuestionSetError(f"The question set {path} cannot be read: {why(error)}.") from error
