"""What a text is about: diseases, drugs, treatments, sites, stages and grades named in it.

The words come from ``lexicon/entities.toml``. Entities are compared between a question and a span,
so that a question on one disease, drug or stage is not answered by a sentence on another alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from chatbot.question.word_pattern import ANY_ENDING, any_of, whole

GROUPS = ("disease", "drug", "treatment", "site", "organisation", "field", "other disease")

_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
}
_STAGE = re.compile(
    r"\b(?:stages?|etapa|estadio|stade|stadium)\s*(iv|iii|ii|i|one|two|three|four|[1-4])\s*-?\s*([abc])?\b"
    r"|\b(first|fourth|third|second) stage\b"
)
_EARLY = re.compile(r"\bearly[- ]stages?\b")
_GRADE = re.compile(r"\b(?:(low|high)[\s-]*grade|grade\s*(iii|ii|i|[1-3])\b|\bg([1-3])\b)")
_TNM = re.compile(r"\b(t[0-4][abc]?|n[01]|m[01]|tx|gx|g[1-3])\b")


@dataclass(frozen=True)
class Entities:
    """The entities of a text by group; ``stages`` such as ``{"4"}``, ``grades`` such as ``{"low"}``.

    ``categories`` are TNM categories and grades as written (``t2``, ``n0``, ``g3``).
    """

    by_group: Mapping[str, frozenset[str]]
    stages: frozenset[str]
    grades: frozenset[str]
    categories: frozenset[str]

    def names(self, group: str) -> frozenset[str]:
        """Return the names of the entities of ``group`` (one of ``GROUPS``)."""
        return self.by_group.get(group, frozenset())

    @property
    def subjects(self) -> frozenset[str]:
        """Everything a follow-up could borrow: all named entities but sites and other diseases."""
        return self.names("disease") | self.names("drug") | self.names("treatment")


def find_entities(text: str) -> Entities:
    """Return the entities named in ``text`` (any case, any white space)."""
    folded = " ".join(text.casefold().split())
    found: dict[str, set[str]] = {}
    for match in _pattern().finditer(folded):
        for group, name in _lookup(match.group(0)):
            found.setdefault(group, set()).add(name)
    return Entities(
        by_group={group: frozenset(names) for group, names in found.items()},
        stages=frozenset(_stages(folded)),
        grades=frozenset(_grades(folded)),
        categories=frozenset(_TNM.findall(folded)),
    )


def mentions(text: str) -> tuple[str, ...]:
    """Return the names of entities in ``text`` as typed, each once, in order."""
    found = [" ".join(match.group(0).split()) for match in _typed_pattern().finditer(text)]
    return tuple({name.casefold(): name for name in reversed(found)}.values())[::-1]


def without_entities(text: str) -> str:
    """Return ``text``, folded, without the names of its entities: what is asked about them."""
    return _pattern().sub(" ", " ".join(text.casefold().split()))


def entity_words(name: str) -> tuple[str, ...]:
    """Return the forms of the entity called ``name``, as the lexicon lists them (without ``*``)."""
    return tuple(word.rstrip("*") for entity in _entities() if entity[1] == name for word in entity[2])


def _stages(text: str) -> set[str]:
    stages = {"1"} if _EARLY.search(text) else set()
    for number, letter, ordinal in _STAGE.findall(text):
        digit = _ROMAN.get(number or ordinal, number or ordinal)
        stages.add(digit)
        if letter:
            stages.add(digit + letter)
    return stages


def _grades(text: str) -> set[str]:
    grades = set()
    for level, number, letter_number in _GRADE.findall(text):
        grades.add(level or _ROMAN.get(number, number) or letter_number)
    return grades


@lru_cache(maxsize=1)
def _entities() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    raw = tomllib.loads(files("chatbot").joinpath("lexicon/entities.toml").read_text("utf-8"))
    return tuple((entry["group"], entry["name"], tuple(entry["words"])) for entry in raw["entity"])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(whole(any_of(word for _, _, words in _entities() for word in words)))


@lru_cache(maxsize=1)
def _typed_pattern() -> re.Pattern[str]:
    return re.compile(_pattern().pattern, re.IGNORECASE)


@lru_cache(maxsize=4096)
def _lookup(form: str) -> frozenset[tuple[str, str]]:
    starts = (form[:length] + ANY_ENDING for length in range(len(form) + 1))
    return frozenset().union(*(_names_of().get(word, ()) for word in (form, *starts)))


@lru_cache(maxsize=1)
def _names_of() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Group and name of the entities that each word of the lexicon stands for."""
    names: dict[str, set[tuple[str, str]]] = {}
    for group, name, words in _entities():
        for word in words:
            names.setdefault(word, set()).add((group, name))
    return {word: frozenset(found) for word, found in names.items()}
