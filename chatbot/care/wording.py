"""Building blocks of the tables of signs: words that several patterns share, over folded text."""

from __future__ import annotations

import re

NEAR = r"[^.?!]{0,25}?"
FAR = r"[^.?!]{0,50}?"
CANT = (
    r"(?:cant|couldnt|struggl\w+|fighting|unable|barely|hardly|trouble|difficulty?|harder|really hard"
    r"|hard|hardly able|not able)"
)
WORST = r"(?:agony|excruciating|unbearable|worst|awful|terrible|severe|horrendous|crushing|sudden)"
BLOOD = r"(?:blood|bleed\w*|haemorrhag\w+|hemorrhag\w+)"
THROAT = r"(?:throat|tongue|lips?|face|airway|neck and face)"
PILLS = (
    r"(?:pills?|tablets?|meds|medicine|medication|morphine|oramorph|methadone|fentanyl|oxycodone"
    r"|oxycontin|opioids?"
    r"|codeine|paracetamol|painkillers?|sleeping \w+|patch(?:es)?|insulin)"
)
HOT = r"(?:3[89]|4[0-2])(?:[.,]\d)?|10[0-7](?:[.,]\d)?"
CHEMO = (
    r"(?:chemo\w*|docetaxel|gemcitabine|doxorubicin|ifosfamide|trabectedin|neutropeni\w+"
    r"|white (?:cells|count)|immune|quimio\w*)"
)


def table(**families: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """Compile the ``patterns`` of each family into one alternation."""
    return {name: re.compile("|".join(f"(?:{p})" for p in patterns)) for name, patterns in families.items()}
