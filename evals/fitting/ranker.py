"""``python -m evals fit``: fit the ranker and the answerability model over several writers and corpora.

Both are plain logistic regressions (scikit-learn, L2). They are fitted on the calibration set and the
training cases of the part ``fit``, and a second time (for folders that bring no plain questions) on these and
the small corpora of ``evals/corpora``: every figure on the development set, the holdout and the other parts
is one of questions the models have not seen. Figures printed here are cross-validated over groups: one writer
or one corpus is left out at a time.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from chatbot.deciding.answerability import BARE_SIGNS, SIGNS
from chatbot.deciding.verdict import Models
from chatbot.pipeline import CANDIDATES, Pipeline, best_first
from chatbot.question.reader import Reader
from chatbot.ranking.cross_encoder import CrossEncoder
from chatbot.ranking.features import FEATURES
from chatbot.ranking.logistic import LogisticModel
from chatbot.ranking.reranking import READ, RERANKING
from corpus.errors import AsWrittenError
from evals.console import counted
from evals.fitting.examples import CORPORA, Example, calibration, own_corpus, search, training
from evals.measures.case import Library
from evals.questions.training import for_fitting
from evals.run import open_workbench
from index.search import Index

STRENGTH = 0.1
"""scikit-learn's C of both models: 0.03 to 1 rank alike across calibration and development set; the decision
is best there by cross-validated AUROC on the calibration set."""
MODELS = Path(__file__).resolve().parents[2] / "chatbot" / "models"
LEFT_OUT = Path(__file__).resolve().parent / "left_out"
"""A folder for each corpus of ``CORPORA`` with the models that have not seen its questions."""

Fitted: TypeAlias = Mapping[str, LogisticModel]
"""By the names of their files."""


class NotFittedError(AsWrittenError):
    """Models that no command has made yet."""


def own_corpora() -> list[str]:
    """Return the names of the corpora of ``CORPORA``."""
    return sorted(path.name for path in CORPORA.iterdir() if path.is_dir())


def unfitted(index: Index, cross_encoder: CrossEncoder | None = None) -> Pipeline:
    """A pipeline to search with: its models are yet to be fitted, perhaps on other features than before.

    ``cross_encoder``: reads the candidates where the corpus brings no plain questions.
    """
    empty = np.zeros(0)
    none = LogisticModel(features=(), weights=empty, intercept=0.0, means=empty, scales=empty)
    return Pipeline.over(index, lambda _name, _features: none, cross_encoder)


class RememberingCrossEncoder(CrossEncoder):
    """Reads each pair once: the models of several folds look at much the same candidates."""

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__()
        self._known: dict[tuple[str, str], float] = {}

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return what ``CrossEncoder.scores`` does."""
        new = [text for text in texts if (question, text) not in self._known]
        found = super().scores(question, new).tolist()
        self._known |= {(question, text): score for text, score in zip(new, found, strict=True)}
        return np.asarray([self._known[question, text] for text in texts])


def collect(folder: Path) -> list[Example]:
    """Search for every question; ``folder``: where indexes of the small corpora are built."""
    reader, cross_encoder = Reader.from_package(), RememberingCrossEncoder()
    examples: list[Example] = []
    for name in ("", *own_corpora()):
        bench = open_workbench(CORPORA / name if name else None, folder / name if name else None)
        corpus, pipeline = bench.corpus, unfitted(bench.index, cross_encoder)
        asked = (
            own_corpus(name, corpus, pipeline, reader)
            if name
            else chain(
                calibration(corpus, pipeline, reader), training(for_fitting(), corpus, pipeline, reader)
            )
        )
        parts = counted(asked, f"{name or 'packaged'}, parts searched for")
        examples += search(parts, pipeline, Library.from_corpus(corpus, pipeline.index.spans))
    return examples


def _with_signs(examples: Sequence[Example]) -> list[Example]:
    """Work out each example's signs with a ranker that has not seen its group."""
    result: list[Example] = []
    for group in counted(groups(examples), "rankers fitted without a writer"):
        ranker = fit_ranker([one for one in examples if one.asked.group != group])
        own = (one for one in examples if one.asked.group == group)
        for one in own:
            nothing_read = np.zeros((len(one.matrix), 0))
            result.append(replace(one, signs=_signs(one, ranker.logits(one.matrix), nothing_read)))
    return result


