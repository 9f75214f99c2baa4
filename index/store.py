"""Build an index in a folder, and open what was built.

The folder holds a generation of the index in a subfolder of its own, a one-line file ``current`` that names
it, a lock, and the vectors by content. A new generation is written beside the old one and becomes current by
one atomic rename of that line, so a reader or a crash at any moment finds a whole index, old or new.

Documents as parsed are stored too (JSONL), not parsed again when opened: spans and vectors then agree by
construction, and an index of someone else's documents needs nothing but its folder.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.document import Corpus
from index.codec import from_json, to_json
from index.dense import DenseIndex
from index.encoder import Encoder
from index.errors import (
    BusyIndexError,
    DamagedIndexError,
    ForeignIndexError,
    IndexFolderError,
    MissingIndexError,
    StaleIndexError,
)
from index.evidence import Links
from index.lexical import LexicalIndex, Saturation
from index.manifest import (
    FORMAT,
    Manifest,
    check_files,
    hash_files,
    program_sha256,
    read_manifest,
    write_manifest,
)
from index.metric import Metric
from index.plain import PlainQuestion, question_groups, single_questions, spans_answering
from index.progress import Progress, silent
from index.relation import Relation
from index.search import Field, Index
from index.text import tokenize
from index.vectors import VectorCache
from ingest.parse import parse_corpus
from ingest.structure import ParsedDocument, Passage, Span

Kind = TypeVar("Kind")

CURRENT_FILE = "current"
LOCK_FILE = "lock"
VECTORS_FOLDER = "vectors"
GENERATION_PREFIX = "index-"
DOCUMENTS_FILE = "documents.jsonl"
PLAIN_QUESTIONS_FILE = "plain_questions.jsonl"
FIELD_FOLDERS = ("spans", "passages", "plain_questions")

PLAIN_SATURATION = Saturation(k1=2.5, b=0.5)
"""For the plain questions of a place taken together: a word that several wordings share is the matter
itself, so repetition counts for longer, and a place that was given more wordings is not longer-winded."""

PATIENCE = 600.0
"""Seconds that a builder waits for another to finish before it gives up."""


def build_index(
    corpus: Corpus,
    *,
    directory: Path,
    encoder: Encoder,
    progress: Progress = silent,
    patience: float = PATIENCE,
) -> Index:
    """Parse, encode and index a corpus, and make that the directory's current index.

    Raises:
        BusyIndexError: another process has been building there for ``patience`` seconds.
        IndexFolderError: the directory cannot be written.

    """
    with _locked(directory, patience=patience):
        return _build(corpus, directory=directory, encoder=encoder, progress=progress)


def open_or_build(
    corpus: Corpus,
    *,
    directory: Path,
    encoder: Encoder,
    progress: Progress = silent,
    patience: float = PATIENCE,
) -> Index:
    """Open the directory's index; where there is none, or an outdated one, build it first.

    Raises:
        DamagedIndexError, ForeignIndexError: as ``open_index``; these are for the user to decide.
        BusyIndexError, IndexFolderError: as ``build_index``.

    """
    outdated = (MissingIndexError, StaleIndexError)
    try:
        return open_index(directory, encoder=encoder, corpus=corpus)
    except outdated:
        with _locked(directory, patience=patience):
            try:  # Someone else may have built it while we waited.
                return open_index(directory, encoder=encoder, corpus=corpus)
            except outdated:
                return _build(corpus, directory=directory, encoder=encoder, progress=progress)


def open_index(directory: Path, *, encoder: Encoder, corpus: Corpus | None = None) -> Index:
    """Open the current index of a directory once everything it says of itself is true.

    Args:
        directory: as given to ``build_index``.
        encoder: must be the one the index was built with.
        corpus: what the index must be of; None accepts the documents it holds.

    Raises:
        MissingIndexError: there is none.
        StaleIndexError: it is of an earlier state of these documents, or by an earlier program.
        ForeignIndexError: it is of other documents or another encoder.
        DamagedIndexError: a file is not as it was written.

    """
    name = _current(directory)
    try:
        return _open_generation(directory / name, encoder=encoder, corpus=corpus)
    except DamagedIndexError:
        # A builder may have swapped and removed it while we read; then there is another one now.
        if (newer := _current(directory)) == name:
            raise
        return _open_generation(directory / newer, encoder=encoder, corpus=corpus)


def _build(corpus: Corpus, *, directory: Path, encoder: Encoder, progress: Progress) -> Index:
    progress("parse", 0, len(corpus.documents))
    documents = parse_corpus(corpus)
    progress("parse", len(documents), len(documents))
    questions = single_questions(corpus.plain_questions)
    passages, spans = _passages(documents), _spans(documents)
    texts = _texts(spans, passages, questions)
    cache = VectorCache(directory / VECTORS_FOLDER, encoder)
    vectors = cache.encode(list(chain.from_iterable(texts)), progress=progress)
    splits = np.cumsum([len(field) for field in texts])[:-1]
    metric = Metric.from_groups(np.split(vectors, splits)[-1], _places(questions))
    vectors = metric.apply(vectors)

    generation = directory / f"{GENERATION_PREFIX}{uuid.uuid4().hex[:12]}"
    generation.mkdir()
    try:
        _write_lines(generation / DOCUMENTS_FILE, documents)
        _write_lines(generation / PLAIN_QUESTIONS_FILE, questions)
        metric.save(generation)
        for name, field_vectors, lexical in zip(
            FIELD_FOLDERS, np.split(vectors, splits), _lexical_indexes(texts, questions), strict=True
        ):
            (generation / name).mkdir()
            lexical.save(generation / name)
            DenseIndex.from_vectors(field_vectors).save(generation / name)
        manifest = Manifest(
            format=FORMAT,
            corpus=corpus.fingerprint,
            doc_ids=tuple(document.source.doc_id for document in corpus.documents),
            encoder=encoder.identity,
            program=program_sha256(),
            files=hash_files(generation),
        )
        write_manifest(generation, manifest)
        index = _open_generation(generation, encoder=encoder, corpus=corpus)
        _make_current(directory, generation.name)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    _remove_others(directory, generation.name)
    return index


def _open_generation(folder: Path, *, encoder: Encoder, corpus: Corpus | None) -> Index:
    manifest = read_manifest(folder)
    _check_belongs(folder.parent, manifest, encoder=encoder, corpus=corpus)
    check_files(folder, manifest)
    try:
        documents = tuple(_read_lines(folder / DOCUMENTS_FILE, ParsedDocument))
        questions = tuple(_read_lines(folder / PLAIN_QUESTIONS_FILE, PlainQuestion))
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"The index in {folder} is damaged ({error}): build the index again."
        raise DamagedIndexError(msg) from error
    passages, spans = _passages(documents), _spans(documents)
    span_passage = np.repeat(np.arange(len(passages)), [len(passage.spans) for passage in passages])
    groups = question_groups(questions)
    by_question = spans_answering(questions, spans)
    first_of_group = np.unique(np.asarray(groups, dtype=np.int64), return_index=True)[1]
    itself = Relation.from_lists([number] for number in range(len(spans)))
    by_passage = Relation.from_lists([number] for number in span_passage.tolist()).inverse(size=len(passages))
    links = [
        (Links.around(lexical, spans=len(spans)), Links.around(dense, spans=len(spans)))
        for lexical, dense in (
            (itself, itself),
            (by_passage, by_passage),
            (by_question.take(first_of_group), by_question),
        )
    ]
    span_field, passage_field, plain_field = (
        Field(
            lexical=LexicalIndex.load(folder / name),
            lexical_links=lexical_links,
            dense=DenseIndex.load(folder / name),
            dense_links=dense_links,
        )
        for name, (lexical_links, dense_links) in zip(FIELD_FOLDERS, links, strict=True)
    )
    return Index(
        documents=documents,
        passages=passages,
        spans=spans,
        span_passage=span_passage.astype(np.int64),
        plain_questions=questions,
        plain_group=np.asarray(groups, dtype=np.int64),
        span_field=span_field,
        passage_field=passage_field,
        plain_field=plain_field,
        encoder=encoder,
        metric=Metric.load(folder),
        fingerprint=manifest.fingerprint,
    )


def _check_belongs(directory: Path, manifest: Manifest, *, encoder: Encoder, corpus: Corpus | None) -> None:
    if manifest.format != FORMAT or manifest.program != program_sha256():
        msg = f"The index in {directory} was made by another version of this program: build it again."
        raise StaleIndexError(msg)
    if manifest.encoder != encoder.identity:
        mine, theirs = encoder.identity.partition(":")[0], manifest.encoder.partition(":")[0]
        msg = (
            f"The index in {directory} was made with the encoder {theirs} ({manifest.encoder[-8:]}), not "
            f"with {mine} ({encoder.identity[-8:]}): name that encoder, or use another folder."
        )
        raise ForeignIndexError(msg)
    if corpus is None or manifest.corpus == corpus.fingerprint:
        return
    if manifest.doc_ids == tuple(document.source.doc_id for document in corpus.documents):
        msg = f"The documents have changed since the index in {directory} was built: build it again."
        raise StaleIndexError(msg)
    msg = (
        f"The index in {directory} is of other documents ({', '.join(manifest.doc_ids[:5])}): "
        "give these, or use another folder."
    )
    raise ForeignIndexError(msg)


def _passages(documents: Iterable[ParsedDocument]) -> tuple[Passage, ...]:
    return tuple(passage for document in documents for passage in document.passages)


def _spans(documents: Iterable[ParsedDocument]) -> tuple[Span, ...]:
    return tuple(span for passage in _passages(documents) for span in passage.spans)


def _places(questions: Sequence[PlainQuestion]) -> NDArray[np.int64]:
    """Number the places that the questions lead to: what is asked of one, in any language, says the same."""
    numbers: dict[tuple[str, int, int], int] = {}
    places = [numbers.setdefault((one.doc_id, one.start, one.end), len(numbers)) for one in questions]
    return np.asarray(places, dtype=np.int64)


def _texts(
    spans: Sequence[Span], passages: Sequence[Passage], questions: Sequence[PlainQuestion]
) -> tuple[list[str], list[str], list[str]]:
    """Return what is indexed of each field, in the order of ``FIELD_FOLDERS``."""
    return (
        [span.search_text for span in spans],
        [passage.search_text for passage in passages],
        [question.text for question in questions],
    )


def _lexical_indexes(
    texts: tuple[list[str], list[str], list[str]], questions: Sequence[PlainQuestion]
) -> list[LexicalIndex]:
    groups = question_groups(questions)
    grouped: list[list[str]] = [[] for _ in range(max(groups, default=-1) + 1)]
    for group, question in zip(groups, texts[2], strict=True):
        grouped[group] += tokenize(question)
    return [
        LexicalIndex.from_terms(map(tokenize, texts[0])),
        LexicalIndex.from_terms(map(tokenize, texts[1])),
        LexicalIndex.from_terms(grouped, saturation=PLAIN_SATURATION),
    ]


def _write_lines(path: Path, records: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(to_json(record), ensure_ascii=False) + "\n" for record in records)


def _read_lines(path: Path, kind: type[Kind]) -> Iterator[Kind]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield from_json(kind, json.loads(line))


def _current(directory: Path) -> str:
    path = directory / CURRENT_FILE
    try:
        name = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        msg = f"There is no index in {directory}: build one with `aswritten index`."
        raise MissingIndexError(msg) from error
    except (OSError, ValueError) as error:
        msg = f"{path} cannot be read: build the index again."
        raise DamagedIndexError(msg) from error
    if not name.startswith(GENERATION_PREFIX) or Path(name).name != name:
        msg = f"{path} does not name an index: build the index again."
        raise DamagedIndexError(msg)
    return name


def _make_current(directory: Path, name: str) -> None:
    unfinished = directory / f"{CURRENT_FILE}.part"
    unfinished.write_text(name + "\n", encoding="utf-8")
    unfinished.replace(directory / CURRENT_FILE)


def _remove_others(directory: Path, current: str) -> None:
    """Remove earlier generations and what a crashed builder left; what cannot be removed does no harm."""
    for path in directory.glob(f"{GENERATION_PREFIX}*"):
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(directory: Path, *, patience: float) -> Iterator[None]:
    """Hold the directory's advisory lock, which the system releases when its holder dies."""
    from filelock import FileLock, Timeout

    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / LOCK_FILE, timeout=patience):
            yield
    except Timeout as error:
        msg = f"Another process is building an index in {directory}: wait until it has finished."
        raise BusyIndexError(msg) from error
    except OSError as error:
        msg = f"The index folder {directory} cannot be written ({error.strerror}): choose another."
        raise IndexFolderError(msg) from error
