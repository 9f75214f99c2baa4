"""The rules of quoting of the design, on the answers to every development question, to every visitor's
comment pasted as a question, to every announcement of a lost list, and to questions on what was withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from chatbot.answer import Answer, NoticeKind, Outcome, Part, Quote
from chatbot.answerer import Answerer
from chatbot.languages.catalogue import FOLDER, written_date
from ingest.structure import BlockKind, ContextRole, FaultKind, ParsedDocument, Span, Voice
from tests.chatbot.conftest import DEV
from tests.chatbot.entries import entries

# Written out, so that a change of the program's own numbers is seen here.
MAX_QUOTES = 4
OLD_AFTER_YEARS = 10

ON_OLARATUMAB = (
    "Is olaratumab approved?",
    "is lartruvo FDA approved with doxorubicin",
    "where can i get olaratumab",
    "Do patients need to be part of a trial to get olaratumab?",
    "¿Está aprobado el olaratumab para el sarcoma?",
)
STATEMENT = "olaratumab is now FDA approved for treating sarcoma"
NOTE = "announced that it was withdrawing the drug from the market"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A quote with everything around it."""

    asked: str
    quote: Quote
    part: Part
    answer: Answer
    document: ParsedDocument

    @property
    def spans(self) -> list[Span]:
        """The document's spans inside the quote."""
        return [
            span
            for passage in self.document.passages
            for span in passage.spans
            if self.quote.start <= span.start and span.end <= self.quote.end
        ]


@pytest.fixture(scope="module")
def documents(answerer: Answerer) -> dict[str, ParsedDocument]:
    return {parsed.source.doc_id: parsed for parsed in answerer.index.documents}


@pytest.fixture(scope="module")
def on_comments(answerer: Answerer) -> list[Answer]:
    comments = [
        parsed.text[block.start : block.end]
        for parsed in answerer.index.documents
        for block in parsed.blocks
        if block.kind is BlockKind.COMMENT
    ]
    assert len(comments) == 25
    return [answerer.answer(comment) for comment in comments]


@pytest.fixture(scope="module")
def on_lost_lists(answerer: Answerer) -> list[Answer]:
    announcements = [
        span.search_text
        for span in answerer.index.spans
        if any(fault.kind is FaultKind.LIST_LOST and not fault.restated_at for fault in span.faults)
    ]
    assert len(announcements) >= 10
    return [answerer.answer(text) for text in announcements]


@pytest.fixture(scope="module")
def on_olaratumab(answerer: Answerer) -> list[Answer]:
    return [answerer.answer(question) for question in ON_OLARATUMAB]


@pytest.fixture(scope="module")
def answers(
    on_dev: dict[str, Answer],
    on_comments: list[Answer],
    on_lost_lists: list[Answer],
    on_olaratumab: list[Answer],
) -> list[Answer]:
    return [*on_dev.values(), *on_comments, *on_lost_lists, *on_olaratumab]


@pytest.fixture(scope="module")
def said(answers: list[Answer], documents: dict[str, ParsedDocument]) -> list[Said]:
    found = [
        Said(asked=answer.question, quote=quote, part=part, answer=answer, document=documents[quote.doc_id])
        for answer in answers
        for part in answer.parts
        for quote in part.quotes
    ]
    assert len(found) > 150
    return found


def kinds(answer: Answer) -> set[NoticeKind]:
    return {notice.kind for notice in answer.notices}


def own_words(answer: Answer) -> Iterator[str]:
    """Everything an answer says in the program's own voice."""
    yield from (notice.message for notice in answer.notices)
    yield from (part.message for part in answer.parts)


# Rule 1: never a word of its own inside a quote; its own voice comes from one catalogue.


def test_quotes_are_the_documents_characters(said: list[Said], documents: dict[str, ParsedDocument]) -> None:
    for one in said:
        assert one.quote.file == one.document.source.file
        assert one.document.text[one.quote.start : one.quote.end] == one.quote.text != ""
        for beside in one.quote.context:
            text = documents[beside.doc_id or one.quote.doc_id].text
            assert text[beside.start : beside.end] == beside.text != ""


def test_a_quote_holds_whole_spans(said: list[Said]) -> None:
    for one in said:
        assert any(span.quotable for span in one.spans), one.quote.text
        assert min(span.start for span in one.spans) == one.quote.start


def test_the_program_speaks_from_its_catalogue_only(answers: list[Answer]) -> None:
    templates = [
        str(entry.string) for file in FOLDER.glob("*/answers.po") for entry in entries(file).values()
    ]
    patterns = [re.sub(r"\\{\w+\\}", ".+?", re.escape(template)) for template in templates]
    sentence = f"(?:{'|'.join(patterns)})"
    catalogue = re.compile(f"(?:{sentence}(?: {sentence})*)?", re.DOTALL)
    for answer in answers:
        for words in own_words(answer):
            assert catalogue.fullmatch(words), words


