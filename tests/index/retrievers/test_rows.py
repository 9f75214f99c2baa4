"""Rows and the spans they lead to; how several rankings become one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.retrievers.ranking import best, reciprocal_ranks
from index.retrievers.rows import Relation

LISTS = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=8)


def targets(relation: Relation, number: int) -> list[int]:
    found: list[int] = relation.targets[relation.offsets[number] : relation.offsets[number + 1]].tolist()
    return found


@given(LISTS)
def test_there_and_back(lists: list[list[int]]) -> None:
    relation = Relation.from_lists(lists, size=10)
    assert [targets(relation, number) for number in range(len(relation))] == [
        sorted(set(one)) for one in lists
    ]
    back = relation.back
    for target in range(10):
        assert targets(back, target) == [number for number, one in enumerate(lists) if target in one]


@given(LISTS, st.data())
def test_the_targets_of_several_numbers(lists: list[list[int]], data: st.DataObject) -> None:
    relation = Relation.from_lists(lists, size=10)
    chosen = data.draw(st.lists(st.integers(0, len(lists) - 1), max_size=6)) if lists else []
    numbers = np.asarray(chosen, dtype=np.int64)
    found, owners = relation.of(numbers)
    expected = [
        (place, target) for place, number in enumerate(chosen) for target in targets(relation, number)
    ]
    assert list(zip(owners.tolist(), found.tolist(), strict=True)) == expected


def test_reciprocal_ranks_by_hand() -> None:
    first = (np.asarray([7, 3]), np.asarray([1, 2]))
    second = (np.asarray([3, 9]), np.asarray([1, 1]))
    ids, sums = reciprocal_ranks([first, second])
    assert ids.tolist() == [3, 7, 9]
    np.testing.assert_allclose(sums, [1 / 62 + 1 / 61, 1 / 61, 1 / 61], rtol=1e-6)


@given(st.lists(st.integers(-3, 3), max_size=30), st.integers(0, 35))
def test_best_is_sorting_all(scores: list[int], k: int) -> None:
    ids = np.arange(len(scores), dtype=np.int64)[::-1].copy()
    found = best(ids, np.asarray(scores, dtype=np.float32), k=k)
    expected = sorted(zip(scores, ids.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))[:k]
    assert list(zip(found[1].tolist(), found[0].tolist(), strict=True)) == expected
