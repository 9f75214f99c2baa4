"""What rendering needs beside the answer."""

from dataclasses import dataclass
from datetime import date

from chatbot.languages import Words
from chatbot.offering import NO_OFFERS, Offers
from chatbot.rendering.glossary import Glossary


@dataclass(frozen=True, kw_only=True)
class Look:
    """Words, explained terms, the day ages are reckoned from; ``prefix`` makes ids unique on the page.

    ``offers`` are the stored questions that may be shown, ``asked`` the terms of the question, to be marked.
    """

    texts: Words
    glossary: Glossary
    today: date
    prefix: str
    offers: Offers = NO_OFFERS
    asked: frozenset[str] = frozenset()
