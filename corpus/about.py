"""What a corpus says of itself: the ``[corpus]`` table of ``sources.toml``.

``medical`` stands in it, and one table a language: ``[corpus.en]`` with ``title``, ``scope``, ``turn_to`` and
``examples``. All of it may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.tables import fields_of, text_of, texts_of


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


def read_about(table: object, where: str) -> About:
    """Check the ``[corpus]`` table of a manifest.

    Raises:
        CorpusError: naming the field that is wrong.
    """
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
        fields_of(said, place, needed=set(), also={"title", "scope", "turn_to", "examples"})
        words.append(
            Said(
                language=language,
                title=text_of(said, "title", place),
                scope=text_of(said, "scope", place),
                turn_to=text_of(said, "turn_to", place),
                examples=texts_of(said, "examples", place),
            )
        )
    return About(medical=medical, words=tuple(words))
