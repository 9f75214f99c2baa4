"""An answerer with canned answers over the real documents: a word of the question leads to each shape."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from chatbot.answer import Answer, CitedReference, Notice, NoticeKind, Outcome, Part, Quote, QuoteContext
from chatbot.languages.catalogue import message
from corpus.document import Corpus
from corpus.reader import read_corpus
from corpus.subject import NO_SUBJECT, Subject
from index.offered import with_shown
from index.retrievers.stored_questions import Nearest, PlainQuestion
from index.search import COLUMNS, Found, Index
from index.text import tokenize
from ingest.parse import parse_corpus
from ingest.structure import BlockKind, GlossaryTerm, ParsedDocument, Span, Voice

HIPEC_DEFINED = "hyperthermic intraperitoneal chemotherapy (HIPEC)"


@cache
def real_corpus() -> Corpus:
    """The packaged corpus, read once: a test may make a hundred answerers."""
    return read_corpus()


@cache
def real_documents() -> tuple[ParsedDocument, ...]:
    """The five documents as ingestion reads them, with one glossary entry that the tests can count on."""
    documents = parse_corpus(real_corpus())
    first = documents[0]
    start = first.text.index(HIPEC_DEFINED)
    term = GlossaryTerm(
        term="HIPEC",
        expansion=HIPEC_DEFINED[:-8],
        doc_id=first.source.doc_id,
        start=start,
        end=start + len(HIPEC_DEFINED),
    )
    others = tuple(entry for entry in first.glossary if entry.term != "HIPEC")
    return (replace(first, glossary=(term, *others)), *documents[1:])


def term_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of shared words in place of an encoder's; a text without words is like nothing."""
    terms = [set(tokenize(text)) for text in texts]
    column = {term: number for number, term in enumerate(sorted(set().union(*terms)))}
    vectors = np.zeros((len(texts), max(1, len(column))), dtype=np.float32)
    for row, found in enumerate(terms):
        vectors[row, [column[term] for term in found]] = 1 / np.sqrt(max(1, len(found)))
    return vectors


@dataclass(frozen=True)
class FakeIndex:
    documents: tuple[ParsedDocument, ...]
    subject: Subject = NO_SUBJECT
    spans: tuple[Span, ...] = ()
    plain_questions: tuple[PlainQuestion, ...] = ()

    @property
    def encoder(self) -> SimpleNamespace:
        return SimpleNamespace(read=lambda texts: SimpleNamespace(vectors=term_vectors(texts)))

    def find(self, wordings: Sequence[str]) -> Found:  # noqa: ARG002 - as the index has it
        """The span of ``HIPEC_SENTENCE``, for every question."""
        scores = np.ones((1, len(COLUMNS)), dtype=np.float32)
        return Found(span_ids=np.zeros(1, dtype=np.int64), scores=scores, nearest=Nearest())


def quote_of(doc_id: str, text: str, **changes: object) -> Quote:
    """A quote of the first place where a document holds ``text``, cited as ingestion reads the place."""
    document = next(d for d in real_documents() if d.source.doc_id == doc_id)
    start = document.text.index(text)
    block = next(b for b in document.blocks if b.start <= start < b.end)
    source = document.source
    quote = Quote(
        text=text,
        file=source.file,
        doc_id=doc_id,
        start=start,
        end=start + len(text),
        section=block.section,
        voice=block.voice.value,
        title=source.title,
        publisher=source.publisher,
        date=block.date,
        audience=source.audience,
        language=source.language,
        page=0,
        references=(),
        context=(),
        notices=(),
        score=0.9,
    )
    return replace(quote, **changes)  # type: ignore[arg-type] # the tests name the fields


def context_of(doc_id: str, role: str, text: str) -> QuoteContext:
    document = next(d for d in real_documents() if d.source.doc_id == doc_id)
    start = document.text.index(text)
    return QuoteContext(role=role, text=text, start=start, end=start + len(text))


def references_of(doc_id: str, *numbers: int) -> tuple[CitedReference, ...]:
    document = next(d for d in real_documents() if d.source.doc_id == doc_id)
    return tuple(
        CitedReference(number=r.number, text=r.text, doi=r.doi, pmid=r.pmid, pmcid=r.pmcid, url=r.url)
        for r in document.references
        if r.number in numbers
    )


DEFINITION = "Uterine sarcoma is a rare type of cancer that originates in the muscle tissue of the uterus."
ARISE = (
    "Uterine sarcomas arise in the muscle or connective tissues of the uterus, whereas the more common "
    "type of uterine"
    " cancer, called endometrial carcinoma, starts in the lining of the uterus."
)
UTERUS = "uterus is a small, pear-shaped organ in a female's pelvis"
HIPEC_SENTENCE = (
    "Even more promising, some\nrecent studies also indicate that adding hyperthermic intraperitoneal "
    "chemotherapy"
    " (HIPEC) to\nCRS may offer a survival benefit in select patients.[5]"
)


def _definition() -> tuple[Quote, ...]:
    return (
        quote_of("000", DEFINITION),
        quote_of("001", ARISE),
        quote_of(
            "000",
            "Uterine sarcoma accounts for about 1% of all female genital malignancies and <10% "
            "of\nuterine tumors.",
            references=references_of("000", 1),
        ),
    )


