"""Writing to the terminal: plain lines, aligned tables, and how far work is."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from index.progress import ProgressBar

Item = TypeVar("Item")


def echo(text: str = "") -> None:
    """Write one line to standard output."""
    sys.stdout.write(text + "\n")


def counted(items: Iterable[Item], stage: str) -> Iterator[Item]:
    """Yield ``items`` and tell on standard error how many are done, without a terminal in plain lines."""
    done, progress = list(items), ProgressBar()
    for number, item in enumerate(done, 1):
        yield item
        progress(stage, number, len(done))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned text: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first = cells[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return "  ".join([first, *rest]).rstrip()

    return "\n".join([line(header), line(["-" * width for width in widths]), *[line(row) for row in rows]])


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same as a Markdown table, numbers to the right."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    rule = "|---|" + "---:|" * (len(header) - 1)
    return "\n".join([line(header), rule, *[line(row) for row in rows]])
