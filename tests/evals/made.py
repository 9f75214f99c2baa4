"""Small things made by hand for the tests of this folder: a corpus of two files, answers, cases."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chatbot.answer import Answer, Notice, NoticeKind, Outcome, Part, Quote, QuoteContext
from corpus.document import Corpus, Document, Source
from evals.measures.case import Case, Library, Trace
from evals.questions.shape import Alternative, Expect, Question, find_places
from ingest.structure import BlockKind, Span, Voice

ZERO = "Sarcoma is rare. Surgery comes first. It is done early. Not all tumors can be removed safely."
ONE = "Ask your team. Surgery comes first. Stage | Treatment\nI | Surgery\n"

FILES = {"000_zero.txt": ZERO, "001_one.txt": ONE}


def source(file: str) -> Source:
    """A source that says nothing of itself."""
    return Source(
        doc_id=file[:3],
        file=file,
        title="A title",
        publisher="unknown",
        authors=(),
        dates=(),
        date="2004-01",
        audience="patients",
        kind="overview",
        language="en",
        rights="unknown",
        url="",
        sha256=hashlib.sha256(FILES[file].encode()).hexdigest(),
        original=file,
    )


def corpus() -> Corpus:
    """The two files."""
    documents = tuple(Document(source=source(file), text=text) for file, text in FILES.items())
    return Corpus(documents=documents, plain_questions=(), fingerprint="two files")


def span(file: str, text: str, *, quotable: bool = True, references: tuple[int, ...] = ()) -> Span:
    """A span where the text first stands in the file."""
    start = FILES[file].index(text)
    return Span(
        doc_id=file[:3],
        start=start,
        end=start + len(text),
        text=text,
        search_text=text,
        kind=BlockKind.PARAGRAPH,
        voice=Voice.PUBLISHER,
        section=("Treatment",),
        date="2004-01",
        quotable=quotable,
        references=references,
    )


SPANS = (
    span("000_zero.txt", "Sarcoma is rare."),
    span("000_zero.txt", "Surgery comes first."),
    span("000_zero.txt", "It is done early."),
    span("000_zero.txt", "Not all tumors can be removed safely."),
    span("001_one.txt", "Ask your team."),
    span("001_one.txt", "Surgery comes first.", quotable=False),
)


def library() -> Library:
    """The two files with their spans."""
    return Library.from_corpus(corpus(), SPANS)


def alternative(doc: str, quote: str) -> Alternative:
    """An alternative with its places found."""
    return Alternative(doc=doc, quote=quote, places=find_places(corpus(), doc, quote))


def quote(
    text: str,
    file: str = "000_zero.txt",
    *,
    score: float = 0.5,
    at: int | None = None,
    context: tuple[QuoteContext, ...] = (),
    voice: str = "publisher",
    section: tuple[str, ...] = ("Treatment",),
    date: str = "2004-01",
) -> Quote:
    """A quote of the file, at its first place or at ``at``."""
    start = FILES[file].index(text) if at is None else at
    return Quote(
        text=text,
        file=file,
        doc_id=file[:3],
        start=start,
        end=start + len(text),
        section=section,
        voice=voice,
        title="A title",
        publisher="unknown",
        date=date,
        audience="patients",
        language="en",
        page=0,
        references=(),
        context=context,
        notices=(),
        score=score,
    )


def answer(*parts: Sequence[Quote], notices: Sequence[NoticeKind] = (), elapsed_ms: float = 1.0) -> Answer:
    """An answer with these quotes in each part."""
    quoted = [quote for quotes in parts for quote in quotes]
    outcome = Outcome.ANSWERED if quoted else Outcome.NOT_IN_SOURCES
    return Answer(
        id="Q",
        question="q",
        audience="patient",
        language="en",
        outcome=outcome,
        notices=tuple(Notice(kind=kind, message="See your team.") for kind in notices),
        parts=tuple(
            Part(question="q", about="", outcome=outcome, message="", quotes=tuple(quotes))
            for quotes in parts
        ),
        elapsed_ms=elapsed_ms,
        index="i",
    )


def question(
    *facets: Sequence[Alternative],
    expect: Expect = Expect.ANSWER,
    avoid: Sequence[Alternative] = (),
    id: str = "Q",
    twin_of: str = "",
    kind: str = "fact",
    text: str = "q",
) -> Question:
    """A question with these facets."""
    return Question(
        id=id,
        audience="patient",
        question=text,
        kind=kind,
        expect=expect,
        facets=tuple(tuple(facet) for facet in facets),
        avoid=tuple(avoid),
        twin_of=twin_of,
    )


def case(asked: Question, given: Answer, *, trace: Trace | None = None, wall_ms: float = 1.0) -> Case:
    """A case over the two files."""
    return Case(question=asked, answer=given, library=library(), trace=trace, wall_ms=wall_ms)


RARE = (alternative("000", "Sarcoma is rare."),)
SURGERY = (alternative("000", "Surgery comes first."), alternative("001", "Surgery comes first."))