# Rule 2: a visitor's comment is never evidence; everybody else is labelled by voice and date.


def test_visitors_are_never_quoted(said: list[Said]) -> None:
    for one in said:
        touched = [
            block
            for block in one.document.blocks
            if block.start < one.quote.end
            and one.quote.start < block.end
            and block.kind is not BlockKind.BLANK
        ]
        assert {block.voice.value for block in touched} == {one.quote.voice}, one.asked
        assert one.quote.voice != Voice.VISITOR
        assert one.quote.date in {block.date for block in touched}


# Rule 3: what withdraws or corrects a statement goes with it.


def test_the_withdrawn_statement_never_stands_without_the_note(said: list[Said]) -> None:
    concerned = [one for one in said if STATEMENT in one.quote.text]
    assert len(concerned) >= 3
    for one in concerned:
        texts = [quote.text for quote in one.part.quotes]
        noted = [place for place, text in enumerate(texts) if NOTE in text]
        assert noted, one.asked
        assert noted[0] < texts.index(one.quote.text)
        assert one.part.quotes[noted[0]].voice == Voice.EDITOR
        assert NoticeKind.SUPERSEDED in one.quote.notices
        assert NoticeKind.SUPERSEDED in kinds(one.answer)


def test_questions_on_the_withdrawn_drug_get_the_note(on_olaratumab: list[Answer]) -> None:
    for answer in on_olaratumab:
        quotes = [quote for part in answer.parts for quote in part.quotes]
        assert NOTE in quotes[0].text, answer.question


# Rule 4: a sentence that announces a missing list is not an answer.


def test_an_announcement_of_a_lost_list_is_never_quoted(said: list[Said]) -> None:
    for one in said:
        for span in one.spans:
            assert FaultKind.LIST_LOST not in {fault.kind for fault in span.faults}, one.asked


def test_a_lead_in_is_only_quoted_with_its_list(said: list[Said]) -> None:
    for one in said:
        for span in one.spans:
            if not span.quotable and span.kind is BlockKind.LEAD_IN:
                assert one.quote.end > span.end, one.quote.text


@pytest.mark.parametrize("case", ["D-093", "D-096"])
def test_a_question_for_a_lost_list_is_told_so(on_dev: dict[str, Answer], case: str) -> None:
    assert on_dev[case].outcome is Outcome.NOT_IN_SOURCES
    assert NoticeKind.LIST_MISSING in kinds(on_dev[case])


# Rule 5: context stays.


def test_a_sentence_with_a_pronoun_brings_the_one_it_leans_on(said: list[Said]) -> None:
    seen = 0
    for one in said:
        beside = {(context.start, context.end) for context in one.quote.context}
        for span in one.spans:
            for context in span.context:
                if context.role is ContextRole.LEANS_ON and re.match(r"(?:They|These|This) ", span.text):
                    inside = one.quote.start <= context.start and context.end <= one.quote.end
                    assert inside or (context.start, context.end) in beside, one.quote.text
                    seen += 1
    assert seen >= 5


def test_a_row_shows_its_header_and_caption(said: list[Said]) -> None:
    rows = [one for one in said if any(span.kind is BlockKind.TABLE_ROW for span in one.spans)]
    assert len(rows) >= 5
    for one in rows:
        needed = {context.role for context in one.spans[0].context} - {ContextRole.CORRECTION}
        assert ContextRole.HEADER in needed
        assert needed <= {context.role for context in one.quote.context}


def test_a_list_item_shows_its_lead_in(said: list[Said]) -> None:
    seen = 0
    for one in said:
        beside = {(context.start, context.end) for context in one.quote.context}
        for context in one.spans[0].context:
            if context.role is ContextRole.LEAD_IN:
                inside = one.quote.start <= context.start and context.end <= one.quote.end
                assert inside or (context.start, context.end) in beside, one.quote.text
                seen += 1
    assert seen >= 3


# Rule 6: old advice carries its date; figures that differ are shown side by side.


def test_old_words_carry_their_date(said: list[Said], documents: dict[str, ParsedDocument]) -> None:
    newest = max(int(date.date[:4]) for parsed in documents.values() for date in parsed.source.dates)
    old = [
        one
        for one in said
        if one.quote.date[:4].isdigit() and int(one.quote.date[:4]) <= newest - OLD_AFTER_YEARS
    ]
    assert len(old) >= 20
    for one in old:
        assert NoticeKind.DATED in one.quote.notices
        (notice,) = (notice for notice in one.answer.notices if notice.kind is NoticeKind.DATED)
        assert written_date(one.quote.date, one.answer.language) in notice.message
    assert {one.quote.doc_id for one in old} == {"002"}


