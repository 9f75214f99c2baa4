"""``python -m evals fit-sentence-pairs``: learn from passages which pairs of vectors are question and answer.

Passages of documents on many subjects, each with questions and the sentences that answer or only tempt (the
part ``fit``). The pairs of the packaged corpus have no part in it: with them the share of another writer's
questions whose best sentence comes first falls from 0.52 to 0.26, as they teach who asked instead of what
(evals/DECISIONS.md, 2026-12-01). A minute; the seed is fixed.
"""

import argparse
import random
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from chatbot.ranking.reranking import under
from chatbot.ranking.sentence_pairs import WEIGHTS, compared
from evals.questions.training import for_fitting
from index.encoder.multilingual import MultilingualEncoder

OTHERS = 0.25
"""Share of the sentences that neither answer nor tempt."""
STRENGTH = 0.0003
"""scikit-learn's C: 0.0001, 0.0003 and 0.001 tell alike on the passages of another writer."""
SEED = 0


def pairs_of(passages: Iterable[Mapping[str, Any]], draw: random.Random) -> list[tuple[str, str, bool]]:
    """Return questions, each with a sentence under its headings, and whether that answers."""
    pairs = []
    for passage in passages:
        texts = [under((passage["title"], passage["heading"]), text) for text in passage["sentences"]]
        for question in passage["questions"]:
            telling = {*question["answers"], *question.get("tempting", ())}
            pairs += [
                (question["question"], text, number in question["answers"])
                for number, text in enumerate(texts)
                if number in telling or draw.random() < OTHERS
            ]
    return pairs


def run(_: argparse.Namespace) -> int:
    """Fit, and write the weights into ``chatbot/models``."""
    from sklearn.linear_model import LogisticRegression

    pairs = pairs_of(for_fitting()["passages"], random.Random(SEED))  # noqa: S311 - no secret is drawn
    sys.stderr.write(f"{len(pairs)} pairs, {sum(answers for *_, answers in pairs)} of them with an answer\n")
    encoder = MultilingualEncoder()
    texts = sorted({text for question, sentence, _ in pairs for text in (question, sentence)})
    vectors = dict(zip(texts, encoder.vectors(texts), strict=True))
    columns = compared(
        np.asarray([vectors[question] for question, _, _ in pairs]),
        np.asarray([vectors[sentence] for _, sentence, _ in pairs]),
    )
    means, scales = columns.mean(axis=0), columns.std(axis=0)
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        (columns - means) / scales, [answers for *_, answers in pairs]
    )
    weights = fitted.coef_[0] / scales
    intercept = fitted.intercept_[0] - weights @ means
    np.save(WEIGHTS, np.append(weights, intercept).astype(np.float32), allow_pickle=False)
    sys.stdout.write(f"written: {WEIGHTS.name}; now fit what reads it: python -m evals fit\n")
    return 0
