"""Late interaction: each word piece of a question looks for the piece of a text that is nearest in meaning.

After ColBERT (Khattab and Zaharia 2020): the score of a text is the mean, over the question's pieces, of the
best cosine with any piece of the text; here weighted by how rare a piece is, and beside it the worst of these
bests, which shows what the question asks and the text lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoded import Encoded
from index.retrievers.projection import Projection
from index.retrievers.rows import Relation

TOKENS_FILE = "tokens.npy"
OFFSETS_FILE = "token_offsets.npy"
WEIGHTS_FILE = "piece_weights.npz"

TELLING = 2.0
"""Idf from which a word piece tells something: it stands in fewer than one text in seven. Pieces of a
question below it are left out unless it has no other, and so are those of stored questions."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Tokens:
    """One text's word pieces, int64, shape (m,), and their projected vectors, float16, (m, dimension)."""

    pieces: NDArray[np.int64]
    vectors: NDArray[np.float16]


def tokens_of(encoded: Encoded, projection: Projection) -> list[Tokens]:
    """Return the tokens of every text."""
    return [
        Tokens(pieces=pieces, vectors=projection.apply(tokens).astype(np.float16))
        for pieces, tokens in zip(encoded.pieces, encoded.tokens, strict=True)
    ]


_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class PieceWeights:
    """How telling each word piece is: ``log((N + 1) / (df + 1))`` over N texts.

    ``weights``: float32, by the id of the piece; pieces beyond it stand in no text and weigh ``unseen``.
    """

    weights: NDArray[np.float32]
    unseen: float

    @classmethod
    def from_pieces(cls, texts: Iterable[NDArray[np.int64]]) -> PieceWeights:
        """Count in how many texts, each given by its pieces, a piece stands."""
        different = [np.unique(pieces) for pieces in texts]
        total, frequencies = len(different), np.bincount(np.concatenate([_NONE, *different]))
        weights = np.log((total + 1) / (frequencies + 1)).astype(np.float32)
        return cls(weights=weights, unseen=float(np.log(total + 1)))

    def of(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the weight of each piece, shape (m,)."""
        known = pieces < len(self.weights)
        weights = np.full(len(pieces), self.unseen, dtype=np.float32)
        weights[known] = self.weights[pieces[known]]
        return weights

    def save(self, folder: Path) -> None:
        """Write ``piece_weights.npz`` into ``folder``."""
        np.savez(folder / WEIGHTS_FILE, weights=self.weights, unseen=np.asarray(self.unseen))

    @classmethod
    def load(cls, folder: Path) -> PieceWeights:
        """Read what ``save`` wrote."""
        stored = np.load(folder / WEIGHTS_FILE, allow_pickle=False)
        return cls(weights=stored["weights"], unseen=float(stored["unseen"]))


LateQuery: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""A question's telling pieces: vectors, shape (m, dimension), and weights that sum to 1, shape (m,)."""


def mean_and_worst(
    best: NDArray[np.float32], weights: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return weighted mean and least of best cosines, shape (n, m) → (n,) each; 0 without pieces."""
    worst = best.min(axis=1) if best.shape[1] else np.zeros(len(best), dtype=np.float32)
    return best @ weights, worst


@dataclass(frozen=True, kw_only=True, eq=False)
class TokenIndex:
    """The tokens of numbered texts: text i has the rows ``offsets[i]`` to ``offsets[i + 1]`` of ``tokens``.

    ``tokens``: float32, shape (rows, dimension). ``offsets``: int64, shape (texts + 1,).
    """

    tokens: NDArray[np.float32]
    offsets: NDArray[np.int64]

    @classmethod
    def from_texts(cls, texts: Sequence[Tokens], *, dimension: int) -> TokenIndex:
        """Store all tokens of the texts."""
        offsets = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(text.pieces) for text in texts], out=offsets[1:])
        stacked = [text.vectors for text in texts if len(text.pieces)]
        tokens = np.concatenate(stacked) if stacked else np.zeros((0, dimension))
        return cls(tokens=tokens.astype(np.float32), offsets=offsets)

    def best(self, pieces: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the best cosine of each of a question's ``pieces`` in each text, shape (len(numbers), m).

        A text without pieces has cosine 0 with everything.
        """
        result = np.zeros((len(numbers), len(pieces)), dtype=np.float32)
        starts, ends = self.offsets[numbers], self.offsets[numbers + 1]
        filled = np.flatnonzero(ends > starts)
        if not (len(filled) and len(pieces)):
            return result
        starts, ends = starts[filled], ends[filled]
        turned = np.ascontiguousarray(pieces.T)
        bounds = np.concatenate([[0], np.cumsum(ends - starts)])
        cosines = np.empty((int(bounds[-1]), len(pieces)), dtype=np.float32)
        # A product for each run of texts where it lies: gathering the texts first would copy megabytes.
        heads = np.flatnonzero(np.concatenate([[True], starts[1:] != ends[:-1]]))
        firsts, lasts = bounds[heads], bounds[np.concatenate([heads[1:], [len(starts)]])]
        for start, first, last in zip(starts[heads].tolist(), firsts.tolist(), lasts.tolist(), strict=True):
            np.matmul(self.tokens[start : start + last - first], turned, out=cosines[first:last])
        result[filled] = np.maximum.reduceat(cosines, bounds[:-1], axis=0)
        return result

    def save(self, folder: Path) -> None:
        """Write ``tokens.npy`` and its offsets."""
        np.save(folder / TOKENS_FILE, self.tokens, allow_pickle=False)
        np.save(folder / OFFSETS_FILE, self.offsets, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> TokenIndex:
        """Read what ``save`` wrote; tokens are read from disk as texts are looked at."""
        tokens = np.load(folder / TOKENS_FILE, mmap_mode="r", allow_pickle=False)
        return cls(tokens=np.asarray(tokens), offsets=np.load(folder / OFFSETS_FILE, allow_pickle=False))


LATE = tuple(f"late_{of}{end}" for of in ("span", "plain", "either") for end in ("", "_worst"))
"""Columns of ``Late.scores``: weighted mean and worst of the question's pieces' best cosines in the span, in
the plain questions that lead to it, and in both together."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Late:
    """Spans piece by piece, and the plain questions that lead to them.

    ``plain``: the different texts of the questions. ``asked``: for each span, those that lead to it.
    """

    projection: Projection
    piece_weights: PieceWeights
    spans: TokenIndex
    plain: TokenIndex
    asked: Relation

    def query(self, encoded: Encoded, place: int, *, length: int | None) -> LateQuery:
        """Make the query of the first ``length`` characters (None: all) of the text number ``place``.

        The model reads the text whole, so what stands behind still tells what the pieces mean. Without word
        pieces m = 0.
        """
        starts = encoded.starts[place]
        asked = np.ones(len(starts), dtype=np.bool_) if length is None else starts < length
        weights = self.piece_weights.of(encoded.pieces[place][asked])
        kept = telling(weights)
        total = max(float(weights[kept].sum()), 1e-12)
        vectors = self.projection.apply(encoded.tokens[place][asked][kept])
        return vectors, weights[kept] / np.float32(total)

    def scores(self, query: LateQuery, span_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Compare the question with each span, shape (len(span_ids), len(LATE)); NaN without pieces."""
        pieces, weights = query
        if not len(pieces):
            return np.full((len(span_ids), len(LATE)), np.nan, dtype=np.float32)
        span, plain = self.spans.best(pieces, span_ids), self._best_asked(pieces, span_ids)
        views = (span, plain, np.maximum(span, plain))
        columns = [column for best in views for column in mean_and_worst(best, weights)]
        return np.column_stack(columns).astype(np.float32)

    def _best_asked(self, pieces: NDArray[np.float32], span_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the best cosine of each piece in the questions of each span, (spans, m); 0 without any."""
        texts, owners = self.asked.of(span_ids)
        result = np.zeros((len(span_ids), len(pieces)), dtype=np.float32)
        if len(texts):
            different, places = np.unique(texts, return_inverse=True)
            having, starts = np.unique(owners, return_index=True)
            found = self.plain.best(pieces, different)[places]
            result[having] = np.maximum.reduceat(found, starts, axis=0)
        return result


def only_telling(text: Tokens, weights: PieceWeights) -> Tokens:
    """Leave out the pieces that tell nothing, such as "what", "is" and "?"; all stay if none tells."""
    kept = telling(weights.of(text.pieces))
    return Tokens(pieces=text.pieces[kept], vectors=text.vectors[kept])


def telling(weights: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Say of each of a text's pieces, by their weights, whether it tells something; all do if none would."""
    kept = weights > TELLING
    return kept if kept.any() else np.ones(len(weights), dtype=np.bool_)
