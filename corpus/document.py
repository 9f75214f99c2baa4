"""What a source document is: its entry in ``sources.toml`` and its text."""

from dataclasses import dataclass

from corpus.subject import NO_SUBJECT, Subject

UNKNOWN = "unknown"
"""What an entry says where the document itself does not."""

DEFAULT_LANGUAGE = "en"
"""Of plain questions in a file that names none, and of whoever asks in a language that is not known. The one
place that names a language."""


@dataclass(frozen=True, kw_only=True)
class SourceDate:
    """A date the document states, with what it is the date of.

    ``date`` is ISO 8601, as precise as the text is (``2004-01``, ``2024-04-10``).
    """

    date: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """One entry of ``sources.toml``: what a document says of itself.

    Every field the document does not state is ``"unknown"`` (or empty, for tuples).
    ``date`` is the one shown in citations: the latest of ``dates`` or ``"unknown"``.
    ``file`` is the name of the text that offsets refer to; ``original`` is the file it was
    extracted from (PDF, HTML), or the same name. ``sha256`` is of ``file``'s bytes.
    """

    doc_id: str
    file: str
    title: str
    publisher: str = UNKNOWN
    authors: tuple[str, ...] = ()
    dates: tuple[SourceDate, ...] = ()
    date: str = UNKNOWN
    audience: str = UNKNOWN
    kind: str = UNKNOWN
    language: str = UNKNOWN
    rights: str = UNKNOWN
    url: str = UNKNOWN
    sha256: str
    original: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A source with its text, decoded as UTF-8 and otherwise untouched.

    Offsets everywhere in the project count Unicode code points of ``text``. ``pages`` holds the
    start offset of each page where the original has pages, else it is empty.
    """

    source: Source
    text: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlainQuestions:
    """Everyday questions that the span ``[start, end)`` of a document answers.

    They help to find the span and are never shown. ``language`` is ISO 639-1.
    """

    doc_id: str
    start: int
    end: int
    questions: tuple[str, ...]
    language: str


@dataclass(frozen=True, kw_only=True)
class UnanswerableQuestions:
    """Everyday questions that the documents do not answer, though they come near.

    ``lacks`` says what is not given, ``near`` is the id of the document nearest to it, or "". They help to
    refuse and are never shown.
    """

    lacks: str
    near: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The documents in the order of ``sources.toml``, questions with and without an answer, the subject.

    ``fingerprint`` is the SHA-256 (hex) over all of it: equal corpora have equal fingerprints.
    """

    documents: tuple[Document, ...]
    plain_questions: tuple[PlainQuestions, ...]
    fingerprint: str
    unanswerable: tuple[UnanswerableQuestions, ...] = ()
    subject: Subject = NO_SUBJECT
