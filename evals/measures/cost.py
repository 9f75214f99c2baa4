"""Measures of cost and sameness: time, memory, and whether a second run gives the same answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def percentile(milliseconds: Sequence[float] | NDArray[np.float64], share: int) -> float:
    """The time below which ``share`` percent of the answers stay, linearly interpolated; NaN for none."""
    return float(np.percentile(milliseconds, share)) if len(milliseconds) else float("nan")


def peak_memory_mb() -> float:
    """Most resident memory of this process so far, in 10^6 bytes; the whole evaluation, not one answer."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def same_but_for_time(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two answer objects are byte for byte alike as JSON, ``elapsed_ms`` aside."""

    def text(answer: Mapping[str, object]) -> str:
        return json.dumps({**answer, "elapsed_ms": 0}, ensure_ascii=False)

    return text(one) == text(other)
