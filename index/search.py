"""The front door of the index: one call takes a question and returns spans with a row of scores each.

Spans are what can be quoted; passages give them context; plain questions say in everyday words what a span
answers. Each kind is searched by words (BM25) and by meaning (vectors); what any of the six retrievers finds
is fused by ranks, then compared with the question piece by piece (late interaction). Nothing to the right
of this package looks behind ``Index.find``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.document import UNKNOWN
from corpus.subject import Subject
from index.encoder.encoded import Encoded
from index.encoder.load import Encoder
from index.facts import SpanFacts, WrittenWords
from index.retrievers.late import LATE, Late
from index.retrievers.projection import Projection
from index.retrievers.ranking import reciprocal_ranks
from index.retrievers.rows import (
    Field,
    Relation,
    Retrieved,
    cosines,
    retrieved_by_meaning,
    retrieved_by_words,
    span_ranks,
    span_scores,
)
from index.retrievers.stored_questions import Nearest, PlainQuestion, Unanswerable
from index.text import READ_BY_WORD, terms_of
from ingest.structure import ParsedDocument, Passage, Span

RETRIEVERS = tuple(f"{field}_{by}" for field in ("span", "passage", "plain") for by in ("lexical", "dense"))
SCORES = (*RETRIEVERS, "fused")
OWN = ("own_span_dense", "own_plain_dense")
COLUMNS = (*SCORES, *OWN, "beside_plain_dense", *LATE)
"""Columns of ``Found.scores``. The lexical ones are BM25 (0 and up), the dense ones cosines, each of the
wording that scores highest; ``fused`` is a sum of reciprocal ranks. ``own_…`` are cosines of the first
meaning alone. ``beside_plain_dense``: the best ``plain_dense`` of the spans found that stand next to it in
its passage, 0 where none does. The last ones are those of ``Late.scores``."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """Spans found for a question, best fused score first, equal scores by ascending id.

    ``span_ids``: int64, shape (n,). ``scores``: float32, shape (n, len(COLUMNS)).
    ``nearest``: how near the question comes to one that is known to have no answer.
    """

    span_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    nearest: Nearest

    def column(self, name: str) -> NDArray[np.float64]:
        """Return one of ``COLUMNS``, shape (n,)."""
        return self.scores[:, COLUMNS.index(name)].astype(np.float64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Index:
    """Everything needed to search a corpus; knows nothing of files (see ``index.storage.store``).

    ``facts``: what is known of each span, in the order of ``spans``; ``words``: those of them all.
    ``span_passage``: int64, shape (spans,): the position of each span's passage in ``passages``.
    ``subject``: what the corpus says of itself. ``read_questions`` gives the plain questions.
    ``fingerprint``: equal for equal corpora, encoders and programs.
    """

    documents: tuple[ParsedDocument, ...]
    passages: tuple[Passage, ...]
    spans: tuple[Span, ...]
    facts: tuple[SpanFacts, ...]
    words: WrittenWords
    span_passage: NDArray[np.int64]
    read_questions: Callable[[], tuple[PlainQuestion, ...]]
    span_field: Field
    passage_field: Field
    plain_field: Field
    late: Late
    unanswerable: Unanswerable
    subject: Subject
    encoder: Encoder
    metric: Projection
    fingerprint: str

    @cached_property
    def plain_questions(self) -> tuple[PlainQuestion, ...]:
        """The plain questions one by one: to find by them, only what is known of them is needed."""
        return self.read_questions()

    def reads_by_word(self, language: str | None) -> bool:
        """Whether a question in ``language`` is compared by what an English model makes of its words too.

        Not in a language of the documents that it does not know, unless the corpus's own questions have
        taught the metric what that is worth: of four small folders in Spanish, German and French 0.48 of the
        questions have the right span first, and 0.41 with it.
        """
        if self.metric.learned:
            return True
        if self.languages.isdisjoint(READ_BY_WORD | {UNKNOWN}):
            return False
        return language in READ_BY_WORD or language not in self.languages

    @cached_property
    def languages(self) -> frozenset[str]:
        """In which the documents are written."""
        return frozenset(one.source.language for one in self.documents)

    def find(
        self,
        wordings: Sequence[str],
        meanings: Encoded | None = None,
        *,
        place: int = 0,
        length: int | None = None,
        language: str | None = None,
        k: int = 50,
    ) -> Found:
        """Return the union of each retriever's ``k`` best spans, with every score of each.

        ``wordings`` of one question are searched by words, ``meanings`` (None: the same, encoded) by meaning.
        Of the meaning number ``place`` the first ``length`` characters (None: all) are compared piecewise.
        In a ``language`` (None: unknown) that is not read by word only whole texts are compared.
        """
        meanings = self.encoder.read(wordings) if meanings is None else meanings
        by_word = self.reads_by_word(language)
        meanings = meanings if by_word else meanings.as_wholes()
        vectors = self.metric.apply(meanings.vectors)
        terms = [terms_of(wording, by_word=by_word) for wording in wordings]
        retrieved: list[tuple[Retrieved, Relation]] = []
        for field in (self.span_field, self.passage_field, self.plain_field):
            retrieved += [
                (retrieved_by_words(field.lexical, terms, k=k), field.lexical_spans),
                (retrieved_by_meaning(field.dense, vectors, k=k), field.dense_spans),
            ]
        span_ids, fused = reciprocal_ranks([span_ranks(rows, to, k=k) for (rows, _), to in retrieved])
        if not len(span_ids):
            scores = np.zeros((0, len(COLUMNS)), dtype=np.float32)
            return Found(span_ids=span_ids, scores=scores, nearest=Nearest())
        every = [span_scores(scores_of, to, span_ids) for (_, scores_of), to in retrieved]
        own = [
            span_scores(cosines(field.dense, vectors[:1]), field.dense_spans, span_ids)
            for field in (self.span_field, self.plain_field)
        ]
        beside = self._beside(span_ids, every[RETRIEVERS.index("plain_dense")])
        query = self.late.query(meanings, place, length=length)
        late = self.late.scores(query, span_ids)
        return Found(
            span_ids=span_ids,
            scores=np.column_stack([*every, fused, *own, beside, late]).astype(np.float32),
            nearest=self.unanswerable.nearest(vectors, query),
        )

    def _beside(self, span_ids: NDArray[np.int64], scores: NDArray[np.float32]) -> list[float]:
        """Return the best score of the spans found that stand next to each in its passage, 0 where none."""
        by_span = dict(zip(span_ids.tolist(), scores.tolist(), strict=True))
        return [
            max(
                (
                    by_span[other]
                    for other in (number - 1, number + 1)
                    if other in by_span and self.span_passage[other] == self.span_passage[number]
                ),
                default=0.0,
            )
            for number in by_span
        ]
