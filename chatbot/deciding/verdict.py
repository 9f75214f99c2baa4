"""The one decision: whether a part of a question is answered, and why or why not.

Answering, explaining, fitting and measuring call ``decide``; nobody restates it.
"""

from dataclasses import dataclass
from enum import StrEnum

from chatbot.care.reading import CareReading
from chatbot.deciding.answerability import Lack
from chatbot.question.reading import PartReading
from ingest.structure import Span


class Models(StrEnum):
    """Which models read a part; the value ends the names of their files.

    ``BARE``: of a corpus that brings no plain questions, or too few. One pair of models for both kinds is 3
    points worse on the packaged corpus, a pair of its own 7 on unseen handouts (first candidate).
    ``BARE_OTHER``: the same for a part in a language of its documents that is not read by word.
    """

    RICH = ""
    BARE = "_bare"
    BARE_OTHER = "_bare_other"


ANSWER_ABOVE = {Models.RICH: 0.4, Models.BARE: 0.65, Models.BARE_OTHER: 0.4}
"""Probability of answerability from which a part is answered.

Rich: from 0.34 to 0.42 the part tune refuses 0.67 to 0.78 of what has no answer and 0.047 to 0.074 of the
rest; dev loses 3 of 92 first quotes. Bare: of five such corpora in English, each by models fitted without it,
and of handouts that no model has seen, see evals/DECISIONS.md, 2026-12-01. Other languages: of four folders
0.46 of what has no answer are refused and 0.16 of the rest; from 0.45 on 0.52 and 0.30."""
ANSWER_PERSONAL_ABOVE = 0.2
"""The same for a request for advice on one's own case, which is answered with what is written in general."""
FIRST_QUOTE_ABOVE = 0.1
"""Probability that the best span answers, below which nothing is quoted whatever the signs say together: of
the first quotes below it none of eight was right (training cases of the parts tune and test)."""


class Reason(StrEnum):
    """Why a part is answered or not."""

    ANSWERED = "answered"
    EMERGENCY = "emergency"
    OTHER_DISEASE = "other_disease"
    NOTHING_TO_QUOTE = "nothing_to_quote"
    WEAK_QUOTE = "weak_quote"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The decision on one part.

    ``probability`` that the sources answer it and the one ``needed``; ``best``: that of the first quote, 0 if
    there is none. ``lack`` says what is missing if it is not answered, ``witness`` is the span that shows it
    and may not be quoted (an announced list, a study's title).
    """

    reason: Reason
    probability: float
    needed: float
    best: float
    lack: Lack
    witness: Span | None

    @property
    def answered(self) -> bool:
        """Whether the part is answered."""
        return self.reason is Reason.ANSWERED


def decide(
    part: PartReading,
    care: CareReading,
    *,
    probability: float,
    best: float,
    lack: Lack,
    witness: Span | None,
    models: Models,
) -> Verdict:
    """Decide on ``part`` of a text that calls for ``care``; see ``Verdict``.

    ``models``: which of them say ``probability``.
    """
    needed = ANSWER_PERSONAL_ABOVE if part.personal else ANSWER_ABOVE[models]
    if care.certainly_urgent:
        reason = Reason.EMERGENCY
    elif lack is Lack.OTHER_DISEASE:
        reason = Reason.OTHER_DISEASE
    elif not best:
        reason = Reason.NOTHING_TO_QUOTE
    elif best < FIRST_QUOTE_ABOVE:
        reason = Reason.WEAK_QUOTE
    else:
        reason = Reason.ANSWERED if probability >= needed else Reason.DOUBTFUL
    return Verdict(
        reason=reason, probability=probability, needed=needed, best=best, lack=lack, witness=witness
    )
