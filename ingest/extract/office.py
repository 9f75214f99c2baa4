"""The text of .docx and .epub files, by way of the page that each amounts to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.errors import CorpusError
from ingest.extract.html_page import page_of
from ingest.extract.html_text import html_to_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MAX_UNPACKED = 400_000_000
"""Bytes that the parts of a file may have together once unpacked."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, OSError, EOFError,
    RuntimeError, SyntaxError,
)  # fmt: skip
"""What a wrong byte leads to in the readers of these formats; lxml's own errors are syntax errors."""

_SKIPPED_PARENTS = frozenset({"del", "moveFrom", "Fallback"})


def docx_html(data: bytes, name: str) -> bytes:
    """Return a word processor's document as a page: headings, lists, tables, raised figures.

    Struck-out and hidden words, words that a tracked change deleted, headers and footers are left out.

    Raises CorpusError: it is no such document.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    _refuse_bomb(data, name)
    try:
        return "".join(_document(docx.Document(io.BytesIO(data)))).encode("utf-8", "replace")
    except (PackageNotFoundError, *_BROKEN) as error:
        msg = f"{name} is not a Word document that can be read: open it in Word and save it again as .docx."
        raise CorpusError(msg) from error


def _document(document: Document) -> Iterator[str]:
    from docx.table import Table

    formats = _number_formats(document)
    numbers: dict[tuple[str, str], int] = {}
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield _table(part)
        else:
            yield _paragraph(part, formats, numbers)


def _paragraph(paragraph: Paragraph, formats: dict[str, str], numbers: dict[tuple[str, str], int]) -> str:
    words = "".join(_runs(paragraph))
    style = (paragraph.style.name if paragraph.style else None) or ""
    level = style.removeprefix("Heading ")
    if style.startswith("Heading ") and level.isdigit():
        return f"<h{min(int(level), 6)}>{words}</h{min(int(level), 6)}>"
    if style == "Title":
        return f"<h1>{words}</h1>"
    item = _item(paragraph, style)
    if item is None or not words.strip():
        return f"<p>{words}</p>"
    number, depth = item
    mark = "·"
    if formats.get(number, "bullet") != "bullet" or "Number" in style:
        numbers[number, depth] = numbers.get((number, depth), 0) + 1
        mark = f"{numbers[number, depth]}."
    sign = f"<span style='mso-list:Ignore'>{mark}</span>"
    return f"<p style='mso-list:l0 level{int(depth) + 1}'>{sign}{words}</p>"


def _item(paragraph: Paragraph, style: str) -> tuple[str, str] | None:
    """Return the numbering and depth of a list item, None for any other paragraph."""
    numbering = paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
    depths = paragraph._p.xpath("w:pPr/w:numPr/w:ilvl/@w:val")
    if numbering and numbering[0] != "0":
        return str(numbering[0]), str(min(int(depths[0]), 8)) if depths else "0"
    return (style, "0") if style.startswith("List ") else None


def _number_formats(document: Document) -> dict[str, str]:
    """Return how each numbering of a document counts at its first depth (``bullet``, ``decimal`` …)."""
    from docx.oxml.ns import qn

    try:
        part = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    kinds = {
        abstract.get(qn("w:abstractNumId")): abstract.findtext(qn("w:x"), "")
        or next((each.get(qn("w:val"), "bullet") for each in abstract.iter(qn("w:numFmt"))), "bullet")
        for abstract in part.iter(qn("w:abstractNum"))
    }
    return {
        str(each.get(qn("w:numId"))): kinds.get(link.get(qn("w:val")), "bullet")
        for each in part.iter(qn("w:num"))
        for link in each.iter(qn("w:abstractNumId"))
    }


def _runs(paragraph: Paragraph) -> Iterator[str]:
    """Yield the words of a paragraph's runs, those in links and tracked insertions included."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    for element in paragraph._p.iter(qn("w:r")):
        if any(parent.tag.rpartition("}")[2] in _SKIPPED_PARENTS for parent in element.iterancestors()):
            continue
        font = Run(element, paragraph).font
        if font.hidden or font.strike or font.double_strike:
            continue
        words = escape(Run(element, paragraph).text.replace("\t", " ")).replace("\n", "<br>")
        raised = "sup" if font.superscript else "sub" if font.subscript else ""
        words = f"<{raised}>{words}</{raised}>" if raised else words
        yield f"<b>{words}</b>" if font.bold and words.strip() else words


def _table(table: Table) -> str:
    """Return a table as HTML; a merged cell stands in every place it covers."""
    rows = (
        "".join(
            f"<td>{' '.join(''.join(_runs(part)) for part in cell.paragraphs)}</td>" for cell in row.cells
        )
        for row in table.rows
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def epub_text(data: bytes, name: str) -> str:
    """Return the text of a book's chapters in reading order, its contents page left out.

    Raises CorpusError: it is no such book, or protected against reading.
    """
    _refuse_bomb(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if "META-INF/rights.xml" in book.namelist():
                raise CorpusError(f"{name} is protected against copying: put in a copy without protection.")
            chapters = [html_to_text(book.read(part)).strip("\n") for part in _chapters(book)]
    except _BROKEN as error:
        raise CorpusError(f"{name} is not an EPUB book that can be read: it is damaged.") from error
    return "\n\n".join(filter(None, chapters)) + "\n"


def _chapters(book: zipfile.ZipFile) -> list[str]:
    container = page_of(book.read("META-INF/container.xml"))
    root = str(container.find_all(_named("rootfile"))[0]["full-path"])
    package = page_of(book.read(root))
    folder = posixpath.dirname(root)
    files = {
        str(item["id"]): posixpath.normpath(posixpath.join(folder, unquote(str(item["href"]))))
        for item in package.find_all(_named("item"))
        if "nav" not in str(item.get("properties", "")).split()
    }
    return [
        files[str(ref["idref"])] for ref in package.find_all(_named("itemref")) if str(ref["idref"]) in files
    ]


def _named(name: str) -> list[str]:
    return [name, f"opf:{name}"]


def _refuse_bomb(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return  # the reader of the format says what is wrong
    if size > MAX_UNPACKED:
        raise CorpusError(f"{name} unpacks to {size:,} bytes, more than {MAX_UNPACKED:,}: split it.")
