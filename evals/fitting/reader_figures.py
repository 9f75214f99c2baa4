"""What the reader of sentences finds and what it wrongly takes, on labelled texts; thresholds from these."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reader import LABELS, SAYS
from evals.fitting.labelled import CARE, LabelledText

STORY_WORDS = 50
"""Words from which a text counts as a story."""
READINGS = {
    "urgent": (("emergency", "crisis"), 0.03),
    "certain": (("emergency", "crisis"), 0.012),
    "personal": (("choice", "prognosis"), 0.04),
    "farewell": (("crisis",), 0.05),
}
"""What is read of a text: the labels of which the greatest counts, and the share of other texts that may
wrongly be taken, many of them look-alikes (of 112 real questions that tell of none ``urgent`` takes three).
A certain emergency gets no quotes at all, a text taken for a goodbye no figures on survival."""

Read = Sequence[NDArray[np.float64]]
"""For each text the log odds of its sentences, shape (sentences, len(LABELS))."""


def thresholds(texts: Sequence[LabelledText], read: Read) -> dict[str, float]:
    """Return the log odds from which each of ``READINGS`` holds, so that its false share is as allowed."""
    chosen = {}
    for name, (labels, share) in READINGS.items():
        others = _most(read, labels)[_truth(texts, labels) == 0]
        chosen[name] = round(float(np.quantile(others, 1 - share)), 3)
    return chosen | {"asks": 0.0}


def figures(texts: Sequence[LabelledText], read: Read, at: dict[str, float]) -> str:
    """Return lines of figures: found and false for each label, precision and recall of what asks."""
    long = np.asarray([len(text.text.split()) >= STORY_WORDS for text in texts])
    alike = np.asarray([text.kind == "urgent" for text in texts])
    lines = []
    for name, (labels, _) in READINGS.items():
        hit, truth = _most(read, labels) >= at[name], _truth(texts, labels)
        lines.append(
            f"  {name}: short {_share(hit, (truth == 1) & ~long)}, "
            f"in a story {_share(hit, (truth == 1) & long)}, false {_share(hit, truth == 0)}, "
            f"look-alikes {_share(hit, (truth == 0) & alike)}"
        )
    lines.append(_asking(texts, read, at["asks"]))
    told = [
        (logits[place, SAYS].argmax() == said)
        for text, logits in zip(texts, read, strict=True)
        for place, said in enumerate(text.says.tolist())
        if said >= 0
    ]
    lines.append(f"  of whom a sentence tells: {np.mean(told):.3f} of {len(told)}")
    return "\n".join(lines) + "\n"


def _asking(texts: Sequence[LabelledText], read: Read, at: float) -> str:
    known = [
        (text.single[:, 0], logits[:, 0] >= at)
        for text, logits in zip(texts, read, strict=True)
        if text.kind == "comments"
    ]
    truth, hit = (np.concatenate(column) for column in zip(*known, strict=True))
    return f"  sentences that ask: found {_share(hit, truth == 1)}, right {_share(truth == 1, hit)}"


def _most(read: Read, labels: Sequence[str]) -> NDArray[np.float64]:
    columns = [LABELS.index(label) for label in labels]
    return np.asarray([logits[:, columns].max() for logits in read])


def _truth(texts: Sequence[LabelledText], labels: Sequence[str]) -> NDArray[np.int64]:
    """1 where a text is any of ``labels``, 0 where it is known to be none, -1 where unknown."""
    columns = [CARE.index(label) for label in labels]

    def one(text: LabelledText) -> int:
        if text.is_any(*labels) or (text.personal and "choice" in labels):
            return 1
        return 0 if (text.whole[columns] == 0.0).all() else -1

    return np.asarray([one(text) for text in texts])


def _share(hit: NDArray[np.bool_], among: NDArray[np.bool_]) -> str:
    return f"{hit[among].sum() / max(among.sum(), 1):.3f} of {int(among.sum())}"
