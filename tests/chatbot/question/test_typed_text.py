"""Every word of the lexicons is found, and no text, however odd, is refused or takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import Outcome
from chatbot.answerer import Answerer
from chatbot.languages.reading import text_speech
from chatbot.question.cleaning import QuestionError, clean_question, clean_text
from chatbot.question.spelling import Speller
from chatbot.question.splitting import split_question
from corpus.entities import GROUPS, EntityFinder
from corpus.lexicon import Lexicon, fold
from index.quantities import find_allowed, find_quantities, find_ranges
from ingest.languages import languages
from ingest.text import language
from ingest.text.language import detect_language
from tests.chatbot.made import SUBJECT, VOCABULARY
from tests.chatbot.made_reader import READER

# Written out, so that a change of the program's own numbers is seen here.
MAX_QUESTION_CHARS = 50000
MAX_PARTS = 6

FINDER = SUBJECT.finder
LEXICONS = (VOCABULARY.everyday, *VOCABULARY.foreign)
AUTHORS = "37. Zang Y, Dong M, Wang Y, Xue F. Hormonal therapy in uterine sarcomas. Cancer Med. 2019."


def test_every_word_of_every_entity_is_found() -> None:
    for entity in SUBJECT.entities:
        group, name, words = entity.group, entity.name, entity.words
        assert group in GROUPS
        for word in words:
            written = word.removesuffix("*")
            assert name in FINDER.find(f"about {written.upper()}, then").names(group), word
            assert written in FINDER.words(name)
            assert FINDER.mentions(written)
            assert FINDER.without(f"about {written} then").split() == ["about", "then"], word


@pytest.mark.parametrize("lexicon", LEXICONS, ids=lambda lexicon: lexicon.language)
def test_every_word_of_every_lexicon_leads_to_its_search_words(lexicon: Lexicon) -> None:
    for typed, search in lexicon.entries:
        for word in typed:
            ((found, words),) = lexicon.matches(word)
            assert found == fold(word)
            assert set(search) <= set(words)


def test_every_word_of_text_speech_is_written_out() -> None:
    speller = Speller.from_words([], known_words=frozenset())
    for short, written in text_speech().items():
        assert speller.correct(f"so {short.upper()}, then") == f"so {written}, then"


def test_words_stand_alone_and_may_be_written_in_capitals() -> None:
    assert FINDER.find("LMS").names("disease") == {"leiomyosarcoma"}
    assert FINDER.find("films").by_group == {}
    assert VOCABULARY.everyday.matches("wombat") == []


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("7 cm", [("cm", 7.0)]),
        ("7cm or 70 mm", [("cm", 7.0), ("cm", 7.0)]),
        ("3,5 centimetres", [("cm", 3.5)]),
        ("1.2.3 cm", [("cm", 2.3)]),
        ("sixty percent", []),
        ("ten percent", [("%", 10.0)]),
        ("60% necrosis and 12 mitoses", [("%", 60.0), ("mitoses", 12.0)]),
        ("my total score came to 6", [("score", 6.0)]),
        ("five years", []),
    ],
)
def test_quantities(text: str, quantities: list[tuple[str, float]]) -> None:
    assert list(find_quantities(text)) == quantities


@pytest.mark.parametrize("piece", ["1", "1.", "1 ", "1-", "> ", "≤", "score of 1, ", "points ", "one "])
def test_long_rows_of_figures_are_read_in_a_moment(piece: str) -> None:
    """A text that is read once for each of its characters would keep this test busy for minutes."""
    text = (piece * MAX_QUESTION_CHARS)[:MAX_QUESTION_CHARS]
    assert all(unit == "score" for unit, _ in find_quantities(text))
    assert all(found.unit == "score" for found in find_ranges(text, "", EntityFinder()))
    assert find_allowed(text) == {}


def test_initials_of_authors_are_no_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(text: str) -> str:
        raise AssertionError(f"The library was asked about {text}")

    monkeypatch.setattr(language, "_by_library", asked)
    assert detect_language(AUTHORS, ()) == "en"
    assert detect_language("No podemos recomendar un tratamiento a traves de nuestro blog.", ()) == "es"
    assert detect_language("¿Y mi madre?", ()) == "es"


def test_what_is_nothing_but_pictures_is_an_empty_question_and_a_harmless_turn(answerer: Answerer) -> None:
    assert clean_text("\U0001f44d\u200d\ufe0f ") == ""
    with pytest.raises(QuestionError, match="empty"):
        clean_question("\U0001f44d")
    plain = answerer.answer("What is HIPEC?")
    thumbs = answerer.answer("What is HIPEC?", history=["\U0001f44d", "…", " "])
    assert thumbs.outcome is Outcome.ANSWERED
    assert [quote.text for part in thumbs.parts for quote in part.quotes] == [
        quote.text for part in plain.parts for quote in part.quotes
    ]


@given(text=st.text(max_size=300))
def test_any_text_is_cleaned_once_and_for_all(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(character in cleaned for character in "\0\x1b\r\t\u200b\u202e\ud800")


@given(text=st.text(alphabet="what is it? So .,;:\n¿\"'tumor pls Dr", max_size=200))
def test_parts_are_the_users_own_words(text: str) -> None:
    cleaned = clean_text(text)
    parts, _ = split_question(READER.read(cleaned), asks_from=0.0)
    assert len(parts) <= MAX_PARTS
    words = " ".join(cleaned.split())
    for part in parts:
        assert all(piece in words for piece in part.text.split())


@given(text=st.text(max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(text, VOCABULARY.foreign) in languages()
