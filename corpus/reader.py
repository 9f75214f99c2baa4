"""Read a folder of documents and refuse, in one clear sentence, what cannot be trusted."""

import errno
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.document import Corpus, Document, PlainQuestions, Source, UnanswerableQuestions
from corpus.entities import read_entities
from corpus.errors import CorpusError, why
from corpus.files import sha256_of
from corpus.lexicon import read_lexicons
from corpus.manifest import MANIFEST, Entry, read_manifest
from corpus.plain_questions import read_plain_questions, read_unanswerable
from corpus.subject import NO_SUBJECT, Subject

PAGE_BREAK = "\f"
"""Stands before the first character of every page but the first in a text with pages."""


@dataclass(frozen=True, kw_only=True)
class BrokenFile:
    """A file that cannot be a document; ``reason`` names it in one sentence, ``doc_id`` its entry's or ""."""

    file: str
    reason: str
    doc_id: str = ""


def packaged_corpus() -> Path:
    """Return the folder of the five documents that come with the program."""
    return Path(__file__).resolve().parent / "sarcoma"


def read_corpus(directory: Path | None = None) -> Corpus:
    """Read every document of ``directory`` (default: the packaged ones) and the questions beside them.

    Texts are decoded as UTF-8 and otherwise left alone: a byte order mark stays the text's first
    code point and line ends stay as they are, so offsets are those of the file as shipped.

    Raises CorpusError: naming the first thing that is wrong and how many more there are.
    """
    folder = packaged_corpus() if directory is None else directory
    corpus, broken = readable_part(folder)
    if broken:
        more = f" ({len(broken) - 1} more: `aswritten sources check {folder}`)" if len(broken) > 1 else ""
        raise CorpusError(broken[0].reason + more)
    return corpus


def readable_part(directory: Path) -> tuple[Corpus, tuple[BrokenFile, ...]]:
    """Read what can be read of ``directory`` and name the documents that cannot, with reasons.

    Plain questions for a broken document are passed over.

    Raises CorpusError: the manifest or a file beside the documents is wrong, or no document is readable.
    """
    documents: list[Document] = []
    broken: list[BrokenFile] = []
    manifest = read_manifest(directory)
    for entry in manifest.entries:
        source = entry.source
        try:
            _refuse_repeated_name(source, documents, broken)
            document = _read_document(directory, entry)
            _refuse_repeated_content(source, documents)
            documents.append(document)
        except CorpusError as error:
            broken.append(BrokenFile(doc_id=source.doc_id, file=source.file, reason=str(error)))
    if not documents:
        raise CorpusError(f"{directory} holds no readable document. {broken[0].reason}")
    readable = {document.source.doc_id for document in documents}
    ignored = frozenset(source.doc_id for source in broken) - readable
    questions = read_plain_questions(directory, documents, ignored=ignored)
    unanswerable = read_unanswerable(directory, readable | ignored)
    subject = Subject(
        about=manifest.about, entities=read_entities(directory), lexicons=read_lexicons(directory)
    )
    corpus = Corpus(
        documents=tuple(documents),
        plain_questions=questions,
        fingerprint=fingerprint(documents, questions, unanswerable, subject),
        unanswerable=unanswerable,
        subject=subject,
    )
    return corpus, tuple(broken)


def fingerprint(
    documents: Sequence[Document],
    questions: Sequence[PlainQuestions],
    unanswerable: Sequence[UnanswerableQuestions] = (),
    subject: Subject = NO_SUBJECT,
) -> str:
    """Return the SHA-256 (hex) over entries (texts by their own SHA-256), questions and subject, in order."""
    record = {
        "sources": [asdict(document.source) for document in documents],
        "plain_questions": [vars(entry) for entry in questions],
        "unanswerable": [vars(entry) for entry in unanswerable],
        "subject": asdict(subject),
    }
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256_of(canonical.encode("utf-8", "surrogatepass"))


def _refuse_repeated_name(
    source: Source, documents: Sequence[Document], broken: Sequence[BrokenFile]
) -> None:
    earlier = {document.source.doc_id: document.source.file for document in documents}
    earlier |= {entry.doc_id: entry.file for entry in broken if entry.doc_id not in earlier}
    if source.doc_id in earlier:
        msg = f"{MANIFEST} has the id {source.doc_id!r} twice: give {source.file} another doc_id."
        raise CorpusError(msg)
    for doc_id, file in earlier.items():
        if Path(source.file) == Path(file):
            msg = f"{MANIFEST} names the file {file} twice ({doc_id}, {source.doc_id}): keep one entry."
            raise CorpusError(msg)


def _refuse_repeated_content(source: Source, documents: Sequence[Document]) -> None:
    alike = next((one.source.file for one in documents if one.source.sha256 == source.sha256), "")
    if alike:
        raise CorpusError(f"{source.file} has the same content as {alike}: keep one of the two.")


def _read_document(directory: Path, entry: Entry) -> Document:
    source = entry.source
    data = read_inside(directory, source.file)
    if sha256_of(data) != source.sha256:
        raise CorpusError(
            f"{source.file} is not the file that {MANIFEST} describes: put the original back, or, if the"
            f" change is meant, run `aswritten sources update {directory}`."
        )
    recorded = entry.original_sha256
    if recorded and sha256_of(read_inside(directory, source.original)) != recorded:
        raise CorpusError(
            f"{source.original} has changed since its text was extracted:"
            f" `aswritten sources update {directory}` extracts it anew."
        )
    text = decode(data, source.file)
    pages = page_starts(text)
    if not pages and source.original.lower().endswith(".pdf"):
        pages = (0,)
    return Document(source=source, text=text, pages=pages)


def read_inside(directory: Path, file: str) -> bytes:
    """Return the bytes of a regular file of the folder.

    Raises CorpusError: it is missing, unreadable, or leads out of the folder.
    """
    path = directory / file
    try:
        # Not Path.resolve: what it makes of links that go round in a circle differs with Python's version.
        inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(directory))
        if inside and path.is_symlink():
            path.stat()
        if inside and path.is_file():
            return path.read_bytes()
    except FileNotFoundError:
        pass
    except OSError as error:
        reason = "it is a link to itself" if error.errno == errno.ELOOP else why(error)
        raise CorpusError(f"{path} cannot be read: {reason}.") from error
    if inside:
        msg = (
            f"{file} is missing from {directory}: put it there, or let `aswritten sources update {directory}`"
            f" take it out of {MANIFEST}."
        )
    else:
        msg = f"{file} leads out of {directory}: put the document itself there."
    raise CorpusError(msg)


def decode(data: bytes, file: str) -> str:
    """Decode a document.

    Raises CorpusError: it is not UTF-8, holds NUL characters, or nothing but white space.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error
    if "\0" in text:
        msg = f"{file} holds a NUL character (at {text.index(chr(0))}), so it is no text: save it as UTF-8."
        raise CorpusError(msg)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise CorpusError(f"{file} is empty: remove it and its entry, or put its text back.")
    return text


def page_starts(text: str) -> tuple[int, ...]:
    """Return where each page starts, or nothing where the text has no page breaks (U+000C)."""
    breaks = [found.end() for found in re.finditer(PAGE_BREAK, text)]
    return (0, *breaks) if breaks else ()
