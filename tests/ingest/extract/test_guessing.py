"""What a file seems to say of itself."""

from __future__ import annotations

import pytest

from ingest.extract.guessing import guess

PAGE = b"""<html lang="es-MX"><head><title>Huertos | Vecinos</title>
<meta property="og:title" content="El huerto com\xc3\xban"><meta name="DC.Publisher" content="Los Vecinos">
<meta property="article:modified_time" content="2021-03-04T10:00:00Z"></head><body>Texto.</body></html>"""


def test_a_page_says_it_in_its_head() -> None:
    assert guess(PAGE, "huerto.html", "Texto.\n") == {
        "title": "El huerto común",
        "publisher": "Los Vecinos",
        "dates": [{"date": "2021-03-04", "meaning": "last updated"}],
        "language": "es",
    }


def test_a_text_says_it_in_its_lines() -> None:
    text = (
        "Lending rules\n\nThe library lends books to all who live in the town and have a card.\n\n"
        "Last updated: 12 May 2023\n\nPublished by the Town Library.\n"
    )
    assert guess(text.encode(), "rules.txt", text) == {
        "title": "Lending rules",
        "publisher": "the Town Library",
        "dates": [{"date": "2023-05-12", "meaning": "last updated"}],
        "language": "en",
    }


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2019–2021 The Garden Club. All rights reserved.", "The Garden Club"),
        ("Copyright (c) 2020 by Rowing Union", "Rowing Union"),
        ("Editado por Casa Verde", "Casa Verde"),
        ("It was published by chance.", None),
    ],
)
def test_publishers(line: str, publisher: str | None) -> None:
    assert guess(b"", "a.txt", f"First line\nmore\n{line}\n").get("publisher") == publisher


def test_a_date_that_is_none_is_not_taken() -> None:
    assert "dates" not in guess(b"", "a.txt", "Last updated: 2024-19-39\n")
