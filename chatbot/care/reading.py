"""What a text calls for whatever the sources say: help now, or a person who knows the case."""

from dataclasses import dataclass

from chatbot.question.reader import Reader, ReadText


@dataclass(frozen=True, kw_only=True)
class CareReading:
    """What the learned reader takes a text for.

    ``urgent``: it may tell of an emergency or a crisis; ``certainly_urgent``: it does, so it is no question
    for a program. ``crisis``: of the two it is rather a crisis (suicide, farewell) than a body in danger.
    ``farewell``: it may be a goodbye, be it ever so slightly, so no figures on survival are given.
    ``personal``: it asks for a choice, a verdict or a prognosis for one person.
    """

    urgent: bool
    certainly_urgent: bool
    crisis: bool
    farewell: bool
    personal: bool


NOTHING = CareReading(urgent=False, certainly_urgent=False, crisis=False, farewell=False, personal=False)
"""Of a text that calls for nothing but an answer."""


def read_care(read: ReadText, reader: Reader) -> CareReading:
    """Say what a text calls for, by thresholds that were set on the part ``tune`` of the training cases."""
    certain = reader.holds(read, "certain", "emergency", "crisis")
    return CareReading(
        urgent=certain or reader.holds(read, "urgent", "emergency", "crisis"),
        certainly_urgent=certain,
        crisis=read.most("crisis") > read.most("emergency"),
        farewell=reader.holds(read, "farewell", "crisis"),
        personal=not certain and reader.holds(read, "personal", "choice", "prognosis"),
    )
