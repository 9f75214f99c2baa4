"""What reading questions in each language takes: the data files of its folder.

``lexicon.toml``: words of any question and the English words to search for. ``reading.toml``: what asks, what
kind of answer is wanted, what leans on something said before, text speech, what tells who wrote.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from chatbot.languages.catalogue import FOLDER
from corpus.lexicon import Lexicon, read_lexicon
from ingest.languages import alternatives


@lru_cache(maxsize=1)
def general_lexicons() -> tuple[Lexicon, ...]:
    """The words that have no subject, of every language that is not the documents'."""
    paths = sorted(FOLDER.glob("*/lexicon.toml"))
    return tuple(read_lexicon(path, language=path.parent.name) for path in paths)


def pattern_of(name: str, *, table: str = "") -> str:
    """The patterns that all languages have for ``name``, as one group: a text may mix its languages."""
    return alternatives(_reading_files().values(), name, table=table)


def can(language: str, ability: str) -> bool:
    """Say whether the program has an ability in ``language`` that goes beyond patterns (``able``)."""
    return ability in _reading_files().get(language, {}).get("able", ())


@lru_cache
def compiled(shape: str, *, table: str = "") -> re.Pattern[str]:
    """Return the regular expression ``shape``, each ``<name>`` in it filled in by ``pattern_of``."""
    return re.compile(re.sub(r"<(\w+)>", lambda found: pattern_of(found[1], table=table), shape))


@lru_cache(maxsize=1)
def text_speech() -> Mapping[str, str]:
    """Text speech, folded, and what it stands for."""
    return {
        short: said for file in _reading_files().values() for short, said in file.get("speech", {}).items()
    }


@lru_cache(maxsize=1)
def _reading_files() -> dict[str, dict[str, Any]]:
    paths = sorted(FOLDER.glob("*/reading.toml"))
    return {path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in paths}