def _differ() -> tuple[Quote, ...]:
    kinds = (NoticeKind.SOURCES_DIFFER,)
    return (
        quote_of(
            "001",
            "Uterine sarcomas are quite rare, accounting for less than 4% of uterine cancers, which grow "
            "in the uterus.",
            notices=kinds,
        ),
        quote_of("000", "uterine cancer, accounting for 2-5% of all uterine cancers.", notices=kinds),
    )


def _row() -> tuple[Quote, ...]:
    header = "T Category | Soft Tissue Sarcoma of the Trunk, Extremities, and Retroperitoneum |"
    document = next(d for d in real_documents() if d.source.doc_id == "003")
    at = document.text.index(header)
    header = document.text[at : document.text.index("\n", at)]
    row = "T1 | Tumor ≤5 cm in greatest dimension. | Tumor ≤2 cm. | Organ confined. |"
    return (quote_of("003", row, context=(context_of("003", "header", header),)),)


def _old() -> tuple[Quote, ...]:
    document = next(d for d in real_documents() if d.source.doc_id == "002")
    block = next(b for b in document.blocks if b.kind == "paragraph" and 150 < b.end - b.start < 500)
    text = document.text[block.start : block.end].strip()
    return (quote_of("002", text, notices=(NoticeKind.DATED,)),)


def _place(text: str) -> tuple[int, int]:
    start = real_documents()[0].text.index(text)
    return start, start + len(text)


def _span(text: str) -> Span:
    start, end = _place(text)
    return Span(
        doc_id="000",
        start=start,
        end=end,
        text=text,
        search_text=text,
        kind=BlockKind.PARAGRAPH,
        voice=Voice.PUBLISHER,
        section=(),
        date="",
        quotable=True,
    )


def _stored() -> tuple[PlainQuestion, ...]:
    """Questions on three places of the first document: to be shown, misspelt, and of one person."""
    asked = [
        ("en", DEFINITION, "what is uterine sarcoma"),
        *[("es", DEFINITION, "¿qué es el sarcoma uterino?")] * 4,
        ("en", HIPEC_SENTENCE, "What does HIPEC mean?"),
        ("en", UTERUS, "Wat is the uteris?"),
        ("en", UTERUS, "What is my uterus?"),
        ("en", UTERUS, "What is the uterus?"),
    ]
    questions = [
        PlainQuestion(text=text, language=language, doc_id="000", start=start, end=end)
        for language, quote, text in asked
        for start, end in [_place(quote)]
    ]
    return with_shown(questions, real_documents())


class FakeAnswerer:
    """Says what its questions ask it to say. ``asked`` lists every call as (question, history, audience)."""

    def __init__(self) -> None:
        spans = (_span(HIPEC_SENTENCE),)
        fake = FakeIndex(real_documents(), real_corpus().subject, spans=spans, plain_questions=_stored())
        self.index = cast(Index, fake)
        self.asked: list[tuple[str, tuple[str, ...], str]] = []
        self.release = threading.Event()

    def answer(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Answer:
        self.asked.append((question, tuple(history), audience))
        words = question.lower()
        if "crash" in words:
            raise RuntimeError(f"broken by {question}")
        if "hang" in words:
            self.release.wait(30)
        notices: list[tuple[NoticeKind, str]] = []
        quotes = self._quotes(words, notices)
        about = "uterine sarcoma" if history else ""
        outcome = Outcome.ANSWERED if quotes else Outcome.NOT_IN_SOURCES
        missing = "" if quotes else message("missing.not_covered_plain", "en")
        parts = [Part(question=question, about=about, outcome=outcome, message=missing, quotes=quotes)]
        if "france" in words and quotes:
            lost = message("missing.not_covered_plain", "en")
            asked = "What is the capital of France?"
            parts.append(
                Part(question=asked, about="", outcome=Outcome.NOT_IN_SOURCES, message=lost, quotes=())
            )
            outcome = Outcome.PARTLY_ANSWERED
        return Answer(
            id=question_id,
            question=question,
            audience=audience,
            language="en",
            outcome=outcome,
            notices=tuple(Notice(kind=kind, message=text) for kind, text in notices),
            parts=tuple(parts),
            elapsed_ms=1.0,
            index="fake",
        )

    @staticmethod
    def _quotes(words: str, notices: list[tuple[NoticeKind, str]]) -> tuple[Quote, ...]:
        if "bleeding" in words:
            notices.append((NoticeKind.URGENT, message("notice.urgent", "en")))
        if "should i" in words:
            notices.append((NoticeKind.PERSONAL_ADVICE, message("notice.personal_advice", "en")))
        if "percent" in words:
            notices.append((NoticeKind.SOURCES_DIFFER, message("notice.sources_differ", "en")))
            return _differ()
        if "old advice" in words:
            notices.append((NoticeKind.DATED, message("notice.dated", "en", dates="2004")))
            return _old()
        if "hipec" in words:
            lean = context_of(
                "000",
                "leans_on",
                "For advanced-stage diagnoses with spread throughout the abdomen,\ncytoreductive surgery"
                " (CRS) may be a viable treatment option.",
            )
            return (quote_of("000", HIPEC_SENTENCE, context=(lean,), references=references_of("000", 5)),)
        if "stage" in words:
            return _row()
        if "capital" in words and "sarcoma" not in words:
            return ()
        return _definition()
