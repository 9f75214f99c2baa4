"""What the commands write: how far they are, and tables."""

import pytest

from evals.console import counted, markdown_table


def test_a_stage_ends_with_one_line_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted(iter("abc"), "letters read")) == ["a", "b", "c"]
    assert list(counted([1], "numbers read")) == [1]
    assert capsys.readouterr().err == "letters read: 3 of 3\nnumbers read: 1 of 1\n"


def test_a_bar_in_a_cell_parts_no_columns() -> None:
    rows = [["a|b", "1"]]
    assert markdown_table(["what", "n"], rows) == "| what | n |\n|---|---:|\n| a\\|b | 1 |"
