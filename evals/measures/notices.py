"""Measures of the notices: urgent help, personal advice, and those that concern what is quoted."""

from __future__ import annotations

import re
from collections.abc import Callable

from chatbot.answer import NoticeKind
from evals.measures.base import NOT_APPLICABLE, Measure, Ratio, by_name, share_of
from evals.measures.case import Case
from evals.questions.shape import Expect

EXPECT_OF_NOTICE = {NoticeKind.URGENT: Expect.URGENT, NoticeKind.PERSONAL_ADVICE: Expect.CARE}
OLD_YEARS = 10
"""A quote dated this many years before the newest date of its collection, or earlier, is old advice."""


def has_notice(case: Case, kind: NoticeKind) -> bool:
    """Whether the answer carries a notice of the kind."""
    return any(notice.kind is kind for notice in case.answer.notices)


def urgent_hit(case: Case) -> Ratio:
    """Whether the urgent notice is given; the mean is over cases that expect it."""
    return _hit(case, NoticeKind.URGENT)


def urgent_first(case: Case) -> Ratio:
    """Whether the urgent notice is the first of all notices; the mean is over cases that expect it."""
    if case.question.expect is not Expect.URGENT:
        return NOT_APPLICABLE
    return share_of(any(notice.kind is NoticeKind.URGENT for notice in case.answer.notices[:1]))


def urgent_false_alarm(case: Case) -> Ratio:
    """Whether the urgent notice is given; the mean is over all other cases."""
    return _false_alarm(case, NoticeKind.URGENT)


def personal_advice_hit(case: Case) -> Ratio:
    """Whether the personal-advice notice is given; the mean is over cases that expect ``care``."""
    return _hit(case, NoticeKind.PERSONAL_ADVICE)


def personal_advice_false_alarm(case: Case) -> Ratio:
    """Whether the personal-advice notice is given; the mean is over all other cases."""
    return _false_alarm(case, NoticeKind.PERSONAL_ADVICE)


def _hit(case: Case, kind: NoticeKind) -> Ratio:
    wanted = case.question.expect is EXPECT_OF_NOTICE[kind]
    return share_of(has_notice(case, kind)) if wanted else NOT_APPLICABLE


def _false_alarm(case: Case, kind: NoticeKind) -> Ratio:
    wanted = case.question.expect is EXPECT_OF_NOTICE[kind]
    return NOT_APPLICABLE if wanted else share_of(has_notice(case, kind))


def quotes_old_advice(case: Case) -> bool:
    """Whether a quote is ``OLD_YEARS`` older than the newest date that any document states."""
    years = [re.match(r"\d{4}", quote.date) for quote in case.quotes]
    old = case.library.newest_year - OLD_YEARS
    return any(year is not None and int(year.group()) <= old for year in years)


def is_foreign(case: Case) -> bool:
    """Whether the question is not in English, the language of the documents, and something is quoted."""
    return case.question.language != "en" and bool(case.quotes)


WANTED: dict[NoticeKind, Callable[[Case], bool]] = {
    NoticeKind.URGENT: lambda case: case.question.expect is Expect.URGENT,
    NoticeKind.PERSONAL_ADVICE: lambda case: case.question.expect is Expect.CARE,
    NoticeKind.DATED: quotes_old_advice,
    NoticeKind.LANGUAGE: is_foreign,
}
"""When a notice of a kind is due, for the kinds where the case or the quotes decide it."""


def notice_recall(kind: NoticeKind, due: Callable[[Case], bool | None]) -> Callable[[Case], Ratio]:
    """Whether the notice is given, over the cases to which it is due."""

    def recall(case: Case) -> Ratio:
        return share_of(has_notice(case, kind)) if due(case) else NOT_APPLICABLE

    return recall


def notice_precision(kind: NoticeKind, due: Callable[[Case], bool | None]) -> Callable[[Case], Ratio]:
    """Whether the notice is due, over the cases that carry it; cases without a label do not count."""

    def precision(case: Case) -> Ratio:
        is_due = due(case)
        return share_of(is_due) if has_notice(case, kind) and is_due is not None else NOT_APPLICABLE

    return precision


def measures_by_kind(due: dict[NoticeKind, Callable[[Case], bool | None]]) -> dict[str, Measure]:
    """Precision and recall of every kind of notice for which it is known when it is due."""
    precisions = {f"notice_precision:{kind}": notice_precision(kind, when) for kind, when in due.items()}
    return precisions | {f"notice_recall:{kind}": notice_recall(kind, when) for kind, when in due.items()}


MEASURES = by_name(
    urgent_hit, urgent_first, urgent_false_alarm, personal_advice_hit, personal_advice_false_alarm
)
