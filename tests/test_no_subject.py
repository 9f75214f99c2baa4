"""The program knows no disease: what the packaged corpus is about stands in its folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.entities import EntityFinder
from corpus.reader import read_corpus

ROOT = Path(__file__).parents[1]
FINDER = EntityFinder(
    tuple(
        # What a word of everyday English or of programming means elsewhere says nothing of the subject.
        entity
        for entity in read_corpus().subject.entities
        if entity.name not in {"stump", "insurer"}
    )
)
EVERYDAY = set(
    """
ablation ablation_plot afterwards alternative complementary connections checkpoint foot freeze gland hand
insurance ivf limbo node operation port removal shrinkage skin statin surgery
""".split()
) | {"mailing list", "support group", "the maker", "taken out", "took out"}
"""Words of the list that mean something else in code or stand in texts on anything: ``statin`` is the
ending of a name, ``surgery`` a word that no glossary explains."""
BEGINNING = ("remov",)
"""Of everyday words with any ending."""
PACKAGED = "corpus/reader.py"
"""Names the folder of the packaged corpus, which is called after its subject."""
TEXTS = sorted(
    path
    for package in ("corpus", "ingest", "index", "chatbot", "evals")
    for suffix in ("py", "po", "js", "css", "html", "toml")
    for path in (ROOT / package).rglob(f"*.{suffix}")
    if not {"sarcoma", "questions", "corpora", "models", "training"} & set(path.relative_to(ROOT).parts)
    and path != ROOT / PACKAGED
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_of_the_subject_stands_in_the_program(path: Path) -> None:
    text = path.read_text("utf-8")
    named = [
        name
        for name in FINDER.mentions(text)
        if name.casefold() not in EVERYDAY and not name.casefold().startswith(BEGINNING)
    ]
    assert named == []


def test_the_list_itself_is_not_empty() -> None:
    assert FINDER.mentions("Leiomyosarcoma and pazopanib at Sloan Kettering") == (
        "Leiomyosarcoma",
        "pazopanib",
        "Sloan Kettering",
    )
