"""The page on a run."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evals.recording.results import Run, RunError
from evals.reporting.report import lost_facets, page_content, render, verdict_of
from evals.reporting.source_view import excerpts
from tests.evals.made import FILES, corpus

if TYPE_CHECKING:
    pass


def visible(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_the_report_shows_words_marks_and_nothing_dangerous(made: Run) -> None:
    page = render(page_content([made], corpus()))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*", page) == []
    assert re.search(r'<mark class="hit"><span class="vh">\[[\w ]+: </span>Sarcoma is rare\.<span', page)
    words = visible(page)
    assert "It was asked 4 questions. The documents hold something for 3 of them: 3 answers said all" in words
    assert "No answer quoted a passage that is known to mislead." in words
    assert words.count("As it should be") == 1


def test_the_report_refuses_another_corpus(made: Run) -> None:
    with pytest.raises(RunError, match="made on another corpus"):
        page_content([made], replace(corpus(), fingerprint="other"))


def test_verdicts_take_the_gravest(made: Run) -> None:
    dense = made.result(condition="dense", question_set="own")
    assert {question.id: verdict_of(question) for question in dense.questions} == {
        "Q-1": "right",
        "Q-2": "right",
        "Q-3": "misled",
        "Q-4": "loud",
    }
    assert lost_facets(dense) == {}


def test_excerpts_cut_at_every_edge_and_lose_nothing() -> None:
    text = FILES["000_zero.txt"]
    asked = load_places(text, ["Sarcoma is rare.", "Not all"])
    shown = load_places(text, ["is rare. Surgery"])
    (found,) = excerpts("000_zero.txt", text, expected=asked, quoted=shown)
    assert "".join(piece.text for piece in found.pieces) == text[found.start : found.end] == text
    assert [(piece.text, piece.mark) for piece in found.pieces][:4] == [
        ("Sarcoma ", "expected"),
        ("is rare.", "hit"),
        (" Surgery", "quoted"),
        (" comes first. It is done early. ", ""),
    ]


def load_places(text: str, quotes: Sequence[str]) -> list[Any]:
    from evals.questions.shape import Place

    return [Place(file="000_zero.txt", start=text.index(q), end=text.index(q) + len(q)) for q in quotes]
