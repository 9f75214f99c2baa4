"""What the program knows of each language, as data: one folder a language, named by its ISO 639-1 code.

``lexicon.toml``: words of any question and the English words to search for.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

from corpus.lexicon import Lexicon, lexicon_of
from corpus.tables import read_toml

UNDERSTOOD = ("es", "fr", "de", "zh")
"""Languages other than English that questions may be asked in."""


@lru_cache(maxsize=1)
def general_lexicons() -> tuple[Lexicon, ...]:
    """Return the words that have no subject, in the order of ``UNDERSTOOD``."""
    with as_file(files(__name__)) as folder:
        paths = [(code, folder / code / "lexicon.toml") for code in UNDERSTOOD]
        return tuple(lexicon_of(read_toml(path), path, language=code) for code, path in paths)
