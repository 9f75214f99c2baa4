"""Two things a person must be told whatever the sources say: get help now; ask your own team.

Rules first: a reader can see why a text was recognised. ``signs.py`` and ``crisis.py`` hold the
tables of what an emergency looks like in everyday words, ``urgent.py`` decides whether such a sign is
put as happening now to somebody, ``personal.py`` recognises a request for a choice, a verdict, a dose or
a prognosis for one person. All read text that ``folding.py`` has made plain.

``likeness.py`` is a second reader beside the rules, for wordings that no table holds: a fitted linear
score over the text's vector and words. A text is taken when either reader takes it.
"""

from chatbot.care.likeness import Likeness, load_likenesses, readable
from chatbot.care.personal import asks_personal_advice
from chatbot.care.reading import CareReading, read_care
from chatbot.care.urgent import is_urgent

__all__ = [
    "CareReading",
    "Likeness",
    "asks_personal_advice",
    "is_urgent",
    "load_likenesses",
    "read_care",
    "readable",
]
