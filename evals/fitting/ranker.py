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
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chatbot.deciding.answerability import SIGNS, answerability_signs
from chatbot.pipeline import BARE, CANDIDATES, Pipeline
from chatbot.question.reader import Reader
from chatbot.ranking.features import FEATURES
from chatbot.ranking.logistic import LogisticModel
from chatbot.ranking.span_facts import CorpusFacts
from corpus.errors import AsWrittenError
from evals.fitting.examples import (
    CORPORA,
    Example,
    calibration,
    own_corpus,
    ranked_as_found,
    search,
    training,
)
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


class NotFittedError(AsWrittenError):
    """Models that no command has made yet."""


def own_corpora() -> list[str]:
    """Return the names of the corpora of ``CORPORA``."""
    return sorted(path.name for path in CORPORA.iterdir() if path.is_dir())


def unfitted(index: Index) -> Pipeline:
    """A pipeline to search with: its models are yet to be fitted, perhaps on other features than before."""
    none = LogisticModel(
        features=(), weights=np.zeros(0), intercept=0.0, means=np.zeros(0), scales=np.zeros(0)
    )
    return Pipeline(index=index, facts=CorpusFacts.of(index), ranker=none, answerability=none)


def collect(folder: Path) -> list[Example]:
    """Search for every question; ``folder``: where indexes of the small corpora are built."""
    reader = Reader.from_package()
    examples: list[Example] = []
    for name in ("", *own_corpora()):
        bench = open_workbench(CORPORA / name if name else None, folder / name if name else None)
        corpus, pipeline = bench.corpus, unfitted(bench.index)
        asked = (
            own_corpus(name, corpus, pipeline, reader)
            if name
            else chain(
                calibration(corpus, pipeline, reader), training(for_fitting(), corpus, pipeline, reader)
            )
        )
        found = list(search(asked, pipeline, Library.from_corpus(corpus, pipeline.index.spans)))
        examples += found
        sys.stderr.write(f"{name or 'packaged'}: {len(found)} parts\n")
    return examples


def _with_signs(examples: Sequence[Example]) -> list[Example]:
    """Work out each example's signs with a ranker that has not seen its group."""
    result: list[Example] = []
    for group in groups(examples):
        ranker = fit_ranker([one for one in examples if one.asked.group != group])
        own = (one for one in examples if one.asked.group == group)
        result += [replace(one, signs=_signs(one, ranker)) for one in own]
    return result


def groups(examples: Sequence[Example]) -> list[str]:
    """Return the writers and corpora of ``examples``, sorted."""
    return sorted({example.asked.group for example in examples})


def fit_ranker(examples: Sequence[Example]) -> LogisticModel:
    """Fit which quotable candidate covers a facet; each question weighs the same."""
    used = [e for e in examples if (e.relevant & e.quotable).any()]
    matrix = np.vstack([e.matrix[e.quotable] for e in used])
    labels = np.concatenate([e.relevant[e.quotable] for e in used])
    weights = np.concatenate([np.full(e.quotable.sum(), CANDIDATES / e.quotable.sum()) for e in used])
    return _fit(matrix, labels, weights, names=FEATURES)


def fit_answerability(examples: Sequence[Example]) -> LogisticModel:
    """Fit whether a part is answerable, on its signs."""
    used = [one for one in examples if one.asked.answerable is not None]
    labels = np.asarray([one.asked.answerable for one in used], dtype=np.bool_)
    matrix = np.vstack([one.signs for one in used])
    return _fit(matrix, labels, np.ones(len(labels)), names=SIGNS)


def figures(examples: Sequence[Example], names: Sequence[str]) -> str:
    """Return a line for each group of ``names``, by models fitted on all others: first right, AUROC."""
    from sklearn.metrics import roc_auc_score

    lines = []
    for group in names:
        rest = [one for one in examples if one.asked.group != group]
        own = [one for one in examples if one.asked.group == group]
        ranker, answerability = fit_ranker(rest), fit_answerability(rest)
        hits = [_first_is_right(one, ranker) for one in own if one.asked.facets]
        known = [one for one in own if one.asked.answerable is not None]
        truth = np.asarray([one.asked.answerable for one in known])
        odds = answerability.logits(np.vstack([one.signs for one in known]))
        lines.append(
            f"{group:12} first {np.mean(hits):.3f} of {len(hits)}, "
            f"answerable AUROC {roc_auc_score(truth, odds):.3f} of {len(truth)}"
        )
    return "\n".join(lines) + "\n"


def _first_is_right(example: Example, ranker: LogisticModel) -> bool:
    if not example.quotable.any():
        return False
    logits = np.where(example.quotable, ranker.logits(example.matrix), -np.inf)
    return bool(example.relevant[int(np.argmax(logits))])


def _signs(example: Example, ranker: LogisticModel) -> NDArray[np.float64]:
    logits = ranker.logits(example.matrix)
    order = np.lexsort((example.found.span_ids, -np.round(logits, 9)))
    as_found = ranked_as_found(example.found, example.pipeline.index)
    return answerability_signs(
        example.asked.part,
        [as_found[place] for place in order.tolist()],
        logits[order],
        example.matrix[order],
        example.pipeline.facts,
        example.found.nearest,
    )


def _fit(
    matrix: NDArray[np.float64],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    names: tuple[str, ...],
) -> LogisticModel:
    """Fit over standardised columns; what does not exist for a corpus (NaN) counts as the column's mean."""
    from sklearn.linear_model import LogisticRegression

    means, scales = np.nanmean(matrix, axis=0), np.nanstd(matrix, axis=0)
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


def _fit_and_save(examples: Sequence[Example], folder: Path, *, kind: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fitted = {"ranker": fit_ranker(examples), "answerability": fit_answerability(examples)}
    for name, model in fitted.items():
        by_feature = {
            of: dict(zip(model.features, [round(v, 6) for v in values.tolist()], strict=True))
            for of, values in (("weights", model.weights), ("means", model.means), ("scales", model.scales))
        }
        record = {
            "about": "Logistic regression; see chatbot/ranking/logistic.py.",
            "command": "python -m evals fit",
            "fitted_on": groups(examples),
            "strength": STRENGTH,
            "intercept": round(model.intercept, 6),
            **by_feature,
        }
        (folder / f"{name}{kind}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def run(_: argparse.Namespace) -> int:
    """Fit both models, write them into ``chatbot/models`` and print the cross-validated figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = collect(Path(folder))
    rich, every = (
        _with_signs([one for one in found if one.asked.group not in without])
        for without in (own_corpora(), [])
    )
    _fit_and_save(rich, MODELS)
    _fit_and_save(every, MODELS, kind=BARE)
    for name in own_corpora():
        # The signs anew: a ranker that has seen the corpus would leave its traces in them.
        rest = _with_signs([one for one in found if one.asked.group != name])
        _fit_and_save(rest, LEFT_OUT / name, kind=BARE)
    sys.stdout.write("with plain questions\n" + figures(rich, groups(rich)))
    sys.stdout.write("without\n" + figures(every, own_corpora()))
    return 0


def left_out_models(name: str) -> Path:
    """The folder of the models that were fitted without a corpus of ``CORPORA``.

    Raises NotFittedError: there are none.
    """
    folder = LEFT_OUT / name
    if not folder.is_dir():
        raise NotFittedError(f"No models without the corpus {name} are kept: run python -m evals fit.")
    return folder
