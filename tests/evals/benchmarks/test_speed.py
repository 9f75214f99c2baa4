from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest

from evals.benchmarks import speed
from evals.benchmarks.growth import (
    Growth,
    Seedbed,
    measure_size,
    plot_growth,
    question_terms,
    synthetic_terms,
    synthetic_vectors,
)
from evals.benchmarks.speed import InProcess, Speed

SEEDBED = Seedbed(
    terms=[[f"t{(number * step) % 40}" for step in range(1, 20)] for number in range(1, 31)],
    vectors=np.eye(30, 48, dtype=np.float32),
)
GROWTH = Growth(
    passages=30,
    lexical_build_s=1.0,
    lexical_mb=1.0,
    lexical_ms=0.5,
    rank_bm25_ms=float("nan"),
    dense_kind="flat",
    dense_build_s=1.0,
    dense_ms=0.25,
    recall=1.0,
    peak_mb=300.0,
)
SPEED = Speed(
    cores=2,
    ask_seconds=4.25,
    build_seconds=20.0,
    rebuild_seconds=1.0,
    in_process=InProcess(
        open_ms=200, first_ms=4000, p50_ms=12.5, p95_ms=30, questions_per_second=70, peak_mb=650
    ),
    growth=(GROWTH,),
)


def test_synthetic_passages_are_distinct_alike_and_the_same_every_time() -> None:
    texts = list(synthetic_terms(SEEDBED, 5))
    assert texts == list(synthetic_terms(SEEDBED, 5))
    assert texts[:30] == SEEDBED.terms
    assert len(texts) == len({tuple(text) for text in texts}) == 150
    assert [len(text) for text in texts[30:60]] == [len(text) for text in SEEDBED.terms]
    kept = [len(set(text) & set(SEEDBED.terms[place % 30])) for place, text in enumerate(texts)]
    assert min(kept) > 0

    vectors = synthetic_vectors(SEEDBED, 5)
    np.testing.assert_array_equal(vectors, synthetic_vectors(SEEDBED, 5))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert len(np.unique(vectors, axis=0)) == 150
    assert (np.argmax(vectors[30:60] @ SEEDBED.vectors.T, axis=1) == np.arange(30)).all()


def test_questions_find_something() -> None:
    known = {term for terms in SEEDBED.terms for term in terms}
    assert all(len(terms) == 4 and set(terms) <= known for terms in question_terms(SEEDBED))


def test_a_size_is_measured_on_as_many_passages_with_exact_search() -> None:
    growth = measure_size(SEEDBED, 3)
    assert growth.passages == 90
    assert growth.dense_kind == "flat"
    assert growth.recall == 1.0


def test_the_three_figures_come_first_and_the_files_hold_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speed, "measure", lambda _: SPEED)
    parser = argparse.ArgumentParser()
    speed.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["speed", "--output", str(tmp_path / "out")])
    assert arguments.copies == [1, 10, 100, 1000]
    assert arguments.run(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[2:5]] == ["4.2", "12.5", "650"]
    written = json.loads((tmp_path / "out" / "speed.json").read_text(encoding="utf-8"))
    assert written["in_process"]["p95_ms"] == 30
    assert written["growth"][0]["passages"] == 30
    assert (tmp_path / "out" / "speed.png").read_bytes().startswith(b"\x89PNG")


def test_growth_is_drawn_where_some_was_not_timed(tmp_path: Path) -> None:
    plot_growth([GROWTH], tmp_path / "growth.png")
    assert (tmp_path / "growth.png").stat().st_size > 1000
