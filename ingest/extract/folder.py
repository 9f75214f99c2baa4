"""Text of documents of other formats than .txt, kept beside the original; offsets refer to that text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bs4.exceptions import ParserRejectedMarkup

from corpus.drafting import EXTRACTED_FROM, READABLE, SourcesDraft, draft_sources, extracted_name, originals
from corpus.errors import CorpusError
from corpus.files import write_whole
from corpus.reader import PAGE_BREAK, BrokenFile, decode, read_inside
from ingest.extract.guessing import guess
from ingest.extract.html_text import html_to_text
from ingest.extract.office import docx_html, epub_text
from ingest.extract.pdf_text import pdf_text
from ingest.extract.table_text import csv_text

_FRONT_MATTER = re.compile(r"\A\ufeff?---\r?\n.*?\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
_NOTE = re.compile(r"^\[\^(?P<label>[^\]\s]{1,60})\]:[ \t]+", re.MULTILINE)
_NOTE_CALL = re.compile(r"\[\^(?P<label>[^\]\s]{1,60})\]")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""NUL and half surrogate pairs: neither can stand in a text document."""

_RECOGNISE = "have its text recognised (OCR) first, as `ocrmypdf` does"

Told = Callable[[str, int, int], None]
"""Is told a file's name, how many of its pages are read (0: it is begun), and how many there are."""


def prepare_folder(directory: Path, *, progress: Told = lambda *_: None) -> SourcesDraft:
    """Make a corpus of a person's own documents: extract their text, then draft ``sources.toml``.

    Text that was extracted before is never overwritten: a person may have put it right by hand, and offsets
    refer to it. Delete it to have it extracted again. A file that gives no text is broken for that reason.

    Raises CorpusError: no such folder, or it cannot be written to; see ``corpus.drafting.draft_sources``.
    """
    unread = {broken.file: broken for broken in _extract_missing(directory, progress)}
    draft = draft_sources(directory, guess=guess)
    return replace(draft, broken=tuple(unread.get(broken.file, broken) for broken in draft.broken))


def _extract_missing(directory: Path, progress: Told) -> Iterator[BrokenFile]:
    """Extract every file of another format than .txt that has no text yet; yield those that give none."""
    for name in originals(directory):
        target = directory / extracted_name(name)
        if not name.lower().endswith(EXTRACTED_FROM) or target.exists():
            continue
        try:
            text = extract_text(read_inside(directory, name), name, progress=progress)
        except CorpusError as error:
            yield BrokenFile(file=name, reason=str(error))
        else:
            write_whole(target, text)


def extract_text(data: bytes, name: str, *, progress: Told = lambda *_: None) -> str:
    """Return the text of a document's bytes; ``name`` tells its format by its suffix.

    Pages of a PDF are parted by U+000C. Of a page, headings open with one
    "#" a level, list items with "- " or their number, table rows read "cell | cell |".

    Raises CorpusError: naming the file and why it has no text.
    """
    progress(name, 0, 1)
    try:
        text = _text_of(data, name, progress)
    except RecursionError as error:
        raise CorpusError(f"{name} nests its elements too deeply to be read: save a simpler copy.") from error
    if not text.strip():
        raise CorpusError(f"{name} holds no text: if it is made of pictures, {_RECOGNISE}.")
    if 2 * text.count("\ufffd") > len("".join(text.split())):
        raise CorpusError(f"{name} does not tell which letters it shows: {_RECOGNISE}.")
    return text


def _text_of(data: bytes, name: str, progress: Told) -> str:
    suffix = Path(name).suffix.lower()
    if suffix == ".pdf":
        return _UNWRITABLE.sub("\ufffd", pdf_text(data, name, progress=partial(progress, name)))
    if suffix in {".md", ".markdown"}:
        return _markdown_text(decode(data, name), name)
    if suffix in {".html", ".htm", ".xhtml", ".xht"}:
        return _html_text(data, name)
    if suffix == ".docx":
        return _html_text(docx_html(data, name), name, encoding="utf-8")
    if suffix == ".epub":
        return _clean(epub_text(data, name))
    if suffix in {".csv", ".tsv"}:
        return _clean(csv_text(decode(data, name), name))
    raise CorpusError(f"{name}: only {READABLE} documents can be read.")


def _markdown_text(text: str, name: str) -> str:
    from markdown_it import MarkdownIt

    text = _with_raised_notes(_FRONT_MATTER.sub("", text).lstrip("\ufeff"))
    # without a limit of its own: what is nested deeper than that it leaves out without a word
    markdown = MarkdownIt("commonmark", {"maxNesting": len(text)}).enable(["table", "strikethrough"])
    return _html_text(markdown.render(text).encode("utf-8"), name, encoding="utf-8")


def _with_raised_notes(text: str) -> str:
    """Give footnotes their numbers, raised, where they are called and where they are told."""
    numbers = {found["label"]: number for number, found in enumerate(_NOTE.finditer(text), 1)}
    raised = {label: f"<sup>{number}</sup>" for label, number in numbers.items()}
    text = _NOTE.sub(lambda found: f"\n{raised[found['label']]} ", text)
    return _NOTE_CALL.sub(lambda found: raised.get(found["label"], found[0]), text)


def _html_text(data: bytes, name: str, *, encoding: str | None = None) -> str:
    try:
        return _clean(html_to_text(data, encoding=encoding))
    except ParserRejectedMarkup as error:
        raise CorpusError(f"{name} is not HTML that can be read: save it again from the browser.") from error


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text).replace(PAGE_BREAK, " ")
