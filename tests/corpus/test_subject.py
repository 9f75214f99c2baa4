"""What a folder says of its subject: read when it is there, refused in one sentence when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.entities import Entity
from corpus.errors import CorpusError
from corpus.lexicon import Lexicon
from corpus.reader import read_corpus
from corpus.subject import NO_SUBJECT, UNSAID, Said, Subject
from index.storage.store import build_index, open_index
from tests.corpus.folders import write_corpus
from tests.fakes import HashEncoder

ABOUT = """
[corpus]
medical = true

[corpus.en]
title = "The womb"
scope = "the womb and its muscle"
turn_to = "Ask the ward."
examples = ["Where is the uterus?"]
"""
ENTITIES = """
[[entity]]
group = "site"
name = "womb"
words = ["Womb*", "uterus"]
"""
LEXICON = """
[[entry]]
typed = ["belly"]
search = ["pelvis"]
"""


def write(folder: Path, *, about: str = "", entities: str = "", lexicon: str = "", name: str = "en") -> Path:
    write_corpus(folder)
    with (folder / "sources.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(about)
    if entities:
        (folder / "entities.toml").write_text(entities, "utf-8")
    if lexicon:
        (folder / "lexicon").mkdir()
        (folder / "lexicon" / f"{name}.toml").write_text(lexicon, "utf-8")
    return folder


def test_a_folder_of_documents_alone_says_nothing_of_its_subject(tmp_path: Path) -> None:
    subject = read_corpus(write(tmp_path)).subject
    assert subject == NO_SUBJECT
    assert subject.about == UNSAID
    assert subject.finder.find("womb").by_group == {}
    assert subject.finder.find("stage IV").stages == {"4"}
    assert subject.lexicon("en").search_words("belly") == []


def test_what_a_folder_says_is_read_and_comes_back_out_of_its_index(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path / "c", about=ABOUT, entities=ENTITIES, lexicon=LEXICON))
    assert corpus.subject.about.medical
    assert corpus.subject.about.in_language("en") == Said(
        language="en",
        title="The womb",
        scope="the womb and its muscle",
        turn_to="Ask the ward.",
        examples=("Where is the uterus?",),
    )
    assert corpus.subject.about.in_language("es") == Said(language="")
    assert corpus.subject.entities == (Entity("site", "womb", ("womb*", "uterus")),)
    assert corpus.subject.lexicons == (Lexicon("en", ((("belly",), ("pelvis",)),)),)
    build_index(corpus, directory=tmp_path / "i", encoder=HashEncoder())
    assert open_index(tmp_path / "i", encoder=HashEncoder()).subject == corpus.subject


@pytest.mark.parametrize("more", [{"about": ABOUT}, {"entities": ENTITIES}, {"lexicon": LEXICON}], ids=str)
def test_each_file_counts_in_the_fingerprint(tmp_path: Path, more: dict[str, str]) -> None:
    bare, rich = write(tmp_path / "bare"), write(tmp_path / "rich", **more)
    assert read_corpus(bare).fingerprint != read_corpus(rich).fingerprint


def test_entities_are_found_in_any_case_and_named_as_typed(tmp_path: Path) -> None:
    finder = read_corpus(write(tmp_path, entities=ENTITIES)).subject.finder
    assert finder.find("My WOMBS").names("site") == {"womb"}
    assert finder.mentions("My WOMBS and uterus") == ("WOMBS", "uterus")
    assert finder.mentions("My WOMBS and uterus", groups=("drug",)) == ()
    assert finder.without("the Uterus aches").split() == ["the", "aches"]


WRONG = {
    "about a number": ({"about": "[corpus]\nmedical = 1\n"}, "'medical' must be true or false."),
    "about a word": ({"about": '[corpus]\ntitle = "x"\n'}, "such as [corpus.en]."),
    "no language": ({"about": '[corpus.english]\ntitle = "x"\n'}, "such as [corpus.en]."),
    "unknown word": ({"about": '[corpus.en]\ntitel = "x"\n'}, "unknown field 'titel'; the fields are"),
    "empty word": ({"about": '[corpus.en]\ntitle = " "\n'}, "the field 'title' must be text in quotes."),
    "no examples": ({"about": "[corpus.en]\nexamples = []\n"}, "'examples' must be a list of texts"),
    "corpus is no table": ({"about": "[[corpus]]\n"}, "corpus must be a table, [corpus]."),
    "not TOML": ({"entities": "entity"}, "entities.toml is not valid TOML"),
    "other table": ({"entities": "[[thing]]\n"}, "must hold [[entity]] tables and nothing else."),
    "no group": ({"entities": '[[entity]]\nname="a"\nwords=["ab"]\n'}, "the field 'group' is missing."),
    "wrong group": (
        {"entities": ENTITIES.replace("site", "place")},
        "entity 1: there is no group 'place'; the groups are disease,",
    ),
    "one letter": ({"entities": ENTITIES.replace("Womb*", "w*")}, "a word must have 2 letters or more."),
    "words no list": ({"entities": ENTITIES.replace("[", "").replace("]", "")}, "not valid TOML"),
    "no search words": ({"lexicon": LEXICON.replace("search", "find")}, "the field 'search' is missing."),
    "empty search words": ({"lexicon": LEXICON.replace('"pelvis"', "")}, "'search' must be a list of texts"),
    "lexicon of no language": ({"lexicon": LEXICON, "name": "english"}, "name it after its language"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    more, said = WRONG[case]
    with pytest.raises(CorpusError) as refused:
        read_corpus(write(tmp_path, **more))
    assert said in str(refused.value)
    assert str(tmp_path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "entities.toml").write_bytes(b"\xff")
    with pytest.raises(CorpusError, match=r"entities\.toml is not UTF-8 \(byte 0\)"):
        read_corpus(tmp_path)


def test_a_disease_that_a_heading_names_is_treated() -> None:
    gout = Entity("other disease", "gout", ("gout",))
    subject = Subject(entities=(gout, Entity("other disease", "flu", ("flu",))))
    assert subject.treating(["Living with Gout", "unknown"]).entities == (
        Entity("disease", "gout", ("gout",)),
        Entity("other disease", "flu", ("flu",)),
    )
