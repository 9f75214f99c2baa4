"""What reading questions in each language takes: the data files of its folder.

``lexicon.toml``: words of any question and the English words to search for.
"""

from __future__ import annotations

from functools import lru_cache

from chatbot.languages.catalogue import FOLDER
from corpus.lexicon import Lexicon, lexicon_of
from corpus.tables import read_toml


@lru_cache(maxsize=1)
def general_lexicons() -> tuple[Lexicon, ...]:
    """The words that have no subject, of every language that is not the documents'."""
    paths = sorted(FOLDER.glob("*/lexicon.toml"))
    return tuple(lexicon_of(read_toml(path), path, language=path.parent.name) for path in paths)
