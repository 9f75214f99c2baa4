"""Which row of a grading or TNM table a text names."""

from __future__ import annotations

import pytest

from index.quantities import find_labels, is_another_row, row_label


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("how many mitoses is Score 2", {"score 2"}),
        ("a score of 3, so G3?", {"score 3", "g 3"}),
        ("T2a or T2b", {"t 2a", "t 2b"}),
        ("grade 2, stage 3, t12 of the spine", set()),
        ("scores of 4 or 5", set()),
    ],
)
def test_labels_that_are_named(text: str, labels: set[str]) -> None:
    assert find_labels(text) == labels


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("Score 1 | 0–9 mitoses per 10 HPF |", "score 1"),
        ("–T2a | Invades serosa or visceral peritoneum. | |", "t 2a"),
        ("G3 | Total tumor differentiation, mitotic count, and necrosis score of 6, 7, or 8. |", "g 3"),
        ("IA | T1 | N0 | M0 | GX, G1 |", ""),
        ("Angiosarcoma | Taxanes[ |", ""),
    ],
)
def test_the_label_of_a_row_is_in_its_first_cell(row: str, label: str) -> None:
    assert row_label(row) == label


@pytest.mark.parametrize(
    ("asked", "label", "other"),
    [
        ({"score 2"}, "score 1", True),
        ({"score 2"}, "score 2", False),
        ({"score 6"}, "g 3", False),
        ({"t 2"}, "t 2a", False),
        ({"t 2b"}, "t 2a", True),
        ({"g 1", "g 3"}, "g 3", False),
        (set(), "g 3", False),
        ({"g 1"}, "", False),
    ],
)
def test_another_row_is_one_of_the_same_kind_that_was_not_named(
    asked: set[str], label: str, other: bool
) -> None:
    assert is_another_row(frozenset(asked), label) is other
