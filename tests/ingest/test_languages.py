"""The data that documents are read with: whole, of known tables, and patterns that cannot match nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.languages import compiled, languages

ROOT = Path(__file__).parents[2]
WORDS = {"articles", "published_by", "numbers"}
"""Lists that hold words and no patterns."""


def lists(held: Mapping[str, Any], *above: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for name, value in held.items():
        if isinstance(value, Mapping):
            yield from lists(value, *above, name)
        elif isinstance(value, list):
            yield (*above, name), value


def test_a_file_makes_a_language() -> None:
    assert list(languages()) == ["de", "en", "es", "fr", "zh"]


@pytest.mark.parametrize("language", languages())
def test_a_language_holds_known_lists_of_patterns_none_of_which_matches_nothing(language: str) -> None:
    known = dict(lists(languages()["en"]))
    for place, patterns in lists(languages()[language]):
        assert place in known
        if place[-1] not in WORDS:
            assert not [pattern for pattern in patterns if re.search(pattern, "")]


def test_patterns_of_all_languages_are_tried_together() -> None:
    begins = compiled(r"(?i)<begins>(?!\w)", table="offered")
    found = [begins.match(text) is not None for text in ("Which scan?", "¿Cuándo es?", "Whichever")]
    assert found == [True, True, False]


def test_one_place_alone_names_a_language() -> None:
    """Code asks what a language's data says, not which language it is."""
    named = [
        path.relative_to(ROOT).as_posix()
        for package in ("corpus", "ingest", "index", "chatbot")
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in languages()
    ]
    assert named == ["corpus/document.py"]
