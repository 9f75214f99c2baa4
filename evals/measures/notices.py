"""Measures of the notices: urgent help, personal advice, and those that concern what is quoted.

When a notice on the sources is due was labelled by hand, beside the question sets.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from chatbot.answer import NoticeKind
from chatbot.quoting.citing import OLD_AFTER_YEARS
from corpus.document import Corpus
from evals.measures.case import NOT_APPLICABLE, Case, Measure, Ratio, by_name, quote_covers, share_of
from evals.questions.read import QUESTIONS_DIR, QuestionSetError
from evals.questions.shape import Expect, alternative_in

Due = Callable[[Case], bool | None]
"""Whether a notice is due to a case; None where nobody has judged it."""


def has_notice(case: Case, kind: NoticeKind) -> bool:
    """Whether the answer carries a notice of the kind."""
    return any(notice.kind is kind for notice in case.answer.notices)


def hit(kind: NoticeKind, due: Due) -> Measure:
    """Whether the notice is given; the mean is over cases to which it is due (recall)."""
    return lambda case: share_of(has_notice(case, kind)) if due(case) else NOT_APPLICABLE


def false_alarm(kind: NoticeKind, due: Due) -> Measure:
    """Whether the notice is given; the mean is over all other cases."""
    return lambda case: NOT_APPLICABLE if due(case) else share_of(has_notice(case, kind))


def urgent_first(case: Case) -> Ratio:
    """Whether the urgent notice is the first of all notices; the mean is over cases that expect it."""
    if case.question.expect is not Expect.URGENT:
        return NOT_APPLICABLE
    return share_of(any(notice.kind is NoticeKind.URGENT for notice in case.answer.notices[:1]))


def quotes_old_advice(case: Case) -> bool:
    """Whether a quote is ``OLD_AFTER_YEARS`` older than the newest date that any document states."""
    years = [re.match(r"\d{4}", quote.date) for quote in case.quotes]
    old = case.library.newest_year - OLD_AFTER_YEARS
    return any(year is not None and int(year.group()) <= old for year in years)


def is_foreign(case: Case) -> bool:
    """Whether the question is not in English, the language of the documents, and something is quoted."""
    return case.question.language != "en" and bool(case.quotes)


WANTED: dict[NoticeKind, Due] = {
    NoticeKind.URGENT: lambda case: case.question.expect is Expect.URGENT,
    NoticeKind.PERSONAL_ADVICE: lambda case: case.question.expect is Expect.CARE,
    NoticeKind.DATED: quotes_old_advice,
    NoticeKind.LANGUAGE: is_foreign,
}
"""When a notice of a kind is due, for the kinds where the case or the quotes decide it."""

LABELS = QUESTIONS_DIR / "notices.toml"


def load_due(corpus: Corpus, path: Path = LABELS) -> dict[NoticeKind, Due]:
    """For every kind of notice with a rule or with labels, when it is due.

    Raises QuestionSetError: the labels cannot be read or quote what no document says.
    """
    try:
        labels = tomllib.loads(path.read_text(encoding="utf-8"))
        superseded = [alternative_in(corpus, raw) for raw in labels.get("superseded", {}).get("quotes", [])]
    except (OSError, ValueError) as error:  # ValueError: no TOML, or what no document says
        raise QuestionSetError(f"The notice labels {path} cannot be read: {error}.") from error
    due: dict[NoticeKind, Due] = dict(WANTED)
    due[NoticeKind.SUPERSEDED] = lambda case: any(
        quote_covers(quote, old) for old in superseded for quote in case.quotes
    )
    for kind in (NoticeKind.LIST_MISSING, NoticeKind.SOURCES_DIFFER):
        table = labels.get(str(kind), {})
        due[kind] = _by_ids(frozenset(table.get("due", [])), frozenset(table.get("open", [])))
    return due


def _by_ids(due: frozenset[str], undecided: frozenset[str]) -> Due:
    def is_due(case: Case) -> bool | None:
        name = case.question.twin_of or case.question.id
        return None if name in undecided or not name.startswith("D-") else name in due

    return is_due


def notice_precision(kind: NoticeKind, due: Due) -> Measure:
    """Whether the notice is due, over the cases that carry it; cases without a label do not count."""

    def precision(case: Case) -> Ratio:
        is_due = due(case)
        return share_of(is_due) if has_notice(case, kind) and is_due is not None else NOT_APPLICABLE

    return precision


def measures_by_kind(due: dict[NoticeKind, Due]) -> dict[str, Measure]:
    """Precision and recall of every kind of notice for which it is known when it is due."""
    precisions = {f"notice_precision:{kind}": notice_precision(kind, when) for kind, when in due.items()}
    return precisions | {f"notice_recall:{kind}": hit(kind, when) for kind, when in due.items()}


MEASURES: dict[str, Measure] = by_name(urgent_first) | {
    f"{kind}_{name}": measure(kind, WANTED[kind])
    for kind in (NoticeKind.URGENT, NoticeKind.PERSONAL_ADVICE)
    for name, measure in (("hit", hit), ("false_alarm", false_alarm))
}

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n+")


def syllables(word: str) -> int:
    """Syllables of an English word by its groups of vowels, at least 1.

    A silent ending counts none: ``e`` (but ``le`` after a consonant), ``es`` except after a hissing sound,
    ``ed`` except after ``t`` and ``d``.
    """
    letters = re.sub(r"[^a-z]", "", word.lower())
    silent = re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouyscxzgh]es$|[^aeiouytd]ed$", letters)
    return max(len(re.findall(r"[aeiouy]+", letters)) - bool(silent), 1)


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. 0.0 for no words."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(bool(WORD.search(piece)) for piece in SENTENCE.split(text))
    return 0.39 * len(words) / max(sentences, 1) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def own_messages(cases: Sequence[Case]) -> list[str]:
    """Every different English message of the program's own in these answers, sorted.

    Pieces in quotation marks (the user's or a source's words repeated in a message) are left out.
    """
    answers = [case.answer for case in cases if case.answer.language == "en"]
    said = {notice.message for answer in answers for notice in answer.notices}
    said |= {part.message for answer in answers for part in answer.parts}
    bare = {re.sub(r"[\"“][^\"”]*[\"”]", "this", message).strip() for message in said}
    return sorted(bare - {""})


def own_words_grade(cases: Sequence[Case]) -> float:
    """Mean Flesch-Kincaid grade of the different English messages; NaN when nothing was said."""
    grades = [reading_grade(message) for message in own_messages(cases)]
    return sum(grades) / len(grades) if grades else float("nan")
