"""Categories that make a stage are read as that stage when a later question leans on them."""

from __future__ import annotations

import pytest

from chatbot.answerer import Answerer
from chatbot.question.vocabulary import StageTable, asks_for_stage

ROWS = (
    "Stage | Tumor | Node | Metastasis | Grade |",
    "IA | T1 | N0 | M0 | GX, G1 |",
    "IB | T2, T3, T4 | N0 | M0 | GX, G1 |",
    "II | T1 | N0 | M0 | G2, G3 |",
    "IIIBb /IVb | Any T | N1 | M0 | Any G |",
    "IV | Any T | Any N | M1 | Any G |",
    "Angiosarcoma | Taxanes[ |",
)
TABLE = StageTable.from_rows(ROWS)


@pytest.mark.parametrize(
    ("categories", "stage"),
    [
        ({"t1", "n0", "m0", "g1"}, "IA"),
        ({"t3", "n0", "m0", "g1"}, "IB"),
        ({"t2", "n1", "m1", "g3"}, "IV"),
        ({"t1", "n0", "m0"}, ""),  # IA or II: the grade decides
        ({"t1", "n1", "m0", "g1"}, ""),  # a row for two stages, told apart by the site
        ({"t1"}, ""),
        (set(), ""),
    ],
)
def test_the_stage_that_categories_make(categories: set[str], stage: str) -> None:
    assert TABLE.stage_of(frozenset(categories)) == stage


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Letter says T1 N0 M0 G1.", "Letter says stage IA ."),
        ("my leg: T1, N0, M0 and G3, all out", "my leg: stage II all out"),
        ("T1 N0 M0, no grade", "T1 N0 M0, no grade"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)
def test_the_stage_stands_in_place_of_the_categories(text: str, read: str) -> None:
    assert TABLE.with_stage(text) == read


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("wot stage does that make it", True),
        ("What stage is that?", True),
        ("and which of the stages", True),
        ("is chemo normal for somebody at that stage", False),
        ("and what do they do for that one", False),
    ],
)
def test_asking_for_the_stage_itself(text: str, asks: bool) -> None:
    assert asks_for_stage(text) is asks


def test_a_comment_on_the_treatment_of_categories_asks_for_that_of_their_stage(answerer: Answerer) -> None:
    comment = (
        "They took a 3 cm sarcoma from my arm. The form says T1 N0 M0 G1. What stage is that? "
        "And do people at that stage usually have chemo?"
    )
    stage, chemo = answerer.explain(comment).traces
    assert "t1" in stage.part.entities.categories
    assert not chemo.part.entities.categories
    assert "1" in chemo.part.entities.stages