def test_recent_and_undated_words_are_not_called_old(said: list[Said]) -> None:
    for one in said:
        if one.quote.doc_id != "002":
            assert NoticeKind.DATED not in one.quote.notices


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How old are women when they are diagnosed with uterine sarcoma?", ("approximately 60", "mid-50s")),
        ("What percent of uterine cancers are sarcomas?", ("less than 4%", "%")),
        ("¿Cuál es el número de teléfono para pedir una cita?", ("800-525-2225", "800-225-2225")),
    ],
)
def test_figures_that_differ_stand_side_by_side(
    answerer: Answerer, question: str, figures: tuple[str, str]
) -> None:
    answer = answerer.answer(question)
    texts = [quote.text for part in answer.parts for quote in part.quotes]
    assert NoticeKind.SOURCES_DIFFER in kinds(answer)
    places = [next(place for place, text in enumerate(texts) if figure in text) for figure in figures[:1]]
    assert any(figures[1] in text for place, text in enumerate(texts) if place not in places)


# Rule 7: few and short, the best first.


def test_few_quotes_best_first(answers: list[Answer]) -> None:
    for answer in answers:
        for part in answer.parts:
            chosen = [quote for quote in part.quotes if NOTE not in quote.text or STATEMENT in quote.text]
            assert len(chosen) <= MAX_QUOTES
            scores = [quote.score for quote in part.quotes]
            # Of those about as likely as the best, dated professional text and explanations come first.
            behind = [score for score in scores if score < max(scores) / 2]
            assert scores[len(scores) - len(behind) :] == sorted(behind, reverse=True), answer.question


def test_no_quote_repeats_another_of_its_part(answers: list[Answer]) -> None:
    for answer in answers:
        for part in answer.parts:
            extents = sorted((quote.doc_id, quote.start, quote.end) for quote in part.quotes)
            for one, other in pairwise(extents):
                assert one[0] != other[0] or one[2] <= other[1], answer.question
            folded = [" ".join(quote.text.casefold().split()) for quote in part.quotes]
            assert len(set(folded)) == len(folded)


# Rule 8: a refusal shows no sources and says what was looked for or what is missing.


def test_a_refusal_has_words_and_no_quotes(answers: list[Answer]) -> None:
    refused = 0
    for answer in answers:
        for part in answer.parts:
            assert bool(part.quotes) is (part.outcome is Outcome.ANSWERED)
            assert bool(part.message) is (part.outcome is not Outcome.ANSWERED)
            refused += not part.quotes
    assert refused >= 30


def test_the_outcome_follows_from_the_parts(answers: list[Answer]) -> None:
    for answer in answers:
        answered = [part.outcome is Outcome.ANSWERED for part in answer.parts]
        assert (answer.outcome is Outcome.ANSWERED) is all(answered)
        assert (answer.outcome is Outcome.PARTLY_ANSWERED) is (any(answered) and not all(answered))


def test_notices_of_quotes_are_notices_of_the_answer(answers: list[Answer]) -> None:
    for answer in answers:
        of_quotes = {kind for part in answer.parts for quote in part.quotes for kind in quote.notices}
        about_quotes = {
            NoticeKind.SUPERSEDED,
            NoticeKind.DATED,
            NoticeKind.REFERENCE_MISSING,
            NoticeKind.SOURCES_DIFFER,
        }
        assert kinds(answer) & about_quotes == of_quotes
        assert len(answer.notices) == len({notice.message for notice in answer.notices})


# Rule 9: a question for a recommendation gets general information and the notice.


@pytest.mark.parametrize("case", [case["id"] for case in DEV if case["expect"] == "care"])
def test_a_question_for_a_recommendation_gets_the_notice(on_dev: dict[str, Answer], case: str) -> None:
    assert NoticeKind.PERSONAL_ADVICE in kinds(on_dev[case])


@pytest.mark.parametrize("case", [case["id"] for case in DEV if case["expect"] == "urgent"])
def test_an_emergency_gets_the_urgent_notice_first(on_dev: dict[str, Answer], case: str) -> None:
    assert on_dev[case].notices[0].kind is NoticeKind.URGENT


# The development set's own marks.


def test_spans_that_would_mislead_are_never_quoted(
    on_dev: dict[str, Answer], documents: dict[str, ParsedDocument]
) -> None:
    checked = 0
    for case in DEV:
        quotes = [quote for part in on_dev[case["id"]].parts for quote in part.quotes]
        for avoid in case.get("avoid", []):
            start = documents[avoid["doc"]].text.index(avoid["quote"])
            end = start + len(avoid["quote"])
            checked += 1
            for quote in quotes:
                shared = min(quote.end, end) - max(quote.start, start)
                assert quote.doc_id != avoid["doc"] or shared * 2 < end - start, (case["id"], quote.text)
    assert checked >= 50
