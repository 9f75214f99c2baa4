"""The data that questions are read with: whole, known to the code, and patterns that cannot match nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.languages.catalogue import FOLDER
from chatbot.languages.reading import general_lexicons, pattern_of, text_speech
from chatbot.question.reading import Want, wants_of

FILES = sorted(FOLDER.glob("*/reading.toml"))


def lists(file: Path) -> Iterator[tuple[str, list[str]]]:
    held = tomllib.loads(file.read_text("utf-8"))
    held.pop("speech", None)
    for table in ("wants", "units", "drugs", "persons"):
        yield from held.pop(table, {}).items()
    yield from held.items()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_language_holds_known_lists_of_patterns_none_of_which_matches_nothing(file: Path) -> None:
    known = {name for name, _ in lists(FOLDER / "en" / "reading.toml")} | {"street_before"}
    assert {want.value for want in Want} < known
    for name, patterns in lists(file):
        assert name in known
        assert not [pattern for pattern in patterns if re.search(pattern, "")]


def test_patterns_of_all_languages_are_tried_together() -> None:
    leaning = re.compile(pattern_of("leaning"))
    assert [bool(leaning.fullmatch(word)) for word in ("neither", "eso", "liver")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("how many", {"number"}),
        ("combien", {"number"}),
        ("50%", {"number"}),
        ("and can I", {"yes_no"}),
        ("gibt es das", {"yes_no"}),
        ("warum", {"reason"}),
        ("tx", {"table"}),
        ("hello there", set()),
    ],
)
def test_each_language_says_what_is_wanted(text: str, wanted: set[str]) -> None:
    assert {want.value for want in wants_of(text)} == wanted


def test_text_speech_is_written_out() -> None:
    assert text_speech()["2nite"] == "tonight"
    assert all(short == short.casefold() for short in text_speech())


def test_each_language_but_that_of_the_documents_has_a_lexicon() -> None:
    assert [lexicon.language for lexicon in general_lexicons()] == ["de", "es", "fr", "zh"]
