from __future__ import annotations

import argparse
import json

import pytest

from evals.benchmarks import speed

MEASURED = {
    "cores": 2,
    "ask_seconds": 4.25,
    "build_seconds": 20.0,
    "rebuild_seconds": 1.0,
    "open_ms": 200.0,
    "first_ms": 4000.0,
    "p50_ms": 12.5,
    "p95_ms": 30.0,
    "questions_per_second": 70.0,
    "peak_mb": 650.0,
}


def printed(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(speed, "measure", lambda: MEASURED)
    parser = argparse.ArgumentParser()
    speed.add_arguments(parser)
    assert speed.run(parser.parse_args(words)) == 0
    return capsys.readouterr().out


def test_the_three_figures_come_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed([], monkeypatch, capsys).splitlines()
    assert [line.split()[-1] for line in lines[2:5]] == ["4.2", "12.5", "650.0"]
    assert len(lines) == 2 + len(MEASURED)


def test_json_is_one_object(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed(["--json"], monkeypatch, capsys)) == MEASURED
