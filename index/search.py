"""The index of a corpus: six retrievers over three kinds of text, and their fusion.

Spans are what can be quoted; passages give them context; plain questions say in everyday words what a
span answers. Each kind is searched by words (BM25) and by meaning (vectors). Every result is a span; what was
found is then compared with the question piece by piece (late interaction).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.subject import Subject
from index.encoder.encoded import Encoded
from index.encoder.load import Encoder
from index.hit import Hit
from index.retrievers.dense import DenseIndex
from index.retrievers.evidence import DenseEvidence, Evidence, LexicalEvidence, Links, span_ranks, span_scores
from index.retrievers.fusion import reciprocal_ranks
from index.retrievers.late import LateQuery, PieceWeights, TokenIndex
from index.retrievers.lexical import LexicalIndex
from index.retrievers.metric import Metric
from index.retrievers.plain_questions import PlainQuestion
from index.retrievers.projection import Projection
from index.retrievers.relation import Relation
from index.retrievers.unanswerable import Unanswerable
from index.text import tokenize
from ingest.structure import ParsedDocument, Passage, Span

RETRIEVERS = (
    "span_lexical",
    "span_dense",
    "passage_lexical",
    "passage_dense",
    "plain_lexical",
    "plain_dense",
)
SCORES = (*RETRIEVERS, "fused")
"""Columns of ``Candidates.scores`` and keys of ``Hit.scores``. The lexical ones are BM25 (0 and up), the
dense ones cosines; ``fused`` is a sum of reciprocal ranks."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One kind of text by words and by meaning, and the spans that the rows of either lead to.

    Passages and spans have the same rows for both. Plain questions are searched by meaning one by one, and
    by words in groups (one row for all questions of one language on one place): a question's word is then
    found in any of the wordings, which finds more than each wording by itself.
    """

    lexical: LexicalIndex
    lexical_links: Links
    dense: DenseIndex
    dense_links: Links


LATE = (
    "late_span",
    "late_span_worst",
    "late_plain",
    "late_plain_worst",
    "late_either",
    "late_either_worst",
)
"""Columns of ``Late.scores``: weighted mean and worst of the question's pieces' best cosines in the span, in
the plain questions that lead to it, and in both together."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Late:
    """Spans piece by piece, and beside each the plain questions that lead to it; both numbered by span."""

    projection: Projection
    piece_weights: PieceWeights
    spans: TokenIndex
    plain: TokenIndex

    def query(self, encoded: Encoded, place: int, *, length: int) -> LateQuery:
        """Make a query of the first ``length`` characters of the text number ``place``."""
        return LateQuery.of(
            encoded, place, length=length, weights=self.piece_weights, projection=self.projection
        )

    def scores(self, query: LateQuery, span_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Compare the question with each span, shape (len(span_ids), len(LATE))."""
        numbers = span_ids.tolist()
        span, plain = self.spans.best(query, numbers), self.plain.best(query, numbers)
        views = (span, plain, np.maximum(span, plain))
        return np.column_stack(
            [column for best in views for column in (query.mean(best), query.worst(best))]
        ).astype(np.float32)


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidates:
    """Spans found for a question, best fused score first, equal scores by ascending id.

    ``span_ids``: int64, shape (n,). ``scores``: float32, shape (n, 7), columns ``SCORES``.
    ``query_vectors``: float32, shape (wordings, dimension), under the index's metric.
    """

    span_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    query_vectors: NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Index:
    """Everything needed to search a corpus; knows nothing of files (see ``index.storage.store``).

    ``span_passage``: int64, shape (spans,): the position of each span's passage in ``passages``.
    ``plain_questions``: one by one. ``plain_group``: int64, the row of each in the plain field's lexical
    index.
    ``subject``: what the corpus says of itself.
    ``fingerprint``: equal for equal corpora, encoders and programs.
    """

    documents: tuple[ParsedDocument, ...]
    passages: tuple[Passage, ...]
    spans: tuple[Span, ...]
    span_passage: NDArray[np.int64]
    plain_questions: tuple[PlainQuestion, ...]
    plain_group: NDArray[np.int64]
    span_field: Field
    passage_field: Field
    plain_field: Field
    late: Late
    unanswerable: Unanswerable
    subject: Subject
    encoder: Encoder
    metric: Metric
    fingerprint: str

    @property
    def plain_spans(self) -> Relation:
        """Which spans each plain question leads to."""
        return self.plain_field.dense_links.spans_of

    def search(self, query: str, *, k: int = 50) -> list[Hit]:
        """Return the spans that any retriever has among its ``k`` best, by reciprocal rank fusion."""
        found = self.candidates([query], k=k)
        return [
            Hit(
                span_id=span_id,
                span=self.spans[span_id],
                passage=self.passages[self.span_passage[span_id]],
                scores=dict(zip(SCORES, row, strict=True)),
            )
            for span_id, row in zip(found.span_ids.tolist(), found.scores.tolist(), strict=True)
        ]

    def candidates(
        self,
        queries: Sequence[str],
        *,
        k: int = 50,
        without_plain: frozenset[int] = frozenset(),
        vectors: NDArray[np.float32] | None = None,
    ) -> Candidates:
        """Return the union of each retriever's ``k`` best spans, with every retriever's score of each.

        Args:
            queries: wordings of one question; each score is that of the wording that scores highest.
            k: spans taken from each retriever.
            without_plain: positions in ``plain_questions`` to leave out, as if they had not been written.
                Scores are exact but for idf and mean length, which stay those of the whole set.
            vectors: what to search by meaning, as the encoder gives it; None encodes ``queries``.

        """
        vectors = self.metric.apply(self.encoder.encode(queries) if vectors is None else vectors)
        wordings = [tokenize(query) for query in queries]
        nothing = np.zeros(0, dtype=np.int64)
        left_out = np.asarray(sorted(without_plain), dtype=np.int64)
        evidence: list[tuple[Evidence, Links]] = []
        for field in (self.span_field, self.passage_field, self.plain_field):
            is_plain = field is self.plain_field
            replaced = self._groups_without(without_plain) if is_plain else None
            lexical = LexicalEvidence.gather(field.lexical, wordings, replaced=replaced)
            dense = DenseEvidence(
                index=field.dense, vectors=vectors, without=left_out if is_plain else nothing
            )
            evidence += [(lexical, field.lexical_links), (dense, field.dense_links)]
        span_ids, fused = reciprocal_ranks([span_ranks(view, links, k=k) for view, links in evidence])
        columns = [span_scores(view, links, span_ids) for view, links in evidence]
        return Candidates(
            span_ids=span_ids,
            scores=np.column_stack([*columns, fused]).astype(np.float32),
            query_vectors=vectors,
        )

    def cosines(self, vectors: NDArray[np.float32], span_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return each span's best cosine with ``vectors`` (of ``Candidates.query_vectors``) in each field.

        Shape (len(span_ids), 3): the span itself, its passage, its plain questions (0 where it has none).
        """
        nothing = np.zeros(0, dtype=np.int64)
        columns = [
            span_scores(
                DenseEvidence(index=field.dense, vectors=vectors, without=nothing),
                field.dense_links,
                span_ids,
            )
            for field in (self.span_field, self.passage_field, self.plain_field)
        ]
        return np.column_stack(columns).astype(np.float32)

    def _groups_without(self, left_out: frozenset[int]) -> dict[int, list[str]]:
        """Return the terms that remain of each group that loses a question."""
        groups = np.unique(self.plain_group[np.asarray(sorted(left_out), dtype=np.int64)])
        return {
            int(group): [
                term
                for member in np.flatnonzero(self.plain_group == group).tolist()
                if member not in left_out
                for term in tokenize(self.plain_questions[member].text)
            ]
            for group in groups
        }
