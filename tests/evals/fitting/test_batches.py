"""Batches for training: every text once, none too large, the same again by the same seed."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evals.fitting.batches import length_batches


@given(st.lists(st.integers(1, 256), min_size=1, max_size=300), st.integers(0, 9))
def test_every_text_stands_once_in_a_batch_that_fits(lengths: list[int], seed: int) -> None:
    found = list(length_batches(lengths, random.Random(seed)))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    for batch in found:
        assert lengths[batch[-1]] * len(batch) <= 2500 or len(batch) == 1
        of_batch = [lengths[place] for place in batch]
        assert all(after > before - 6 for before, after in pairwise(of_batch))
    assert found == list(length_batches(lengths, random.Random(seed)))
