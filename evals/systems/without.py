"""The program with one part left out: what that part is worth in the finished system.

Nothing is fitted anew: what a corpus does not bring is neutral to the models, and so is a sign that no model
looks at. That is what a user would get, and a part that others make up for is worth little here however much
it adds to a bare search.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from chatbot.answerer import Answerer
from chatbot.ranking.logistic import LogisticModel
from corpus.document import Corpus
from corpus.reader import fingerprint
from evals.systems.program import system_of
from evals.systems.system import Condition, System, Workbench
from index.errors import ForeignIndexError
from index.location import home
from index.search import Index
from index.storage.store import build_index, open_or_build


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
    try:
        return open_or_build(left, directory=directory, encoder=encoder)
    except ForeignIndexError:  # of another corpus that was measured here before
        return build_index(left, directory=directory, encoder=encoder)


OF_THE_CORPUS: Mapping[str, Callable[[Corpus], Corpus]] = {
    "plain_questions": lambda corpus: replace(corpus, plain_questions=()),
    "lexicon": lambda corpus: replace(corpus, subject=replace(corpus.subject, lexicons=())),
    "unanswerable_questions": lambda corpus: replace(corpus, unanswerable=()),
}
"""Parts that a corpus brings."""

Models = tuple[LogisticModel, LogisticModel]
"""The ranker, and the model of answerability."""


def without_late(ranker: LogisticModel, answerability: LogisticModel) -> Models:
    """Both models without a look at late interaction."""
    return blind(ranker, "late"), blind(answerability, "late")


def blind(model: LogisticModel, word: str) -> LogisticModel:
    """The model with no weight on the features whose name holds a word."""
    seen = np.asarray([word not in name.split("_") for name in model.features])
    return replace(model, weights=np.where(seen, model.weights, 0.0))


def without_ranker(ranker: LogisticModel, answerability: LogisticModel) -> Models:
    """Spans in the order of the fused search, as far apart as the ranker puts them."""
    fused = np.asarray([name == "fused_share" for name in ranker.features])
    return replace(ranker, weights=np.where(fused, np.linalg.norm(ranker.weights), 0.0)), answerability


OF_THE_MODELS: Mapping[str, Callable[[LogisticModel, LogisticModel], Models]] = {
    "late_interaction": without_late,
    "ranker": without_ranker,
}
"""Parts that the program brings."""
