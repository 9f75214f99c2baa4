"""When a notice that concerns the sources is due: labels made by hand, beside the question sets."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from chatbot.answer import NoticeKind
from corpus.document import Corpus
from evals.measures.case import Case, quote_covers
from evals.measures.notices import WANTED
from evals.questions.read import QUESTIONS_DIR, Alternative, QuestionSetError, find_places

LABELS = QUESTIONS_DIR / "notices.toml"

Due = Callable[[Case], bool | None]
"""Whether a notice is due to a case; None where nobody has judged it."""


def load_due(corpus: Corpus, path: Path = LABELS) -> dict[NoticeKind, Due]:
    """For every kind of notice with a rule or with labels, when it is due.

    Raises:
        QuestionSetError: the labels cannot be read or quote what no document says.
    """
    try:
        labels = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise QuestionSetError(f"The notice labels {path} cannot be read: {error}.") from error
    due: dict[NoticeKind, Due] = dict(WANTED)
    quoted = labels.get("superseded", {}).get("quotes", [])
    due[NoticeKind.SUPERSEDED] = _by_quotes([_alternative(raw, corpus, path) for raw in quoted])
    for kind in (NoticeKind.LIST_MISSING, NoticeKind.SOURCES_DIFFER):
        table = labels.get(str(kind), {})
        due[kind] = _by_ids(frozenset(table.get("due", [])), frozenset(table.get("open", [])))
    return due


def _alternative(raw: dict[str, str], corpus: Corpus, path: Path) -> Alternative:
    places = find_places(corpus, raw["doc"], raw["quote"])
    if not places:
        message = f"{path}: the quote {raw['quote'][:60]!r} does not stand in document {raw['doc']}."
        raise QuestionSetError(message)
    return Alternative(doc=raw["doc"], quote=raw["quote"], places=places)


def _by_quotes(superseded: list[Alternative]) -> Due:
    return lambda case: any(quote_covers(quote, old) for old in superseded for quote in case.quotes)


def _by_ids(due: frozenset[str], undecided: frozenset[str]) -> Due:
    def is_due(case: Case) -> bool | None:
        name = case.question.twin_of or case.question.id
        return None if name in undecided or not name.startswith("D-") else name in due

    return is_due
