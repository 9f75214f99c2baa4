"""Both readers of a text together: the rules, and the likeness to written examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatbot.care.likeness import load_likenesses
from chatbot.care.personal import asks_personal_advice
from chatbot.care.urgent import is_urgent


@dataclass(frozen=True, kw_only=True)
class CareReading:
    """What a text calls for whatever the sources say.

    ``urgent``: either reader takes it for an emergency; ``certainly_urgent``: the rules do, so it is no
    question for a program. ``personal``: it asks for a choice, a verdict or a prognosis for one person.
    """

    urgent: bool
    certainly_urgent: bool
    personal: bool


def read_care(text: str, vector: NDArray[np.float32], *, encoder_identity: str) -> CareReading:
    """Read ``text`` with the rules and, where the examples were fitted with this encoder, by likeness.

    ``vector`` is ``readable(text)`` encoded, shape (dimension,).
    """
    likenesses = load_likenesses()
    by_rule, personal = is_urgent(text), asks_personal_advice(text)
    urgent = by_rule
    if all(likeness.encoder == encoder_identity for likeness in likenesses.values()):
        urgent = urgent or likenesses["urgent"].holds(text, vector)
        personal = personal or likenesses["personal_advice"].holds(text, vector)
    return CareReading(urgent=urgent, certainly_urgent=by_rule, personal=personal and not by_rule)
