"""The reply's own sentences: complete in both languages, mendable, and without any medical claim."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from chatbot.desk.templates import TemplateError, Templates, load_templates
from chatbot.languages import spoken
from chatbot.languages.catalogue import FOLDER

ENGLISH = FOLDER / "en" / "reply.toml"
MEDICAL = re.compile(
    r"\b(?:cancer|sarcoma|tumou?r|chemo\w*|radi\w+|surg\w+|drug|dose|stage|survi\w+|cure[sd]?|risk|rare|symptom\w*"
    r"|cáncer|quimio\w*|cirug\w+|fármaco|dosis|etapa|riesgo|síntomas?|cura)\b",
    re.IGNORECASE,
)


def sentences(templates: Templates) -> dict[str, str]:
    names = [
        field.name
        for field in fields(Templates)
        if field.name not in {"ordinals", "citation", "language", "kind_words", "turn_to"}
    ]
    kind = {
        f"{mood}.{name}": text
        for mood, one in templates.kind_words.items()
        for name, text in vars(one).items()
    }
    return {name: getattr(templates, name) for name in names} | kind


@pytest.mark.parametrize("language", spoken())
def test_no_template_makes_a_medical_claim(language: str) -> None:
    assert {
        name: text for name, text in sentences(load_templates(language)).items() if MEDICAL.search(text)
    } == {}


def test_the_word_list_would_find_a_claim() -> None:
    assert MEDICAL.search("Sarcoma is rare.")


def test_both_languages_number_as_many_questions_as_a_reply_takes() -> None:
    for language in spoken():
        templates = load_templates(language)
        assert len(set(templates.ordinals)) == 12
        assert templates.ordinal(13) == "13"


def test_every_language_has_kind_words_for_the_same() -> None:
    for language in spoken():
        assert list(load_templates(language).kind_words) == ["fear", "grief", "good_news", "thanks"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('greeting = "', 'greting = "', '"greting" is not a text'),
        ('farewell = "With kind regards from our team."', "", '"farewell" is missing'),
        ("Thank you for writing to us.", "  ", '"greeting" is missing or empty'),
        ("Thank you for writing", "Thank you {name} for writing", r'"greeting" cannot hold \{name\}'),
        ("Thank you for writing", "Thank you { for writing", "brace"),
        ("Thank you for writing", "Thank you {turn_to} for writing", r'"greeting" cannot hold'),
        ('language = "en"', "language = en", "is not valid TOML"),
        ('language = "en"', 'language = "es"', '"language" must be "en"'),
        ('ordinals = ["first",', "ordinals = [1,", "ordinals"),
        ('closing = "Thank you for letting us share in it."', "", '"closing" is missing'),
        ('language = "en"', 'language = "en"\nturn_to = "Ask."', '"turn_to" is not a text'),
        ("[kind_words.fear]", "[kind_words]\nof = 3\n[kind_words.fear]", '"of" must be a table'),
    ],
)
def test_a_template_file_that_is_wrong_says_where(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = ENGLISH.read_text("utf-8")
    assert old in text
    (tmp_path / "en.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(TemplateError, match=complaint):
        load_templates("en", folder=tmp_path)


def test_a_folder_of_ones_own_is_used(tmp_path: Path) -> None:
    text = ENGLISH.read_text("utf-8")
    (tmp_path / "en.toml").write_text(text.replace("Thank you for writing to us.", "Hello."), "utf-8")
    assert load_templates("en", folder=tmp_path).greeting == "Hello."
    with pytest.raises(TemplateError, match=r"es\.toml"):
        load_templates("es", folder=tmp_path)
