from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from evals.benchmarks import speed
from evals.recording import readme

MEASURED = {
    "answer_ratio": 3.44,
    "shell_ratio": 12.0,
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


def test_the_ratios_come_first(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed([], monkeypatch, capsys).splitlines()
    assert [line.split()[-1] for line in lines[2:6]] == ["3.4", "12.0", "4.2", "12.5"]
    assert len(lines) == 2 + len(MEASURED)


def test_what_is_recorded_fills_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (speed, readme):
        monkeypatch.setattr(module, "SPEED_RESULTS", tmp_path / "speed.json")
    printed(["--record"], monkeypatch, capsys)
    table = readme.filled("<!-- evals:speed -->\n<!-- /evals:speed -->", ())
    assert "| median answer, in encodings of its question | 3.4 |" in table
    assert "| peak memory of the process (MB) | 650.0 |" in table
