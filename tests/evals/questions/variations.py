"""The same question typed in another way: misspelt, or in text speech. Deterministic, so twins can be remade.

``twins.jsonl`` holds twins made here and twins written by hand (reworded, with a story around the question).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

TEXT_SPEECH: Mapping[str, str] = {
    "you": "u", "your": "ur", "are": "r", "why": "y", "see": "c", "before": "b4", "and": "n", "with": "w",
    "because": "cos", "people": "ppl", "please": "pls", "thanks": "thx", "about": "abt", "what": "wat",
    "whats": "wats", "know": "kno", "doctor": "dr", "doctors": "drs", "though": "tho", "through": "thru",
    "tonight": "2nite", "today": "2day", "something": "smth", "someone": "some1", "anyone": "ne1",
    "going": "goin", "have": "hav", "should": "shud", "would": "wud", "could": "cud", "really": "rly",
    "very": "v", "months": "mths", "years": "yrs", "weeks": "wks", "the": "th", "this": "dis",
}  # fmt: skip
"""What people type on telephones for common words. No digit for "to" or "for": it could be a number."""

MISSPELT_SHARE = 0.34
"""About every third long word is hit: readable, and harder than careful typing."""

SHORTEST = 5
"""Words below this many letters are left alone: a slip in one often makes another word."""


def text_speech(question: str, seed: str) -> str:
    """The question as typed on a telephone: short forms, no capitals, hardly any punctuation."""
    del seed
    bare = re.sub(r"['’,;:.!]+(?=\s|$)|['’]", "", question.lower())
    return re.sub(r"[a-z]+", lambda word: TEXT_SPEECH.get(word.group(), word.group()), bare)


def misspelt(question: str, seed: str) -> str:
    """The question with slips in some of its longer words: a letter dropped, doubled, or two swapped.

    The first letter stays. Equal seeds give equal slips; at least one word is hit if any is long enough.
    """
    generator = random.Random(seed)
    words = [word for word in re.finditer(r"[A-Za-z]+", question) if len(word.group()) >= SHORTEST]
    hit = [word for word in words if generator.random() < MISSPELT_SHARE] or words[:1]
    for word in reversed(hit):
        question = question[: word.start()] + _slip(word.group(), generator) + question[word.end() :]
    return question


def _slip(word: str, generator: random.Random) -> str:
    place = generator.randrange(1, len(word) - 1)
    kind = generator.choice(("drop", "double", "swap"))
    if kind == "swap" and word[place] == word[place + 1]:
        kind = "drop"
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[: place + 1] + word[place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


VARIATIONS: Mapping[str, Callable[[str, str], str]] = {"misspelt": misspelt, "text_speech": text_speech}
"""The variations that are made by a rule; each takes a question and a seed."""
