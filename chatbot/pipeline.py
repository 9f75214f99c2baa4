"""From one part of a question to its ranked spans and the decision to answer, stage by stage.

Kept apart from the answer's wording, so that the evals and ``--explain`` see every stage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import chain, islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from chatbot.care.reading import NOTHING, CareReading
from chatbot.deciding.answerability import (
    BARE_SIGNS,
    SIGNS,
    answerability_signs,
    bare_signs,
    find_lack,
    is_known_topic,
)
from chatbot.deciding.verdict import Models, Verdict, decide
from chatbot.question.reading import PartReading
from chatbot.question.spelling import Speller, common_english_words
from chatbot.question.vocabulary import StageTable, Vocabulary, expansions_of
from chatbot.quoting.choosing import ChosenQuote, choose_quotes
from chatbot.ranking.cross_encoder import CrossEncoder
from chatbot.ranking.features import FEATURES, candidate_features
from chatbot.ranking.logistic import LogisticModel, load_model, probabilities_of
from chatbot.ranking.quotable import RankedSpan, reason_not_to_quote
from chatbot.ranking.reranking import READ, RERANKING, JointReader, Reranker
from chatbot.ranking.sentence_pairs import SentencePairs
from chatbot.ranking.span_facts import CorpusFacts
from index.encoder.encoded import Encoded
from index.encoder.joined import JoinedEncoder
from index.encoder.multilingual import MultilingualEncoder
from index.search import Found, Index
from index.text import tokenize
from ingest.structure import BlockKind

CANDIDATES = 20
"""Spans taken from each retriever; 18 to 60 answer alike, and fewer cost less (see evals/DECISIONS.md)."""
NEAR_TOPIC = 0.7
"""Late score from which two questions are on one matter (looked at on the calibration set)."""


def find(part: PartReading, meanings: Encoded, *, index: Index) -> Found:
    """Search for a part whose ``meanings`` are encoded; the one that starts with ``full`` piece by piece."""
    place = next(place for place, text in enumerate(part.meanings) if text.startswith(part.full))
    return index.find(
        part.wordings,
        meanings,
        place=place,
        length=len(part.full),
        language=part.language,
        k=CANDIDATES,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class PartTrace:
    """Everything one part went through; arrays in the order of ``ranked`` (best first) but for ``found``.

    ``quotes`` are chosen, best first; ``dropped`` says why each other candidate (by span id) is none.
    """

    part: PartReading
    found: Found
    ranked: tuple[RankedSpan, ...]
    matrix: NDArray[np.float64]
    reranking: NDArray[np.float64]
    logits: NDArray[np.float64]
    signs: NDArray[np.float64]
    verdict: Verdict
    quotes: tuple[ChosenQuote, ...]
    dropped: Mapping[int, str]


Model: TypeAlias = Callable[[str, tuple[str, ...]], LogisticModel]
"""Gives the model of a name, over these features."""


@dataclass(frozen=True)
class Pipeline:
    """The stages over one index: find, rank, decide, choose quotes."""

    index: Index
    facts: CorpusFacts
    ranker: LogisticModel
    answerability: LogisticModel
    models: Models = Models.RICH
    reranker: Reranker | None = None
    others: Pipeline | None = None
    """For parts in languages of the documents that are not read by word, if they go another way."""

    @classmethod
    def from_index(cls, index: Index, *, models: Traversable | None = None) -> Pipeline:
        """Make the pipeline with the models for what the corpus brings; those of ``models`` if given."""
        return cls.over(index, lambda name, features: load_model(name, features=features, folder=models))

    @classmethod
    def over(cls, index: Index, model: Model, cross_encoder: CrossEncoder | None = None) -> Pipeline:
        """Make the pipeline that fits what the corpus brings; ``cross_encoder``: the packaged one if none."""
        facts = CorpusFacts.of(index)

        def pipeline(models: Models, reader: JointReader | None, others: Pipeline | None = None) -> Pipeline:
            signs = BARE_SIGNS if reader else SIGNS
            ranker, answerability = model(f"ranker{models}", FEATURES), model(f"answerability{models}", signs)
            reranker = None
            if reader:
                weights = model(f"reranker{models}", RERANKING)
                reranker = Reranker.over(index.documents, model=weights, joint_reader=reader)
            return cls(index, facts, ranker, answerability, models, reranker, others)

        if facts.asked_plainly:
            return pipeline(Models.RICH, None)
        encoder = index.encoder
        languages = encoder.languages if isinstance(encoder, JoinedEncoder) else MultilingualEncoder()
        others = pipeline(Models.BARE_OTHER, SentencePairs(languages))
        return pipeline(Models.BARE, cross_encoder or CrossEncoder(), others)

    def of(self, part: PartReading) -> Pipeline:
        """Return the pipeline with the models for the language of ``part``."""
        return self if self.others is None or self.index.reads_by_word(part.language) else self.others

    @property
    def bare(self) -> bool:
        """Whether the corpus brings no plain questions, or too few: it is answered in a way of its own."""
        return self.reranker is not None

    def scored(
        self, part: PartReading, found: Found, matrix: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the log odds that each span found answers the part, shape (n,); ``matrix``: its features.

        And what the reranker looked at, shape (n, len(RERANKING)); without one (n, 0).
        """
        logits = self.ranker.logits(matrix)
        if self.reranker is None:
            return logits, np.zeros((len(logits), 0))
        spans = [self.index.spans[number] for number in found.span_ids.tolist()]
        order = best_first(found, logits).tolist()
        read = list(islice(self.quotable(part, found, order), READ))
        columns = self.reranker.features(part, spans, logits, read)
        return self.reranker.model.logits(columns), columns

    def ranked(self, found: Found, logits: NDArray[np.float64]) -> tuple[RankedSpan, ...]:
        """Return the spans found, best first."""
        order = best_first(found, logits)
        numbers, probabilities = found.span_ids[order].tolist(), probabilities_of(logits)[order].tolist()
        return tuple(
            RankedSpan(span_id=number, span=self.index.spans[number], probability=probability)
            for number, probability in zip(numbers, probabilities, strict=True)
        )

    def signs(
        self,
        part: PartReading,
        found: Found,
        ranked: Sequence[RankedSpan],
        logits: NDArray[np.float64],
        matrix: NDArray[np.float64],
        reranking: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return what the decision looks at; all but ``found`` in the order of ``ranked``."""
        if self.bare:
            return bare_signs(part, ranked, logits, matrix, self.facts, reranking)
        return answerability_signs(part, ranked, logits, matrix, self.facts, found.nearest)

    def quotable(self, part: PartReading, found: Found, order: Sequence[int]) -> Iterator[int]:
        """Yield those of ``order`` (places in ``found``) whose spans may answer the part."""
        for place in order:
            number = int(found.span_ids[place])
            candidate = RankedSpan(span_id=number, span=self.index.spans[number], probability=0.0)
            if not reason_not_to_quote(part, candidate, self.facts):
                yield place

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """How the documents spell and abbreviate."""
        return make_vocabulary(self.index)

    @cached_property
    def tells_subject(self) -> bool:
        """Whether a question off the subject can be told: by names, or by stored questions near it."""
        subject = self.index.subject
        return subject.about.states_scope and bool(subject.entities or self.index.unanswerable.near)

    def run(
        self, part: PartReading, encoded: Encoded | None = None, *, care: CareReading = NOTHING
    ) -> PartTrace:
        """Take one part of a text that calls for ``care`` through all stages; ``encoded``: its meanings."""
        encoded = encoded or self.index.encoder.read(part.meanings)
        if (stages := self.of(part)) is not self:
            return stages.run(part, encoded, care=care)
        found = find(part, encoded, index=self.index)
        matrix = candidate_features(part, found, self.facts)
        logits, reranking = self.scored(part, found, matrix)
        ranked, order = self.ranked(found, logits), best_first(found, logits)
        matrix, logits, reranking = matrix[order], logits[order], reranking[order]
        signs = self.signs(part, found, ranked, logits, matrix, reranking)
        probability = float(self.answerability.probabilities(signs[np.newaxis])[0])
        near_topic = bool(found.nearest.near) and found.nearest.late >= NEAR_TOPIC
        related = not self.tells_subject or is_known_topic(part) or near_topic
        lack, witness = find_lack(part, ranked, matrix, related=related)
        quotes, dropped = choose_quotes(
            part, ranked, self.facts, following=self.index.spans if self.bare else ()
        )
        best = max((quote.probability for quote in quotes), default=0.0)
        return PartTrace(
            part=part,
            found=found,
            ranked=ranked,
            matrix=matrix,
            reranking=reranking,
            logits=logits,
            signs=signs,
            verdict=decide(
                part,
                care,
                probability=probability,
                best=best,
                lack=lack,
                witness=witness,
                models=self.models,
            ),
            quotes=quotes,
            dropped=dropped,
        )


def best_first(found: Found, logits: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the places of the spans found, best first; of equal ones (to 1e-9) the lowest id first."""
    return np.lexsort((found.span_ids, -np.round(logits, 9)))


def make_vocabulary(index: Index) -> Vocabulary:
    """Return an index's vocabulary: corrections go to the documents' words, common English is left alone."""
    known = index.words.asked | common_english_words()
    rows = [span.text for span in index.spans if span.kind is BlockKind.TABLE_ROW]
    titled = Counter(chain.from_iterable(set(tokenize(one.source.title)) for one in index.documents))
    return Vocabulary(
        speller=Speller.from_words(index.words.written, known_words=known),
        expansions=expansions_of(index.documents),
        stages=StageTable.from_rows(rows),
        written=index.words.languages | index.languages,
        subject=index.subject,
        titled=frozenset(term for term, documents in titled.items() if documents == 1),
    )
