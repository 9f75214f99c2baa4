"""Long work tells how far it is, and does not repeat itself."""

from itertools import count
from types import SimpleNamespace

import pytest

from index.progress import ProgressBar


def test_without_a_terminal_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count(step=4)  # four seconds pass between two looks at the clock
    monkeypatch.setattr("index.progress.time", SimpleNamespace(monotonic=lambda: next(ticks)))
    tell = ProgressBar()
    for done in range(0, 26_601, 1900):
        tell("Texts read for the index", done, 26_600)
    tell("Texts read for the index", 26_600, 26_600)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("Texts read for the index: ")
    assert lines[-1] == "Texts read for the index: 26,600 of 26,600"
    assert 3 <= len(lines) == len(set(lines)) < 14  # neither each step nor the end twice


def test_nothing_to_do_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    ProgressBar()("Texts read for the index", 0, 0)
    assert capsys.readouterr().err == ""


def test_a_stage_that_comes_again_is_told_again(capsys: pytest.CaptureFixture[str]) -> None:
    tell = ProgressBar()
    for stage in ("Pages", "Texts", "Pages"):
        tell(stage, 0, 3)
        tell(stage, 3, 3)
    assert capsys.readouterr().err.splitlines() == ["Pages: 3 of 3", "Texts: 3 of 3", "Pages: 3 of 3"]
