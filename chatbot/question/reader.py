"""A learned reader of sentences: which of them ask, of whom they speak, what they call for.

all-MiniLM-L6-v2 with its upper layers fine-tuned (``python -m evals fit-reader``) reads a text as it stands,
so that each sentence is read in its story: "she could not breathe" of last year is not that of tonight. Each
sentence is the mean and the greatest of its word pieces' vectors, and one linear head gives all labels.
The data are ``evals/training``: anybody can add cases and fit again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chatbot.question.sentences import split_sentences
from index.encoder.encoded import Encoded
from index.encoder.load import Encoder, load_tuned_encoder

LABELS = ("asks", "emergency", "crisis", "choice", "prognosis", "patient", "writer", "else", "greeting")
"""Columns of ``ReadText.logits``: the first five each by themselves, the last four against each other."""
SAYS = slice(5, 9)
MODELS = Path(str(files("chatbot").joinpath("models")))
LAYERS_FILE, HEAD_FILE, SETTINGS_FILE = "reader_layers.safetensors", "reader_head.npy", "reader.json"
WINDOW_CHARS = 800
"""Longest stretch read at once; 256 word pieces are some 1,000 characters of English."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadText:
    """A text, sentence by sentence.

    ``sentences``: as typed, in order. ``logits``: float64, shape (n, len(LABELS)), log odds (``SAYS``: scores
    to be compared).
    """

    sentences: tuple[str, ...]
    logits: NDArray[np.float64]

    def of(self, label: str) -> NDArray[np.float64]:
        """Return the log odds of ``label`` for each sentence, shape (n,)."""
        column: NDArray[np.float64] = self.logits[:, LABELS.index(label)]
        return column

    def most(self, *labels: str) -> float:
        """Return the log odds that any sentence is any of ``labels`` (the greatest; -inf for no text)."""
        columns = [LABELS.index(label) for label in labels]
        return float(self.logits[:, columns].max(initial=-np.inf))

    def only(self, numbers: Sequence[int]) -> ReadText:
        """Return the sentences of these ``numbers`` as they were read in the whole text."""
        return ReadText(
            sentences=tuple(self.sentences[number] for number in numbers), logits=self.logits[list(numbers)]
        )

    @cached_property
    def says(self) -> tuple[str, ...]:
        """What each sentence tells if it does not ask: patient, writer, else or greeting."""
        names = LABELS[SAYS]
        return tuple(names[number] for number in self.logits[:, SAYS].argmax(axis=1).tolist())


@dataclass(frozen=True, kw_only=True, eq=False)
class Reader:
    """The fitted reader. ``weights``: float64, shape (len(LABELS), 2 * dimension); ``bias``: (len(LABELS),).

    ``thresholds``: log odds from which a label holds, set on the part ``tune`` of the training cases.
    """

    encoder: Encoder
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    thresholds: dict[str, float]

    @classmethod
    def from_package(cls) -> Reader:
        """Return the packaged reader; its model, once compiled, is loaded meanwhile."""
        raw = json.loads((MODELS / SETTINGS_FILE).read_text("utf-8"))
        head = np.load(MODELS / HEAD_FILE, allow_pickle=False).astype(np.float64)
        encoder = load_tuned_encoder(MODELS / LAYERS_FILE, sha256=raw["layers_sha256"])
        encoder.load_ahead()
        return cls(encoder=encoder, weights=head[:, :-1], bias=head[:, -1], thresholds=raw["thresholds"])

    def read(self, text: str) -> ReadText:
        """Read cleaned ``text`` of any length."""
        sentences = tuple(split_sentences(text))
        stretches = list(windows(sentences))
        encoded = self.encoder.read([" ".join(sentences[first:end]) for first, _, end in stretches])
        logits = np.full((len(sentences), len(LABELS)), -np.inf)
        for place, (first, new, end) in enumerate(stretches):
            found = self._window(encoded, place, sentences[first:end])
            logits[new:end] = found[new - first :]
        return ReadText(sentences=sentences, logits=logits)

    def holds(self, read: ReadText, threshold: str, *labels: str) -> bool:
        """Say whether any sentence is any of ``labels`` by the threshold of that name."""
        return read.most(*labels) >= self.thresholds[threshold]

    def _window(self, encoded: Encoded, place: int, sentences: tuple[str, ...]) -> NDArray[np.float64]:
        """Return the logits of one window's sentences; a sentence that was cut off has those of no label."""
        lengths = [len(sentence) + 1 for sentence in sentences]
        numbers = np.searchsorted(np.cumsum(lengths), encoded.starts[place], side="right")
        tokens = encoded.tokens[place].astype(np.float64) * TOKEN_LENGTH
        result = np.full((len(sentences), len(LABELS)), -20.0)
        for number in np.unique(numbers).tolist():
            own = tokens[numbers == number]
            pooled = np.concatenate([own.mean(axis=0), own.max(axis=0)])
            result[number] = self.weights @ pooled + self.bias
        return result


TOKEN_LENGTH = 19.6
"""Length that the vectors of word pieces are given before they are pooled (the square root of 384)."""


def windows(sentences: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Yield (first, new, end): a window reads sentences first to end, of which those from new on are new.

    A window begins with the last sentence of the one before, so that none is read without its story.
    """
    first = new = 0
    while new < len(sentences):
        end, length = first, 0
        while end < len(sentences) and (end <= new or length + len(sentences[end]) < WINDOW_CHARS):
            length += len(sentences[end]) + 1
            end += 1
        yield first, new, end
        first, new = end - 1, end
