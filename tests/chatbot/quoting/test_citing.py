"""Citations and corrections of what is chosen, on the real documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.answer import NoticeKind, Quote
from chatbot.answerer import Answerer
from chatbot.quoting.choosing import ChosenQuote
from chatbot.quoting.citing import Citer
from chatbot.ranking.quotable import RankedSpan
from corpus.document import Document, SourceDate
from index.storage.store import build_index
from ingest.structure import ContextRole, FaultKind, Span, Voice
from tests.chatbot.made import SUBJECT
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document

NOTE = "announced that it was withdrawing the drug from the market"


def chosen(answerer: Answerer, beginning: str) -> ChosenQuote:
    """The quotable span that begins so, chosen alone."""
    spans = answerer.index.spans
    (number,) = [
        i for i, s in enumerate(spans) if s.quotable and " ".join(s.text.split()).startswith(beginning)
    ]
    return only(number, spans[number])


def only(number: int, span: Span) -> ChosenQuote:
    ranked = RankedSpan(span_id=number, span=span, probability=0.123456)
    return ChosenQuote(spans=(ranked,), start=span.start, end=span.end, context=())


def cite(answerer: Answerer, beginning: str) -> Quote:
    return answerer.citer.quote(chosen(answerer, beginning))


def test_a_quote_carries_its_citation(answerer: Answerer) -> None:
    quote = cite(answerer, "About 1,200 women")
    assert (quote.doc_id, quote.file) == ("001", "001_msk_whats_new_in_leiomyosarcoma.txt")
    source = next(parsed.source for parsed in answerer.index.documents if parsed.source.doc_id == "001")
    assert (quote.title, quote.publisher, quote.audience) == (source.title, source.publisher, source.audience)
    assert (quote.voice, quote.language, quote.score) == ("publisher", "en", 0.1235)
    assert quote.notices == ()


def test_a_study_is_cited_with_its_identifiers(answerer: Answerer) -> None:
    quote = cite(answerer, "Leiomyosarcomas have a 5-year survival of 66%")
    (reference,) = quote.references
    assert (reference.number, reference.doi, reference.pmid) == (61, "10.1002/cncr.23245", "18189292")
    assert "Prognostic factors and survival in 1396 patients" in reference.text


def test_old_words_are_dated_and_new_ones_not(answerer: Answerer) -> None:
    old = cite(answerer, "Radiotherapy cannot prevent metastases.")
    assert old.notices == (NoticeKind.DATED,)
    assert old.date.startswith("2004")
    assert answerer.citer.is_old(old.date)
    new = cite(answerer, "The role of adjuvant chemotherapy remains controversial.")
    assert not answerer.citer.is_old(new.date)


@pytest.mark.parametrize(("year", "old"), [("2014", True), ("2015", False)])
def test_words_are_old_ten_years_before_the_newest_date(tmp_path: Path, year: str, old: bool) -> None:
    """By the documents' own dates, so that the same documents get the same notices in any year."""
    index = build_index(
        corpus(dated("a", "Surgery removes it.\n", year), dated("b", "Rest is best.\n", "2024-04-10")),
        directory=tmp_path,
        encoder=HashEncoder(),
    )
    (number,) = [number for number, span in enumerate(index.spans) if span.doc_id == "a"]
    quote = Citer(index).quote(only(number, index.spans[number]))
    assert (NoticeKind.DATED in quote.notices) is old


def dated(doc_id: str, text: str, when: str) -> Document:
    made = document(doc_id, text)
    source = replace(made.source, date=when, dates=(SourceDate(date=when, meaning="published"),))
    return replace(made, source=source)


def test_a_mark_without_its_study_is_told(answerer: Answerer) -> None:
    quote = cite(answerer, "PEComa | mTOR inhibitors")
    assert NoticeKind.REFERENCE_MISSING in quote.notices
    assert quote.references == ()


def test_language_of_a_quote_is_its_own(answerer: Answerer) -> None:
    assert cite(answerer, "Para hacer una cita con uno de nuestros médicos").language == "es"
    assert cite(answerer, "Uterine sarcoma is a rare type of cancer that originates").language == "en"


@pytest.mark.parametrize(
    ("beginning", "corrected"),
    [
        ("Dear Eduardo, olaratumab is now FDA approved", True),
        ("If she can no longer get doxorubicin, she may be able to participate", True),
        ("If your mother didn’t already receive her maximum dose", True),
        ("If she would like to learn more, the number to call", False),
    ],
)
def test_the_note_goes_with_what_it_corrects(answerer: Answerer, beginning: str, corrected: bool) -> None:
    statement = chosen(answerer, beginning)
    notes = answerer.citer.corrections(statement)
    assert [NOTE in note.text for note in notes] == ([True] if corrected else [])
    assert (NoticeKind.SUPERSEDED in answerer.citer.quote(statement).notices) is corrected


def test_the_note_is_quoted_whole_and_labelled(answerer: Answerer) -> None:
    (note,) = answerer.citer.corrections(chosen(answerer, "Dear Eduardo, olaratumab is now FDA approved"))
    assert note.text.startswith("(Editor’s note:")
    assert note.text.endswith("continue to have access to it.)")
    assert (note.voice, note.date, note.score) == (Voice.EDITOR.value, "2019-04-25", 0.1235)


def test_every_statement_on_a_withdrawn_drug_is_corrected(answerer: Answerer) -> None:
    statements = [
        only(number, span)
        for number, span in enumerate(answerer.index.spans)
        if span.quotable
        and span.voice is not Voice.EDITOR
        and "olaratumab" in SUBJECT.finder.find(span.text).names("drug")
    ]
    assert len(statements) >= 2
    for statement in statements:
        assert answerer.citer.corrections(statement), statement.spans[0].span.text


def test_every_quotable_span_can_be_cited(answerer: Answerer) -> None:
    texts = {parsed.source.doc_id: parsed.text for parsed in answerer.index.documents}
    for number, span in enumerate(answerer.index.spans):
        if span.quotable:
            quote = answerer.citer.quote(only(number, span))
            assert texts[quote.doc_id][quote.start : quote.end] == quote.text == span.text
            assert {reference.number for reference in quote.references} == set(span.references)
            cut = {FaultKind.REFERENCE_MISSING, FaultKind.MARK_CUT} & {fault.kind for fault in span.faults}
            assert (NoticeKind.REFERENCE_MISSING in quote.notices) is bool(cut)
            assert all(context.role != ContextRole.CORRECTION for context in quote.context)
