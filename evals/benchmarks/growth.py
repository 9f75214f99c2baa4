"""How search grows: the packaged passages, and hundreds of thousands made from them.

A synthetic passage keeps a real one's length and half of its terms; the others are drawn from all terms of
the documents, as often as they occur there, and a fifth of those are words of its own. Its vector is the
real one's with noise of equal length. The same seed gives the same passages everywhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.measures.cost import peak_mb
from index.encoder.load import load_encoder
from index.progress import Progress, silent
from index.retrievers.dense import DenseIndex
from index.retrievers.lexical import LexicalIndex
from index.storage.store import open_index
from index.text import tokenize

QUERIES = 50
RANK_BM25_UP_TO = 20_000
"""Passages beyond which rank_bm25's own search is not timed: it takes seconds a question."""
NOISE = 1.0
KEPT = 0.5
OWN_WORDS = 0.1


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Costs over so many passages. Milliseconds are medians a question; MB is the process at its peak.

    ``recall``: share of the true ten nearest that the dense index finds. ``rank_bm25_ms`` is NaN where it was
    not timed.
    """

    passages: int
    lexical_build_s: float
    lexical_mb: float
    lexical_ms: float
    rank_bm25_ms: float
    dense_kind: str
    dense_build_s: float
    dense_ms: float
    recall: float
    peak_mb: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Seedbed:
    """What synthetic passages are made from: terms and vectors of real ones."""

    terms: list[list[str]]
    vectors: NDArray[np.float32]


def measure_growth(
    copies: Sequence[int], *, index_dir: Path, progress: Progress = silent
) -> Iterator[Growth]:
    """Measure each size in a process of its own, so that one's memory is not counted for the next."""
    if not copies:
        return
    index = open_index(index_dir, encoder=load_encoder())
    seedbed = Seedbed(
        terms=[tokenize(passage.search_text) for passage in index.passages],
        vectors=np.array(index.passage_field.dense.vectors),
    )
    for done, times in enumerate(copies, start=1):
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            yield pool.submit(measure_size, seedbed, times).result()
        progress("grow", done, len(copies))


def measure_size(seedbed: Seedbed, copies: int) -> Growth:
    """Index ``copies`` times the seedbed's passages and time questions to them."""
    texts, questions = list(synthetic_terms(seedbed, copies)), question_terms(seedbed)
    vectors, asked = synthetic_vectors(seedbed, copies), question_vectors(seedbed)
    begun = time.perf_counter()
    lexical = LexicalIndex.from_terms(texts)
    lexical_built = time.perf_counter()
    dense = DenseIndex.from_vectors(vectors)
    dense_built = time.perf_counter()
    exact = np.argsort(-(asked @ vectors.T), axis=1)[:, :10]
    found = [dense.search(vector, k=10).ids for vector in asked]
    recall = np.mean([np.isin(mine, true).mean() for mine, true in zip(found, exact, strict=True)])
    reference = float("nan")
    if len(texts) <= RANK_BM25_UP_TO:
        from rank_bm25 import BM25Plus

        model = BM25Plus(texts, delta=0)
        reference = _median_ms(model.get_scores, questions[:10])
    return Growth(
        passages=len(texts),
        lexical_build_s=lexical_built - begun,
        lexical_mb=(lexical.rows.nbytes + lexical.weights.nbytes + lexical.offsets.nbytes) / 1e6,
        lexical_ms=_median_ms(lambda terms: lexical.search(terms, k=50), questions),
        rank_bm25_ms=reference,
        dense_kind=dense.kind,
        dense_build_s=dense_built - lexical_built,
        dense_ms=_median_ms(lambda vector: dense.search(vector, k=50), list(asked)),
        recall=float(recall),
        peak_mb=peak_mb(),
    )


def synthetic_terms(seedbed: Seedbed, copies: int) -> Iterator[list[str]]:
    """Yield the terms of ``copies`` times as many passages; the first round are the real ones."""
    yield from seedbed.terms
    everywhere = np.asarray([term for terms in seedbed.terms for term in terms])
    random = np.random.default_rng(1)
    for copy in range(1, copies):
        for number, terms in enumerate(seedbed.terms):
            drawn = everywhere[random.integers(0, len(everywhere), len(terms))].tolist()
            choice = random.random(len(terms)).tolist()
            yield [
                real if chance < KEPT else f"{other}{copy}x{number}" if chance > 1 - OWN_WORDS else other
                for real, other, chance in zip(terms, drawn, choice, strict=True)
            ]


def synthetic_vectors(seedbed: Seedbed, copies: int) -> NDArray[np.float32]:
    """Return unit vectors for the same passages, shape (copies * passages, dimension)."""
    return np.concatenate(
        [seedbed.vectors, *(_blurred(seedbed.vectors, seed=copy) for copy in range(1, copies))]
    )


def question_terms(seedbed: Seedbed) -> list[list[str]]:
    """Return ``QUERIES`` questions of four terms from somewhere in a passage."""
    random = np.random.default_rng(2)
    long_enough = [terms for terms in seedbed.terms if len(terms) >= 4]
    return [
        [str(term) for term in random.choice(long_enough[place], 4, replace=False)]
        for place in random.integers(0, len(long_enough), QUERIES)
    ]


def question_vectors(seedbed: Seedbed) -> NDArray[np.float32]:
    """Return ``QUERIES`` vectors near passages, none of them a passage's."""
    places = np.random.default_rng(3).integers(0, len(seedbed.vectors), QUERIES)
    return _blurred(seedbed.vectors[places], seed=0)


def plot_growth(growth: Sequence[Growth], path: Path) -> None:
    """Draw milliseconds a question and memory against the number of passages, both axes logarithmic."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), layout="constrained")
    times, memory = figure.subplots(1, 2)
    sizes = [one.passages for one in growth]
    for label, name in (("words", "lexical_ms"), ("rank_bm25", "rank_bm25_ms"), ("meaning", "dense_ms")):
        times.plot(sizes, [getattr(one, name) for one in growth], marker="o", label=label)
    times.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds a question")
    times.legend()
    memory.plot(sizes, [one.peak_mb for one in growth], marker="o", label="process at its peak")
    memory.plot(sizes, [one.lexical_mb for one in growth], marker="o", label="postings")
    memory.set(xscale="log", yscale="log", xlabel="passages", ylabel="MB")
    memory.legend()
    figure.savefig(path, dpi=120)


def _blurred(vectors: NDArray[np.float32], *, seed: int) -> NDArray[np.float32]:
    noise = np.random.default_rng([4, seed]).standard_normal(vectors.shape, dtype=np.float32)
    noise *= np.float32(NOISE / np.sqrt(vectors.shape[1]))
    blurred = vectors + noise
    unit: NDArray[np.float32] = blurred / np.linalg.norm(blurred, axis=1, keepdims=True)
    return unit


def _median_ms(search: Callable[[Any], object], questions: Sequence[object]) -> float:
    times: list[float] = []
    for question in questions:
        begun = time.perf_counter()
        search(question)
        times.append(time.perf_counter() - begun)
    return 1000 * float(np.median(times))
