"""A file is written whole or not at all, and two that write it do not meet."""

from pathlib import Path

import pytest

from corpus.files import written_whole


def test_two_runs_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "replies.csv"
    with written_whole(path) as first:
        first.write("first, ")
        with written_whole(path) as second:
            second.write("second")
        first.write("to its end")
        assert path.read_text(encoding="utf-8") == "second"
    assert path.read_text(encoding="utf-8") == "first, to its end"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("end", [KeyboardInterrupt, OSError, SystemExit])
def test_a_run_that_ends_early_leaves_what_was_there(tmp_path: Path, end: type[BaseException]) -> None:
    path = tmp_path / "replies.csv"
    path.write_text("yesterday's", encoding="utf-8")
    with pytest.raises(end), written_whole(path) as stream:
        stream.write("half")
        raise end
    assert [(one, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [(path, "yesterday's")]
