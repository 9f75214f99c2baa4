"""Pipe tables: header, footnotes, rows with lost cells, what a row says; and lines in columns without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.blocks.block_draft import BlockDraft
from ingest.structure import BlockKind
from ingest.text.lines import Line, fold, read_marker

_SEPARATOR = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*$")
_FOOTNOTE = re.compile(r"(?P<letter>[a-z*†‡§¹²³])\s+(?=[A-Z])")
_LEGEND = re.compile(r"[\w-]{1,12} = \w")
_SOURCE = re.compile(r"\S\s+(?:adapted|reprinted|reproduced|modified)\b", re.IGNORECASE)
_NUMERAL = re.compile(r"(?:[IVX]+|\d+)[A-Ca-c]?(?!\w)")
_GENERIC = re.compile(r"\b(?:description|definition|meaning|explanation|value|notes?)$", re.IGNORECASE)
_EMPTY = re.compile(r"[\s|]*$")


def opens_table(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a header line and its line of dashes stand at ``index``."""
    if index + 1 >= len(lines) or "|" not in lines[index].text:
        return False
    below = lines[index + 1].text
    return "|" in below and "--" in below and len(below) <= 1000 and bool(_SEPARATOR.match(below))


def cells_of(row: str) -> list[str]:
    """Return the cells of a row, folded, without the empty one outside a closing bar."""
    inner = row.strip().removeprefix("|").removesuffix("|")
    return [fold(cell) for cell in inner.split("|")]


def take_table(lines: Sequence[Line], index: int, table_id: int) -> tuple[list[BlockDraft], int]:
    """Return the blocks of the table whose header is at ``index``, and the index after it.

    Labels of groups of rows (a first cell with nothing beside it) are header blocks too.
    """
    drafts = [_draft(BlockKind.TABLE_HEADER, lines[index].start, lines[index + 1].end, table_id)]
    index += 2
    while index < len(lines) and "|" in lines[index].text and not opens_table(lines, index):
        line = lines[index]
        drafts.append(_draft(_row_kind(line.text), line.start, line.end, table_id))
        index += 1
    _label_groups(lines, drafts, index)
    return drafts, index


def _label_groups(lines: Sequence[Line], drafts: Sequence[BlockDraft], stop: int) -> None:
    """Make headers of one-cell rows, if the first row is one: then they label the rows below them.

    Otherwise a one-cell row goes on under the label of the row above it.
    """
    words = {line.start: line.text for line in lines[max(0, stop - len(drafts)) : stop]}
    rows = [draft for draft in drafts if draft.kind is BlockKind.TABLE_ROW]
    alone = [draft for draft in rows if _is_alone(words[draft.start])]
    if rows and alone and alone[0] is rows[0] and len(alone) < len(rows):
        for draft in alone:
            draft.kind = BlockKind.TABLE_HEADER


def _is_alone(row: str) -> bool:
    cells = cells_of(row)
    return bool(cells[0]) and not any(cells[1:])


def _draft(kind: BlockKind, start: int, end: int, table_id: int) -> BlockDraft:
    return BlockDraft(kind=kind, start=start, end=end, body=start, table_id=table_id)


def _row_kind(row: str) -> BlockKind:
    if _EMPTY.match(row):
        return BlockKind.FURNITURE
    single = sum(map(bool, cells_of(row))) == 1
    noted = single and (_FOOTNOTE.match(row) or _LEGEND.match(row))
    return BlockKind.TABLE_FOOTNOTE if noted else BlockKind.TABLE_ROW


@dataclass(slots=True, kw_only=True)
class Row:
    """A data row with the labels it stands under.

    ``stub`` is the row whose first cell labels this one too, where this row's own first cell was
    spanned away (None for a row that has its own); ``group`` is the header block of its group.
    """

    draft: BlockDraft
    cells: list[str]
    stub: Row | None = None
    group: BlockDraft | None = None

    @property
    def label(self) -> str:
        """The first cell, this row's own or that of its stub."""
        return self.stub.cells[0] if self.stub else self.cells[0]


@dataclass(slots=True, kw_only=True)
class Table:
    """The parts of one table; ``columns`` are the header's cells."""

    header: BlockDraft
    columns: list[str]
    rows: list[Row]
    footnotes: list[BlockDraft]


