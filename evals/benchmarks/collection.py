"""Any collection of texts, searched by words, by meaning, and by both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.benchmarks.blending import blend
from evals.benchmarks.windows import windows
from index.encoder.load import Encoder
from index.progress import Progress, silent
from index.retrievers.dense import DenseIndex
from index.retrievers.evidence import DenseEvidence, LexicalEvidence
from index.retrievers.lexical import LexicalIndex
from index.retrievers.ranking import Ranking, best
from index.retrievers.relation import Relation
from index.storage.vectors import VectorCache
from index.text import tokenize


@dataclass(frozen=True, kw_only=True)
class Text:
    """A document of a collection; ``title`` may be empty."""

    title: str
    body: str

    def default_text(self) -> str:
        """Return what is searched: the title and the body."""
        return f"{self.title} {self.body}".strip()


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The rankings of one question over documents numbered from 0."""

    lexical: Ranking
    dense: Ranking
    fused: Ranking


DEPTH = 1000
"""Documents of each ranking that are fused."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Collection:
    """Documents by words, and by the meaning of their windows: the best window speaks for its document."""

    lexical: LexicalIndex
    dense: DenseIndex
    documents_of: Relation
    windows_of: Relation
    most_windows: int

    @classmethod
    def from_texts(
        cls, texts: Sequence[Text], *, encoder: Encoder | VectorCache, progress: Progress = silent
    ) -> Collection:
        """Index documents; a :class:`VectorCache` as encoder spares what was encoded before."""
        pieces = [windows(text.body, title=text.title) for text in texts]
        flat = [piece for document in pieces for piece in document]
        if isinstance(encoder, VectorCache):
            vectors = encoder.encode(flat, progress=progress, stage="encode documents")
        else:
            vectors = encoder.encode(flat)
        documents_of = Relation.from_lists([row] for row, document in enumerate(pieces) for _ in document)
        terms: list[list[str]] = []
        for row, text in enumerate(texts, start=1):
            terms.append(tokenize(text.default_text()))
            progress("index words", row, len(texts))
        return cls(
            lexical=LexicalIndex.from_terms(terms),
            dense=DenseIndex.from_vectors(vectors),
            documents_of=documents_of,
            windows_of=documents_of.inverse(size=len(texts)),
            most_windows=max(map(len, pieces), default=1),
        )

    def search(self, question: str, vector: NDArray[np.float32], *, k: int) -> Found:
        """Return the ``k`` best documents by words, by meaning and by both.

        ``vector``, shape (dimension,), is the question's.
        """
        terms = tokenize(question)
        words = LexicalEvidence.gather(self.lexical, [terms])
        meaning = DenseEvidence(index=self.dense, vectors=vector[np.newaxis])
        by_words = words.top(max(k, DEPTH))
        by_meaning = self._documents(meaning.top(max(k, DEPTH) * self._windows_looked_at), k=max(k, DEPTH))
        either = np.union1d(by_words.ids, by_meaning.ids)
        fused = blend(
            words.scores(either),
            self._cosines(meaning, either),
            attainable=self.lexical.attainable(terms),
        )
        return Found(
            lexical=Ranking(ids=by_words.ids[:k], scores=by_words.scores[:k]),
            dense=Ranking(ids=by_meaning.ids[:k], scores=by_meaning.scores[:k]),
            fused=best(either, fused, k=k),
        )

    @property
    def _windows_looked_at(self) -> int:
        """Windows to fetch for each document wanted, so that one document's do not crowd out the others."""
        return min(self.most_windows, 4)

    def _documents(self, found: Ranking, *, k: int) -> Ranking:
        documents, owners = self.documents_of.of(found.ids)
        ids, first = np.unique(documents, return_index=True)
        return best(ids, found.scores[owners[first]], k=k)

    def _cosines(self, meaning: DenseEvidence, documents: NDArray[np.int64]) -> NDArray[np.float32]:
        rows, owners = self.windows_of.of(documents)
        result = np.full(len(documents), -1, dtype=np.float32)
        np.maximum.at(result, owners, meaning.scores(rows))
        return result