def fit_bare(examples: Sequence[Example]) -> Fitted:
    """Fit the models for folders that bring no plain questions: those read by word, and those that are not.

    The ranker of the first kind is fitted on all examples but the other kind's; everything else on the small
    corpora of its kind. What the later models are fitted on comes from earlier ones that have not seen its
    corpus.
    """
    own = {
        kind: [one for one in examples if one.pipeline.models is kind]
        for kind in (Models.RICH, Models.BARE, Models.BARE_OTHER)
    }
    by_word = [*own[Models.RICH], *own[Models.BARE]]
    fitted = {
        Models.BARE: _fit_stages(by_word, own[Models.BARE]),
        Models.BARE_OTHER: _fit_stages(own[Models.BARE_OTHER], own[Models.BARE_OTHER]),
    }
    return {f"{name}{kind}": model for kind, models in fitted.items() for name, model in models.items()}


def _fit_stages(examples: Sequence[Example], small: Sequence[Example]) -> Fitted:
    """Fit a ranker on ``examples``, reranker and decision on the ``small`` corpora among them."""
    names = groups(small)
    rankers = {name: fit_ranker([one for one in examples if one.asked.group != name]) for name in names}
    staged = [(one, _reranking(one, rankers[one.asked.group])) for one in small]
    reranker = _fit_reranker(staged)
    folds = {name: _fit_reranker([pair for pair in staged if pair[0].asked.group != name]) for name in names}
    signs = [
        replace(one, signs=_signs(one, folds[one.asked.group].logits(columns), columns))
        for one, columns in staged
    ]
    answerability = fit_answerability(signs, names=BARE_SIGNS)
    return {"ranker": fit_ranker(examples), "reranker": reranker, "answerability": answerability}


def _reranking(example: Example, ranker: LogisticModel) -> NDArray[np.float64]:
    """The columns the reranker reads, for one example."""
    logits, reranker = ranker.logits(example.matrix), example.pipeline.reranker
    if reranker is None:
        raise ValueError(f"{example.asked.group} brings plain questions: nothing is read twice there")
    spans = [example.pipeline.index.spans[number] for number in example.found.span_ids.tolist()]
    return reranker.features(example.asked.part, spans, logits, _best(example, logits))


def _best(example: Example, logits: NDArray[np.float64]) -> list[int]:
    """Places of what may be quoted, best first."""
    return [place for place in best_first(example.found, logits).tolist() if example.quotable[place]]


def _fit_reranker(staged: Sequence[tuple[Example, NDArray[np.float64]]]) -> LogisticModel:
    """Fit which of the candidates that were read covers a facet."""
    read = [(one, columns, _best(one, columns[:, 0])[:READ]) for one, columns in staged]
    return _fit_choice([(columns[rows], one.relevant[rows]) for one, columns, rows in read], names=RERANKING)


def groups(examples: Sequence[Example]) -> list[str]:
    """Return the writers and corpora of ``examples``, sorted."""
    return sorted({example.asked.group for example in examples})


def fit_ranker(examples: Sequence[Example]) -> LogisticModel:
    """Fit which quotable candidate covers a facet."""
    return _fit_choice([(e.matrix[e.quotable], e.relevant[e.quotable]) for e in examples], names=FEATURES)


def _fit_choice(
    questions: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]], *, names: tuple[str, ...]
) -> LogisticModel:
    """Fit which row of a question is right, where any is; each question weighs the same."""
    matrices, labels = zip(*(one for one in questions if one[1].any()), strict=True)
    weights = [np.full(len(right), CANDIDATES / len(right)) for right in labels]
    return _fit(np.vstack(matrices), np.concatenate(labels), np.concatenate(weights), names=names)


def fit_answerability(examples: Sequence[Example], *, names: tuple[str, ...] = SIGNS) -> LogisticModel:
    """Fit whether a part is answerable, on its signs ``names``."""
    used = [one for one in examples if one.asked.answerable is not None]
    labels = np.asarray([one.asked.answerable for one in used], dtype=np.bool_)
    matrix = np.vstack([one.signs for one in used])
    return _fit(matrix, labels, np.ones(len(labels)), names=names)


def figures(examples: Sequence[Example]) -> str:
    """Return a line for each group, by models fitted on all others: first right, AUROC."""
    lines = []
    for group in counted(groups(examples), "writers measured"):
        rest = [one for one in examples if one.asked.group != group]
        own = [one for one in examples if one.asked.group == group]
        ranker, answerability = fit_ranker(rest), fit_answerability(rest)
        lines.append(_figures(group, own, [ranker.logits(one.matrix) for one in own], answerability))
    return "".join(lines)


