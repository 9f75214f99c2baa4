"""The words of documents by how often they stand there, and those that many questions share."""

from __future__ import annotations

from index.facts import WrittenWords
from index.retrievers.stored_questions import PlainQuestion


def test_words_are_counted_folded_and_whole() -> None:
    words = WrittenWords.of(["A scan. The SCAN's scan", "a t-cell, gr8 the end"], [])
    assert words.written == ("a", "scan", "the", "end", "scan's")
    assert words.asked == frozenset()


def test_a_word_counts_as_asked_from_four_questions_on() -> None:
    asked = [
        PlainQuestion(text=text, language="en", doc_id="d", start=0, end=1)
        for text in ("is it yucky?", "Yucky yucky, is", "yucky 'is", "(is) yucky", "Is that")
    ]
    words = WrittenWords.of([], asked)
    assert words.asked == {"is", "yucky"}
    assert words.languages == {"en"}
