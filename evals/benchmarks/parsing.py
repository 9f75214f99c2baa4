"""``python -m evals parsing``: how fast documents are parsed, with bounded memory as they stream."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Document
from corpus.reader import read_corpus
from evals.benchmarks.growth import peak_mb
from ingest.parse import iter_parsed

COPIES = 1000
"""A thousand copies of the five documents are about 130 MB."""


@dataclass(frozen=True, kw_only=True)
class ParsingSpeed:
    """What parsing cost. ``megabytes`` are of UTF-8, ``peak_mb`` is the process at its peak."""

    documents: int
    spans: int
    megabytes: float
    seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        """Megabytes of text parsed a second."""
        return self.megabytes / self.seconds


def measure_parsing(*, copies: int) -> ParsingSpeed:
    """Parse the packaged documents ``copies`` times over, holding one document at a time."""
    from tqdm import tqdm

    documents = read_corpus().documents
    size = sum(len(document.text.encode()) for document in documents) * copies / 1e6
    started = time.perf_counter()
    parsed = tqdm(
        iter_parsed(_repeated(documents, copies)),
        total=copies * len(documents),
        desc="parsing",
        unit="document",
        disable=None,
    )
    spans = sum(len(passage.spans) for document in parsed for passage in document.passages)
    return ParsingSpeed(
        documents=copies * len(documents),
        spans=spans,
        megabytes=size,
        seconds=time.perf_counter() - started,
        peak_mb=peak_mb(),
    )


def _repeated(documents: tuple[Document, ...], copies: int) -> Iterator[Document]:
    for _ in range(copies):
        yield from documents


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``parsing`` to the command line."""
    parser = subparsers.add_parser("parsing", help="measure how fast documents are parsed, streaming")
    parser.add_argument(
        "--copies", type=int, default=COPIES, help=f"of the five documents (default {COPIES})"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print the rate."""
    speed = measure_parsing(copies=args.copies)
    sys.stdout.write(
        f"{speed.documents:,} documents, {speed.spans:,} spans, {speed.megabytes:.1f} MB of text\n"
        f"{speed.seconds:.1f} s, {speed.rate:.2f} MB/s, process at its peak {speed.peak_mb:.0f} MB\n"
    )
    return 0
