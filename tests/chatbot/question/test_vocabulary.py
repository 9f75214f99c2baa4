"""Abbreviations read from the documents, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.pipeline import make_vocabulary
from chatbot.question.spelling import Speller
from chatbot.question.vocabulary import StageTable, Vocabulary, expansions_of
from index.storage.store import build_index
from ingest.structure import ParsedDocument
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document, questions, small_corpus

SPELLER = Speller.from_words(["surgery"], known_words=frozenset())
BOTH = Vocabulary(
    speller=SPELLER,
    expansions={
        "OS": "overall survival",
        "PFS": "progression-free survival",
        "T-VEC": "talimogene",
        "WHO": "world health organization",
        "ALL": "acute lymphoblastic leukaemia",
        "PORT": "postoperative radiation therapy",
    },
    stages=StageTable(rows=()),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what is OS", ["overall survival"]),
        ("OS or  PFS?", ["overall survival", "progression-free survival"]),
        ("does overall\n survival differ", ["os"]),
        ("is PFS the same as progression-free survival", ["progression-free survival", "pfs"]),
        ("T-VEC works?", ["talimogene"]),
        ("my boss chose the hospital", []),
        ("os-like", []),
        ("what is os", ["overall survival"]),
        ("who is it for, and are all of us meant", []),
        ("can I have a port put in", []),
        ("what does WHO say of ALL", ["world health organization", "acute lymphoblastic leukaemia"]),
        ("What does the World Health Organization say", ["who"]),
        ("WHO IS IT FOR, AND WHAT IS PFS", ["progression-free survival"]),
        ("", []),
    ],
)
def test_the_other_form_of_each_abbreviation(text: str, words: list[str]) -> None:
    assert BOTH.abbreviation_words(text) == words


def test_without_a_glossary_nothing_is_added() -> None:
    assert (
        Vocabulary(speller=SPELLER, expansions={}, stages=StageTable(rows=())).abbreviation_words("os pfs")
        == []
    )


def test_the_documents_own_abbreviations(parsed: tuple[ParsedDocument, ...]) -> None:
    expansions = expansions_of(parsed)
    assert {short: expansions[short] for short in ("HIPEC", "NED", "STUMP", "PFS", "NCCN")} == {
        "HIPEC": "hyperthermic intraperitoneal chemotherapy",
        "NED": "no evidence of disease",
        "STUMP": "smooth muscle tumor of uncertain malignant potential",
        "PFS": "progression-free survival",
        "NCCN": "national comprehensive cancer network",
    }
    assert all(len(short) >= 2 and words == " ".join(words.split()) for short, words in expansions.items())


def test_an_index_corrects_to_its_documents_and_leaves_its_questions_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = "Doxorubicin damages the heart in some patients.\n"
    doc = document("d", text)
    often = questions(
        doc, text.strip(), *(f"is it yucky for granny {n}" for n in ("one", "two", "six", "ten"))
    )
    index = build_index(
        corpus(doc, plain=(often,)), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder()
    )
    speller = make_vocabulary(index).speller
    assert speller.correct("patiens hurt") == "patients hurt"
    assert speller.correct("yucky granny") == "yucky granny"


def test_words_of_one_title_alone_tell_a_subject(tmp_path: Path) -> None:
    index = build_index(small_corpus(), directory=tmp_path, encoder=HashEncoder())
    assert make_vocabulary(index).titled == {"treatment", "statist"}, "not “title”, which both have"
