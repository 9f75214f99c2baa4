"""Both readers of a text together: the rules, and the likeness to written examples."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.care.likeness import load_likenesses, readable
from chatbot.care.personal import asks_personal_advice
from chatbot.care.urgent import is_urgent
from index.encoder import Encoder


@dataclass(frozen=True, kw_only=True)
class CareReading:
    """What a text calls for whatever the sources say.

    ``urgent``: either reader takes it for an emergency; ``certainly_urgent``: the rules do, so it is no
    question for a program. ``personal``: it asks for a choice, a verdict or a prognosis for one person.
    """

    urgent: bool
    certainly_urgent: bool
    personal: bool


def read_care(text: str, encoder: Encoder) -> CareReading:
    """Read ``text`` with the rules and, where the examples were fitted with this encoder, by likeness."""
    likenesses = load_likenesses()
    by_rule, personal = is_urgent(text), asks_personal_advice(text)
    urgent = by_rule
    if all(likeness.encoder == encoder.identity for likeness in likenesses.values()):
        vector = encoder.encode([readable(text)])[0]
        urgent = urgent or likenesses["urgent"].holds(text, vector)
        personal = personal or likenesses["personal_advice"].holds(text, vector)
    return CareReading(urgent=urgent, certainly_urgent=by_rule, personal=personal and not by_rule)
