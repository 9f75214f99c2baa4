"""``python -m evals fit``: fit the ranker and the answerability model on the calibration set.

Only ``calibration.jsonl`` is fitted on, so every figure on the development set and on the holdout is one of
questions the models have not seen. Cross-validated figures on the calibration set itself are printed too.
Both models are plain logistic regressions (scikit-learn, L2); what they are fitted on, and with which
command, stands in their JSON files.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chatbot.deciding.answerability import SIGNS, answerability_signs
from chatbot.pipeline import CANDIDATES, find, make_vocabulary
from chatbot.question.reader import Reader
from chatbot.question.reading import PartReading, read_question
from chatbot.quoting.choosing import RankedSpan
from chatbot.ranking.features import FEATURES, candidate_features
from chatbot.ranking.logistic import LogisticModel
from chatbot.ranking.span_facts import CorpusFacts
from corpus.reader import read_corpus
from evals.measures.case import Library
from evals.questions.read import Question, QuestionSet, load_for_fitting
from evals.questions.shape import Expect
from index.encoder.load import load_encoder
from index.location import home
from index.progress import ProgressBar
from index.retrievers.unanswerable import Nearest
from index.search import Index
from index.storage.store import open_or_build

FITTED_ON = "calibration"
FOLDS = 10
RANKER_STRENGTH = 0.1
"""scikit-learn's C of the ranker; 0.03 to 1 rank alike across calibration and development set."""
ANSWERABILITY_STRENGTH = 0.1
"""scikit-learn's C of the answerability model, by cross-validated AUROC on the calibration set."""
MODELS = Path(__file__).resolve().parents[2] / "chatbot" / "models"


@dataclass(frozen=True, kw_only=True, eq=False)
class Example:
    """One part of a question with its candidates.

    ``matrix``: features, float64, shape (n, len(FEATURES)); ``relevant`` and
    ``quotable``: bool, shape (n,).
    ``answerable`` is None where the set does not say it of this part.
    """

    question: Question
    part: PartReading
    span_ids: NDArray[np.int64]
    matrix: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    quotable: NDArray[np.bool_]
    nearest: Nearest
    answerable: bool | None


def collect_examples(questions: QuestionSet, index: Index, library: Library) -> list[Example]:
    """Search each question's parts and mark the candidates that would cover a facet."""
    from tqdm import tqdm

    facts, vocabulary, reader = CorpusFacts.of(index), make_vocabulary(index), Reader.from_package()
    examples: list[Example] = []
    for question in tqdm(
        questions.questions, desc=f"searching {questions.name}", unit="question", disable=None
    ):
        reading = read_question(
            question.question, history=question.history, vocabulary=vocabulary, reader=reader
        )
        relevant = {number for facet in question.facets for number in library.relevant(facet)}
        for part in reading.parts:
            found = find(part, index.encoder.read(part.meanings), index=index)
            examples.append(
                Example(
                    question=question,
                    part=part,
                    span_ids=found.span_ids,
                    matrix=candidate_features(part, found, facts),
                    relevant=np.isin(found.span_ids, sorted(relevant)),
                    quotable=np.asarray([index.spans[i].quotable for i in found.span_ids.tolist()]),
                    nearest=found.nearest,
                    answerable=_answerable(question, parts=len(reading.parts)),
                )
            )
    return examples


def fit_ranker(examples: list[Example]) -> LogisticModel:
    """Fit which quotable candidate covers a facet; each question weighs the same. Comments are left out.

    Of a comment with several questions the set does not say which part a facet belongs to, so its labels
    would be wrong for each of them.
    """
    used = [e for e in examples if e.relevant.any() and _parts(e, examples) == 1]
    matrix = np.vstack([e.matrix[e.quotable] for e in used])
    labels = np.concatenate([e.relevant[e.quotable] for e in used])
    weights = np.concatenate([np.full(e.quotable.sum(), CANDIDATES / e.quotable.sum()) for e in used])
    return _fit(matrix, labels, weights, names=FEATURES, strength=RANKER_STRENGTH)


def fit_answerability(examples: list[Example], index: Index) -> tuple[LogisticModel, float]:
    """Fit whether a part is answerable, on signs from rankers that have not seen its question.

    Returns the model and its cross-validated AUROC.
    """
    from sklearn.metrics import roc_auc_score

    facts = CorpusFacts.of(index)
    folds = _folds(examples)
    signs: list[NDArray[np.float64]] = []
    labels: list[bool] = []
    groups: list[int] = []
    for fold in range(FOLDS):
        ranker = fit_ranker([e for e, own in zip(examples, folds, strict=True) if own != fold])
        for example, own in zip(examples, folds, strict=True):
            if own == fold and example.answerable is not None:
                signs.append(_signs(example, ranker, facts, index))
                labels.append(example.answerable)
                groups.append(fold)
    matrix, truth, fold_of = np.vstack(signs), np.asarray(labels), np.asarray(groups)
    weights = np.ones(len(truth))
    unseen = np.zeros(len(truth))
    for fold in range(FOLDS):
        held = fold_of == fold
        model = _fit(
            matrix[~held], truth[~held], weights[~held], names=SIGNS, strength=ANSWERABILITY_STRENGTH
        )
        unseen[held] = model.logits(matrix[held])
    full = _fit(matrix, truth, weights, names=SIGNS, strength=ANSWERABILITY_STRENGTH)
    return full, float(roc_auc_score(truth, unseen))


