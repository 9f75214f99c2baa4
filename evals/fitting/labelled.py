"""Training cases as labelled texts: what the reader of sentences is fitted on."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reader import LABELS, SAYS
from chatbot.question.sentences import split_sentences
from evals.questions.training import TrainingCases

SINGLE = LABELS[: SAYS.start]
"""The labels that hold each by itself."""
CARE = SINGLE[1:]
UNKNOWN = np.nan


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelledText:
    """A text whose sentences are labelled as far as its writer did.

    ``sentences``: in order; joined by spaces they are the text. ``single``: float64, shape
    (n, len(SINGLE)), 1, 0 or NaN where unknown. ``says``: int64, shape (n,), position among the four of
    ``SAYS``, -1 where unknown.
    ``whole``: float64, shape (len(CARE),): whether any sentence at all is one, NaN where unknown.
    ``personal``: it asks for a choice or a prognosis, not told apart. ``kind``: that of the case.
    """

    sentences: tuple[str, ...]
    single: NDArray[np.float64]
    says: NDArray[np.int64]
    whole: NDArray[np.float64]
    personal: bool
    kind: str

    @property
    def text(self) -> str:
        """The text as it is read."""
        return " ".join(self.sentences)

    def is_any(self, *labels: str) -> bool:
        """Say whether the text as a whole is labelled as one of ``labels``."""
        return any(self.whole[CARE.index(label)] == 1.0 for label in labels)


def labelled_texts(cases: TrainingCases) -> list[LabelledText]:
    """Return every case of a part as a labelled text, in order."""
    return [
        *map(_comment, cases["comments"]),
        *(_question(case, kind) for kind in ("questions", "tempting") for case in cases[kind]),
        *map(_urgent, cases["urgent"]),
        *map(_advice, cases["advice"]),
    ]


def plain_texts(questions: Sequence[str]) -> list[LabelledText]:
    """Return stored questions as texts that ask and call for nothing else."""
    return [_asking((question,)) for question in questions if question]


def lists_of_questions(questions: Sequence[str], count: int, draw: random.Random) -> list[LabelledText]:
    """Return ``count`` texts of two to seven of the ``questions`` that end with their mark."""
    marked = [question for question in questions if question.endswith("?")]
    return [_asking(tuple(draw.sample(marked, draw.randint(2, 7)))) for _ in range(count)]


def _asking(sentences: tuple[str, ...]) -> LabelledText:
    single = {"asks": [1] * len(sentences)} | _none(sentences, "emergency", "crisis")
    return _text(sentences, "plain", single)


def among(text: LabelledText, story: LabelledText, draw: random.Random) -> LabelledText:
    """Put ``text`` whole among up to eight neighbouring sentences of ``story``, at a random place."""
    size = draw.randint(1, min(8, len(story.sentences)))
    first = draw.randint(0, len(story.sentences) - size)
    cut = first + draw.randint(0, size)
    pieces = [(story, slice(first, cut)), (text, slice(None)), (story, slice(cut, first + size))]
    either = np.stack([story.whole, text.whole])
    whole = np.where((either == 1.0).any(axis=0), 1.0, either.sum(axis=0))
    return LabelledText(
        sentences=tuple(sentence for of, part in pieces for sentence in of.sentences[part]),
        single=np.concatenate([of.single[part] for of, part in pieces]),
        says=np.concatenate([of.says[part] for of, part in pieces]),
        whole=whole,
        personal=text.personal,
        kind=text.kind,
    )


def _text(
    sentences: tuple[str, ...],
    kind: str,
    single: Mapping[str, Sequence[int]],
    *,
    says: Sequence[int] | None = None,
    personal: bool = False,
    whole: Mapping[str, int] | None = None,
) -> LabelledText:
    """Make a labelled text; ``whole`` defaults to whether any sentence is, where all sentences are known."""
    known = np.full((len(sentences), len(SINGLE)), UNKNOWN)
    for label, values in single.items():
        known[:, SINGLE.index(label)] = values
    of_text = {label: max(values) for label, values in single.items() if label in CARE} | dict(whole or {})
    return LabelledText(
        sentences=sentences,
        single=known,
        says=np.asarray([-1] * len(sentences) if says is None else says, dtype=np.int64),
        whole=np.asarray([float(of_text.get(label, UNKNOWN)) for label in CARE]),
        personal=personal,
        kind=kind,
    )


def _comment(case: dict[str, Any]) -> LabelledText:
    given = [s for s in case["sentences"] if s["text"].split()]
    tells = LABELS[SAYS]
    single = {
        "asks": [int(s["says"] == "asks") for s in given],
        "emergency": [int(s.get("urgent") == "emergency") for s in given],
        "crisis": [int(s.get("urgent") == "crisis") for s in given],
    }
    if not any(question.get("personal") for question in case["questions"]):
        single |= _none(given, "choice", "prognosis")
    return _text(
        tuple(" ".join(s["text"].split()) for s in given),
        "comments",
        single,
        says=[tells.index(s["says"]) if s["says"] in tells else -1 for s in given],
    )


def _question(case: dict[str, Any], kind: str) -> LabelledText:
    sentences = _sentences(case["question"])
    single = _none(sentences, *(("emergency", "crisis") if case["expect"] == "care" else CARE))
    if len(sentences) == 1:
        single["asks"] = [1]
    return _text(sentences, kind, single)


def _urgent(case: dict[str, Any]) -> LabelledText:
    sentences = _sentences(case["text"])
    single = _none(sentences, "emergency", "crisis")
    if case["label"] == "none":
        return _text(sentences, "urgent", single)
    if "at" in case:
        single[case["label"]] = list(_touched(case["text"], sentences, case["at"]))
    elif len(sentences) == 1:
        single[case["label"]] = [1]
    else:
        del single[case["label"]]
    return _text(sentences, "urgent", single, whole={case["label"]: 1})


def _advice(case: dict[str, Any]) -> LabelledText:
    sentences, label = _sentences(case["text"]), case["label"]
    single = _none(sentences, "emergency", "crisis")
    if label == "none":
        return _text(sentences, "advice", single | _none(sentences, "choice", "prognosis"))
    if label == "personal":
        return _text(sentences, "advice", single, personal=True)
    return _text(
        sentences, "advice", single, whole={one: int(one == label) for one in ("choice", "prognosis")}
    )


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(split_sentences(" ".join(text.split()))) or (text,)


def _none(sentences: Sequence[object], *labels: str) -> dict[str, list[int]]:
    return {label: [0] * len(sentences) for label in labels}


def _touched(text: str, sentences: Sequence[str], stretch: str) -> Iterator[int]:
    """Yield for each sentence whether ``stretch`` of ``text`` reaches into it (white space aside)."""
    packed = "".join(text.split())
    start = packed.find("".join(stretch.split()))
    end, place = start + len("".join(stretch.split())), 0
    for sentence in sentences:
        length = len("".join(sentence.split()))
        yield int(place < end and start < place + length)
        place += length
