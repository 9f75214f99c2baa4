"""Fit the two likeness scores: ``python -m evals.fitting.care CASES.jsonl``.

Logistic regression with a quadratic penalty and both classes weighing the same, by L-BFGS; the
thresholds are set on scores of cases left out in five folds, so that the stated share of other texts
is wrongly taken. Deterministic. The packaged plain questions of the corpus join as "neither".
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chatbot.care.folding import fold
from chatbot.care.likeness import MAX_CHARS, readable, word_runs
from corpus.reader import read_corpus
from index.encoder.load import load_encoder

_PENALTY = 0.1
"""Inverse of scikit-learn's C = 10; 3 and 10 were tried, 10 gave the better left-out scores."""

_FOLDS = 5
_MIN_TEXTS = 2
"""A run of words seen in one text only is that text's own wording."""

_SMALLEST = 0.02
_FALSE_SHARE = {"urgent": 0.008, "personal_advice": 0.02}
"""Share of other texts that a score may wrongly take: the targets (0.01, 0.05) less what the rules use."""

_KIND = {"urgent": "emergency", "personal_advice": "advice"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit both scores from a file of cases and write ``likeness.json`` beside this module."""
    parser = argparse.ArgumentParser(prog="python -m evals.fitting.care", description=main.__doc__)
    parser.add_argument("cases", type=Path, help="JSONL with the fields kind and text")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).resolve().parents[2] / "chatbot" / "care" / "likeness.json"
    )
    given = parser.parse_args(arguments)
    cases = [json.loads(line) for line in given.cases.read_text(encoding="utf-8").splitlines() if line]
    pairs = [(case["text"], case["kind"]) for case in cases if len(case["text"]) <= MAX_CHARS]
    pairs += [(question, "general") for question in _corpus_questions()]
    texts, kinds = [text for text, _ in pairs], [kind for _, kind in pairs]
    encoder = load_encoder()
    vectors = encoder.encode([readable(text) for text in texts])
    scores = {}
    for name, kind in _KIND.items():
        wanted = np.array([one == kind for one in kinds])
        counted = wanted | np.array([name == "urgent" or one != "emergency" for one in kinds])
        scores[name], summary = _fit_score(texts, vectors, wanted, counted, false_share=_FALSE_SHARE[name])
        sys.stdout.write(f"{name}: {summary}\n")
    given.out.write_text(
        json.dumps({"encoder": encoder.identity, "scores": scores}, ensure_ascii=False, indent=0) + "\n",
        encoding="utf-8",
    )
    return 0


def _corpus_questions() -> list[str]:
    return [entry.questions[0] for entry in read_corpus().plain_questions if entry.questions]


def _fit_score(
    texts: list[str],
    vectors: NDArray[np.float32],
    wanted: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    *,
    false_share: float,
) -> tuple[dict[str, object], str]:
    runs = [word_runs(fold(text)) for text in texts]
    folds = np.random.default_rng(0).permutation(len(texts)) % _FOLDS
    left_out = np.zeros(len(texts))
    for fold_number in range(_FOLDS):
        inside = folds != fold_number
        vocabulary = _vocabulary([runs[i] for i in np.flatnonzero(inside)])
        features = _features(runs, vectors, vocabulary)
        weights, bias = _fit(features[inside], wanted[inside])
        left_out[~inside] = features[~inside] @ weights + bias
    threshold = float(np.quantile(left_out[counted & ~wanted], 1 - false_share))
    recall = float((left_out[wanted] > threshold).mean())
    vocabulary = _vocabulary(runs)
    weights, bias = _fit(_features(runs, vectors, vocabulary), wanted)
    words = {run: round(float(weights[place]), 3) for run, place in vocabulary.items()}
    stored = {
        "threshold": round(threshold, 3),
        "bias": round(bias, 4),
        "meaning": [round(float(weight), 4) for weight in weights[len(vocabulary) :]],
        "words": {run: weight for run, weight in words.items() if abs(weight) >= _SMALLEST},
    }
    return stored, f"left-out recall {recall:.3f} at false share {false_share}, {len(texts)} texts"


def _vocabulary(runs: Sequence[Sequence[str]]) -> dict[str, int]:
    counts = Counter(run for one in runs for run in one)
    return {run: place for place, run in enumerate(sorted(r for r, n in counts.items() if n >= _MIN_TEXTS))}


def _features(
    runs: Sequence[Sequence[str]], vectors: NDArray[np.float32], vocabulary: dict[str, int]
) -> NDArray[np.float64]:
    table = np.zeros((len(runs), len(vocabulary) + vectors.shape[1]))
    for row, one in enumerate(runs):
        known = [vocabulary[run] for run in one if run in vocabulary]
        table[row, known] = 1 / math.sqrt(max(len(known), 1))
    table[:, len(vocabulary) :] = vectors
    return table


def _fit(features: NDArray[np.float64], wanted: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    from scipy.optimize import minimize

    sign = np.where(wanted, 1.0, -1.0)
    share = np.where(wanted, 0.5 / wanted.mean(), 0.5 / (~wanted).mean())

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = values[:-1], values[-1]
        margin = sign * (features @ weights + bias)
        slope = -share * sign / (1 + np.exp(np.clip(margin, -30, 30)))
        value = float((share * np.logaddexp(0, -margin)).sum() + _PENALTY / 2 * (weights @ weights))
        return value, np.append(features.T @ slope + _PENALTY * weights, slope.sum())

    start = np.zeros(features.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1], float(found.x[-1])


if __name__ == "__main__":
    sys.exit(main())
