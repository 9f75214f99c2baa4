"""Typed text brought near the documents: parts, spelling, language, lexicon, quantities."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot.question.cleaning import QuestionError, clean_question
from chatbot.question.reading import Want, read_question, wants_of
from chatbot.question.spelling import Speller
from corpus.subject import NO_SUBJECT
from index.quantities import (
    categories_fit,
    find_allowed,
    find_quantities,
    find_ranges,
    quantity_fits,
)
from ingest.text.language import detect_language
from tests.chatbot.made import SUBJECT, VOCABULARY
from tests.chatbot.made_reader import READER

# Written out, so that a change of the program's own numbers is seen here.
MAX_QUESTION_CHARS = 50000


def test_spelling_mends_lay_words_and_leaves_drugs_alone() -> None:
    speller = Speller.from_words(
        ["tamoxifen", "doxorubicin", "sorafenib", "hysterectomy", "leiomyosarcoma", "metastases"],
        known_words=frozenset({"sunitinib"}),
    )
    assert speller.correct("tamoxafen") == "tamoxifen"
    assert speller.correct("histerectomy for leomyosarcoma") == "hysterectomy for leiomyosarcoma"
    assert speller.correct("daunorubicin") == "daunorubicin"
    assert speller.correct("sunitinib T1 N0") == "sunitinib T1 N0"
    # Two drugs two letters apart: what ends like a drug is corrected by one edit at most, other words by two.
    drugs = Speller.from_words(["afatinib", "hospital"], known_words=frozenset())
    assert drugs.correct("axitinib") == "axitinib"
    assert drugs.correct("afatinab") == "afatinib"
    assert drugs.correct("hosbitel") == "hospital"
    assert speller.correct("wot do u do") == "what do you do"


def test_a_question_borrows_up_to_three_drugs_of_a_combination() -> None:
    earlier = ["she gets gemcitabine with docetaxel, pazopanib and trabectedin", "thank you so much"]
    (part,) = read_question("how is it given?", history=earlier, vocabulary=VOCABULARY, reader=READER).parts
    assert part.follow_up
    assert part.entities.names("drug") == {"gemcitabine", "docetaxel", "pazopanib"}


@pytest.mark.parametrize("question", ["and its side effects?", "how long may I take it?"])
def test_what_points_back_is_of_the_last_thing_named(question: str) -> None:
    earlier = ["what is leiomyosarcoma", "what does pazopanib do"]
    (part,) = read_question(question, history=earlier, vocabulary=VOCABULARY, reader=READER).parts
    assert part.follow_up
    assert part.entities.names("drug") == {"pazopanib"}
    assert part.entities.names("disease") == frozenset()


@pytest.mark.parametrize(
    ("question", "goes_on"),
    [("how is proteinuria found", False), ("what are the side effects", True), ("is it found late?", True)],
)
def test_without_entities_the_titles_tell_what_stands_by_itself(question: str, goes_on: bool) -> None:
    bare = replace(VOCABULARY, subject=NO_SUBJECT, titled=frozenset({"proteinuria", "valve"}))
    earlier = ["how much does a heart valve operation cost"]
    (part,) = read_question(question, history=earlier, vocabulary=bare, reader=READER).parts
    assert part.follow_up is goes_on


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wot is a uterine sarcoma", "en"),
        ("hola me diagnosticaron leiomiosarcoma, cual es el tratamiento", "es"),
        ("quels sont les symptômes du sarcome", "fr"),
        ("was ist ein sarkom und wie wird es behandelt", "de"),
        ("子宫肉瘤有哪些症状", "zh"),
        ("pazopanib", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text, VOCABULARY.foreign) == language


def test_everyday_words_widen_the_search_only_by_words_of_the_documents() -> None:
    words = VOCABULARY.everyday.search_words("is it in my womb")
    assert "uterus" in words
    assert VOCABULARY.everyday.search_words("bitcoin") == []


def test_quantities_find_their_row() -> None:
    header = "T Category | Trunk and Extremities | Soft Tissue Sarcoma of the Head and Neck |"
    row = "T2 | Tumor >5 cm and ≤10 cm in greatest dimension. | Tumor >2 to ≤4 cm. |"
    ranges = find_ranges(row, header, SUBJECT.finder)
    assert find_quantities("a lump of 70 mm") == (("cm", 7.0),)
    assert quantity_fits(find_quantities("7cm"), ranges, frozenset())
    assert not quantity_fits(find_quantities("5 cm"), ranges, frozenset())
    assert quantity_fits(find_quantities("3cm"), ranges, frozenset({"head and neck"}))
    assert not quantity_fits(find_quantities("3cm"), ranges, frozenset({"limb"}))


def test_categories_find_their_stage() -> None:
    allowed = find_allowed("IIIB | T3, T4 | N0 | M0 | G2, G3 |")
    assert categories_fit(SUBJECT.finder.find("T3 N0 M0 and G3").categories, allowed)
    assert not categories_fit(SUBJECT.finder.find("T2 N0 M0 G3").categories, allowed)
    assert categories_fit(
        SUBJECT.finder.find("T1 N1 M1").categories, find_allowed("IV | Any T | Any N | M1 | Any G |")
    )


def test_stages_and_wants() -> None:
    assert SUBJECT.finder.find("Stage IIIA, low grade").stages == {"3", "3a"}
    assert SUBJECT.finder.find("stage four").stages == {"4"}
    assert Want.NUMBER in wants_of("how many women get it")
    assert {Want.CONTACT, Want.PHONE} <= wants_of("what number do i ring")


def test_cleaning_keeps_words_and_drops_what_cannot_be_seen() -> None:
    assert clean_question("what\u200b is <b>NED</b>\u202e?") == "what is NED ?"
    with pytest.raises(QuestionError, match="empty"):
        clean_question(" \u200b ")
    with pytest.raises(QuestionError, match="characters long"):
        clean_question("a" * (MAX_QUESTION_CHARS + 1))
