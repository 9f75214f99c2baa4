"""Cost and sameness: memory, and whether a second run gives the same answers."""

import json
import resource
import sys
from collections.abc import Mapping
from pathlib import Path


def peak_mb() -> float:
    """Most resident memory of this process so far, in 10^6 bytes.

    Linux's own count where there is one: ``getrusage`` there starts from the size of the parent process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        if "VmHWM" in lines:
            return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def same_but_for_time(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two answer objects are byte for byte alike as JSON, ``elapsed_ms`` aside."""

    def text(answer: Mapping[str, object]) -> str:
        return json.dumps({**answer, "elapsed_ms": 0}, ensure_ascii=False)

    return text(one) == text(other)
