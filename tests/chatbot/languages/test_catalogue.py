"""The program's own words: the same in every language, with its plurals, and plain in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Message

import chatbot.languages
import evals.languages
from chatbot.languages import spoken, words_of
from evals.measures.notices import reading_grade
from tests.chatbot.entries import catalogue, entries, forms

ROOT = Path(__file__).parents[3]
FOLDERS = [Path(str(package.__file__)).parent for package in (chatbot.languages, evals.languages)]
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*/*.po"))
BLANK = re.compile(r"\{(\w*)(?::,)?\}")
PLACE = re.compile(r"\{\w+(?::,)?\}|[\w-]+(?:[./][\w-]+)+|--[\w-]+|python -m evals run")
"""Blanks, file names and commands: copied, not read."""
NEVER_A_WORD = {"difference", "p_value"}
"""Signs that are the same in every language."""
TECHNICAL = {
    *(
        "about",
        "described.batch",
        "described.ingest",
        "described.sources_check",
        "described.questions_suggest",
    ),
    *("all_listed", "indexed", "nothing_to_draft", "set_aside"),
}
"""Of the command line: made of names of things (document, question, definition, passage), for which there is
no shorter word, and read by those who run the program."""

SMALL = """\
msgid ""
msgstr ""
"Language: xx\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);\\n"

msgid "title"
msgstr "Bäume"

msgid "none"
msgstr "none"

msgid "empty"
msgstr ""

msgid "found"
msgid_plural "found"
msgstr[0] "{count} tree in {place}"
msgstr[1] "two trees in {place}"
msgstr[2] "{count} trees in {place}"
"""


def blanks(message: Message) -> set[str]:
    """What has to be given; a plural form may leave the number out."""
    return {blank for form in forms(message) for blank in BLANK.findall(form)}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for language in ("en", "xx"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "wood.po").write_text(SMALL, "utf-8")
    return tmp_path


def test_the_languages_are_the_folders_that_hold_words_the_default_first(small: Path) -> None:
    (small / "aa").mkdir()
    assert spoken(small) == ("en", "xx")
    assert spoken() == ("en", "es")


def test_a_key_gives_its_text_its_blanks_filled_in_the_plural_form_of_the_language(small: Path) -> None:
    words = words_of("wood", "xx", folder=small)
    assert (words.language, words.title, words["none"]) == ("xx", "Bäume", "none")
    assert [words("found", count=n, place="{x}") for n in (1, 2, 3)] == [
        "1 tree in {x}",
        "two trees in {x}",
        "3 trees in {x}",
    ]


def test_what_a_catalogue_lacks_is_an_error_and_never_the_key(small: Path) -> None:
    words = words_of("wood", "xx", folder=small)
    assert "title" in words
    assert "empty" not in words
    with pytest.raises(AttributeError, match="titel"):
        _ = words.titel
    with pytest.raises(KeyError, match=r"kinds\.none"):
        _ = words["kinds.none"]
    with pytest.raises(KeyError, match="title"):
        words("title", count=1)
    with pytest.raises(KeyError, match="place"):
        words("found", count=1)


def test_a_language_that_is_not_spoken_gets_the_default(small: Path) -> None:
    assert words_of("wood", "fr", folder=small).language == "en"


def test_marks_of_the_format_are_taken_out_of_the_text(small: Path) -> None:
    file = small / "xx" / "wood.po"
    file.write_text(SMALL.replace('"Bäume"', '""' + "\n" + r'"a \"b\"\n"' + "\n" + r'"c\\n"'), "utf-8")
    assert words_of("wood", "xx", folder=small).title == 'a "b"\nc\\n'


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_catalogue_is_read_as_babel_reads_it(path: Path) -> None:
    words = words_of(path.stem, path.parent.name, folder=path.parents[1])
    held = {
        key if isinstance(message.id, str) else f"{key}[{number}]": form
        for key, message in entries(path).items()
        for number, form in enumerate(forms(message))
    }
    assert {key: words[key] for key in held} == held


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_catalogue_says_all_that_the_default_language_says_with_the_same_blanks(path: Path) -> None:
    here, there = entries(path), entries(path.parents[1] / "en" / path.name)
    assert set(here) == set(there)
    for key, message in here.items():
        assert all(forms(message)), key
        assert blanks(message) == blanks(there[key]), key
        assert isinstance(message.id, str) == isinstance(there[key].id, str), key
        assert all(blanks(message) - set(BLANK.findall(form)) <= {"count"} for form in forms(message)), key


def test_no_language_lacks_a_file() -> None:
    for folder in FOLDERS:
        held = {
            language: {path.name for path in (folder / language).glob("*.po")} for language in spoken(folder)
        }
        assert all(files == held["en"] for files in held.values()), held


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_translation_is_one(path: Path) -> None:
    if path.parent.name == "en":
        return
    here, there = entries(path), entries(path.parents[1] / "en" / path.name)
    same = {key for key, message in here.items() if forms(message) == forms(there[key])}
    assert same <= {"name", *NEVER_A_WORD}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_plural_forms_are_those_of_the_language(path: Path) -> None:
    """Against the rules of Unicode's CLDR, for every number that a page can show."""
    held, language = catalogue(path), path.parent.name
    assert f"Language: {language}" in path.read_text("utf-8")
    rule = words_of(path.stem, language, folder=path.parents[1])._form
    form = {n: rule(n) for n in range(400)}
    category = {n: Locale(language).plural_form(n) for n in form}
    assert len({(form[n], category[n]) for n in form}) == len(set(category.values())) == held.num_plurals
    for message in held:
        if not isinstance(message.id, str):
            assert len(forms(message)) == held.num_plurals


