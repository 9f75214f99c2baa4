"""What a corpus says of its subject, so that the program need know none: all of it may be missing.

The table ``[corpus]`` of ``sources.toml`` holds ``medical`` and one table a language: ``[corpus.en]`` with
``title``, ``scope``, ``turn_to`` and ``examples``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.entities import OTHER, Entity, EntityFinder
from corpus.errors import CorpusError
from corpus.lexicon import NO_WORDS, Lexicon
from corpus.tables import Table, Text, Texts, checked


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the corpus says of itself in one language (ISO 639-1); "" or () where it does not say.

    ``title``: its subject as a heading. ``scope``: its subject as it stands after "about". ``turn_to``: a
    sentence that says whom the sources name to turn to. ``examples``: questions that the documents answer.
    """

    language: str
    title: str = ""
    scope: str = ""
    turn_to: str = ""
    examples: tuple[str, ...] = ()


NOTHING = Said(language="")


@dataclass(frozen=True, kw_only=True)
class About:
    """Whether the documents are medical, and what the corpus says of itself in each language."""

    medical: bool = False
    words: tuple[Said, ...] = ()

    @property
    def states_scope(self) -> bool:
        """Whether it says what it is about: only then can a question be called unrelated."""
        return any(said.scope for said in self.words)

    def in_language(self, language: str) -> Said:
        """Return what is said in ``language``; empty where nothing is."""
        return next((said for said in self.words if said.language == language), NOTHING)


UNSAID = About()
"""Of a corpus that says nothing of itself."""


class _Said(Table):
    title: Text = ""
    scope: Text = ""
    turn_to: Text = ""
    examples: Texts = ()


def read_about(table: object, where: str) -> About:
    """Check the ``[corpus]`` table of a manifest. Raises CorpusError: naming the field that is wrong."""
    if not isinstance(table, Mapping):
        raise CorpusError(f"{where}: corpus must be a table, [corpus].")
    medical = table.get("medical", False)
    if not isinstance(medical, bool):
        raise CorpusError(f"{where}: the field 'medical' must be true or false.")
    words = []
    for language, said in table.items():
        if language == "medical":
            continue
        place = f"{where}.{language}"
        if not re.fullmatch("[a-z]{2}", language) or not isinstance(said, Mapping):
            msg = f"{place}: only 'medical' and one table a language belong here, such as [corpus.en]."
            raise CorpusError(msg)
        words.append(Said(language=language, **checked(_Said, said, place).model_dump()))
    return About(medical=medical, words=tuple(words))


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the documents are about, the things they name, and the words people use for those."""

    about: About = UNSAID
    entities: tuple[Entity, ...] = ()
    lexicons: tuple[Lexicon, ...] = ()

    @cached_property
    def finder(self) -> EntityFinder:
        """What finds the entities in a text."""
        return EntityFinder(self.entities)

    def treating(self, headings: Iterable[str]) -> Subject:
        """Return the subject of documents with these headings: a disease named there is treated."""
        found = (EntityFinder(self.entities).find(heading) for heading in headings)
        treated = frozenset().union(*(entities.names(OTHER) for entities in found))
        entities = tuple(
            replace(entity, group="disease") if entity.group == OTHER and entity.name in treated else entity
            for entity in self.entities
        )
        return replace(self, entities=entities)

    def lexicon(self, language: str) -> Lexicon:
        """Return the lexicon of ``language``; an empty one where the corpus brings none."""
        return next((one for one in self.lexicons if one.language == language), NO_WORDS)


NO_SUBJECT = Subject()
"""Of a corpus that brings documents alone."""