def read_table(text: str, drafts: Sequence[BlockDraft]) -> Table:
    """Relate the blocks of one table to each other; ``drafts[0]`` is its header."""
    header = drafts[0]
    head = text[header.start : header.end].splitlines()[0]
    table = Table(header=header, columns=cells_of(head), rows=[], footnotes=[])
    stub: Row | None = None
    group: BlockDraft | None = None
    above: Row | None = None
    for draft in drafts[1:]:
        words = text[draft.start : draft.end]
        if draft.kind is BlockKind.TABLE_FOOTNOTE:
            table.footnotes.append(draft)
        elif draft.kind is BlockKind.TABLE_HEADER:
            group = draft
        elif draft.kind is BlockKind.TABLE_ROW:
            row = Row(draft=draft, cells=cells_of(words), group=group)
            # Where row or header lack cells, a row's only cell may be a value that lost its label.
            lacks = len(row.cells) < len(table.columns) or (any(table.columns) and not all(table.columns[1:]))
            if _is_alone(words) and stub is not None and lacks:
                row.stub = stub
            elif row.cells[0].startswith(("–", "-")) and above is not None:
                row.stub = None
                stub = stub or above
            else:
                stub = row
            above = row
            table.rows.append(row)
    return table


def notes_of(text: str, table: Table, row: Row) -> list[BlockDraft]:
    """Return the footnotes that a row's first cell points to with their letter (``IIIBb`` to ``b``)."""
    return [
        note
        for note in table.footnotes
        if (letter := _letter(text, note))
        and re.search(rf"(?<=[A-Z0-9]){re.escape(letter)}(?!\w)", row.cells[0])
    ]


def _letter(text: str, note: BlockDraft) -> str:
    """Return the letter of a footnote that says something, "" for one that only names a source."""
    words = text[note.start : note.end]
    found = _FOOTNOTE.match(words)
    return "" if found is None or names_source(words) else found["letter"]


def names_source(note: str) -> bool:
    """Tell whether a footnote only says where the table comes from."""
    return bool(_SOURCE.match(note))


def row_words(text: str, table: Table, row: Row) -> str:
    """Return what a row says, each value with the label of its column (``Monday: opens 9, …``).

    Where cells are missing, the copy does not tell which column the others belong to, so they stand
    without labels.
    """
    values = [_clean(cell) for cell in (row.cells if row.stub else row.cells[1:])]
    label = _row_label(text, table, row)
    filled = [value for value in values if value]
    heads = [column for column in table.columns[1:] if column]
    if len(heads) == 1:
        said = "; ".join(filled)
        if said.isdigit():
            return f"{label}: {heads[0].lower()} {said}"
        return f"{label}: {said}" if _GENERIC.search(heads[0]) else f"{label} ({heads[0]}): {said}"
    if row.stub or len(filled) != len(heads) or not all(values[: len(heads)]):
        return f"{label}: " + "; ".join(filled)
    pairs = list(zip(heads, filled, strict=True))
    if all(len(value) <= 14 for value in filled):
        return f"{label}: " + ", ".join(f"{head.lower()} {value}" for head, value in pairs)
    return f"{label}: " + "; ".join(f"{head}: {value}" for head, value in pairs)


def _row_label(text: str, table: Table, row: Row) -> str:
    label = _clean(row.label).lstrip("–- ")
    for note in notes_of(text, table, row):
        label = re.sub(rf"(?<=[A-Z0-9]){re.escape(_letter(text, note))}(?!\w)", "", label)
    if row.group:
        label = f"{fold(text[row.group.start : row.group.end].replace('|', ' '))}, {label}"
    return f"{table.columns[0]} {label}" if _NUMERAL.match(label) else label


def _clean(cell: str) -> str:
    return cell.rstrip("[ ").strip()


_GAP = re.compile(r"(?<=\S)(?: {3,}|\t[ \t]*)(?=\S)")
PROSE_CELL = 16
"""Cells with at least so many letters in the middle are lines of columns, shorter ones cells of a table."""
_PROSE_LINES = 3
_SHIFT = 1
"""Characters by which words that stand under each other may be out of line."""


def aligned(lines: Sequence[Line], index: int) -> int:
    """Return the index after the lines from ``index`` on that have a gap at one place, ``index`` if none."""
    places = _places(lines[index])
    end = index + 1
    while places and end < len(lines) and lines[end].text:
        here = {place for place in _places(lines[end]) for other in places if abs(place - other) <= _SHIFT}
        if not here:
            break
        places = here
        end += 1
    return end if end - index > 1 else index


def is_prose_beside_prose(lines: Sequence[Line]) -> bool:
    """Tell whether aligned lines are those of columns, whose sentences run down and not across."""
    cells = [cell for line in lines for cell in _GAP.split(line.text)]
    return len(lines) >= _PROSE_LINES and median(map(len, cells)) >= PROSE_CELL


def _places(line: Line) -> set[int]:
    """Return where words begin after a gap, in characters from the line's start; tabs count their number."""
    if "|" in line.text or read_marker(line.text):
        return set()
    if "\t" in line.text:
        return {-10 * number for number, _ in enumerate(_GAP.finditer(line.text), 1)}
    return {line.indent + found.end() for found in _GAP.finditer(line.text)}
