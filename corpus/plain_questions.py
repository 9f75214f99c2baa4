"""Read the questions beside the documents: those that lead to a span, and those that have no answer.

``plain_questions.jsonl`` and its translations: ``{"doc": "000", "quote": "…", "questions": ["…"]}`` a line.
``quote`` stands in the document word for word; where it stands twice, the first place is meant.
``unanswerable_questions.jsonl``: ``{"lacks": "…", "near": "003", "questions": ["…"]}`` a line. ``lacks`` says
what the documents do not give, ``near`` names the one that comes nearest to it, or is empty; never shown.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.document import Document, PlainQuestions, UnanswerableQuestions
from corpus.errors import CorpusError
from corpus.files import read_text

FILE_NAME = re.compile(r"plain_questions(?:\.(?P<language>[a-z]{2}))?\.jsonl")
DEFAULT_LANGUAGE = "en"
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = {"doc", "quote", "questions"}
DRAFT = "draft"
"""The field that marks a line nobody has read yet; such a line is never used."""
_SHOWN = 60
"""Characters of a wrong quote that an error message repeats."""


def read_plain_questions(
    directory: Path, documents: Sequence[Document], *, ignored: frozenset[str] = frozenset()
) -> tuple[PlainQuestions, ...]:
    """Read every ``plain_questions*.jsonl`` of ``directory``: the English file first, then by name.

    Args:
        directory: the corpus folder; having no such file is fine.
        documents: where the quotes are looked up.
        ignored: ids of known documents that could not be read; lines for them are passed over.

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
) -> Iterator[tuple[int, PlainQuestions | str]]:
    """Yield ``(line number, entry)``, or ``(line number, what is wrong)`` for a line that is not one.

    Raises CorpusError: the file cannot be read or is not UTF-8.
    """
    for number, line in read_lines(path):
        entry = _parse(line, documents, language, ignored)
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
    line: str, documents: Mapping[str, Document], language: str, ignored: frozenset[str]
) -> PlainQuestions | str | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "this is not a JSON object."
    wrong = _wrong_shape(value)
    if wrong or value["doc"] in ignored:
        return wrong
    if value["doc"] not in documents:
        return f"there is no document {value['doc']!r} in sources.toml."
    document, quote = documents[value["doc"]], value["quote"]
    start = document.text.find(quote)
    if start < 0:
        shown = quote if len(quote) <= _SHOWN else quote[:_SHOWN] + "…"
        return f"the quote is not in {document.source.file} word for word: {shown!r}; copy it from there."
    return PlainQuestions(
        doc_id=value["doc"],
        start=start,
        end=start + len(quote),
        questions=tuple(value["questions"]),
        language=language,
    )


def _wrong_shape(value: object) -> str | None:
    if isinstance(value, dict) and value.get(DRAFT):
        return f'this is a draft: take out "{DRAFT}": true once you have read it.'
    if not isinstance(value, dict) or set(value) != _FIELDS:
        return "this must be an object with exactly doc, quote and questions."
    if not is_text(value["doc"]) or not is_text(value["quote"]):
        return "doc must be a document's id and quote text copied from that document."
    if not is_questions(value["questions"]):
        return "questions must be a list of at least one question, none of them empty."
    return None


def is_questions(value: object) -> bool:
    """Say whether a JSON value is a list of at least one question, none of them empty."""
    return isinstance(value, list) and bool(value) and all(is_text(question) for question in value)


def is_text(value: object) -> bool:
    """Say whether a JSON value is a text with something in it that an encoder takes."""
    # JSON can spell half a surrogate pair ("\\ud83d"), which no encoder takes.
    return isinstance(value, str) and bool(value.strip()) and not _SURROGATE.search(value)


UNANSWERABLE_FILE = "unanswerable_questions.jsonl"
_UNANSWERABLE_FIELDS = {"lacks", "near", "questions"}


def read_unanswerable(directory: Path, doc_ids: Collection[str]) -> tuple[UnanswerableQuestions, ...]:
    """Read the file of ``directory``; having none is fine.

    Args:
        directory: the corpus folder.
        doc_ids: the documents of its manifest, readable or not.

    Raises CorpusError: the file cannot be read, or the first wrong line with its number.
    """
    path = directory / UNANSWERABLE_FILE
    if not path.exists():
        return ()
    found: list[UnanswerableQuestions] = []
    for number, line in read_lines(path):
        entry = _parse_unanswerable(line, doc_ids)
        if isinstance(entry, str):
            raise CorpusError(f"{path}, line {number}: {entry}")
        found.append(entry)
    return tuple(found)


def _parse_unanswerable(line: str, doc_ids: Collection[str]) -> UnanswerableQuestions | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "this is not a JSON object."
    if not isinstance(value, dict) or set(value) != _UNANSWERABLE_FIELDS:
        return "this must be an object with exactly lacks, near and questions."
    if not is_text(value["lacks"]):
        return "lacks must say what the documents do not give."
    if value["near"] != "" and value["near"] not in doc_ids:
        return f"there is no document {value['near']!r} in sources.toml."
    if not is_questions(value["questions"]):
        return "questions must be a list of at least one question, none of them empty."
    return UnanswerableQuestions(
        lacks=value["lacks"], near=value["near"], questions=tuple(value["questions"])
    )