ENGLISH = [
    (path.stem, key, form)
    for path in FILES
    if path.parent.name == "en"
    for key, message in entries(path).items()
    for form in forms(message)
    if form.rstrip().endswith((".", "?", "!", ":", ","))
]


@pytest.mark.parametrize(("place", "key", "text"), ENGLISH, ids=lambda value: value[:30])
def test_each_sentence_reads_at_grade_six_or_below(place: str, key: str, text: str) -> None:
    said = PLACE.sub("it", text)
    # The formula has no use for a single word: any of three syllables would be beyond school.
    most = 10 if place == "command_line" and key in TECHNICAL else 6
    assert reading_grade(said) <= most or len(said.split()) == 1, f"{place}.{key}"


def test_sentences_are_found() -> None:
    assert {place for place, _, _ in ENGLISH} == {path.stem for path in FILES}
    assert len(ENGLISH) > 60


def said_in_code() -> Iterator[tuple[str, str]]:
    """(file, text) of all that may name a key."""
    for package in ("ingest", "chatbot", "evals"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix in {".py", ".html", ".js", ".txt", ".toml"}:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def said_by_documents(key: str) -> bool:
    """A key whose end a document, a template of replies or a form of copying names."""
    return key.startswith(("audiences.", "moods.", "copy_"))


def test_every_entry_is_said_somewhere() -> None:
    code = "\n".join(text for _, text in said_in_code())
    named = set(re.findall(r"\w+", code))
    for path in FILES:
        unsaid = [
            key for key in entries(path) if not said_by_documents(key) and key.split(".")[-1] not in named
        ]
        assert not unsaid, path


NAMES_A_KEY = re.compile(r"""\b(?:words|texts|t)(?:\.([a-z]\w+)\b(?!\()|(?:\(|\[)"(\w+)"[,)\]])""")


def test_every_key_that_the_pages_name_exists() -> None:
    known = {key for path in FILES for key in entries(path)} | {"language", "prefix"}
    missing = {
        (file, key)
        for file, text in said_in_code()
        if "/web/" in file and file.endswith((".py", ".html"))
        for found in NAMES_A_KEY.findall(text)
        if (key := "".join(found)) not in known
    }
    assert missing == set()
