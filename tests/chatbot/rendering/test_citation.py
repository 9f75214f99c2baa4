"""What a document is called where it says no title of its own."""

from __future__ import annotations

import pytest

from chatbot.rendering.citation import title_words


@pytest.mark.parametrize(
    ("title", "file", "words"),
    [
        ("Hens", "a.txt", "Hens"),
        ("unknown", "docs/03_old-prices.csv.extracted.txt", "Old prices"),
        ("unknown", "v1.2 rules.md.extracted.txt", "V1 2 rules"),
        ("unknown", "2024.txt", "2024"),
    ],
)
def test_a_name_for_people(title: str, file: str, words: str) -> None:
    assert title_words(title, file) == words
