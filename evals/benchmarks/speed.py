"""``python -m evals speed``: what an answer costs, and how the costs grow with the corpus."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from chatbot.workspace import default_index_dir, open_answerer
from corpus.errors import AsWrittenError, why
from corpus.reader import read_corpus
from evals.benchmarks.growth import Growth, measure_growth, plot_growth
from evals.console import echo, table
from evals.measures.cost import peak_mb
from evals.questions.read import load_set
from index.encoder.load import load_encoder
from index.location import home
from index.progress import ProgressBar
from index.storage.store import build_index

QUESTION = "How many women in the US are diagnosed each year?"
COLD_STARTS = 3
COPIES = (1, 10, 100, 1000)
QUESTION_SET = "dev"


@dataclass(frozen=True, kw_only=True)
class InProcess:
    """One process that opens the index and answers a question set once: milliseconds, and MB at the peak."""

    open_ms: float
    first_ms: float
    p50_ms: float
    p95_ms: float
    questions_per_second: float
    peak_mb: float


@dataclass(frozen=True, kw_only=True)
class Speed:
    """All figures; seconds unless the name says otherwise."""

    cores: int
    ask_seconds: float
    build_seconds: float
    rebuild_seconds: float
    in_process: InProcess
    growth: tuple[Growth, ...]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "speed",
        help="measure cold start, answers, throughput, memory and growth",
        description="Measure cold start, index build, answer latency, throughput and memory, and how search "
        "grows with synthetic passages.",
    )
    parser.add_argument(
        "--copies",
        type=_count,
        nargs="*",
        default=list(COPIES),
        metavar="N",
        help="sizes to grow to, in times the packaged documents (default: 1 10 100 1000; none: no growth)",
    )
    parser.add_argument("--output", type=Path, help="folder for speed.json and speed.png")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--in-process", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    if args.in_process:
        echo(json.dumps(asdict(answer_all())))
        return 0
    output = args.output or home() / "speed"
    speed = measure(args.copies)
    _write(speed, output)
    if args.json:
        echo(json.dumps(asdict(speed)))
        return 0
    echo(table(["measure", "value"], _rows(speed)))
    if speed.growth:
        echo()
        echo(table(list(asdict(speed.growth[0])), [_cells(growth) for growth in speed.growth]))
    echo(f"\nwritten: {output / 'speed.json'}" + (f", {output / 'speed.png'}" if speed.growth else ""))
    return 0


def measure(copies: Sequence[int]) -> Speed:
    """Measure everything; the packaged documents' index is built first if it is missing."""
    open_answerer()
    build, rebuild = _build_seconds()
    ask_seconds = _cold_start()
    finished = subprocess.run(
        [sys.executable, "-m", "evals", "speed", "--in-process"], check=True, capture_output=True, text=True
    )
    progress = ProgressBar()
    return Speed(
        cores=os.cpu_count() or 1,
        ask_seconds=ask_seconds,
        build_seconds=build,
        rebuild_seconds=rebuild,
        in_process=InProcess(**json.loads(finished.stdout)),
        growth=tuple(measure_growth(copies, index_dir=default_index_dir(None), progress=progress)),
    )


def answer_all() -> InProcess:
    """Open the index in this process and answer every question of the development set once."""
    questions = load_set(QUESTION_SET, read_corpus()).questions
    start = time.perf_counter()
    answerer = open_answerer()
    opened = time.perf_counter()
    answerer.answer(QUESTION)
    first = time.perf_counter()
    times: list[float] = []
    for question in questions:
        begun = time.perf_counter()
        answerer.answer(question.question, history=question.history, audience=question.audience)
        times.append(time.perf_counter() - begun)
    return InProcess(
        open_ms=1000 * (opened - start),
        first_ms=1000 * (first - opened),
        p50_ms=1000 * float(np.percentile(times, 50)),
        p95_ms=1000 * float(np.percentile(times, 95)),
        questions_per_second=len(times) / sum(times),
        peak_mb=peak_mb(),
    )


def _build_seconds() -> tuple[float, float]:
    """Return seconds to build the index from nothing, and again with every text's vector at hand."""
    corpus, encoder = read_corpus(), load_encoder()
    encoder.encode([QUESTION])
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            begun = time.perf_counter()
            build_index(corpus, directory=Path(folder), encoder=encoder, progress=ProgressBar())
            times.append(time.perf_counter() - begun)
    return times[0], times[1]


def _cold_start() -> float:
    """Return the median seconds of ``aswritten ask`` from shell to answer."""
    command = [
        sys.executable,
        "-c",
        "import sys; from chatbot.cli.main import main; sys.exit(main())",
        "ask",
        "--json",
        QUESTION,
    ]
    times: list[float] = []
    for _ in range(COLD_STARTS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own module
        times.append(time.perf_counter() - begun)
    return float(np.median(times))


def _rows(speed: Speed) -> list[list[str]]:
    inside = speed.in_process
    return [
        ["aswritten ask, shell to answer (s)", f"{speed.ask_seconds:.1f}"],
        ["answer in a running process, median (ms)", f"{inside.p50_ms:.1f}"],
        ["peak memory of the process (MB)", f"{inside.peak_mb:.0f}"],
        ["answer, 95th percentile (ms)", f"{inside.p95_ms:.1f}"],
        ["answers per second", f"{inside.questions_per_second:.1f}"],
        ["opening the index (ms)", f"{inside.open_ms:.0f}"],
        ["first answer, loads the encoder (ms)", f"{inside.first_ms:.0f}"],
        ["index from nothing (s)", f"{speed.build_seconds:.1f}"],
        ["index again, vectors kept (s)", f"{speed.rebuild_seconds:.1f}"],
        ["cores", str(speed.cores)],
    ]


def _cells(growth: Growth) -> list[str]:
    return [f"{value:.2f}" if isinstance(value, float) else str(value) for value in asdict(growth).values()]


def _write(speed: Speed, output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
        (output / "speed.json").write_text(json.dumps(asdict(speed), indent=1) + "\n", encoding="utf-8")
        if speed.growth:
            plot_growth(speed.growth, output / "speed.png")
    except OSError as error:
        raise AsWrittenError(f"{output} cannot be written ({why(error)}): give another --output.") from error


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of copies, 1 or more")
    return int(text)