def cross_validated_first(examples: list[Example]) -> float:
    """Share of answerable questions whose best quotable candidate covers a facet, rankers cross-validated."""
    folds = _folds(examples)
    hits: list[bool] = []
    for fold in range(FOLDS):
        ranker = fit_ranker([e for e, own in zip(examples, folds, strict=True) if own != fold])
        for example, own in zip(examples, folds, strict=True):
            if own == fold and example.question.facets and _parts(example, examples) == 1:
                logits = np.where(example.quotable, ranker.logits(example.matrix), -np.inf)
                hits.append(bool(example.relevant[int(np.argmax(logits))]))
    return float(np.mean(hits))


def _signs(example: Example, ranker: LogisticModel, facts: CorpusFacts, index: Index) -> NDArray[np.float64]:
    logits = ranker.logits(example.matrix)
    order = np.lexsort((example.span_ids, -np.round(logits, 9)))
    ranked = [
        RankedSpan(span_id=i, span=index.spans[i], probability=0.0) for i in example.span_ids[order].tolist()
    ]
    return answerability_signs(
        example.part, ranked, logits[order], example.matrix[order], facts, example.nearest
    )


def _answerable(question: Question, *, parts: int) -> bool | None:
    """Say whether a part is answerable, where the question's own label settles it."""
    if question.expect is Expect.NO_ANSWER:
        return False
    if question.expect is Expect.URGENT or not question.facets:
        return None
    return True if parts in {1, len(question.facets)} else None


def _parts(example: Example, examples: list[Example]) -> int:
    return sum(other.question.id == example.question.id for other in examples)


def _folds(examples: list[Example]) -> list[int]:
    """Number the folds so that a question's parts stay together; the order of the file decides."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(e.question.id, len(numbers)) % FOLDS for e in examples]


def _fit(
    matrix: NDArray[np.float64],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    names: tuple[str, ...],
    strength: float,
) -> LogisticModel:
    from sklearn.linear_model import LogisticRegression

    means, scales = matrix.mean(axis=0), matrix.std(axis=0)
    scales = np.where(scales < 1e-9, 1.0, scales)
    fitted = LogisticRegression(C=strength, max_iter=10_000).fit(
        (matrix - means) / scales, labels, sample_weight=weights
    )
    return LogisticModel(
        features=names,
        weights=fitted.coef_[0],
        intercept=float(fitted.intercept_[0]),
        means=means,
        scales=scales,
    )


def _save(name: str, model: LogisticModel, *, questions: QuestionSet, strength: float) -> None:
    def by_feature(values: NDArray[np.float64]) -> dict[str, float]:
        return {feature: round(float(v), 6) for feature, v in zip(model.features, values, strict=True)}

    record = {
        "about": "Logistic regression; see chatbot/ranking/logistic.py.",
        "command": "python -m evals fit",
        "fitted_on": [questions.name],
        "question_set_sha256": questions.sha256,
        "strength": strength,
        "intercept": round(model.intercept, 6),
        "weights": by_feature(model.weights),
        "means": by_feature(model.means),
        "scales": by_feature(model.scales),
    }
    MODELS.mkdir(exist_ok=True)
    (MODELS / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``fit`` to the command line."""
    parser = subparsers.add_parser(
        "fit", help="fit the ranker and the answerability model on the calibration set"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fit both models, write them into ``chatbot/models`` and print the cross-validated figures."""
    del args
    corpus = read_corpus()
    index = open_or_build(corpus, directory=home() / "index", encoder=load_encoder(), progress=ProgressBar())
    questions = load_for_fitting(FITTED_ON, corpus)
    examples = collect_examples(questions, index, Library.from_corpus(corpus, index.spans))
    first = cross_validated_first(examples)
    _save("ranker", fit_ranker(examples), questions=questions, strength=RANKER_STRENGTH)
    answerability, auroc = fit_answerability(examples, index)
    _save("answerability", answerability, questions=questions, strength=ANSWERABILITY_STRENGTH)
    sys.stdout.write(
        f"fitted on {FITTED_ON}: {len(questions.questions)} questions\n"
        f"first candidate right, {FOLDS}-fold: {first:.3f}\n"
        f"answerable or not, AUROC, {FOLDS}-fold: {auroc:.3f}\n"
    )
    return 0
