"""The text of a web page: what a reader sees, one block a line, without menus and scripts."""

import re

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ingest.extract.html_page import is_around, is_hidden, main_part, page_of
from ingest.extract.html_words import (
    BLOCKS,
    CELLS,
    grid_of,
    has_header,
    heading_level,
    office_item,
    office_level,
    office_parts,
    rows_of,
    shifted,
    words_of,
)
from ingest.extract.table_text import table_lines


def html_to_text(data: bytes, *, encoding: str | None = None) -> str:
    """Return the text of a page; the encoding is the page's own (its marks, its meta tag) unless given.

    Headings and paragraphs are parted by a blank line. Headings open with one "#" a level, list items
    with "- " or their number; table rows read "cell | cell |", the first followed by "---|---|".

    Raises ParserRejectedMarkup: the bytes are no page; RecursionError: elements are nested some hundred deep.
    """
    page = page_of(data, encoding=encoding)
    for around in (False, True):  # a page that is nothing but an aside is read all the same
        writer = _Writer(around=around)
        writer.element(page if around else main_part(page))
        text = writer.text()
        if text.strip():
            break
    return text


class _Writer:
    """Walks a parsed page and writes its text line by line, white space folded."""

    def __init__(self, *, around: bool) -> None:
        """Start with nothing written; ``around`` tells whether asides, footers and the like are written."""
        self._around = around
        self._level = 1
        self._lines: list[str] = []
        self._line = ""
        self._lists: list[int | None] = []

    def text(self) -> str:
        """Return what was written, one blank line at most between lines."""
        self._end_line()
        joined = "\n".join(self._lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip("\n") + "\n"

    def element(self, element: PageElement) -> None:
        """Write one element and what it holds."""
        if isinstance(element, PreformattedString):  # comments, doctypes, processing instructions
            return
        if isinstance(element, NavigableString):
            self._words(str(element))
        elif isinstance(element, Tag) and not is_hidden(element) and (self._around or not is_around(element)):
            self._tag(element)

    def _tag(self, tag: Tag) -> None:
        if tag.name == "br":
            self._end_line()
        elif tag.name in {"sub", "sup"}:
            self._words(shifted(tag))
        elif tag.name == "p" and office_item(tag):
            self._office_item(tag)
        elif tag.name == "pre":
            self._preformatted(tag.get_text())
        elif tag.name == "table" and _is_data(tag):
            self._table(tag)
        elif level := heading_level(tag, under=self._level):
            self._heading(tag, level)
        elif tag.name in {"ul", "ol"}:
            self._list(tag)
        elif tag.name == "li":
            self._item(tag)
        elif tag.name in BLOCKS:
            self._blank_line()
            self._children(tag)
            self._blank_line()
        else:
            self._children(tag)

    def _children(self, tag: Tag) -> None:
        for child in tag.children:
            self.element(child)

    def _words(self, text: str) -> None:
        folded = re.sub(r"[ \t\r\n\f\v]+", " ", text)
        self._line += folded.lstrip(" ") if not self._line or self._line.endswith(" ") else folded

    def _end_line(self) -> None:
        if self._line.strip():
            self._lines.append(self._line.rstrip())
        self._line = ""

    def _blank_line(self) -> None:
        # Inside a list the items stay together, so that they are seen as one list.
        self._end_line()
        if not self._lists and self._lines and self._lines[-1]:
            self._lines.append("")

    def _preformatted(self, text: str) -> None:
        self._blank_line()
        self._lines += [line.rstrip() for line in text.strip("\n").split("\n")]
        self._blank_line()

    def _office_item(self, tag: Tag) -> None:
        """Write a paragraph that a word processor shows as an item of a list."""
        mark, depth, words = office_parts(tag)
        self._end_line()
        self._lines.append("  " * (depth - 1) + f"{mark} {words}")
        following = tag.find_next_sibling()
        if following is None or not office_item(following):
            self._blank_line()

    def _heading(self, tag: Tag, level: int) -> None:
        words = words_of(tag)
        if not words:
            return
        if self._lists:
            self._words(words)
            return
        self._blank_line()
        self._line = "#" * level + " " + words
        if tag.name != "p" or office_level(tag):
            self._level = level
        self._blank_line()

    def _list(self, tag: Tag) -> None:
        self._end_line()
        start = str(tag.get("start", "1"))
        first = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
        self._lists.append(first if tag.name == "ol" else None)
        self._children(tag)
        self._lists.pop()
        self._blank_line()

    def _item(self, tag: Tag) -> None:
        self._end_line()
        number = self._lists[-1] if self._lists else None
        mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        before = len(self._lines)
        self._line = "  " * (len(self._lists) - 1) + mark
        self._children(tag)
        self._end_line()
        if self._lines[before:] and self._lines[before].strip() == mark.strip():
            # The text came in an element of its own: its mark goes before it.
            mark = self._lines.pop(before)
            if before < len(self._lines):
                self._lines[before] = f"{mark} {self._lines[before].lstrip()}"

    def _table(self, tag: Tag) -> None:
        self._blank_line()
        caption = tag.find("caption")
        if caption is not None and words_of(caption):
            self._lines.append(words_of(caption))
        grid = grid_of(tag)
        self._lines += table_lines(grid, header=has_header(tag, grid))
        self._blank_line()


def _is_data(table: Tag) -> bool:
    """Tell whether a table holds data: rows, no other table, no words outside of its caption and cells.

    Other tables only arrange a page, and their words are written like any others.
    """
    if table.find("table") is not None or len(rows_of(table)) < 2:
        return False
    caption = table.find("caption")
    said = "" if caption is None else words_of(caption)
    said += "".join(words_of(cell, without=CELLS) for row in rows_of(table) for cell in row)
    return sorted("".join(said.split())) == sorted("".join(words_of(table).split()))
