"""``python -m evals fit-cross-encoder``: teach the cross-encoder to tell an answer from what is only near it.

As published it says what is about a question. Whether its last word is answered too it learns here, first
from the packaged corpus: stored questions, each with a span that answers it or with one near that does not,
and questions known to have no answer, each with a span that tempts. Then from passages of documents on many
subjects, each with questions and the sentences that answer or only tempt. The upper layers are trained, the
others stay; what comes out are the 8-bit weights that take the place of the published ones. Seeds are fixed.
The corpora that it is measured on (``python -m evals corpora``) have no part in it.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chatbot.ranking.cross_encoder import GRAPH_FILE, LAYERS, published, read_pairs
from chatbot.ranking.reranking import under, under_headings
from evals.console import counted
from evals.fitting.batches import length_batches
from evals.questions.training import for_fitting
from evals.run import open_workbench
from evals.systems.system import Workbench
from index.encoder.load import packaged_encoder
from index.encoder.multilingual import MultilingualEncoder
from index.retrievers.stored_questions import PlainQuestion
from ingest.structure import Span
from ingest.text.language import detect_language

if TYPE_CHECKING:
    import onnx
    import tokenizers
    import torch

LANGUAGES = ("en", "es")
"""Of the stored questions; of each as many with an answer are drawn as there are without."""
TEMPTING = 4
"""An unanswerable question is read with one of the spans that lie nearest to it, the nearest most often."""
NEAR = slice(2, 8)
"""Which of the nearest spans that answer other questions an answered one is read with: the first two may
well answer it too."""
OF_PASSAGE = 3
"""A question on a passage is read with up to so many sentences that answer it, with all that tempt, and with
one of the others, or two where none tempts."""
REHEARSED = 3000
"""Pairs of the packaged corpus that come once more among those of the passages, lest they are forgotten."""
FROZEN = 8
"""Layers of twelve that stay as they are."""
RATE = 1.5e-4
"""Highest learning rate (AdamW, one cycle for each of the two lessons, one epoch)."""
SEED = 0


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A question and a text, and whether the text answers it."""

    question: str
    text: str
    answers: bool


def pairs_of(bench: Workbench, draw: random.Random) -> list[Pair]:
    """Draw the pairs to train on, in random order."""
    titles = {document.source.doc_id: document.source.title for document in bench.index.documents}
    spans = [span for span in bench.index.spans if span.quotable]
    texts = [under_headings(span, titles[span.doc_id]) for span in spans]
    own = _answering(bench.index.plain_questions, spans)
    without = [question for group in bench.corpus.unanswerable for question in group.questions]
    answered: list[str] = []
    unanswered: list[str] = []
    for language in LANGUAGES:
        lacking = [question for question in without if detect_language(question, ()) == language]
        having = [q.text for q in bench.index.plain_questions if q.language == language and own[q.text]]
        unanswered += lacking
        answered += draw.sample(having, min(len(lacking), len(having)))
    pairs = []
    for number, (asked, order) in enumerate(zip(answered, _nearest(answered, texts), strict=True)):
        pairs.append(Pair(question=asked, text=texts[draw.choice(sorted(own[asked]))], answers=True))
        if number % 2:
            others = [place for place in order if place not in own[asked]]
            pairs.append(Pair(question=asked, text=texts[draw.choice(others[NEAR])], answers=False))
    for asked, order in zip(unanswered, _nearest(unanswered, texts), strict=True):
        tempting = order[min(int(draw.expovariate(1.0)), TEMPTING - 1)]
        pairs.append(Pair(question=asked, text=texts[tempting], answers=False))
    draw.shuffle(pairs)
    return pairs


def pairs_of_passages(passages: Sequence[Mapping[str, Any]], draw: random.Random) -> list[Pair]:
    """Draw the pairs of the training cases ``passages``, in order."""
    pairs = []
    for passage in passages:
        texts = [under((passage["title"], passage["heading"]), text) for text in passage["sentences"]]
        for question in passage["questions"]:
            answers, tempting = question["answers"], question.get("tempting", [])
            others = [n for n in range(len(texts)) if n not in {*answers, *tempting}]
            wrong = [*tempting, *draw.sample(others, min(1 if tempting else 2, len(others)))]
            right = draw.sample(answers, min(OF_PASSAGE, len(answers)))
            pairs += [
                Pair(question=question["question"], text=texts[number], answers=number in answers)
                for number in (*right, *wrong)
            ]
    return pairs


def _answering(questions: Sequence[PlainQuestion], spans: Sequence[Span]) -> dict[str, set[int]]:
    """Return for each question, by its text, the numbers of the spans that answer it."""
    own: dict[str, set[int]] = {}
    for question in questions:
        own.setdefault(question.text, set()).update(
            number
            for number, span in enumerate(spans)
            if span.doc_id == question.doc_id and span.start < question.end and question.start < span.end
        )
    return own


def _nearest(questions: Sequence[str], texts: Sequence[str]) -> list[list[int]]:
    """Return for each question the numbers of the texts, nearest in meaning first."""
    model, languages = packaged_encoder().model(), MultilingualEncoder()

    def vectors(of: Sequence[str]) -> NDArray[np.float32]:
        return np.hstack([model.encode(list(of), normalize_embeddings=True), languages.vectors(of)])

    likeness = vectors(questions) @ vectors(texts).T
    order: list[list[int]] = np.argsort(-likeness, axis=1, kind="stable").tolist()
    return order


