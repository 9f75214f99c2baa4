"""``python -m evals fit-reader``: fine-tune the reader of sentences on the training cases to fit on.

The encoder's upper layers and one linear head are trained together on texts whose sentences are labelled, or
labelled as a whole ("somewhere in this text stands an emergency": the greatest of its sentences counts).
Short emergencies and requests are also put among the sentences of other people's stories, at random places.
Thresholds are set on the part ``tune``; the part ``test`` is only reported. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from chatbot.question.reader import (
    HEAD_FILE,
    LABELS,
    LAYERS_FILE,
    MODELS,
    SAYS,
    SETTINGS_FILE,
    TOKEN_LENGTH,
    Reader,
)
from corpus.files import file_sha256, write_whole
from corpus.reader import read_corpus
from evals.console import counted
from evals.fitting.batches import length_batches
from evals.fitting.labelled import (
    CARE,
    SINGLE,
    LabelledText,
    among,
    labelled_texts,
    lists_of_questions,
    plain_texts,
)
from evals.fitting.reader_figures import figures, thresholds
from evals.questions.training import Part, for_fitting, for_measuring, for_tuning
from index.encoder.load import load_tuned_encoder, packaged_encoder

if TYPE_CHECKING:
    import torch

FROZEN = 3
"""Layers of six that stay as they are; what they make of a text is worked out once."""
EPOCHS = 4
LAYER_RATE, HEAD_RATE = 2e-4, 2e-3
"""Highest learning rates (AdamW, one cycle)."""
PLAIN = 1500
"""Stored questions that join as texts which call for nothing."""
LISTS = 300
"""Texts of several stored questions and nothing else: few writers of comments write such, and they come."""
POSITIVE_WEIGHT = {"emergency": 2.0, "crisis": 2.0, "choice": 1.5, "prognosis": 1.5}
"""What a missed one costs against a false alarm."""
SAYS_WEIGHT = 0.5
SEED = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """A text after the frozen layers: ``states`` float16, shape (pieces, dimension).

    ``pools``: (sentence, first piece, end) of each sentence that the model reads.
    """

    text: LabelledText
    states: torch.Tensor
    pools: tuple[tuple[int, int, int], ...]


class Network:
    """The upper layers and the head, trained; the lower layers, as they are."""

    def __init__(self) -> None:
        """Load the packaged encoder."""
        import torch

        torch.manual_seed(SEED)
        model = packaged_encoder().model()
        self.tokenizer, self.bert = model.tokenizer, model[0].auto_model.train()
        self.head = torch.nn.Linear(2 * self.bert.config.hidden_size, len(LABELS))
        self.upper = self.bert.encoder.layer[FROZEN:]

    def prepare(self, texts: Sequence[LabelledText]) -> list[Prepared]:
        """Take texts through the frozen layers."""
        import torch

        self.bert.eval()
        prepared = []
        for text in counted(texts, "texts taken through the frozen layers"):
            ids = self.tokenizer(text.text, truncation=True, max_length=256, return_offsets_mapping=True)
            with torch.no_grad():
                states = self.bert.embeddings(input_ids=torch.tensor([ids["input_ids"]]))
                for layer in self.bert.encoder.layer[:FROZEN]:
                    states = _hidden(layer(states))
            prepared.append(
                Prepared(text=text, states=states[0].half(), pools=_pools(text, ids["offset_mapping"]))
            )
        self.bert.train()
        return prepared

    def logits(self, batch: Sequence[Prepared]) -> torch.Tensor:
        """Return the labels' log odds of all sentences of ``batch`` in order, shape (sentences, labels)."""
        import torch

        pad = torch.nn.utils.rnn.pad_sequence
        states = pad([one.states.float() for one in batch], batch_first=True)
        shut = pad([torch.zeros(len(one.states)) for one in batch], batch_first=True, padding_value=-1e9)
        shut = shut[:, None, None, :]
        for layer in self.upper:
            states = _hidden(layer(states, attention_mask=shut))
        states = torch.nn.functional.normalize(states, dim=-1) * TOKEN_LENGTH
        pooled = []
        for row, one in enumerate(batch):
            for _, start, end in one.pools:
                pieces = states[row, start:end]
                pooled.append(torch.cat([pieces.mean(0), pieces.amax(0)]))
        return self.head(torch.nn.functional.dropout(torch.stack(pooled), 0.1, training=self.bert.training))

    def read(self, prepared: Sequence[Prepared]) -> list[NDArray[np.float64]]:
        """Return the log odds of each text's sentences, shape (its sentences, labels)."""
        import torch

        self.bert.eval()
        found = []
        with torch.no_grad():
            for one in prepared:
                logits = np.full((len(one.text.sentences), len(LABELS)), -20.0)
                if one.pools:
                    logits[[number for number, _, _ in one.pools]] = self.logits([one]).numpy()
                found.append(logits)
        self.bert.train()
        return found

    def save(self, layers: Path) -> Reader:
        """Write the upper layers, and return the reader over them; its thresholds are yet to be set."""
        from safetensors.torch import save_file

        tuned = {
            name: values.half().contiguous()
            for name, values in self.bert.state_dict().items()
            if any(name.startswith(f"encoder.layer.{number}.") for number in range(FROZEN, 6))
        }
        save_file(tuned, layers)
        layers.chmod(0o644)
        return Reader(
            encoder=load_tuned_encoder(layers, sha256=file_sha256(layers)),
            weights=self.head.weight.detach().numpy().astype(np.float64),
            bias=self.head.bias.detach().numpy().astype(np.float64),
            thresholds={},
        )


