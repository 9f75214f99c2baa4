"""Which rows of one numbered list belong to which of another, as two arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Relation:
    """For each left number, its right numbers: ``targets[offsets[i]:offsets[i + 1]]``, ascending (int64)."""

    offsets: NDArray[np.int64]
    targets: NDArray[np.int64]

    @classmethod
    def from_lists(cls, lists: Iterable[Sequence[int]]) -> Relation:
        """Relate number i to the numbers of the i-th list."""
        kept = [sorted(set(targets)) for targets in lists]
        offsets = np.zeros(len(kept) + 1, dtype=np.int64)
        np.cumsum([len(targets) for targets in kept], out=offsets[1:])
        flat = [target for targets in kept for target in targets]
        return cls(offsets=offsets, targets=np.asarray(flat, dtype=np.int64))

    def __len__(self) -> int:
        """Count the left numbers."""
        return len(self.offsets) - 1

    def take(self, numbers: NDArray[np.int64]) -> Relation:
        """Return the relation of these numbers only, renumbered from 0 in their order."""
        targets, _ = self.of(numbers)
        counts = self.offsets[numbers + 1] - self.offsets[numbers]
        return Relation(offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), targets=targets)

    def inverse(self, *, size: int) -> Relation:
        """Return the relation from right (``size`` of them) to left."""
        sources = np.repeat(np.arange(len(self)), np.diff(self.offsets))
        order = np.argsort(self.targets, kind="stable")
        offsets = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.targets, minlength=size), out=offsets[1:])
        return Relation(offsets=offsets, targets=sources[order])

    def of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the targets of several numbers, and for each target the place in ``numbers`` of its owner.

        In the order of ``numbers``; shapes (m,) and (m,), where m counts all targets.
        """
        starts = self.offsets[numbers]
        counts = self.offsets[numbers + 1] - starts
        owners = np.repeat(np.arange(len(numbers)), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.targets[np.repeat(starts, counts) + within], owners
