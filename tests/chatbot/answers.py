"""Answers made by hand, and an answerer that gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chatbot.answer import Answer, CitedReference, Notice, NoticeKind, Outcome, Part, Quote, QuoteContext
from chatbot.question.cleaning import clean_question

QUOTE = Quote(
    text="Doxorubicin is a\ndrug.",
    file="treatment.txt",
    doc_id="t",
    start=10,
    end=32,
    section=("Treatment", "Drugs"),
    voice="publisher",
    title="Treatment of sarcoma",
    publisher="The Institute",
    date="2004-01",
    audience="patients",
    language="en",
    page=3,
    references=(
        CitedReference(
            number=54, text="54. Smith J. Drugs.", doi="10.1/x", pmid="21752716", pmcid="", url="https://p/1"
        ),
    ),
    context=(QuoteContext(role="lead_in", text="These drugs are used:", start=0, end=9),),
    notices=(NoticeKind.DATED,),
    score=0.8125,
)


def quote(**changes: object) -> Quote:
    return replace(QUOTE, **changes)  # type: ignore[arg-type]  # the tests name the fields


def part(*quotes: Quote, **changes: object) -> Part:
    outcome = Outcome.ANSWERED if quotes else Outcome.NOT_IN_SOURCES
    made = Part(question="what is doxorubicin", about="", outcome=outcome, message="", quotes=quotes)
    return replace(made, **changes)  # type: ignore[arg-type]


def answer(*parts: Part, notices: Sequence[Notice] = (), **changes: object) -> Answer:
    made = Answer(
        id="D-1",
        question="what is doxorubicin",
        audience="patient",
        language="en",
        outcome=Outcome.ANSWERED,
        notices=tuple(notices),
        parts=parts,
        elapsed_ms=1.5,
        index="f" * 64,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class CannedAnswerer:
    """Gives every readable question the same answer, and remembers what it was asked with."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], str, str]] = []

    def answer(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Answer:
        clean_question(question)
        self.asked.append((question, tuple(history), audience, question_id))
        return answer(part(QUOTE), id=question_id, question=question, audience=audience)


def quotes(answer: Answer) -> list[Quote]:
    return [quote for part in answer.parts for quote in part.quotes]


def texts(answer: Answer) -> list[str]:
    return [quote.text for quote in quotes(answer)]


def kinds(answer: Answer) -> list[NoticeKind]:
    return [notice.kind for notice in answer.notices]
