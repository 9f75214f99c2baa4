"""Whatever a visitor sends costs time in proportion to its length: four times as long, not sixteen times."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from chatbot.desk.identifiers import find_identifiers
from chatbot.question.cleaning import clean_text
from chatbot.question.reading import wants_of
from chatbot.question.sentences import split_sentences
from chatbot.question.splitting import leans
from chatbot.web.bodies import is_plain
from index.text import tokenize
from ingest.extract.html_page import page_of

SHAPES = (
    "a", "1", " ", "\n", "\t", "a ", "A ", "\xe9", "\xdf", "\u6f22", "\uff1f", "\xbf", "?", "? ", "! ",
    ". ", "...", "\u2026", ",", ", ", "; ", ": ", "- ", "\u2013", "/", "\\", "(", ")", "((", "[", "{", '"',
    "\u201c", "'", "\u2019", "`", "_", "*", "#", "@", "&", "&amp;", "&#", "<", ">", "<a", "<a>", "</a>",
    "<!--", "<!-- -->", "-->", "<b><i>", "\u0301", "\u0301\u0323", "a\u0301\u0323", "\u200d", "\u200b",
    "\ud800", "\U0001f600", "Dr. ", "e.g. ", "no. ", "vs. ", "A. ", "a@b.c ", "a@b.", "@b.c", "a.b.", "+1 ",
    "555-1234 ", "07700 900123 ", "1/2/34 ", "12 Main St ", "SW1A 1AA ", "My name is ",
    "my name is Ann Lee. ", "I am Ann ", "Ann Lee ", "born 1/2/1980 ", "https://a.b/ ", "what ", "what is ",
    ", what is ", "and what is it? ", "stage ", "stage IV ", "T1N0M0 ", "12% ", "1,200 ", "3 cm ", "pain ",
    "bleeding ", "I want to die ", "should I ", "a?\n", "and ", "hello, ", "no ", "not ", "Hi Ann,\n",
    "\nAnn", "a-b-", "a's ",
)  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "cleaned": clean_text,
    "sentences": lambda text: split_sentences(clean_text(text)),
    "wants": lambda text: (wants_of(clean_text(text)), leans(clean_text(text))),
    "terms": lambda text: tokenize(clean_text(text)),
    "identifiers": find_identifiers,
    "body": lambda text: is_plain(text.encode("utf-8", "replace")),
    "page": lambda text: page_of(text.encode("utf-8", "replace")),
}
SHORT, LONG = 3_000, 12_000
SECONDS = 0.15
"""Below this, a reader of a long text is quick enough, whatever the ratio."""


def seconds(read: Callable[[str], object], text: str) -> float:
    """Seconds of this thread's own work, the best of three: other programs do not count."""
    taken = []
    for _ in range(3):
        begun = time.thread_time()
        read(text)
        taken.append(time.thread_time() - begun)
    return min(taken)


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_length_alone(name: str) -> None:
    assert len(set(SHAPES)) == len(SHAPES) >= 60
    read = READERS[name]
    slow = {}
    for shape in SHAPES:
        short, long = (shape * (size // len(shape)) for size in (SHORT, LONG))
        begun = time.thread_time()
        read(long)
        if time.thread_time() - begun > SECONDS and seconds(read, long) > 10 * seconds(read, short):
            slow[shape] = seconds(read, long)
    assert slow == {}
