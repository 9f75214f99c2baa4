"""Texts put together for training: those of nearly one length, so that little is padding."""

import random
from collections.abc import Iterator, Sequence

PIECES_IN_BATCH = 2500
"""Word pieces of a batch."""


def length_batches(lengths: Sequence[int], draw: random.Random) -> Iterator[list[int]]:
    """Yield the places of texts of nearly one length (``lengths``: in word pieces), in random order."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place] + 6 * draw.random())
    found: list[list[int]] = [[]]
    for place in order:
        if found[-1] and lengths[place] * (len(found[-1]) + 1) > PIECES_IN_BATCH:
            found.append([])
        found[-1].append(place)
    draw.shuffle(found)
    yield from found
