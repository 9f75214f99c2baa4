"""Question sets: what one case holds, how a set is read, and which sets may be fitted on.

The format is JSON Lines, described in ``evals/questions/README.md``. Checking many files
against each other is ``evals.questions.validate``.
"""

import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from corpus.document import Corpus
from corpus.errors import AsWrittenError
from corpus.files import file_sha256
from evals.questions.shape import Question, read_case

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


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One mistake in a question set. ``line`` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """As editors and compilers write it: file, line, message."""
        return f"{self.file}:{self.line}: {self.message}"


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


def packaged_sets() -> list[Path]:
    """The files of all packaged sets that exist, in the order of ``Role``."""
    paths = [QUESTIONS_DIR / f"{role}.jsonl" for role in Role]
    return [path for path in paths if path.is_file()]


def role_of(path: Path) -> Role:
    """The role of a file: that of the packaged set with the same bytes, else by its name, else ``own``.

    Bytes come first, so that a renamed copy of the holdout set stays the holdout set.
    """
    digest = file_sha256(path)
    same = next((packaged for packaged in packaged_sets() if file_sha256(packaged) == digest), path)
    return Role(same.stem) if same.stem in set(Role) else Role.OWN


def load_set(name: str, corpus: Corpus) -> QuestionSet:
    """Read a set by packaged name or by path and find its quotes in the corpus.

    Raises QuestionSetError: the file is missing or a line is not a valid case.
    """
    path = set_path(name)
    questions, problems = read_set(path, corpus)
    if problems:
        raise QuestionSetError(f"{problems[0]}.")
    return QuestionSet(
        name=path.stem, role=role_of(path), path=path, sha256=file_sha256(path), questions=tuple(questions)
    )


def read_set(path: Path, corpus: Corpus) -> tuple[list[Question], list[Problem]]:
    """The cases of a file that are right, and every problem of the others; blank lines are skipped.

    Raises QuestionSetError: no such file, or not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"There is no question set {path}; name a packaged set or an existing file."
        raise QuestionSetError(message) from error
    except (UnicodeDecodeError, OSError) as error:
        raise QuestionSetError(f"The question set {path} cannot be read as UTF-8 text: {error}.") from error
    questions, problems = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            case = read_case(line, corpus)
            if isinstance(case, Question):
                questions.append(replace(case, line=number))
            else:
                problems += [Problem(file=str(path), line=number, message=message) for message in case]
    return questions, problems


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
