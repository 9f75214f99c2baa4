"""The baselines: what the program must beat.

They quote the five best spans of one retriever, understand nothing, and never abstain.
"""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chatbot.answer import Answer, Outcome, Part, Quote
from corpus.document import Source
from evals.measures.case import COUNTED_QUOTES, PartTrace
from evals.questions.shape import Question
from evals.systems.system import Condition, NotInstalledError, Response, System, Workbench
from index.location import stay_offline
from index.retrievers.lexical import LexicalIndex
from index.retrievers.ranking import Ranking, best, reciprocal_ranks
from index.search import COLUMNS, Found
from index.text import tokenize
from ingest.structure import Span

Scored = Sequence[tuple[int, float]]
"""Span ids with their scores, best first."""

DEPTH = 50

FUSED_FROM: Mapping[str, tuple[str, str]] = {
    "rrf": ("span_lexical", "span_dense"),
    "context_rrf": ("context_lexical", "span_dense"),
}
"""What reciprocal rank fusion is made of: the spans alone, or by words with their title and section."""


def build_spans(bench: Workbench, condition: Condition) -> System:
    """The five best quotable spans by ``settings.score``.

    A name of ``SCORES``, ``"context_lexical"`` (BM25 over title, section and span), or one of
    ``FUSED_FROM``, which fuses two of these.
    """
    score = str(condition.settings["score"])
    names = FUSED_FROM.get(score, (score,))
    quotable = np.asarray([span.quotable for span in bench.index.spans], dtype=np.bool_)
    context = context_index(bench) if "context_lexical" in names else None

    def ranked_by(name: str, found: Found, query: str) -> Ranking:
        if context is not None and name == "context_lexical":
            ids, scores = context.matches(tokenize(query))
        else:
            ids, scores = found.span_ids, found.scores[:, COLUMNS.index(name)]
        # A lexical 0 means that no word matched, which is no result.
        kept = quotable[ids] & ((scores > 0) | (not name.endswith("_lexical")))
        return best(ids[kept], scores[kept], k=DEPTH)

    def rank(query: str) -> Scored:
        found = bench.index.find([query], k=DEPTH)
        rankings = [ranked_by(name, found, query) for name in names]
        if score in FUSED_FROM:
            rankings = [reciprocal_ranks([(ids, np.arange(1, len(ids) + 1)) for ids, _ in rankings])]
        ids, scores = rankings[0]
        return list(zip(ids.tolist(), scores.tolist(), strict=True))

    return ranking_system(bench, condition, lambda question: [(question.question, rank(question.question))])


def context_index(bench: Workbench) -> LexicalIndex:
    """BM25 over each span with its document's title and its section before it."""
    titles = {document.source.doc_id: document.source.title for document in bench.corpus.documents}
    return LexicalIndex.from_terms(
        tokenize(" ".join((titles[span.doc_id], *span.section, span.search_text)))
        for span in bench.index.spans
    )


def build_txtai(bench: Workbench, condition: Condition) -> System:
    """The hybrid search of txtai (its own BM25 and FAISS, equal weights) on our spans, with our encoder.

    Raises NotInstalledError: txtai is not installed.
    """
    stay_offline()
    try:
        from txtai import Embeddings
    except ImportError as error:
        message = "txtai is not installed; install the optional group: pip install 'aswritten[evals]'"
        raise NotInstalledError(message) from error

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        """What txtai calls: it takes plain functions only."""
        return bench.index.encoder.read(texts).vectors

    embeddings = Embeddings({"method": "external", "transform": encode, "hybrid": True, "content": False})
    spans = [(number, span.search_text) for number, span in enumerate(bench.index.spans) if span.quotable]
    embeddings.index([(number, text, None) for number, text in spans])

    def rank(query: str) -> Scored:
        return [(int(number), float(score)) for number, score in embeddings.search(query, DEPTH)]

    return ranking_system(bench, condition, lambda question: [(question.question, rank(question.question))])


def ranking_system(
    bench: Workbench, condition: Condition, ranked_parts: Callable[[Question], Sequence[tuple[str, Scored]]]
) -> System:
    """A system that quotes the first five of a ranking for each part of a question, always.

    ``ranked_parts`` gives the text of each part with its ranking.
    """
    sources = {document.source.doc_id: document.source for document in bench.corpus.documents}
    spans, outcomes = bench.index.spans, (Outcome.NOT_IN_SOURCES, Outcome.ANSWERED)

    def quoted(text: str, ranking: Scored) -> Part:
        quotes = tuple(
            quote_of(spans[number], sources[spans[number].doc_id], score=score)
            for number, score in ranking[:COUNTED_QUOTES]
        )
        return Part(question=text, about="", outcome=outcomes[bool(quotes)], message="", quotes=quotes)

    def ask(question: Question) -> Response:
        begun = time.perf_counter()
        ranked = ranked_parts(question)
        parts = tuple(quoted(text, ranking) for text, ranking in ranked)
        answer = Answer(
            id=question.id,
            question=question.question,
            audience=question.audience,
            language=question.language,
            outcome=outcomes[any(part.quotes for part in parts)],
            notices=(),
            parts=parts,
            elapsed_ms=(time.perf_counter() - begun) * 1000,
            index=bench.index.fingerprint,
        )
        return Response(answer=answer, trace=lambda: tuple(_trace_of(ranking) for _, ranking in ranked))

    return System(condition=condition.name, title=condition.title, ask=ask)


def _trace_of(ranking: Scored) -> PartTrace:
    numbers = tuple(number for number, _ in ranking)
    return PartTrace(
        retrieved=numbers,
        ranked=numbers,
        chosen=numbers[:COUNTED_QUOTES],
        abstained=not numbers,
        confidence=ranking[0][1] if ranking else 0.0,
    )


def quote_of(span: Span, source: Source, *, score: float) -> Quote:
    """A span as a quote without context, references and notices; the score is the retriever's own."""
    return Quote(
        text=span.text,
        file=source.file,
        doc_id=span.doc_id,
        start=span.start,
        end=span.end,
        section=span.section,
        voice=span.voice,
        title=source.title,
        publisher=source.publisher,
        date=span.date,
        audience=source.audience,
        language=source.language,
        page=0,
        references=(),
        context=(),
        notices=(),
        score=score,
    )
