"""Questions that found no source, put together by likeness: what the documents should cover next."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.entities import EntityFinder
from index.text import tokenize

ALIKE = 0.45
"""Cosine from which two questions are put together. Fourteen questions such as staff keep (children, cost,
parking, food, heredity) gave 0.65 and up for the same matter in like words and 0.35 at most for different
matters, with the packaged encoder, once the illness was left out. Other words for it may fall below."""

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of texts, shape (n, d)."""


def group_alike(
    questions: Sequence[str], encode: Encode, finder: EntityFinder
) -> tuple[tuple[str, ...], ...]:
    """Group ``questions`` by meaning, the largest group first; in each, the nearest to all others first.

    Each question joins the group whose mean direction it is nearest to, from ``ALIKE`` on; else it opens one.
    """
    if not questions:
        return ()
    vectors = np.asarray(encode([_matter(question, finder) for question in questions]), dtype=np.float64)
    members: list[list[int]] = []
    for number, vector in enumerate(vectors):
        likeness = [float(vector @ _direction(vectors[group])) for group in members]
        best = int(np.argmax(likeness)) if likeness else -1
        if best >= 0 and likeness[best] >= ALIKE:
            members[best].append(number)
        else:
            members.append([number])
    ordered = sorted(members, key=lambda group: (-len(group), group[0]))
    return tuple(tuple(questions[i] for i in _nearest_first(group, vectors)) for group in ordered)


def _matter(question: str, finder: EntityFinder) -> str:
    """The question without its illness and place: nearly all name them, which would make all alike."""
    entities = finder.find(question)
    names = entities.names("disease") | entities.names("site")
    words = sorted(
        {word for name in names for word in finder.words(name)}, key=lambda word: (-len(word), word)
    )
    bare = question
    for word in words:
        bare = re.sub(rf"\b{re.escape(word)}\b", " ", bare, flags=re.IGNORECASE)
    return " ".join(bare.split()) if tokenize(bare) else question


def _direction(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = vectors.mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


def _nearest_first(group: list[int], vectors: NDArray[np.float64]) -> list[int]:
    centre = _direction(vectors[group])
    return sorted(group, key=lambda i: (-float(vectors[i] @ centre), i))
