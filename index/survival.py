"""Whether a text tells how many people live how long: figures that not everybody wants to meet unasked."""

from __future__ import annotations

import re

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
_FOR_GROUPS = re.compile(
    r"\b(?:not|never)\b[^.]{0,40}\bapply to individuals?\b|\bno se aplican a (?:cada|una) persona\b",
    re.IGNORECASE,
)
_NO_PROPHECY = re.compile(
    r"\bstatistics?\b[^.]*\b(?:not|never|far from)\b|\bestadísticas?\b[^.]*\bno\b", re.IGNORECASE
)


def tells_survival(text: str) -> bool:
    """Say whether ``text`` gives a figure on survival or death."""
    return any(
        _SURVIVAL.search(sentence) and _FIGURE.search(sentence)
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    )


def weighs_statistics(text: str) -> bool:
    """Say whether ``text`` tells what statistics cannot say, and holds no figure of its own."""
    plain = " ".join(text.split())
    said = applies_to_nobody(plain) or _NO_PROPHECY.search(plain) is not None
    return said and not tells_survival(plain)


def applies_to_nobody(text: str) -> bool:
    """Say whether ``text`` tells outright that statistics do not apply to single people."""
    return _FOR_GROUPS.search(" ".join(text.split())) is not None
