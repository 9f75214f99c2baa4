"""A kept reply, opened again: as it was, less what its sources do not hold any more."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chatbot.desk.case import Asked, open_case
from chatbot.desk.checking import Label, check_draft, label_draft
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.drafting import build_draft, carry_over
from chatbot.desk.errors import DeskError
from chatbot.desk.finding import Finder, Found
from chatbot.desk.quoting import folded
from chatbot.desk.work import Work, reopen_case, work_from_json, work_on, work_to_json
from ingest.structure import ParsedDocument
from tests.chatbot.desk.fakes import COMMENT, ENGLISH, FakeFinder, hipec
from tests.chatbot.web.fake_answerer import ARISE, DEFINITION, real_documents

OWN = "We hope this helps your mum."


class NoFinder(Finder):
    """Nothing may be looked up: what was kept is enough."""

    def __init__(self) -> None:
        pass

    def find(self, text: str, *, about: str = "") -> Found:
        raise AssertionError(f"looked up: {text}, {about}")


@pytest.fixture
def documents() -> dict[str, ParsedDocument]:
    return {document.source.doc_id: document for document in real_documents()}


@pytest.fixture
def work() -> Work:
    """The canned comment: its third question dropped, a later note's quote ticked, a sentence added."""
    finder = FakeFinder()
    first = open_case(COMMENT, finder=finder).questions
    asked = [Asked(text=one.asked.text, about=one.asked.about, origin=n) for n, one in enumerate(first[:2])]
    ticked = tuple(item.key for item in first[0].found.offered if item.quote.text != ARISE)
    asked[0] = replace(asked[0], ticked=ticked)
    case = open_case(f"{COMMENT} She is bleeding.", asked=asked, finder=finder)
    text = build_draft(case, ENGLISH).text.replace(ENGLISH.greeting, f"{ENGLISH.greeting} {OWN}")
    return work_on(case, text, mood="grief")


def test_all_comes_back_as_it_was_but_the_comment(work: Work, documents: dict[str, ParsedDocument]) -> None:
    written = work_to_json(work)
    assert work_from_json(written) == work
    for gone in ("Jane Doe", "555-123-4567", "Is there a bus"):
        assert gone not in written
    case = reopen_case(work_from_json(written), documents=documents, finder=NoFinder())
    assert (case.comment, case.gone, case.found.urgent) == ("", (), True)
    assert [one.found for one in case.questions] == list(work.found.questions)
    draft = build_draft(case, ENGLISH)
    assert ENGLISH.urgent in draft.text
    pieces = label_draft(work.text, draft)
    assert [piece.label for piece in pieces].count(Label.QUOTE) == 3
    assert [piece.text for piece in pieces if piece.label is Label.STAFF] == [OWN]
    assert not any(piece.label is Label.CHANGED for piece in pieces)


Documents = dict[str, ParsedDocument]


def changed(documents: Documents, doc_id: str, old: str, new: str) -> Documents:
    whole = documents[doc_id]
    assert old in whole.text
    return {**documents, doc_id: replace(whole, text=whole.text.replace(old, new))}


def test_words_that_their_source_does_not_hold_any_more_are_no_quote(
    work: Work, documents: dict[str, ParsedDocument]
) -> None:
    other = changed(documents, "000", "is a rare type", "is one rare type")
    case = reopen_case(work, documents=other, finder=FakeFinder())
    assert [item.quote.text for item in case.gone][:1] == [DEFINITION]
    assert DEFINITION not in [item.quote.text for item in case.questions[0].ticked]
    draft = build_draft(case, ENGLISH)
    foreign = check_draft(work.text, draft)
    assert {one.text for one in foreign if not one.changed} == {OWN}
    assert [one.text.split("\n")[0] for one in foreign if one.changed] == [
        f"“{DEFINITION}”",
        f"[Just before this: “{folded(hipec().quote.context[0].text)}”]",
    ]
    with pytest.raises(DeskError, match="A quote in this reply was changed"):
        copy_reply(work.text, draft, form=Form.PLAIN)
    # The next change of a tick leaves them out, and keeps what the staff member wrote.
    going_on = carry_over(work.text, draft, draft)
    assert DEFINITION not in going_on
    assert OWN in going_on
    assert all(not one.changed for one in check_draft(going_on, draft))


def test_a_document_that_is_gone_takes_its_quotes_along(
    work: Work, documents: dict[str, ParsedDocument]
) -> None:
    left = {key: document for key, document in documents.items() if key != "001"}
    case = reopen_case(work, documents=left, finder=FakeFinder())
    assert {item.quote.doc_id for item in case.gone} == {"001"}
    assert [item.quote.text for item in case.questions[0].ticked] == [DEFINITION]


def test_a_correction_that_is_gone_takes_its_quote_along(
    work: Work, documents: dict[str, ParsedDocument]
) -> None:
    other = changed(documents, "001", "arise in the muscle or connective tissues", "arise in tissues")
    case = reopen_case(work, documents=other, finder=FakeFinder())
    assert any(item.corrections for item in case.gone)
    assert not any(item.corrections for one in case.questions for item in one.ticked)


def test_questions_are_reworked_without_the_comment(work: Work, documents: dict[str, ParsedDocument]) -> None:
    finder = FakeFinder()
    asked = [
        Asked(text=work.found.questions[1].text, origin=1, ticked=()),
        Asked(text="Should she fly?", about=""),
    ]
    case = reopen_case(work, documents=documents, finder=finder, asked=asked)
    assert [one.ticked for one in case.questions] == [(), ()]
    assert case.questions[1].found.personal
    assert finder.calls == [("Should she fly?", "")]


def test_work_of_the_time_before_kind_words_is_opened(work: Work) -> None:
    old = json.loads(work_to_json(work))
    del old["mood"]
    assert work_from_json(json.dumps(old)) == replace(work, mood="")


def test_what_is_no_kept_work_is_refused(work: Work) -> None:
    good = json.loads(work_to_json(work))
    deep = "[" * 100_000
    for broken in (
        {**good, "text": 3},
        {**good, "found": None},
        {**good, "ticked": [["000:0-92"]]},
        {**good, "ticked": "ab"},
        {**good, "found": {**good["found"], "urgent": "yes"}},
        {**good, "found": {**good["found"], "questions": [{"text": "q"}]}},
        {key: value for key, value in good.items() if key != "text"},
    ):
        with pytest.raises(DeskError, match="cannot be opened"):
            work_from_json(json.dumps(broken))
    outcome = work_to_json(work).replace('"outcome": "answered"', '"outcome": "perhaps"')
    for text in ("", "{", deep, "null", outcome):
        with pytest.raises(DeskError, match="cannot be opened"):
            work_from_json(text)
