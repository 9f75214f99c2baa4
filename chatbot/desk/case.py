"""A comment being answered: its questions as the staff member has put them, and which quotes are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.desk.errors import DeskError
from chatbot.desk.finding import Evidence, Finder, Found, FoundQuestion, joined
from chatbot.question.cleaning import MAX_QUESTION_CHARS, QuestionError

MAX_QUESTIONS = 12
"""Questions of one reply."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the staff member has it.

    ``origin`` is its position among those found in the comment, None if it was typed or merged.
    ``ticked`` are keys of evidence; None leaves the program's choice (``FoundQuestion.first``).
    """

    text: str
    about: str = ""
    origin: int | None = None
    ticked: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class CaseQuestion:
    """A question with what was found for it and what is ticked, in the order offered."""

    asked: Asked
    found: FoundQuestion
    ticked: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A whole comment: what was ``found`` in it, and its ``questions`` as the staff member has put them.

    The ``comment`` of a kept reply is "": it was not kept. ``gone`` are quotes that do not stand in their
    documents any more, and ``before`` is the case with them, as it was kept; None when none is gone.
    """

    comment: str
    found: Found
    questions: tuple[CaseQuestion, ...]
    gone: tuple[Evidence, ...] = ()
    before: Case | None = None


def open_case(comment: str, *, finder: Finder, asked: Sequence[Asked] | None = None) -> Case:
    """Read a comment; its questions are as ``asked`` has them, or the program's own with its choice.

    Raises DeskError: if the comment or a question holds no words or is too long, or there are too many
    questions.
    """
    found = find(finder, comment)
    if asked is None:
        asked = [Asked(text=one.text, about=one.about, origin=n) for n, one in enumerate(found.questions)]
    return case_of(comment, found, asked, finder=finder)


def case_of(comment: str, found: Found, asked: Sequence[Asked], *, finder: Finder) -> Case:
    """Return the case of ``asked``; a question that is none of ``found`` is looked up.

    Raises DeskError: if there are too many questions, or one holds no words or is too long.
    """
    if len(asked) > MAX_QUESTIONS:
        raise DeskError("many_questions", limit=MAX_QUESTIONS)
    questions = tuple(_question(one, found, finder) for one in asked)
    return Case(comment=comment, found=found, questions=questions)


def _question(asked: Asked, found: Found, finder: Finder) -> CaseQuestion:
    origin = asked.origin
    own = found.questions[origin] if origin is not None and 0 <= origin < len(found.questions) else None
    if own is None or own.text != asked.text or own.about != asked.about:
        own = joined(find(finder, asked.text, about=asked.about), text=asked.text, about=asked.about)
    wanted = asked.ticked
    ticked = own.first if wanted is None else tuple(item for item in own.offered if item.key in wanted)
    return CaseQuestion(asked=asked, found=own, ticked=ticked)


def find(finder: Finder, text: str, *, about: str = "") -> Found:
    """Find, and tell what cannot be read in the desk's own words.

    Raises DeskError: if ``text`` holds no words or is too long.
    """
    if len(text) > MAX_QUESTION_CHARS:
        raise DeskError("comment_long", limit=f"{MAX_QUESTION_CHARS:,}")
    try:
        return finder.find(text, about=about)
    except QuestionError as error:
        raise DeskError("no_words") from error
