"""Changes of a folder, told once they are whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chatbot.cli.documents import changes, state


def test_a_change_is_told_once_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    steps = iter(["", "ab", "abc", "", "", ""])
    looks: list[str] = []

    def sleep(seconds: float) -> None:
        assert seconds == 0.5
        step = next(steps)
        looks.append(step)
        if step:
            file.write_text(step)

    monkeypatch.setattr("chatbot.cli.documents.time.sleep", sleep)
    told = changes(tmp_path, every=0.5)
    next(told)
    assert looks == []
    next(told)
    # Nothing, a first part, the rest, and a look that finds it as it was.
    assert looks == ["", "ab", "abc", ""]
    with pytest.raises(RuntimeError, match="StopIteration"):
        next(told)  # nothing changes until the steps are used up


def test_hidden_files_and_broken_links_are_no_change(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc")
    os.utime(tmp_path / "a.txt", ns=(5, 7))
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert state(tmp_path) == {"a.txt": (3, 7)}
