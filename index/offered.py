"""Which stored questions people may be shown.

Most plain questions are there to be found by and not to be read: misspelt, of one person, or with a claim in
them. Shown are those that are whole, of nobody in particular, and lead to no figure on survival. What such a
question begins with and what it does not hold stands in ``offered.toml``, by language.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from index.retrievers.stored_questions import PlainQuestion
from ingest.structure import ParsedDocument

_SURVIVAL = re.compile(
    r"\b(?:surviv(?:al|e[ds]?|ing|ors?)|life expectancy|mortality|fatal(?:ity)?|prognos\w+|die[ds]?|deaths?"
    r"|long[- ]?term odds|remain alive|still alive"
    r"|supervivencia|sobreviv\w+|esperanza de vida|mortalidad|pronóstico)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d\s*(?:%|percent\b|por ciento\b)|\b\d+ (?:out )?(?:of|in|de cada) \d+\b"
    r"|\b(?:half|third|quarter) of\b"
    r"|\d\s*(?:[-–—]|to|and|a|y)\s*\d+(?:\.\d+)? (?:months?|years?|meses|años)\b"
    r"|\b(?:median|average|mean)\b[^.]{0,60}\b\d+(?:\.\d+)? (?:months?|years?)\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\b(?:chances?|odds|rates?|statistic\w*|percent\w*|probabilidad\w*|tasas?|porcentajes?|estadístic\w*)\b",
    re.IGNORECASE,
)
_FOR_GROUPS = re.compile(
    r"\b(?:not|never)\b[^.]{0,40}\bapply to individuals?\b|\bno se aplican a (?:cada|una) persona\b",
    re.IGNORECASE,
)
_NO_PROPHECY = re.compile(
    r"\bstatistics?\b[^.]*\b(?:not|never|far from)\b|\bestadísticas?\b[^.]*\bno\b", re.IGNORECASE
)


def tells_survival(text: str) -> bool:
    """Say whether ``text`` gives a figure on survival or death."""
    return _of_survival(text, _FIGURE)


def tells_chances(text: str) -> bool:
    """Say whether ``text`` speaks of chances of survival, with a figure or without."""
    return _of_survival(text, _FIGURE) or _of_survival(text, _CHANCE)


def _of_survival(text: str, said: re.Pattern[str]) -> bool:
    """Say whether a sentence of ``text`` speaks of survival or death and of what is ``said``."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return any(_SURVIVAL.search(sentence) and said.search(sentence) for sentence in sentences)


def weighs_statistics(text: str) -> bool:
    """Say whether ``text`` tells what statistics cannot say, and holds no figure of its own."""
    plain = " ".join(text.split())
    said = applies_to_nobody(plain) or _NO_PROPHECY.search(plain) is not None
    return said and not tells_survival(plain)


def applies_to_nobody(text: str) -> bool:
    """Say whether ``text`` tells outright that statistics do not apply to single people."""
    return _FOR_GROUPS.search(" ".join(text.split())) is not None


SEEN = {True: 12, False: 4}
"""Times a word must be written in stored questions to count as spelt right, in a language of the documents,
whose own words count too, and in another."""
LETTERS = range(14, 72)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def with_shown(
    questions: Sequence[PlainQuestion], documents: Sequence[ParsedDocument]
) -> tuple[PlainQuestion, ...]:
    """Return ``questions``, those that may be shown with the text to show."""
    texts = {document.source.doc_id: document.text for document in documents}
    own = {document.source.language for document in documents}
    written = Counter((one.language, word) for one in questions for word in _words(one.text))
    known = {word for text in texts.values() for word in _words(text)}
    known |= {word for (language, word), count in written.items() if count >= SEEN[language in own]}
    return tuple(
        replace(one, shown=as_shown(one.text))
        if is_presentable(one.text)
        and known.issuperset(_words(one.text))
        and not tells_survival(texts[one.doc_id][one.start : one.end])
        else one
        for one in questions
    )


def is_presentable(text: str) -> bool:
    """Say whether a stored question is whole, of nobody in particular, and claims or fears nothing."""
    begins, without = _patterns()
    return (
        len(text) in LETTERS
        and len(_words(text)) > 2
        and "?" not in text[:-1]
        and begins.match(text) is not None
        and without.search(text) is None
    )


def as_shown(text: str) -> str:
    """Return a stored question with a capital first letter and its question mark."""
    at = 1 if text.startswith("¿") else 0
    return f"{text[:at]}{text[at].upper()}{text[at + 1 :].rstrip('?').rstrip()}?"


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tables = tomllib.loads(files("index").joinpath("offered.toml").read_text("utf-8")).values()
    begins, without = (
        "|".join(pattern for one in tables for pattern in one[name]) for name in ("begins", "without")
    )
    return (
        re.compile(rf"(?:{begins})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{without})(?!\w)|[,;:]|\d\d", re.IGNORECASE),
    )
