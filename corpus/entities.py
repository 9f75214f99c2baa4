"""What a text is about: diseases, drugs, treatments, sites, stages and grades named in it.

Names come from the corpus (``entities.toml``); stages, grades and categories are read wherever they stand.
Entities are compared between a question and a span, so that a question on one disease, drug or stage is not
answered by a sentence on another alone.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, takewhile
from pathlib import Path

from corpus.errors import CorpusError
from corpus.tables import Table, Text, Texts, checked, tables_of

ANY_ENDING = "*"
"""At the end of a word: any letters may follow."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of ``words`` at a place; of none, a pattern that never does.

    Words that start alike share their start, so a text is read once and not once for each word: a thousand
    words cost what a few do.
    """
    distinct = sorted(set(words))
    return _branches(distinct) if distinct else r"(?!)"


def whole(words: str) -> str:
    """Return the pattern ``words`` bound to whole words."""
    return rf"(?<!\w)(?:{words})(?!\w)"


def _branches(endings: Sequence[str]) -> str:
    """Longer words first: what ends here comes after what goes on."""
    choices = []
    for _, group in groupby((ending for ending in endings if ending.strip(ANY_ENDING)), key=lambda s: s[0]):
        alike = list(group)
        # In order, so what the first and the last share all share.
        pairs = zip(alike[0], alike[-1], strict=False)
        start = "".join(letter for letter, _ in takewhile(lambda p: p[0] == p[1] != ANY_ENDING, pairs))
        choices.append(re.escape(start) + _branches([ending[len(start) :] for ending in alike]))
    if ANY_ENDING in endings:
        choices.append(r"\w*")
    elif "" in endings:
        choices.append("")
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


FILE = "entities.toml"
OTHER = "other disease"
GROUPS = ("disease", "drug", "treatment", "site", "organisation", "field", OTHER)
"""``field`` is the subject itself; ``other disease`` what people ask and the corpus does not treat."""

_ROMAN = dict(
    zip("i ii iii iv one two three four first second third fourth".split(), "1234" * 3, strict=True)
)
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


@dataclass(frozen=True)
class Entity:
    """Something the corpus names: its group (one of ``GROUPS``), its name, the folded forms it is written in.

    A form that ends in ``*`` matches any ending.
    """

    group: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class EntityFinder:
    """Finds the entities of one corpus in any text, and stages, grades and categories."""

    entities: tuple[Entity, ...] = ()

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups of which the corpus names any entity."""
        return frozenset(entity.group for entity in self.entities)

    def find(self, text: str) -> Entities:
        """Return the entities named in ``text`` (any case, any white space)."""
        folded = " ".join(text.casefold().split())
        found: dict[str, set[str]] = {}
        for match in self._pattern.finditer(folded):
            for group, name in self._lookup(match.group(0)):
                found.setdefault(group, set()).add(name)
        return Entities(
            by_group={group: frozenset(names) for group, names in found.items()},
            stages=frozenset(_stages(folded)),
            grades=frozenset(
                level or _ROMAN.get(number, number) or after_g
                for level, number, after_g in _GRADE.findall(folded)
            ),
            categories=find_categories(folded),
        )

    def mentions(self, text: str, *, groups: Iterable[str] = GROUPS) -> tuple[str, ...]:
        """Return the names of entities of ``groups`` in ``text`` as typed, each once, in order."""
        wanted = frozenset(groups)
        found = [" ".join(match.group(0).split()) for match in self._typed_pattern.finditer(text)]
        found = [name for name in found if wanted & {group for group, _ in self._lookup(name.casefold())}]
        return tuple({name.casefold(): name for name in reversed(found)}.values())[::-1]

    def without(self, text: str) -> str:
        """Return ``text``, folded, without the names of its entities: what is asked about them."""
        return self._pattern.sub(" ", " ".join(text.casefold().split()))

    def words(self, name: str) -> tuple[str, ...]:
        """Return the forms of the entity called ``name``, as the corpus lists them (without ``*``)."""
        return tuple(
            word.rstrip(ANY_ENDING)
            for entity in self.entities
            if entity.name == name
            for word in entity.words
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(whole(any_of(word for entity in self.entities for word in entity.words)))

    @cached_property
    def _typed_pattern(self) -> re.Pattern[str]:
        return re.compile(self._pattern.pattern, re.IGNORECASE)

    @cached_property
    def _lookup(self) -> Callable[[str], frozenset[tuple[str, str]]]:
        """Group and name of the entities that a form found in a text stands for."""
        names: dict[str, set[tuple[str, str]]] = {}
        for entity in self.entities:
            for word in entity.words:
                names.setdefault(word, set()).add((entity.group, entity.name))

        @lru_cache(maxsize=4096)
        def lookup(form: str) -> frozenset[tuple[str, str]]:
            starts = (form[:length] + ANY_ENDING for length in range(len(form) + 1))
            return frozenset().union(*(names.get(word, ()) for word in (form, *starts)))

        return lookup


def find_categories(text: str) -> frozenset[str]:
    """Return the TNM categories and grades in ``text`` as written, in lower case."""
    return frozenset(_TNM.findall(text.casefold()))


class _Entity(Table):
    group: Text
    name: Text
    words: Texts


def read_entities(directory: Path) -> tuple[Entity, ...]:
    """Read ``entities.toml`` of a corpus folder; having none is fine.

    Raises CorpusError: it cannot be read, or an entity is wrong.
    """
    path = directory / FILE
    if not path.exists():
        return ()
    entities = []
    for where, table in tables_of(path, "entity"):
        found = checked(_Entity, table, where)
        if found.group not in GROUPS:
            msg = f"{where}: there is no group {found.group!r}; the groups are {', '.join(GROUPS)}."
            raise CorpusError(msg)
        words = tuple(" ".join(word.casefold().split()) for word in found.words)
        if any(len(word.rstrip(ANY_ENDING)) < SHORTEST_WORD for word in words):
            raise CorpusError(f"{where}: a word must have {SHORTEST_WORD} letters or more.")
        entities.append(Entity(group=found.group, name=found.name, words=words))
    return tuple(entities)


SHORTEST_WORD = 2


def _stages(text: str) -> set[str]:
    stages = {"1"} if _EARLY.search(text) else set()
    for number, letter, ordinal in _STAGE.findall(text):
        digit = _ROMAN.get(number or ordinal, number or ordinal)
        stages.add(digit)
        if letter:
            stages.add(digit + letter)
    return stages
