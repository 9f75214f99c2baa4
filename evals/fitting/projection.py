"""``python -m evals fit-projection``: train the projection of word-piece vectors for late interaction.

Trained on the plain questions alone: a question must find its own place (its span, or another question on it)
among those of a batch, by the late score with the softmax over the batch (InfoNCE, van den Oord et al. 2018,
as ColBERT is trained with in-batch negatives). Only the projection moves; the encoder stays as it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.reader import read_corpus
from evals.console import counted, echo
from index.encoder.encoded import Encoded
from index.encoder.load import load_encoder
from index.location import home
from index.progress import ProgressBar
from index.retrievers.late import PieceWeights, telling
from index.retrievers.projection import ABOUT_FILE, WEIGHTS_FILE
from index.retrievers.stored_questions import spans_answering
from index.search import Index
from index.storage.store import open_or_build

if TYPE_CHECKING:
    import torch

MODELS = Path(__file__).resolve().parents[2] / "index" / "models"
LANGUAGE = "en"
DIMENSION = 128
"""As ColBERT's."""
EPOCHS = 12
BATCH = 96
VISITS = 6
"""Times that an epoch visits each place, each time with another of its questions."""
SPAN_SHARE = 0.5
"""How often the counterpart is the span rather than another question on it."""
LEARNING_RATE = 2e-3
SHARPNESS = 20.0
"""Start of the factor before the softmax; it is learned too."""
LONGEST_QUESTION, LONGEST_SPAN = 40, 100
"""Pieces looked at in training."""
SEED = 0


Place: TypeAlias = tuple[list[int], list[int]]
"""A place in a document: numbers of the questions that lead to it, and of its spans, as texts."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """All texts encoded, questions first, and the places they belong to."""

    encoded: Encoded
    weights: PieceWeights
    places: tuple[Place, ...]


def gather(index: Index) -> Material:
    """Encode the index's spans and English plain questions."""
    numbered = [
        (number, question)
        for number, question in enumerate(index.plain_questions)
        if question.language == LANGUAGE
    ]
    by_place: dict[tuple[str, int, int], list[int]] = {}
    for text, (_, question) in enumerate(numbered):
        by_place.setdefault((question.doc_id, question.start, question.end), []).append(text)
    answering, places = spans_answering(index.plain_questions, index.spans), []
    for questions in by_place.values():
        spans, _ = answering.of(np.asarray([numbered[questions[0]][0]]))
        if len(spans):
            places.append((questions, (len(numbered) + spans).tolist()))
    texts = [question.text for _, question in numbered] + [span.search_text for span in index.spans]
    encoded = index.encoder.read(texts)
    return Material(encoded=encoded, weights=PieceWeights.from_pieces(encoded.pieces), places=tuple(places))


def train(material: Material) -> tuple[NDArray[np.float32], float]:
    """Return the projection, shape (dimension, DIMENSION), and the share of questions placed right."""
    import torch

    torch.manual_seed(SEED)
    chance = np.random.default_rng(SEED)
    matrix = torch.nn.Parameter(torch.from_numpy(_principal_axes(material)))
    sharpness = torch.nn.Parameter(torch.tensor(float(np.log(SHARPNESS))))
    optimiser = torch.optim.Adam(
        [{"params": [matrix], "lr": LEARNING_RATE}, {"params": [sharpness], "lr": 5 * LEARNING_RATE}]
    )
    right: list[float] = []
    for _ in counted(range(EPOCHS), "epochs of training"):
        right = []
        for asked, counterparts in _batches(material.places, chance):
            scores = _late_scores(material, asked, counterparts, matrix) * sharpness.exp()
            own = torch.arange(len(asked))
            loss = torch.nn.functional.cross_entropy(scores, own)
            loss = loss + torch.nn.functional.cross_entropy(scores.T, own)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            right.append(float((scores.argmax(1) == own).float().mean()))
    return matrix.detach().numpy(), float(np.mean(right))


def _principal_axes(material: Material) -> NDArray[np.float32]:
    """Where training starts: the directions in which the pieces of some questions differ most."""
    pieces = np.concatenate(material.encoded.tokens[:2000])
    _, _, axes = np.linalg.svd(pieces - pieces.mean(axis=0), full_matrices=False)
    return np.ascontiguousarray(axes[:DIMENSION].T, dtype=np.float32)


def _batches(places: Sequence[Place], chance: np.random.Generator) -> Iterator[tuple[list[int], list[int]]]:
    """Yield texts that ask and their counterparts, of different places in each batch."""
    order = chance.permutation(len(places) * VISITS) % len(places)
    for start in range(0, len(order) - BATCH, BATCH):
        asked: list[int] = []
        counterparts: list[int] = []
        for number in dict.fromkeys(order[start : start + BATCH].tolist()):
            questions, spans = places[number]
            question = int(chance.choice(questions))
            others = [other for other in questions if other != question]
            pool = spans if not others or chance.random() < SPAN_SHARE else others
            asked.append(question)
            counterparts.append(int(chance.choice(pool)))
        yield asked, counterparts


def _late_scores(
    material: Material, asked: Sequence[int], counterparts: Sequence[int], matrix: torch.Tensor
) -> torch.Tensor:
    """Return the late score of each question with each counterpart, shape (n, n)."""
    import torch

    questions, _ = _padded(material, asked, longest=LONGEST_QUESTION)
    texts, there = _padded(material, counterparts, longest=LONGEST_SPAN)
    weights = torch.zeros(questions.shape[:2])
    for row, text in enumerate(asked):
        of_pieces = material.weights.of(material.encoded.pieces[text])[:LONGEST_QUESTION]
        weights[row, : len(of_pieces)] = torch.from_numpy(of_pieces * telling(of_pieces))
    weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6)
    questions = torch.nn.functional.normalize(questions @ matrix, dim=-1)
    texts = torch.nn.functional.normalize(texts @ matrix, dim=-1)
    cosines = torch.einsum("aid,bjd->abij", questions, texts).masked_fill(~there[None, :, None, :], -1)
    best: torch.Tensor = cosines.max(dim=-1).values
    return (best * weights[:, None, :]).sum(dim=-1)


def _padded(material: Material, texts: Sequence[int], *, longest: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the texts' pieces side by side and where there are any, shapes (n, pieces, d), (n, pieces)."""
    import torch

    tokens = [torch.from_numpy(material.encoded.tokens[text][:longest]).float() for text in texts]
    there = [torch.ones(len(one), dtype=torch.bool) for one in tokens]
    pad = torch.nn.utils.rnn.pad_sequence
    return pad(tokens, batch_first=True), pad(there, batch_first=True)


def run(_: argparse.Namespace) -> int:
    """Train, and write the weights with what they were trained on into ``index/models``."""
    corpus, encoder = read_corpus(), load_encoder()
    index = open_or_build(corpus, directory=home() / "index", encoder=encoder, progress=ProgressBar())
    material = gather(index)
    matrix, right = train(material)
    np.save(MODELS / WEIGHTS_FILE, matrix, allow_pickle=False)
    about = {
        "about": "Projection of word-piece vectors; see index/retrievers/projection.py.",
        "command": "python -m evals fit-projection",
        "encoder": encoder.piece_identity,
        "questions": sum(len(questions) for questions, _ in material.places),
        "places": len(material.places),
        "corpus": corpus.fingerprint,
        "epochs": EPOCHS,
        "seed": SEED,
    }
    (MODELS / ABOUT_FILE).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    echo(f"questions that find their place in a batch of {BATCH}: {right:.3f}")
    echo("Now fit the models that read its scores: python -m evals fit")
    return 0