def put_in_place(made: Path, reader: Reader, thresholds: dict[str, float], folder: Path) -> None:
    """Write a reader over the layers ``made`` into ``folder``, as ``chatbot.question.reader`` reads it.

    The settings come last and name the layers' hash: what was ended in between is told from a whole reader.
    """
    settings = {
        "command": "python -m evals fit-reader",
        "thresholds": thresholds,
        "layers_sha256": file_sha256(made),
    }
    head = np.column_stack([reader.weights, reader.bias])
    made.replace(folder / LAYERS_FILE)
    np.save(folder / HEAD_FILE, head.astype(np.float32))
    write_whole(folder / SETTINGS_FILE, json.dumps(settings, indent=1) + "\n")


def _hidden(output: object) -> torch.Tensor:
    return output[0] if isinstance(output, tuple) else output


def _pools(text: LabelledText, offsets: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    ends = np.cumsum([len(sentence) + 1 for sentence in text.sentences])
    starts = np.asarray([start if end > start else -1 for start, end in offsets])
    number_of = np.where(starts >= 0, np.searchsorted(ends, starts, side="right"), -1)
    pools = []
    for number in range(len(text.sentences)):
        places = np.flatnonzero(number_of == number)
        if len(places):
            pools.append((number, int(places[0]), int(places[-1]) + 1))
    return tuple(pools)


def train(network: Network, always: Sequence[Prepared], stories: Sequence[Prepared]) -> None:
    """Train on ``always`` and, in each epoch, on another half of ``stories``."""
    import torch

    draw = random.Random(SEED)  # noqa: S311 - no secret is drawn
    layers = [value for layer in network.upper for value in layer.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": layers, "lr": LAYER_RATE, "weight_decay": 0.01},
            {"params": network.head.parameters(), "lr": HEAD_RATE},
        ]
    )
    epochs = []
    for _ in range(EPOCHS):
        texts = [*always, *draw.sample(stories, len(stories) // 2)]
        places = length_batches([len(one.states) for one in texts], draw)
        epochs.append([[texts[place] for place in batch] for batch in places])
    steps = int(1.1 * sum(map(len, epochs)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [LAYER_RATE, HEAD_RATE], total_steps=steps, pct_start=0.1
    )
    for number, batches in enumerate(epochs, 1):
        for batch in counted(batches, f"epoch {number} of {EPOCHS}, batches trained on"):
            loss = _loss(network.logits(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*layers, *network.head.parameters()], 1.0)
            optimizer.step()
            schedule.step()


def _loss(logits: torch.Tensor, batch: Sequence[Prepared]) -> torch.Tensor:
    """Add up the losses of sentences, of texts as a whole, and of what sentences tell."""
    import torch

    chosen = [[number for number, _, _ in one.pools] for one in batch]
    single = np.concatenate([one.text.single[rows] for one, rows in zip(batch, chosen, strict=True)])
    says = torch.from_numpy(
        np.concatenate([one.text.says[rows] for one, rows in zip(batch, chosen, strict=True)])
    )
    text_of = torch.from_numpy(np.repeat(np.arange(len(batch)), [len(rows) for rows in chosen]))
    weights = torch.tensor([POSITIVE_WEIGHT.get(label, 1.0) for label in SINGLE])
    loss = _known(logits[:, : SAYS.start], single, weights)
    care = logits[:, 1 : SAYS.start]
    best = torch.full((len(batch), len(CARE)), -1e4).index_reduce(0, text_of, care, "amax")
    sums = torch.zeros_like(best).index_add(0, text_of, torch.exp(care - best[text_of]))
    whole = best + torch.log(sums.clamp(min=1e-9))
    loss = loss + _known(whole, np.stack([one.text.whole for one in batch]), weights[1:])
    personal = torch.tensor([one.text.personal for one in batch])
    if personal.any():
        either = torch.logsumexp(whole[personal][:, 2:], 1)
        loss = loss + 2 * personal.float().mean() * torch.nn.functional.softplus(-either).mean()
    if (says >= 0).any():
        told = torch.nn.functional.cross_entropy(logits[says >= 0, SAYS], says[says >= 0])
        loss = loss + SAYS_WEIGHT * told
    return loss


def _known(logits: torch.Tensor, truth: NDArray[np.float64], weights: torch.Tensor) -> torch.Tensor:
    """Return the mean binary cross-entropy over the labels that are known."""
    import torch

    known = torch.from_numpy(~np.isnan(truth))
    wanted = torch.from_numpy(np.nan_to_num(truth)).float()
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        logits, wanted, reduction="none", pos_weight=weights
    )
    return (each * known).sum() / known.sum().clamp(min=1)


def stories_of(texts: Sequence[LabelledText], draw: random.Random) -> list[LabelledText]:
    """Put emergencies (twice), requests and half the look-alikes into other people's stories."""
    homes = [
        text
        for text in texts
        if text.kind == "comments"
        or (text.kind == "urgent" and len(text.sentences) > 3 and not text.is_any("emergency", "crisis"))
    ]
    urgent = [text for text in texts if text.is_any("emergency", "crisis")]
    asking = [text for text in texts if text.personal or text.is_any("choice", "prognosis")]
    alike = [text for text in texts if text.kind == "urgent" and not text.is_any("emergency", "crisis")]
    chosen = [*urgent, *urgent, *asking, *draw.sample(alike, len(alike) // 2)]
    return [among(text, draw.choice(homes), draw) for text in chosen]


def run(_: argparse.Namespace) -> int:
    """Train, set thresholds, write the model into ``chatbot/models`` and print the figures."""
    draw = random.Random(SEED)  # noqa: S311 - no secret is drawn
    corpus = read_corpus()
    stored = [question for entry in corpus.plain_questions for question in entry.questions]
    fit = [
        *labelled_texts(for_fitting()),
        *plain_texts(draw.sample(stored, PLAIN)),
        *lists_of_questions(stored, LISTS, draw),
    ]
    network = Network()
    urgent = [text for text in fit if text.is_any("emergency", "crisis")]
    homes = [text for text in fit if text.kind == "comments"]
    always = [*fit, *(among(text, draw.choice(homes), draw) for text in urgent)]
    train(network, network.prepare(always), network.prepare(stories_of(fit, draw)))
    tune, test = labelled_texts(for_tuning()), labelled_texts(for_measuring(Part.TEST))
    with tempfile.TemporaryDirectory(dir=MODELS) as beside:
        made = Path(beside) / LAYERS_FILE
        reader = network.save(made)  # it reads a long text in windows, as users' texts are read
        texts = counted(tune, "texts read to set thresholds")
        chosen = thresholds(tune, [reader.read(text.text).logits for text in texts])
        put_in_place(made, reader, chosen, MODELS)
    read = network.read(network.prepare(tune))
    sys.stdout.write("part tune (thresholds were set on it)\n" + figures(tune, read, chosen))
    sys.stdout.write("part test\n" + figures(test, network.read(network.prepare(test)), chosen))
    return 0
