"""The stage that TNM categories and a grade make, by the documents' own table.

"T1 N0 M0 G1" is asked about in one breath and then talked of as a stage: "and what do they do for that one?"
What is written of a stage names it, not the categories that make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.entities import find_categories
from index.quantities import categories_fit, find_allowed

_CATEGORY = re.compile(r"\b(?:[tT][0-4][a-c]?|[nN][01]|[mM][01]|[gG][1-3])\b[ ,;/]*(?:and )?")
_STAGE = re.compile(r"(?:IV|I{1,3})[A-C]?")
_ASKS_FOR_STAGE = re.compile(
    r"\b(?:what|whats|what's|wot|which)\b[^.?!]{0,20}\bstag|\bstag\w* (?:is|does|would|makes?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StageTable:
    """The rows of a stage table: its stage, and the categories that each of T, N, M, G may have."""

    rows: tuple[tuple[str, Mapping[str, frozenset[str]]], ...]

    @classmethod
    def from_rows(cls, texts: Iterable[str]) -> StageTable:
        """Read the rows of tables; those that are no stage rows are passed over."""
        read = ((text.split("|", 1)[0].strip(), find_allowed(text)) for text in texts)
        return cls(rows=tuple((stage, allowed) for stage, allowed in read if allowed))

    def stage_of(self, categories: frozenset[str]) -> str:
        """Return the one stage that ``categories`` make, "" if none or several fit."""
        stages = {stage for stage, allowed in self.rows if categories_fit(categories, allowed)}
        (stage, *others) = stages or {""}
        return stage if not others and _STAGE.fullmatch(stage) else ""

    def with_stage(self, text: str) -> str:
        """Return ``text`` with the stage in place of the categories that make it; else as it is."""
        stage = self.stage_of(find_categories(" ".join(text.split())))
        if not stage:
            return text
        start = _CATEGORY.search(text)
        before = text[: start.start()] if start else text
        after = _CATEGORY.sub("", text[len(before) :])
        return f"{before}stage {stage} {after}".strip()


def asks_for_stage(text: str) -> bool:
    """Say whether ``text`` asks which stage something is: then the categories themselves are wanted."""
    return _ASKS_FOR_STAGE.search(text) is not None
