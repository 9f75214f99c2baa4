"""BM25 compiled to postings: a question costs only the postings of its own terms.

The weights are those of ``rank_bm25.BM25Plus`` with ``delta=0``, and a test holds the scores equal. Of the
package's three variants, Okapi gives terms in more than half of the texts a weight below zero, and BM25L
multiplies by the raw term frequency. BM25Plus has an idf above zero everywhere, log((N + 1) / df); its
``delta`` is added there to texts without the term as well, so it shifts all scores of a question by the same
amount, changes no order, and would make every text a result. At 0 a text that shares no term scores 0.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndexError
from index.retrievers.ranking import Ranking, no_results

VOCABULARY_FILE = "vocabulary.json"
POSTINGS_FILE = "postings.npz"


@dataclass(frozen=True, kw_only=True, eq=False)
class LexicalIndex:
    """Postings of a collection of texts, numbered from 0.

    ``vocabulary`` maps a term to its column; column ``t`` has the texts ``rows[offsets[t]:offsets[t + 1]]``
    (ascending, int32) and their BM25 weights (float32) at the same places. ``size`` counts the texts.
    """

    vocabulary: dict[str, int]
    offsets: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: int

    @classmethod
    def from_terms(cls, texts: Iterable[Sequence[str]], *, k1: float = 1.5, b: float = 0.75) -> LexicalIndex:
        """Compile the terms of each text; a collection may be empty, and so may a text.

        ``k1``: how far a term's second and third occurrence still count. ``b``: how far long texts are held
        back, from 0 (not at all) to 1. Defaults are those of ``rank_bm25``.
        """
        vocabulary: dict[str, int] = {}
        # Arrays, not lists: 30 million postings would be gigabytes of Python integers.
        columns, rows, counts, lengths = array("q"), array("i"), array("i"), array("q")
        for row, terms in enumerate(texts):
            lengths.append(len(terms))
            for term, count in Counter(terms).items():
                columns.append(vocabulary.setdefault(term, len(vocabulary)))
                rows.append(row)
                counts.append(count)
        order = np.argsort(np.asarray(columns), kind="stable")  # by term; rows stay ascending
        of_term, of_row, times = (np.asarray(values)[order] for values in (columns, rows, counts))
        frequencies = np.bincount(of_term, minlength=len(vocabulary))
        offsets = np.zeros(len(vocabulary) + 1, dtype=np.int64)
        np.cumsum(frequencies, out=offsets[1:])
        idf = np.log((len(lengths) + 1) / np.maximum(frequencies, 1))
        sizes = np.asarray(lengths)
        norms = k1 * (1 - b + b * sizes / (float(sizes.mean()) if sizes.any() else 1.0))
        weights = idf[of_term] * times * (k1 + 1) / (norms[of_row] + times)
        return cls(
            vocabulary=vocabulary,
            offsets=offsets,
            rows=of_row,
            weights=weights.astype(np.float32),
            size=len(sizes),
        )

    def matches(self, terms: Sequence[str]) -> Ranking:
        """Return every text that shares a term, by ascending id (not by score).

        A term that stands twice in the question counts twice, as in ``rank_bm25``.
        """
        columns = [column for term in terms if (column := self.vocabulary.get(term)) is not None]
        if not columns:
            return no_results()
        extents = [slice(self.offsets[column], self.offsets[column + 1]) for column in columns]
        rows = np.concatenate([self.rows[extent] for extent in extents])
        weights = np.concatenate([self.weights[extent] for extent in extents])
        if len(rows) * _SPARSE_BELOW < self.size:
            ids, places = np.unique(rows, return_inverse=True)
            scores = np.bincount(places, weights=weights)
        else:
            sums = np.bincount(rows, weights=weights)
            ids = np.flatnonzero(sums)
            scores = sums[ids]
        return ids.astype(np.int64), scores.astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write ``vocabulary.json`` (terms by column) and ``postings.npz`` into an existing folder."""
        terms = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        (folder / VOCABULARY_FILE).write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / POSTINGS_FILE,
            allow_pickle=False,
            offsets=self.offsets,
            rows=self.rows,
            weights=self.weights,
            size=np.asarray(self.size, dtype=np.int64),
        )

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what ``save`` wrote.

        Raises DamagedIndexError: a file is missing or is not what ``save`` writes.
        """
        try:
            terms = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
            with np.load(folder / POSTINGS_FILE, allow_pickle=False) as arrays:
                return cls(
                    vocabulary={term: column for column, term in enumerate(terms)},
                    offsets=arrays["offsets"],
                    rows=arrays["rows"],
                    weights=arrays["weights"],
                    size=int(arrays["size"]),
                )
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = f"The lexical index in {folder} is damaged ({error}): build the index again."
            raise DamagedIndexError(msg) from error


_SPARSE_BELOW = 8
"""Sorting p postings beats clearing an array of n texts only where n is several times p."""
