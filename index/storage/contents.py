"""One generation of an index on disk: what is written for a corpus, and how it is read back.

Documents as parsed are stored too (JSONL), not parsed again when opened: spans and vectors then agree by
construction, and an index of someone else's documents needs nothing but its folder.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.document import UNKNOWN, Corpus
from corpus.subject import Subject
from index.encoder.load import Encoder
from index.errors import DamagedIndexError
from index.facts import SpanFacts, WrittenWords, gather_facts
from index.offered import with_shown
from index.progress import Progress
from index.retrievers.dense import DenseIndex
from index.retrievers.late import Late, PieceWeights, TokenIndex, Tokens, only_telling
from index.retrievers.lexical import LexicalIndex
from index.retrievers.projection import METRIC_FILE, PROJECTION_FILE, Projection
from index.retrievers.rows import Field, Relation
from index.retrievers.stored_questions import (
    PlainQuestion,
    Unanswerable,
    numbered,
    question_groups,
    single_questions,
    spans_answering,
)
from index.search import Index
from index.storage.vectors import TokenCache
from index.text import READ_BY_WORD, terms_of, tokenize
from ingest.structure import ParsedDocument, Passage, Span

Kind = TypeVar("Kind")

DOCUMENTS_FILE = "documents.jsonl"
PLAIN_QUESTIONS_FILE = "plain_questions.jsonl"
QUESTION_SPANS_FILE = "question_spans.npz"
GROUP_SPANS_FILE = "group_spans.npz"
ASKED_FILE = "asked.npz"
"""The spans that each plain question leads to, and each group; the texts that are asked of each span."""
UNANSWERABLE_FILE = "unanswerable_near.jsonl"
"""For each stored question without an answer the document that comes nearest to one."""
SUBJECT_FILE = "subject.jsonl"
FACTS_FILE = "facts.jsonl"
WORDS_FILE = "words.jsonl"
FIELD_FOLDERS = ("spans", "passages", "plain_questions")
UNANSWERABLE_FOLDER = "unanswerable_questions"

READING = "Characters of the documents read"
"""The stage of parsing, as people are told of it."""


def write_generation(
    corpus: Corpus, folder: Path, *, encoder: Encoder, vectors_folder: Path, progress: Progress
) -> None:
    """Parse, encode and index a corpus into an empty folder; encodings are kept in ``vectors_folder``."""
    from ingest.parse import parse_corpus  # not needed to open an index, and its rules take time to compile

    characters = sum(len(document.text) for document in corpus.documents)
    progress(READING, 0, characters)
    documents = parse_corpus(corpus, progress=lambda read: progress(READING, read, characters))
    progress(READING, characters, characters)
    questions = with_shown(single_questions(corpus.plain_questions), documents)
    unanswerable = [(text, group.near) for group in corpus.unanswerable for text in group.questions]
    passages, spans = _passages(documents), _spans(documents)
    texts = [[one.search_text for one in field] for field in (spans, passages)]
    terms = [_terms(documents, field) for field in (_spans, _passages)]
    projection = Projection.for_encoder(encoder.piece_identity, dimension=encoder.piece_dimension)
    cache = TokenCache(vectors_folder, encoder, projection)
    together = [*texts, [one.text for one in questions], [text for text, _ in unanswerable]]
    vectors, tokens = cache.read(list(chain.from_iterable(together)), progress=progress)
    splits = np.cumsum([len(field) for field in together])[:-1]
    of_spans, of_passages, of_plain, of_unanswerable = np.split(vectors, splits)
    # What is asked of a place, in any language, says the same.
    places = numbered((one.doc_id, one.start, one.end) for one in questions)
    metric = Projection.from_groups(of_plain, np.asarray(places, dtype=np.int64))

    _write_lines(folder / DOCUMENTS_FILE, documents)
    _write_lines(folder / PLAIN_QUESTIONS_FILE, questions)
    _write_lines(folder / UNANSWERABLE_FILE, (near for _, near in unanswerable))
    headings = {heading for passage in passages for heading in passage.section}
    titles = {document.source.title for document in documents}
    subject = corpus.subject.treating(headings | titles)
    _write_lines(folder / SUBJECT_FILE, [subject])
    by_question = spans_answering(questions, spans)
    answering = by_question.back
    by_question.save(folder / QUESTION_SPANS_FILE)
    firsts = np.unique(question_groups(questions), return_index=True)[1].tolist()
    spans_answering([questions[number] for number in firsts], spans).save(folder / GROUP_SPANS_FILE)
    _write_lines(folder / FACTS_FILE, gather_facts(documents, subject.finder, questions, answering))
    quotable = (span.text for span in spans if span.quotable)
    _write_lines(folder / WORDS_FILE, [WrittenWords.of(quotable, questions)])
    metric.save(folder / METRIC_FILE)
    projection.save(folder / PROJECTION_FILE)
    for name, field_vectors, lexical in zip(
        FIELD_FOLDERS, (of_spans, of_passages, of_plain), _lexical_indexes(terms, questions), strict=True
    ):
        (folder / name).mkdir()
        lexical.save(folder / name)
        DenseIndex.from_vectors(metric.apply(field_vectors)).save(folder / name)
    (folder / UNANSWERABLE_FOLDER).mkdir()
    DenseIndex.from_vectors(metric.apply(of_unanswerable)).save(folder / UNANSWERABLE_FOLDER)
    first_plain = len(spans) + len(passages)
    _write_tokens(
        folder,
        spans=tokens[: len(spans)],
        plain=tokens[first_plain : first_plain + len(questions)],
        unanswerable=tokens[first_plain + len(questions) :],
        dimension=projection.matrix.shape[1],
        different=np.asarray(numbered(one.text for one in questions), dtype=np.int64),
        answering=answering,
    )


def read_generation(
    folder: Path, *, encoder: Encoder, fingerprint: str, check: Callable[[], object]
) -> Index:
    """Read what ``write_generation`` wrote.

    ``check`` returns once every file is known to be as it was written. It is waited for before numbers are
    read, which are never parsed with the care that text is.

    Raises DamagedIndexError: a file is not as it was written.
    """
    try:
        documents = _read_lines(folder / DOCUMENTS_FILE, ParsedDocument)
        questions = (folder / PLAIN_QUESTIONS_FILE).read_bytes()  # parsed when they are asked for
        near = _read_lines(folder / UNANSWERABLE_FILE, str)
        (subject,) = _read_lines(folder / SUBJECT_FILE, Subject)
        facts = _read_lines(folder / FACTS_FILE, SpanFacts)
        (words,) = _read_lines(folder / WORDS_FILE, WrittenWords)
    except (OSError, ValueError) as error:
        check()  # which names the file
        msg = f"The index in {folder} is damaged ({error}): build the index again."
        raise DamagedIndexError(msg) from error
    check()
    passages, spans = _passages(documents), _spans(documents)
    span_passage = np.repeat(np.arange(len(passages)), [len(passage.spans) for passage in passages])
    by_question = Relation.load(folder / QUESTION_SPANS_FILE)
    by_group = Relation.load(folder / GROUP_SPANS_FILE)
    itself = Relation.from_lists(([number] for number in range(len(spans))), size=len(spans))
    by_passage = Relation.from_lists(([number] for number in span_passage.tolist()), size=len(passages)).back
    span_field, passage_field, plain_field = (
        Field(
            lexical=LexicalIndex.load(folder / name),
            lexical_spans=lexical_spans,
            dense=DenseIndex.load(folder / name),
            dense_spans=dense_spans,
        )
        for name, lexical_spans, dense_spans in zip(
            FIELD_FOLDERS, (itself, by_passage, by_group), (itself, by_passage, by_question), strict=True
        )
    )
    return Index(
        documents=documents,
        passages=passages,
        spans=spans,
        facts=facts,
        words=words,
        span_passage=span_passage.astype(np.int64),
        read_questions=partial(_parsed, questions, PlainQuestion),
        span_field=span_field,
        passage_field=passage_field,
        plain_field=plain_field,
        late=Late(
            projection=Projection.load(folder / PROJECTION_FILE),
            piece_weights=PieceWeights.load(folder),
            spans=TokenIndex.load(folder / FIELD_FOLDERS[0]),
            plain=TokenIndex.load(folder / FIELD_FOLDERS[2]),
            asked=Relation.load(folder / ASKED_FILE),
        ),
        unanswerable=Unanswerable(
            near=near,
            dense=DenseIndex.load(folder / UNANSWERABLE_FOLDER),
            tokens=TokenIndex.load(folder / UNANSWERABLE_FOLDER),
        ),
        subject=subject,
        encoder=encoder,
        metric=Projection.load(folder / METRIC_FILE),
        fingerprint=fingerprint,
    )


def _write_tokens(
    folder: Path,
    *,
    spans: Sequence[Tokens],
    plain: Sequence[Tokens],
    unanswerable: Sequence[Tokens],
    dimension: int,
    different: NDArray[np.int64],
    answering: Relation,
) -> None:
    """Write the tokens of spans whole, and of stored questions what tells something; equal texts once.

    ``different`` numbers the texts of plain questions, ``answering``: the questions of each span.
    """
    weights = PieceWeights.from_pieces(text.pieces for text in (*spans, *plain))
    weights.save(folder)
    firsts = np.unique(different, return_index=True)[1].tolist()
    told = (
        [only_telling(text, weights) for text in texts]
        for texts in ([plain[question] for question in firsts], unanswerable)
    )
    names = (FIELD_FOLDERS[0], FIELD_FOLDERS[2], UNANSWERABLE_FOLDER)
    for name, texts in zip(names, (spans, *told), strict=True):
        TokenIndex.from_texts(texts, dimension=dimension).save(folder / name)
    asked = (different[answering.of(np.asarray([number]))[0]].tolist() for number in range(len(spans)))
    Relation.from_lists(asked, size=len(firsts)).save(folder / ASKED_FILE)


def _passages(documents: Iterable[ParsedDocument]) -> tuple[Passage, ...]:
    return tuple(passage for document in documents for passage in document.passages)


def _spans(documents: Iterable[ParsedDocument]) -> tuple[Span, ...]:
    return tuple(span for passage in _passages(documents) for span in passage.spans)


def _terms(
    documents: Iterable[ParsedDocument], field: Callable[[Iterable[ParsedDocument]], Iterable[Passage | Span]]
) -> list[list[str]]:
    """Return the terms of each text of a field."""
    by_word = READ_BY_WORD | {UNKNOWN}
    return [
        terms_of(one.search_text, by_word=of.source.language in by_word)
        for of in documents
        for one in field([of])
    ]


def _lexical_indexes(
    terms: Iterable[Iterable[Sequence[str]]], questions: Sequence[PlainQuestion]
) -> list[LexicalIndex]:
    grouped: dict[int, list[str]] = {}
    for group, question in zip(question_groups(questions), questions, strict=True):
        grouped.setdefault(group, []).extend(tokenize(question.text))
    return [
        *map(LexicalIndex.from_terms, terms),
        # A word that several wordings of a place share is the matter itself, so repetition counts for longer,
        # and a place that was given more wordings is not longer-winded.
        LexicalIndex.from_terms(grouped.values(), k1=2.5, b=0.5),
    ]


def _write_lines(path: Path, records: Iterable[object]) -> None:
    """Write records as JSON, one a line; sets in order, so that equal input gives equal bytes."""
    from pydantic import TypeAdapter

    with path.open("w", encoding="utf-8") as file:
        for record in records:
            plain = TypeAdapter(type(record)).dump_python(record)
            file.write(json.dumps(plain, ensure_ascii=False, default=sorted) + "\n")


def _read_lines(path: Path, kind: type[Kind]) -> tuple[Kind, ...]:
    """Read what ``_write_lines`` wrote. Raises OSError, ValueError: it cannot be read, or is not that."""
    return _parsed(path.read_bytes(), kind)


def _parsed(lines: bytes, kind: type[Kind]) -> tuple[Kind, ...]:
    from pydantic import TypeAdapter

    # All lines as one list: a call for each of 26,000 takes three times as long.
    together = b"[%s]" % b",".join(lines.splitlines())
    return TypeAdapter(tuple[kind, ...]).validate_json(together, strict=True)  # type: ignore[valid-type]
