"""What can go wrong at the desk: told in both languages, in plain words."""

from __future__ import annotations

import re

import pytest

from chatbot.desk.case import open_case
from chatbot.desk.errors import DeskError
from chatbot.languages import spoken
from chatbot.languages.catalogue import FOLDER
from tests.chatbot.desk.fakes import FakeFinder

KEYS = re.findall(r'msgid "error.(\w+)"', (FOLDER / "en" / "desk.po").read_text("utf-8"))


@pytest.mark.parametrize("key", KEYS)
def test_each_sentence_names_the_same_figures_and_endings_in_each_language(key: str) -> None:
    values = dict.fromkeys(("limit", "path", "reason", "name", "shape"), "it")
    said = [DeskError(key, **values).sentence(language) for language in spoken()]
    figures = [sorted(set(re.findall(r"\d+|--?[a-z-]+|\.\w+l?", text))) for text in said]
    assert all(found == figures[0] for found in figures)


def test_an_error_speaks_english_on_the_command_line_and_the_readers_language_on_the_page() -> None:
    error = DeskError("many_questions", limit=3)
    assert str(error) == "A reply takes at most 3 questions. Please drop or merge some."
    assert error.sentence("en") == str(error)
    assert error.sentence("es").startswith("Una respuesta admite como máximo 3 preguntas.")


def test_braces_in_a_file_name_are_no_blanks() -> None:
    said = DeskError("drafts_foreign", path="{reason}.csv").sentence("es")
    assert said.startswith("{reason}.csv es la base de datos de otro programa.")


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("", "There are no words to read here. Please type some."),
        ("?!\u200b …", "There are no words to read here. Please type some."),
        ("sarcoma " * 10_000, "the comment is too long; keep it under 50,000 letters."),
    ],
)
def test_a_comment_that_cannot_be_read_is_told_in_the_desks_words(comment: str, said: str) -> None:
    with pytest.raises(DeskError) as error:
        open_case(comment, finder=FakeFinder())
    assert str(error.value) == said
