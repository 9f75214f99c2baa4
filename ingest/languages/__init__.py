"""What documents need to be read in a language: one file each, whose tables are named after who reads them.

A new language is a new file; nothing else names it. What reading questions takes, and the program's own
words, stand in ``chatbot/languages/<code>/``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """What is known of each language, by its ISO 639-1 code."""
    paths = sorted(Path(__file__).parent.glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}


def alternatives(held: Iterable[Mapping[str, Any]], name: str, *, table: str = "") -> str:
    """Return the patterns of all languages for ``name``, as one group: a text may mix its languages."""
    tables = (one.get(table, {}) if table else one for one in held)
    return f"(?:{'|'.join(pattern for one in tables for pattern in one.get(name, ()))})"


@cache
def compiled(shape: str, *, table: str) -> re.Pattern[str]:
    """Return the regular expression ``shape``, each ``<name>`` in it filled in from ``table``."""
    held = languages().values()
    return re.compile(
        re.sub(r"(?<!\?P)<(\w+)>", lambda found: alternatives(held, found[1], table=table), shape)
    )
