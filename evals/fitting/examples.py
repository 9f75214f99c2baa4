"""What ranker and decision are fitted on: questions with what was found for them, of several corpora.

Three sources: the calibration set, the training cases of the part ``fit`` (single questions, questions that
tempt, questions inside comments), and the small corpora of ``evals/corpora``, which bring no companions. One
group is one writer or one corpus; what is cross-validated leaves whole groups out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatbot.pipeline import Pipeline, find
from chatbot.question.reader import Reader
from chatbot.question.reading import PartReading, read_part, read_question
from chatbot.question.splitting import AskedPart
from chatbot.ranking.features import candidate_features
from corpus.document import Corpus
from evals.measures.case import Library
from evals.questions.read import QuestionSetError, load_for_fitting, load_set
from evals.questions.shape import Expect, Facet, Question, read_case
from evals.questions.training import TrainingCases
from index.search import Found
from ingest.text.language import detect_language

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
"""Small corpora with questions, written for this project; their folders are their names."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """One part of a question with its labels.

    ``answerable`` is None where nobody said it of this very part; ``facets`` are those of this part.
    """

    group: str
    part: PartReading
    facets: tuple[Facet, ...]
    answerable: bool | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Example:
    """One part with its candidates in the order of ``found``.

    ``matrix``: features, float64, shape (n, len(FEATURES)); ``relevant`` (would cover a facet) and
    ``quotable``: bool, shape (n,). ``signs``: float64, shape (len(SIGNS),), once a ranker has been fitted.
    """

    asked: Asked
    pipeline: Pipeline
    found: Found
    matrix: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    quotable: NDArray[np.bool_]
    signs: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def calibration(corpus: Corpus, pipeline: Pipeline, reader: Reader) -> Iterator[Asked]:
    """Yield the parts of the calibration set."""
    for question in load_for_fitting("calibration", corpus).questions:
        yield from _parts(question, "calibration", pipeline, reader)


def training(cases: TrainingCases, corpus: Corpus, pipeline: Pipeline, reader: Reader) -> Iterator[Asked]:
    """Yield the parts of the training cases; a comment's questions are those its writer marked."""
    for kind in ("questions", "tempting"):
        for case in cases[kind]:
            record = {name: value for name, value in case.items() if name != "writer"}
            question = _labelled(record, corpus, case["writer"])
            yield from _parts(question, case["writer"], pipeline, reader)
    for case in cases["comments"]:
        yield from _comment(case, corpus, pipeline)


def own_corpus(name: str, corpus: Corpus, pipeline: Pipeline, reader: Reader) -> Iterator[Asked]:
    """Yield the parts of the questions of a corpus of ``CORPORA``."""
    for path in sorted((CORPORA / name).glob("questions*.jsonl")):
        for question in load_set(str(path), corpus).questions:
            yield from _parts(question, name, pipeline, reader)


def search(asked: Iterable[Asked], pipeline: Pipeline, library: Library) -> Iterator[Example]:
    """Search for each part and mark the candidates that would cover a facet."""
    index = pipeline.index
    for one in asked:
        found = find(one.part, index.encoder.read(one.part.meanings), index=index)
        relevant = {number for facet in one.facets for number in library.relevant(facet)}
        yield Example(
            asked=one,
            pipeline=pipeline.of(one.part),
            found=found,
            matrix=candidate_features(one.part, found, pipeline.facts),
            relevant=np.isin(found.span_ids, sorted(relevant)),
            quotable=np.isin(
                np.arange(len(found.span_ids)),
                list(pipeline.quotable(one.part, found, range(len(found.span_ids)))),
            ),
        )


def _parts(question: Question, group: str, pipeline: Pipeline, reader: Reader) -> Iterator[Asked]:
    """Yield a question's parts; facets and answerability only where the question has one part."""
    reading = read_question(
        question.question, history=question.history, vocabulary=pipeline.vocabulary, reader=reader
    )
    alone = len(reading.parts) == 1
    for part in reading.parts:
        answerable: bool | None = None
        if question.expect is Expect.NO_ANSWER:
            answerable = False
        elif question.facets and question.expect is not Expect.URGENT and alone:
            answerable = True
        yield Asked(group=group, part=part, facets=question.facets if alone else (), answerable=answerable)


def _labelled(record: dict[str, Any], corpus: Corpus, writer: str) -> Question:
    """A training question as a case. Raises QuestionSetError: it is none."""
    case = read_case({"audience": "patient", "kind": "fact", **record}, corpus)
    if isinstance(case, Question):
        return case
    raise QuestionSetError(
        f"The training question {record['id']} of the writer {writer}: {case[0]}; mend it."
    )


def _comment(case: dict[str, Any], corpus: Corpus, pipeline: Pipeline) -> Iterator[Asked]:
    sentences = case["sentences"]
    whole = " ".join(sentence["text"] for sentence in sentences)
    language = detect_language(whole, pipeline.vocabulary.foreign)
    for number, asked in enumerate(case["questions"]):
        record = {
            "id": f"{case['id']}-{number}",
            "question": asked["asked"],
            "expect": "answer" if asked["facets"] else "no_answer",
            "facets": asked["facets"],
        }
        question = _labelled(record, corpus, case["writer"])
        own = asked["at"]
        told = [n for n, s in enumerate(sentences) if s["says"] in {"asks", "patient", "writer"}]
        part = AskedPart(
            numbers=tuple(own),
            text=" ".join(sentences[n]["text"] for n in own),
            lead=sentences[own[0] - 1]["text"] if own[0] else "",
            story=" ".join(sentences[n]["text"] for n in told if n not in own),
        )
        personal = bool(asked.get("personal"))
        yield Asked(
            group=case["writer"],
            part=read_part(
                part, earlier=[], language=language, vocabulary=pipeline.vocabulary, personal=personal
            ),
            facets=question.facets,
            answerable=True if question.facets else None if personal else False,
        )
