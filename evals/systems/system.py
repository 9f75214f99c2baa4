"""A system under test: anything that takes a question of a set and gives an answer.

A condition of ``conditions.toml`` names one of the builders beside this module and its settings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chatbot.answer import Answer
from corpus.document import Corpus
from corpus.errors import AsWrittenError
from evals.measures.case import Trace
from evals.questions.shape import Question
from index.search import Index


class NotInstalledError(AsWrittenError):
    """A system that needs a package which is not installed."""


@dataclass(frozen=True, kw_only=True)
class Workbench:
    """What all systems of a run share: the corpus and the index over it."""

    corpus: Corpus
    index: Index


@dataclass(frozen=True, kw_only=True)
class Response:
    """An answer, and how to tell its stages afterwards, outside the time it took."""

    answer: Answer
    trace: Callable[[], Trace | None]


@dataclass(frozen=True, kw_only=True)
class System:
    """A named way of answering. ``fitted_on``: names of the question sets that its weights were fitted on."""

    condition: str
    title: str
    ask: Callable[[Question], Response]
    fitted_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One entry of ``conditions.toml``."""

    name: str
    title: str
    about: str
    builder: str
    settings: Mapping[str, object]


Builder = Callable[[Workbench, Condition], System]
