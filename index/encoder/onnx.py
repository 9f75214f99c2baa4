"""The encoder compiled to ONNX: the same vectors in a third of the time, and answers without PyTorch.

A model is compiled once on each machine, when it is first used, and kept (``index.encoder.kept``): the graph,
its weights in a file of their own, from which they are mapped and not read, and the tokenizer.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoded import Encoded, in_batches
from index.encoder.kept import is_whole, keep, kept_in
from index.encoder.transformer import TransformerEncoder, encodable, whole_model
from index.location import stay_offline

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
SPIN_MICROSECONDS = "300"
"""How long a thread of the encoder waits awake for its next piece of work. Not at all costs 3 ms an answer;
as long as the library's default, it keeps the cores from other people's answers (see evals/DECISIONS.md)."""
_INPUTS = ("ids", "mask")
_OUTPUTS = ("vectors", "tokens")


class CompiledEncoder:
    """A sentence-transformers model that is compiled to ONNX before it first encodes.

    Safe to use from several threads. A model that cannot be compiled is run by PyTorch as it is.
    ``identity``: name and weight hash of the model.
    """

    def __init__(self, source: TransformerEncoder, *, folder: Path) -> None:
        """Encode as ``source`` does; compiled models are kept in subfolders of ``folder``."""
        self.source, self.identity = source, source.identity
        self.piece_identity = source.identity
        self._folder = kept_in(folder, source.identity)
        self._lock = threading.Lock()
        self._runner: _Graph | TransformerEncoder | None = None

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self.source.dimension

    @property
    def piece_dimension(self) -> int:
        """Length of the word pieces' vectors: the same."""
        return self.source.dimension

    def read(self, texts: Sequence[str]) -> Encoded:
        """Return the texts' vectors, whole and piece by piece.

        Raises EncoderError: the model cannot be loaded.
        """
        if not texts:
            return Encoded.nothing(self.dimension)
        return self._ready().read(texts)

    def load_ahead(self) -> None:
        """Begin to load the compiled model, if there is one, while the caller does something else.

        What goes wrong is raised when the model is first used.
        """

        def load() -> None:
            with self._lock, contextlib.suppress(Exception):
                self._runner = self._runner or self._compiled()

        # Not a daemon: ONNX Runtime must not be cut off in the middle when the program ends early.
        threading.Thread(target=load).start()

    def _ready(self) -> _Graph | TransformerEncoder:
        with self._lock:
            if self._runner is None:
                self._runner = self._open()
            return self._runner

    def _open(self) -> _Graph | TransformerEncoder:
        if graph := self._compiled():
            return graph
        try:
            keep(self._folder, identity=self.identity, write=self._compile)
        except _CannotCompileError:
            return self.source
        return _Graph.load(self._folder, dimension=self.dimension)

    def _compiled(self) -> _Graph | None:
        """The compiled model, None where it is not there as it was written."""
        if not is_whole(self._folder, identity=self.identity):
            return None
        return _Graph.load(self._folder, dimension=self.dimension)

    def _compile(self, folder: Path) -> None:
        """Write the compiled model into a folder."""
        model = self.source.model()
        tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
        if tokenizer is None:
            raise _CannotCompileError
        _write_graph(self.source, folder / GRAPH_FILE)
        tokenizer.no_padding()
        tokenizer.enable_truncation(model.max_seq_length)
        tokenizer.save(str(folder / TOKENIZER_FILE))


class _CannotCompileError(Exception):
    """This model has no ONNX form."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Graph:
    """A compiled model, ready to run."""

    session: onnxruntime.InferenceSession
    tokenizer: tokenizers.Tokenizer
    dimension: int

    @classmethod
    def load(cls, folder: Path, *, dimension: int) -> _Graph:
        session = open_session(folder / GRAPH_FILE)
        import tokenizers

        # What it truncates to and that it does not pad is in the file: nothing is set here, so threads
        # can share it.
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        return cls(session=session, tokenizer=tokenizer, dimension=dimension)

    def read(self, texts: Sequence[str]) -> Encoded:
        found = self.tokenizer.encode_batch([encodable(text) for text in texts])
        return in_batches(
            [one.ids for one in found],
            [one.special_tokens_mask for one in found],
            [[start for start, _ in one.offsets] for one in found],
            run=self._run,
            dimension=self.dimension,
        )

    def _run(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        given = dict(zip(_INPUTS, (rows, np.ones_like(rows)), strict=True))
        vectors, tokens = self.session.run(list(_OUTPUTS), given)
        return vectors, tokens


def open_session(graph: Path | bytes) -> onnxruntime.InferenceSession:
    """Open an ONNX graph for answering: on the processor, without waiting awake for long."""
    stay_offline()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.spin_duration_us", SPIN_MICROSECONDS)
    options.log_severity_level = 3
    source = str(graph) if isinstance(graph, Path) else graph
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def _write_graph(source: TransformerEncoder, path: Path) -> None:
    import torch

    model = source.model()
    longest = int(model.max_seq_length or 2)
    ids = torch.ones((2, min(8, longest)), dtype=torch.int64)
    sizes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("pieces", max=longest)}
    with _quietly():
        try:
            program = torch.onnx.export(
                whole_model(model),
                (ids, torch.ones_like(ids)),
                input_names=list(_INPUTS),
                output_names=list(_OUTPUTS),
                dynamic_shapes=(sizes, sizes),
                dynamo=True,
                verbose=False,
            )
        except torch.onnx.OnnxExporterError as error:
            raise _CannotCompileError from error
        program.save(path, external_data=True)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep the exporter's notes on its own parts from the user."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            warnings.simplefilter("ignore")
            with contextlib.redirect_stdout(nowhere):
                yield
    finally:
        logger.setLevel(level)
