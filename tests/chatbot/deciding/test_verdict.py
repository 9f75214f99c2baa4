"""The one decision: which ground counts first, and from which probability a part is answered."""

from __future__ import annotations

import pytest

from chatbot.care.reading import NOTHING, CareReading
from chatbot.deciding.answerability import Lack
from chatbot.deciding.verdict import Models, Reason, Verdict, decide
from tests.chatbot.made import reading

EMERGENCY = CareReading(urgent=True, certainly_urgent=True, crisis=False, farewell=False, personal=False)
POSSIBLE = CareReading(urgent=True, certainly_urgent=False, crisis=False, farewell=False, personal=False)


def verdict(
    probability: float,
    *,
    best: float = 0.9,
    care: CareReading = NOTHING,
    lack: Lack = Lack.NOT_COVERED,
    personal: bool = False,
    language: str = "en",
    models: Models = Models.RICH,
) -> Verdict:
    part = reading("does doxorubicin damage the heart", personal=personal, language=language)
    return decide(
        part,
        care,
        probability=probability,
        best=best,
        lack=lack,
        witness=None,
        models=models,
    )


@pytest.mark.parametrize(("probability", "reason"), [(0.4, Reason.ANSWERED), (0.39, Reason.DOUBTFUL)])
@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_answered_from_the_same_probability_in_every_language(
    probability: float, reason: Reason, language: str
) -> None:
    assert verdict(probability, language=language).reason is reason


@pytest.mark.parametrize(("probability", "reason"), [(0.65, Reason.ANSWERED), (0.64, Reason.DOUBTFUL)])
def test_without_plain_questions_it_must_be_surer(probability: float, reason: Reason) -> None:
    assert verdict(probability, models=Models.BARE).reason is reason


@pytest.mark.parametrize(("probability", "reason"), [(0.4, Reason.ANSWERED), (0.39, Reason.DOUBTFUL)])
def test_a_folder_in_another_language_has_a_threshold_of_its_own(probability: float, reason: Reason) -> None:
    assert verdict(probability, models=Models.BARE_OTHER).reason is reason


def test_a_request_for_advice_is_answered_earlier() -> None:
    assert verdict(0.2, personal=True).answered
    assert not verdict(0.19, personal=True).answered
    assert verdict(0.2, personal=True, models=Models.BARE).answered


def test_a_certain_emergency_is_never_answered_and_a_possible_one_is() -> None:
    assert verdict(0.99, care=EMERGENCY).reason is Reason.EMERGENCY
    assert verdict(0.99, care=POSSIBLE).answered


@pytest.mark.parametrize(
    ("best", "reason"),
    [(0.0, Reason.NOTHING_TO_QUOTE), (0.099, Reason.WEAK_QUOTE), (0.1, Reason.ANSWERED)],
)
def test_the_first_quote_has_a_floor(best: float, reason: Reason) -> None:
    assert verdict(0.99, best=best).reason is reason


def test_another_disease_is_not_answered() -> None:
    assert verdict(0.99, lack=Lack.OTHER_DISEASE).reason is Reason.OTHER_DISEASE
