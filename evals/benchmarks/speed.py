"""``python -m evals speed``: what an answer and an index cost, in time and memory."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from chatbot.workspace import open_answerer
from corpus.reader import read_corpus
from evals.console import echo, table
from evals.questions.read import load_set
from evals.recording.results import SPEED_RESULTS, write_json
from index.encoder.load import load_encoder
from index.progress import ProgressBar
from index.storage.store import build_index

QUESTION = "How many women in the US are diagnosed each year?"
COLD_STARTS = 3
QUESTION_SET = "dev"
PROGRAM = (sys.executable, "-m", "chatbot.cli")

FIGURES = {
    "answer_ratio": "median answer, in encodings of its question",
    "shell_ratio": "shell to answer, in starts of aswritten --help",
    "ask_seconds": "aswritten ask, shell to answer (s)",
    "p50_ms": "answer in a running process, median (ms)",
    "peak_mb": "peak memory of the process (MB)",
    "p95_ms": "answer, 95th percentile (ms)",
    "questions_per_second": "answers per second",
    "open_ms": "opening the index (ms)",
    "first_ms": "first answer, loads the encoder (ms)",
    "build_seconds": "index from nothing (s)",
    "rebuild_seconds": "index again, vectors kept (s)",
    "cores": "cores",
}
"""Every figure by its name in the JSON, with what it is; in the order of the table.

The first two are ratios of what is measured in the same run: they hold on a slow machine as on a fast one.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("--in-process", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--record", action="store_true", help="keep the figures for the README")


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    figures = answer_all() if args.in_process else measure()
    if args.record:
        write_json({what: round(figures[name], 1) for name, what in FIGURES.items()}, SPEED_RESULTS)
    if args.in_process:
        echo(json.dumps(figures))
    else:
        echo(table(["measure", "value"], [[what, f"{figures[name]:.1f}"] for name, what in FIGURES.items()]))
    return 0


def measure() -> dict[str, float]:
    """Measure everything; the packaged documents' index is built first if it is missing."""
    open_answerer()
    build, rebuild = _build_seconds()
    ask_seconds = _median_seconds("ask", "--json", QUESTION)
    # In a process of its own: what was needed to build is not counted for answering.
    command = [sys.executable, "-m", "evals", "speed", "--in-process"]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    inside: dict[str, float] = json.loads(finished.stdout)
    return {
        **inside,
        "ask_seconds": ask_seconds,
        "shell_ratio": ask_seconds / _median_seconds("--help"),
        "build_seconds": build,
        "rebuild_seconds": rebuild,
        "cores": os.cpu_count() or 1,
    }


def answer_all() -> dict[str, float]:
    """Open the index in this process and answer every question of the development set once."""
    questions = load_set(QUESTION_SET, read_corpus()).questions
    start = time.perf_counter()
    answerer = open_answerer()
    opened = time.perf_counter()
    answerer.answer(QUESTION)
    first = time.perf_counter()
    times: list[float] = []
    encodings: list[float] = []
    for question in questions:
        begun = time.perf_counter()
        answerer.index.encoder.read([question.question])
        encoded = time.perf_counter()
        answerer.answer(question.question, history=question.history, audience=question.audience)
        encodings.append(encoded - begun)
        times.append(time.perf_counter() - encoded)
    return {
        "answer_ratio": float(np.median(times) / np.median(encodings)),
        "open_ms": 1000 * (opened - start),
        "first_ms": 1000 * (first - opened),
        "p50_ms": 1000 * float(np.percentile(times, 50)),
        "p95_ms": 1000 * float(np.percentile(times, 95)),
        "questions_per_second": len(times) / sum(times),
        "peak_mb": peak_mb(),
    }


def _build_seconds() -> tuple[float, float]:
    """Return seconds to build the index from nothing, and again with every text's vector at hand."""
    corpus, encoder = read_corpus(), load_encoder()
    encoder.read([QUESTION])
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            begun = time.perf_counter()
            build_index(corpus, directory=Path(folder), encoder=encoder, progress=ProgressBar())
            times.append(time.perf_counter() - begun)
    return times[0], times[1]


def _median_seconds(*words: str) -> float:
    """Return the median seconds of an ``aswritten`` command from shell to exit."""
    times: list[float] = []
    for _ in range(COLD_STARTS):
        begun = time.perf_counter()
        subprocess.run([*PROGRAM, *words], check=True, capture_output=True)  # noqa: S603 - our own
        times.append(time.perf_counter() - begun)
    return float(np.median(times))


def peak_mb() -> float:
    """Most resident memory of this process so far, in 10^6 bytes.

    Linux's own count where there is one: ``getrusage`` there starts from the size of the parent process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        if "VmHWM" in lines:
            return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