class Network:
    """The published cross-encoder in PyTorch, its 8-bit weights as real numbers."""

    def __init__(self) -> None:
        """Read the weights. Raises EncoderError: the package is not installed or altered."""
        import onnx
        import torch
        from transformers import BertConfig, BertForSequenceClassification

        torch.manual_seed(SEED)
        folder = published()
        graph = onnx.load(str(folder / GRAPH_FILE)).graph
        self.weights = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
        self.stored_as = _stored_names(graph)
        config = BertConfig(
            hidden_size=384, num_hidden_layers=12, intermediate_size=1536, num_attention_heads=12
        )
        config.num_labels = 1
        self.bert = BertForSequenceClassification(config)
        self.bert.load_state_dict({name: self._published(name) for name in self.bert.state_dict()})
        kept = [self.bert.bert.embeddings, *self.bert.bert.encoder.layer[:FROZEN]]
        self.bert.train()
        for module in kept:
            module.requires_grad_(requires_grad=False).eval()

    def _published(self, name: str) -> torch.Tensor:
        """A parameter by PyTorch's name; matrices are stored the other way round, but for embeddings."""
        import torch

        stored = self.stored_as.get(name)
        if stored is None:
            return torch.tensor(self.weights[name])
        whole, zero, scale = (
            self.weights[f"{stored}_{of}"].astype(np.float32) for of in ("quantized", "zero_point", "scale")
        )
        matrix = (whole - zero) * scale
        return torch.tensor(matrix if "embeddings" in name else matrix.T)

    def train(self, pairs: Sequence[Pair]) -> None:
        """Train the upper layers, once over all pairs."""
        import torch

        torch.set_num_threads(os.cpu_count() or 1)  # a workbench leaves it one
        draw = random.Random(SEED)  # noqa: S311 - no secret is drawn
        read = read_pairs([(pair.question, pair.text) for pair in pairs])
        together = list(length_batches([len(one.ids) for one in read], draw))
        trained = [value for value in self.bert.parameters() if value.requires_grad]
        optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, RATE, total_steps=len(together) + 1, pct_start=0.1
        )
        for batch in counted(together, "batches trained on"):
            logits = self.bert(**_padded([read[place] for place in batch])).logits[:, 0]
            truth = torch.tensor([float(pairs[place].answers) for place in batch])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, truth)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()

    def save(self) -> None:
        """Write what was trained as the graph stores it: matrices in 8 bits, each with its scale."""
        from safetensors.numpy import save_file

        layers: dict[str, NDArray[np.generic]] = {}
        for name, value in self.bert.named_parameters():
            if not value.requires_grad:
                continue
            trained, stored = value.detach().numpy(), self.stored_as.get(name)
            if stored is None:
                layers[name] = np.ascontiguousarray(trained)
            else:
                scale = np.float32(np.abs(trained).max() / 127)
                layers[f"{stored}_quantized"] = np.ascontiguousarray(
                    np.round(trained.T / scale).astype(np.int8)
                )
                layers[f"{stored}_scale"] = np.asarray(scale)
                layers[f"{stored}_zero_point"] = np.asarray(np.int8(0))
        save_file(layers, LAYERS)
        LAYERS.chmod(0o644)


def _stored_names(graph: onnx.GraphProto) -> dict[str, str]:
    """Return under what name the graph stores each 8-bit matrix, by PyTorch's name of the parameter."""
    found = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1].endswith("_quantized"):
            path = node.name.strip("/").replace("/Gemm_MatMul_quant", "").replace("/MatMul_quant", "")
            found[path.replace("/", ".") + ".weight"] = node.input[1].removesuffix("_quantized")
    for one in graph.initializer:
        if one.name.startswith("bert.embeddings") and one.name.endswith("_quantized"):
            name = one.name.removesuffix("_quantized")
            found[name] = name
    return found


def _padded(read: Sequence[tokenizers.Encoding]) -> dict[str, torch.Tensor]:
    """Return the network's inputs, each of shape (pairs, pieces of the longest)."""
    import torch

    def rows(values: Sequence[Sequence[int]]) -> torch.Tensor:
        return torch.nn.utils.rnn.pad_sequence([torch.tensor(of) for of in values], batch_first=True)

    return {
        "input_ids": rows([one.ids for one in read]),
        "attention_mask": rows([one.attention_mask for one in read]),
        "token_type_ids": rows([one.type_ids for one in read]),
    }


def run(_: argparse.Namespace) -> int:
    """Train, and write the layers into ``chatbot/models``."""
    bench = open_workbench(None, None)
    draw = random.Random(SEED)  # noqa: S311 - no secret is drawn
    own = pairs_of(bench, draw)
    passages = pairs_of_passages(for_fitting()["passages"], draw) + draw.sample(own, REHEARSED)
    draw.shuffle(passages)
    network = Network()
    for pairs in (own, passages):
        answers = sum(pair.answers for pair in pairs)
        sys.stderr.write(f"{len(pairs)} pairs, {answers} of them with an answer\n")
        network.train(pairs)
    network.save()
    sys.stdout.write(f"written: {LAYERS.name}; now fit what reads it: python -m evals fit\n")
    return 0
