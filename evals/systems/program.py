"""The program itself as a system under test: whole, without a part of it, or its understanding alone.

Without a part nothing is fitted anew: what a corpus does not bring is neutral to the models, and so is a sign
that no model looks at. That is what a user would get, and a part that others make up for is worth little here
however much it adds to a bare search.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

import numpy as np

from chatbot import pipeline
from chatbot.answerer import Answerer
from chatbot.question.reader import Reader
from chatbot.question.reading import read_question
from chatbot.ranking.logistic import LogisticModel
from corpus.document import Corpus
from corpus.reader import fingerprint
from evals.measures.case import PartTrace
from evals.questions.shape import Question
from evals.systems.baselines import Scored, ranking_system
from evals.systems.system import Condition, Response, System, Workbench
from index.location import home
from index.search import Index
from index.storage.store import OURS, open_or_build

RANKED = 10
"""A facet whose spans the ranker put behind this place counts as lost by the ranker, not by the choice."""

CERTAIN = 40.0
"""Log odds that no threshold reaches."""


def build_understood(bench: Workbench, condition: Condition) -> System:
    """The program's reading of the question (parts, spelling, lexicon, history), then fused search only."""
    vocabulary, reader = pipeline.make_vocabulary(bench.index), Reader.from_package()

    def ranked_parts(question: Question) -> Sequence[tuple[str, Scored]]:
        reading = read_question(
            question.question, history=question.history, vocabulary=vocabulary, reader=reader
        )
        return [(part.text, fused(part.wordings)) for part in reading.parts]

    def fused(wordings: tuple[str, ...]) -> Scored:
        found = bench.index.find(wordings)
        pairs = zip(found.span_ids.tolist(), found.column("fused").tolist(), strict=True)
        return [(number, score) for number, score in pairs if bench.index.spans[number].quotable]

    return ranking_system(bench, condition, ranked_parts)


def build_answerer(bench: Workbench, condition: Condition) -> System:
    """The program's answerer; with ``settings.abstains`` false it takes every question for answerable."""
    answerer = Answerer.from_index(bench.index)
    if not condition.settings["abstains"]:
        chain = replace(answerer.pipeline, answerability=always(answerer.pipeline.answerability))
        answerer = replace(answerer, pipeline=chain)
    return system_of(answerer, condition)


def system_of(answerer: Answerer, condition: Condition) -> System:
    """Any answerer as a system under test: ``explain``, the function behind ``answer``."""

    def ask(question: Question) -> Response:
        explained = answerer.explain(
            question.question, history=question.history, audience=question.audience, question_id=question.id
        )
        return Response(answer=explained.answer, trace=lambda: tuple(map(part_trace, explained.traces)))

    return System(condition=condition.name, title=condition.title, ask=ask, fitted_on=fitted_on())


def part_trace(part: pipeline.PartTrace) -> PartTrace:
    """What the evals need of the program's own trace of a part."""
    return PartTrace(
        retrieved=tuple(int(number) for number in part.found.span_ids),
        ranked=tuple(ranked.span_id for ranked in part.ranked[:RANKED]),
        chosen=tuple(ranked.span_id for quote in part.quotes for ranked in quote.spans),
        abstained=not part.verdict.answered,
        confidence=part.verdict.probability,
    )


def always(model: LogisticModel) -> LogisticModel:
    """A model over the same features that is always certain."""
    return replace(model, weights=np.zeros_like(model.weights), intercept=CERTAIN)


def fitted_on() -> tuple[str, ...]:
    """Names of the question sets that the packaged models say they were fitted on."""
    names: set[str] = set()
    for model in files("chatbot").joinpath("models").iterdir():
        if model.name.endswith(".json"):
            names |= set(json.loads(model.read_text("utf-8")).get("fitted_on", []))
    return tuple(sorted(names))


def build_without(bench: Workbench, condition: Condition) -> System:
    """The program without ``settings.part``: a name of ``OF_THE_CORPUS`` or of ``OF_THE_MODELS``."""
    part = str(condition.settings["part"])
    if part in OF_THE_CORPUS:
        answerer = Answerer.from_index(index_without(part, bench))
    else:
        whole = Answerer.from_index(bench.index)
        ranker, answerability = OF_THE_MODELS[part](whole.pipeline.ranker, whole.pipeline.answerability)
        chain = replace(whole.pipeline, ranker=ranker, answerability=answerability)
        answerer = replace(whole, pipeline=chain)
    return system_of(answerer, condition)


def index_without(part: str, bench: Workbench) -> Index:
    """The index of the corpus as if that part had never been written; kept below the program's home."""
    left = OF_THE_CORPUS[part](bench.corpus)
    left = replace(
        left, fingerprint=fingerprint(left.documents, left.plain_questions, left.unanswerable, left.subject)
    )
    directory, encoder = home() / "without" / part, bench.index.encoder
    return open_or_build(left, directory=directory, encoder=encoder, outdated=OURS)


OF_THE_CORPUS: Mapping[str, Callable[[Corpus], Corpus]] = {
    "plain_questions": lambda corpus: replace(corpus, plain_questions=()),
    "lexicon": lambda corpus: replace(corpus, subject=replace(corpus.subject, lexicons=())),
    "unanswerable_questions": lambda corpus: replace(corpus, unanswerable=()),
}
"""Parts that a corpus brings."""

Models = tuple[LogisticModel, LogisticModel]
"""The ranker, and the model of answerability."""


def blind(model: LogisticModel, word: str) -> LogisticModel:
    """The model with no weight on the features whose name holds a word."""
    seen = np.asarray([word not in name.split("_") for name in model.features])
    return replace(model, weights=np.where(seen, model.weights, 0.0))


def without_ranker(ranker: LogisticModel, answerability: LogisticModel) -> Models:
    """Spans in the order of the fused search, as far apart as the ranker puts them."""
    fused = np.asarray([name == "fused_share" for name in ranker.features])
    return replace(ranker, weights=np.where(fused, np.linalg.norm(ranker.weights), 0.0)), answerability


OF_THE_MODELS: Mapping[str, Callable[[LogisticModel, LogisticModel], Models]] = {
    "late_interaction": lambda ranker, answerability: (blind(ranker, "late"), blind(answerability, "late")),
    "ranker": without_ranker,
}
"""Parts that the program brings."""
