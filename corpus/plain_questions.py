"""Read the questions beside the documents: those that lead to a span, and those that have no answer.

``plain_questions.jsonl`` and its translations: ``{"doc": "000", "quote": "…", "questions": ["…"]}`` a line.
``quote`` stands in the document word for word; where it stands twice, the first place is meant.
``unanswerable_questions.jsonl``: ``{"lacks": "…", "near": "003", "questions": ["…"]}`` a line. ``lacks`` says
what the documents do not give, ``near`` names the one that comes nearest to it, or is empty; never shown.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from corpus.document import DEFAULT_LANGUAGE, Document, PlainQuestions, UnanswerableQuestions
from corpus.errors import CorpusError
from corpus.files import read_text
from corpus.tables import Table, Text, Texts, checked_line

FILE_NAME = re.compile(r"plain_questions(?:\.(?P<language>[a-z]{2}))?\.jsonl")
DRAFT = "draft"
"""The field that marks a line nobody has read yet; such a line is never used."""
_SHOWN = 60
"""Characters of a wrong quote that an error message repeats."""


def _no_draft(draft: object) -> object:
    if draft:
        raise ValueError(f'this is a draft: take out "{DRAFT}": true once you have read it.')
    return draft


class Plain(Table):
    """A line of a file of plain questions."""

    doc: Annotated[str, Field(pattern=r"\S", description="the id of a document")]
    quote: Annotated[str, Field(pattern=r"\S", description="text copied from that document")]
    questions: Texts
    draft: Annotated[object, AfterValidator(_no_draft)] = None


class ReadDraft(Plain):
    """The same, and a draft that a person has read may keep its mark."""

    draft: object = None


class _Unanswerable(Table):
    lacks: Text
    near: Annotated[str, Field(description="the id of a document, or empty")]
    questions: Texts


def read_plain_questions(
    directory: Path, documents: Sequence[Document], *, ignored: frozenset[str] = frozenset()
) -> tuple[PlainQuestions, ...]:
    """Read every ``plain_questions*.jsonl`` of ``directory``: the English file first, then by name.

    Lines for the documents ``ignored``, which are known and could not be read, are passed over.

    Raises CorpusError: a file that cannot be read, or the first wrong line with its number.
    """
    texts = {document.source.doc_id: document for document in documents}
    found: list[PlainQuestions] = []
    for path in sorted(directory.glob("plain_questions*.jsonl"), key=lambda p: (p.name.count("."), p.name)):
        for number, entry in parse_lines(path, texts, language=language_of(path), ignored=ignored):
            if isinstance(entry, str):
                raise CorpusError(f"{path}, line {number}: {entry}")
            found.append(entry)
    return tuple(found)


def language_of(path: Path) -> str:
    """Return the language that a file name stands for: ``plain_questions.es.jsonl`` is ``es``.

    Raises CorpusError: the name has another form.
    """
    match = FILE_NAME.fullmatch(path.name)
    if match is None:
        msg = f"{path}: name it plain_questions.jsonl, or plain_questions.es.jsonl with the language in it."
        raise CorpusError(msg)
    return match["language"] or DEFAULT_LANGUAGE


def parse_lines(
    path: Path,
    documents: Mapping[str, Document],
    *,
    language: str = DEFAULT_LANGUAGE,
    ignored: frozenset[str] = frozenset(),
    shape: type[Plain] = Plain,
) -> Iterator[tuple[int, PlainQuestions | str]]:
    """Yield ``(line number, entry)``, or ``(line number, what is wrong)`` for a line that is not ``shape``.

    Raises CorpusError: the file cannot be read or is not UTF-8.
    """
    for number, line in read_lines(path):
        entry = _parse(line, shape, documents, language, ignored)
        if entry is not None:
            yield number, entry


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a JSON Lines file that are not blank, with their numbers from 1.

    Raises CorpusError: the file cannot be read or is not UTF-8.
    """
    # Not splitlines: U+2028 or U+0085 may stand inside a JSON string.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            yield number, line


def _parse(
    line: str, shape: type[Plain], documents: Mapping[str, Document], language: str, ignored: frozenset[str]
) -> PlainQuestions | str | None:
    try:
        said = checked_line(shape, line)
    except CorpusError as error:
        return str(error)
    if said.doc in ignored:
        return None
    if said.doc not in documents:
        return f"there is no document {said.doc!r} in sources.toml."
    document, quote = documents[said.doc], said.quote
    start = document.text.find(quote)
    if start < 0:
        shown = quote if len(quote) <= _SHOWN else quote[:_SHOWN] + "…"
        return f"the quote is not in {document.source.file} word for word: {shown!r}; copy it from there."
    return PlainQuestions(
        doc_id=said.doc, start=start, end=start + len(quote), questions=said.questions, language=language
    )


UNANSWERABLE_FILE = "unanswerable_questions.jsonl"


def read_unanswerable(directory: Path, doc_ids: Collection[str]) -> tuple[UnanswerableQuestions, ...]:
    """Read the file of ``directory``, whose manifest names ``doc_ids``; having none is fine.

    Raises CorpusError: the file cannot be read, or the first wrong line with its number.
    """
    path = directory / UNANSWERABLE_FILE
    if not path.exists():
        return ()
    found: list[UnanswerableQuestions] = []
    for number, line in read_lines(path):
        try:
            said = checked_line(_Unanswerable, line)
        except CorpusError as error:
            raise CorpusError(f"{path}, line {number}: {error}") from error
        if said.near and said.near not in doc_ids:
            raise CorpusError(f"{path}, line {number}: there is no document {said.near!r} in sources.toml.")
        found.append(UnanswerableQuestions(lacks=said.lacks, near=said.near, questions=said.questions))
    return tuple(found)
