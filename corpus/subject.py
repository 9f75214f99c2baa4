"""What a corpus says of its subject, so that the program need know none: all of it may be missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from corpus.about import UNSAID, About
from corpus.entities import OTHER, Entity, EntityFinder, read_entities
from corpus.lexicon import NO_WORDS, Lexicon, read_lexicons


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


def read_subject(directory: Path, about: About) -> Subject:
    """Read what stands beside the documents of ``directory``; ``about`` stands in its manifest.

    Raises:
        CorpusError: a file is there and wrong.
    """
    return Subject(about=about, entities=read_entities(directory), lexicons=read_lexicons(directory))
