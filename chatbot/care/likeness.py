"""How much a text is like the written emergencies, or like the written requests for advice.

A second reader beside the rules, for wordings that no table holds: one linear score over the
meaning of the text (its sentence vector) and its words (runs of up to three). The weights are
fitted by ``python -m evals.fitting.care`` on ``tests/chatbot/care/care_cases.jsonl`` and kept in
``likeness.json``, where each word's weight can be read. Everything here is a pure function.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from chatbot.care.folding import fold

MAX_CHARS = 400
"""Longer texts are left to the rules, which read sentence by sentence: a story's many words drown the
few that matter."""

LONGEST_RUN = 3
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """One fitted linear score.

    ``words`` gives a weight to each known run of one to three words; ``meaning`` one to each dimension of
    the sentence vector, shape (d,); ``bias`` is the constant. A text is like the examples when its
    score is above ``threshold``. ``encoder`` names the encoder whose vectors were fitted.
    """

    encoder: str
    words: dict[str, float]
    meaning: NDArray[np.float32]
    bias: float
    threshold: float

    def score(self, text: str, vector: NDArray[np.float32]) -> float:
        """Score ``text``; ``vector`` is ``readable(text)`` encoded, shape (d,), unit length."""
        known = [run for run in word_runs(fold(text)) if run in self.words]
        lexical = sum(self.words[run] for run in known) / math.sqrt(max(len(known), 1))
        return self.bias + lexical + float(vector @ self.meaning)

    def holds(self, text: str, vector: NDArray[np.float32]) -> bool:
        """Say whether ``text`` is like the examples; ``False`` for one longer than ``MAX_CHARS``."""
        return len(text) <= MAX_CHARS and self.score(text, vector) > self.threshold


def readable(text: str) -> str:
    """Return the form of ``text`` that is to be encoded for a ``Likeness``; "" for one it does not read."""
    return fold(text) if len(text) <= MAX_CHARS else ""


def word_runs(folded: str) -> list[str]:
    """Return the different runs of one to ``LONGEST_RUN`` words of ``folded``, sorted."""
    words = _WORD.findall(folded)
    return sorted(
        {
            " ".join(words[start : start + length])
            for length in range(1, LONGEST_RUN + 1)
            for start in range(len(words) - length + 1)
        }
    )


@lru_cache(maxsize=1)
def load_likenesses() -> dict[str, Likeness]:
    """Return the packaged scores by name: "urgent" and "personal_advice"."""
    stored = json.loads(files("chatbot.care").joinpath("likeness.json").read_text(encoding="utf-8"))
    return {
        name: Likeness(
            encoder=stored["encoder"],
            words=score["words"],
            meaning=np.asarray(score["meaning"], dtype=np.float32),
            bias=score["bias"],
            threshold=score["threshold"],
        )
        for name, score in stored["scores"].items()
    }
