"""What a person is told to do about a document."""

from __future__ import annotations

import pytest

from ingest.report.counts import verdict
from ingest.structure import Fault, FaultKind

CUT, LIST, LINK, GARBLED = (
    *(FaultKind.SENTENCE_CUT, FaultKind.LIST_LOST, FaultKind.LINK_LOST, FaultKind.GARBLED),
)


def faults(kind: FaultKind, *starts: int) -> list[Fault]:
    return [Fault(kind=kind, start=start, end=start + 1, reason="") for start in starts]


@pytest.mark.parametrize(
    ("found", "quotable", "pages", "said"),
    [
        ([], 9, (), "ready"),
        (faults(LINK, 5, 6), 9, (), "ready"),
        ([], 0, (), "do not use: nothing in it can be quoted"),
        (faults(CUT, 12), 1, (), "1 cut sentence: look at line 2"),
        (faults(CUT, 5, 25, 26), 90, (0, 20), "3 cut sentences: look at page 2"),
        (faults(CUT, 5) + faults(LIST, 25, 26), 90, (0, 20), "1 cut sentence, 2 lost lists: look at page 1"),
        (faults(CUT, 1, 2, 3, 4), 10, (), "4 cut sentences: look at line 1"),
        (
            faults(CUT, 1, 2, 3, 4),
            9,
            (),
            "do not use: columns are mixed up or lines are missing; save it in another format",
        ),
        (
            faults(CUT, 1, 2, 3, 4, 5),
            0,
            (),
            "do not use: columns are mixed up or lines are missing; save it in another format",
        ),
        (
            faults(GARBLED, 1, 2, 3, 4),
            9,
            (),
            "do not use: letters are garbled; have its text recognised anew",
        ),
    ],
)
def test_verdicts(found: list[Fault], quotable: int, pages: tuple[int, ...], said: str) -> None:
    assert verdict(found, quotable=quotable, pages=pages, lines=(0, 10, 20)) == said