def bare_figures(name: str, examples: Sequence[Example], models: Fitted) -> str:
    """Return the same line for a corpus that ``models`` have not seen."""
    own = [one for one in examples if one.asked.group == name]
    kind = own[0].pipeline.models
    read = [_reranking(one, models[f"ranker{kind}"]) for one in own]
    logits = [models[f"reranker{kind}"].logits(columns) for columns in read]
    signed = [
        replace(one, signs=_signs(one, of, columns))
        for one, of, columns in zip(own, logits, read, strict=True)
    ]
    return _figures(name, signed, logits, models[f"answerability{kind}"])


def _figures(
    group: str,
    own: Sequence[Example],
    logits: Sequence[NDArray[np.float64]],
    answerability: LogisticModel,
) -> str:
    from sklearn.metrics import roc_auc_score

    hits = [_first_is_right(one, of) for one, of in zip(own, logits, strict=True) if one.asked.facets]
    known = [one for one in own if one.asked.answerable is not None]
    truth = np.asarray([one.asked.answerable for one in known])
    odds = answerability.logits(np.vstack([one.signs for one in known]))
    return (
        f"{group:12} first {np.mean(hits):.3f} of {len(hits)}, "
        f"answerable AUROC {roc_auc_score(truth, odds):.3f} of {len(truth)}\n"
    )


def _first_is_right(example: Example, logits: NDArray[np.float64]) -> bool:
    best = _best(example, logits)
    return bool(best and example.relevant[best[0]])


def _signs(
    example: Example, logits: NDArray[np.float64], reranking: NDArray[np.float64]
) -> NDArray[np.float64]:
    order, pipeline, found = best_first(example.found, logits), example.pipeline, example.found
    ranked = pipeline.ranked(found, logits)
    matrix = example.matrix[order]
    return pipeline.signs(example.asked.part, found, ranked, logits[order], matrix, reranking[order])


def _fit(
    matrix: NDArray[np.float64],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    names: tuple[str, ...],
) -> LogisticModel:
    """Fit over standardised columns; what does not exist for a corpus (NaN) counts as the column's mean."""
    from sklearn.linear_model import LogisticRegression

    exists = ~np.isnan(matrix).all(axis=0)  # what exists nowhere here weighs nothing where it does
    means, scales = np.zeros(matrix.shape[1]), np.ones(matrix.shape[1])
    means[exists] = np.nanmean(matrix[:, exists], axis=0)
    scales[exists] = np.nanstd(matrix[:, exists], axis=0)
    scales = np.where(scales < 1e-9, 1.0, scales)
    standard = np.nan_to_num((matrix - means) / scales)
    fitted = LogisticRegression(C=STRENGTH, max_iter=10_000).fit(standard, labels, sample_weight=weights)
    return LogisticModel(
        features=names,
        weights=fitted.coef_[0],
        intercept=float(fitted.intercept_[0]),
        means=means,
        scales=scales,
    )


def _save(models: Fitted, folder: Path, *, fitted_on: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        by_feature = {
            of: dict(zip(model.features, [round(v, 6) for v in values.tolist()], strict=True))
            for of, values in (("weights", model.weights), ("means", model.means), ("scales", model.scales))
        }
        record = {
            "about": "Logistic regression; see chatbot/ranking/logistic.py.",
            "command": "python -m evals fit",
            "fitted_on": list(fitted_on),
            "strength": STRENGTH,
            "intercept": round(model.intercept, 6),
            **by_feature,
        }
        (folder / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def run(_: argparse.Namespace) -> int:
    """Fit the models, write them into ``chatbot/models`` and print the cross-validated figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = collect(Path(folder))
    rich = _with_signs([one for one in found if one.asked.group not in own_corpora()])
    fitted = {"ranker": fit_ranker(rich), "answerability": fit_answerability(rich)}
    _save(fitted, MODELS, fitted_on=groups(rich))
    _save(fit_bare(found), MODELS, fitted_on=groups(found))
    sys.stdout.write("with plain questions\n" + figures(rich) + "without\n")
    for name in counted(own_corpora(), "corpora measured"):
        # From the beginning: a model that has seen the corpus would leave its traces in the later ones.
        rest = [one for one in found if one.asked.group != name]
        models = fit_bare(rest)
        _save(models, LEFT_OUT / name, fitted_on=groups(rest))
        sys.stdout.write(bare_figures(name, found, models))
    return 0


def left_out_models(name: str) -> Path:
    """The folder of the models that were fitted without a corpus of ``CORPORA``.

    Raises NotFittedError: there are none.
    """
    folder = LEFT_OUT / name
    if not folder.is_dir():
        raise NotFittedError(f"No models without the corpus {name} are kept: run python -m evals fit.")
    return folder
