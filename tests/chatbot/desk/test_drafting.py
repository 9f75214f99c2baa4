"""What a reply says, question by question, and how it is copied."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from chatbot.answer import NoticeKind
from chatbot.desk.case import Asked, open_case
from chatbot.desk.checking import check_draft, sentences
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.drafting import build_draft, carry_over
from chatbot.desk.errors import DeskError
from chatbot.desk.quoting import quote_block
from tests.chatbot.desk.fakes import (
    COMMENT,
    ENGLISH,
    SPANISH,
    FakeFinder,
    corrected,
    evidence,
    found_question,
    hipec,
)
from tests.chatbot.web.fake_answerer import ARISE, DEFINITION, HIPEC_SENTENCE

# Written out, so that a change of the program's own numbers is seen here.
MAX_QUESTIONS = 12


def test_a_reply_answers_each_question_in_order() -> None:
    text = build_draft(open_case(COMMENT, finder=FakeFinder()), ENGLISH).text
    in_order = [
        ENGLISH.greeting,
        "On your first question",
        f"“{DEFINITION}”",
        "On your second question",
        "Just before this",
        "hyperthermic",
        "Our sources do not answer your third question.",
        ENGLISH.say("closing"),
        ENGLISH.farewell,
    ]
    places = [text.index(piece) for piece in in_order]
    assert places == sorted(places)
    assert "Jane" not in text
    assert "555" not in text


def test_a_single_question_needs_no_numbers() -> None:
    text = build_draft(open_case("What is uterine sarcoma?", finder=FakeFinder()), SPANISH).text
    assert SPANISH.answer_single in text
    assert "primera" not in text


def test_a_personal_question_is_left_to_those_who_know_the_case() -> None:
    alone = build_draft(open_case("Should I move house?", finder=FakeFinder()), ENGLISH).text
    said = ENGLISH.say("personal")
    assert said.endswith("Only people who know your case can do that. The nurses can help.")
    assert alone == f"{ENGLISH.greeting}\n\n{said}\n\n{ENGLISH.farewell}"
    quoted = build_draft(open_case("Should I have sarcoma chemo?", finder=FakeFinder()), ENGLISH).text
    assert quoted.count(said) == 1
    assert quoted.index(said) > quoted.index(DEFINITION)


def test_help_comes_before_any_quote() -> None:
    text = build_draft(open_case("I am bleeding a lot. What is sarcoma?", finder=FakeFinder()), ENGLISH).text
    assert text.index(ENGLISH.urgent) < text.index(DEFINITION)


def test_a_quote_brings_its_context_its_citation_and_its_study() -> None:
    lines = quote_block(hipec(), ENGLISH).text.split("\n")
    assert lines[0].startswith(
        "[Just before this: “For advanced-stage diagnoses with spread throughout the abdomen, cyto"
    )
    assert lines[1] == f"“{' '.join(HIPEC_SENTENCE.split())}”"
    assert lines[2].startswith("— The publisher's text, no date given. ")
    assert lines[3] == "Study: https://doi.org/10.3390/ijms241512353"


def test_a_reply_of_three_questions_quotes_once_each_and_is_short() -> None:
    comment = "What is uterine sarcoma? And what does HIPEC mean? Is sarcoma in the womb rare?"
    draft = build_draft(open_case(comment, finder=FakeFinder()), ENGLISH)
    assert [block.quotes[0].text for block in draft.quotes] == [
        DEFINITION,
        HIPEC_SENTENCE,
        DEFINITION,
    ]
    assert len(draft.text.split()) < 200


def test_where_sources_differ_both_are_quoted() -> None:
    marked = {"notices": (NoticeKind.SOURCES_DIFFER,)}
    one, same, other = evidence("000", DEFINITION, **marked), hipec(), evidence("001", ARISE, **marked)
    question = replace(found_question("sarcoma percent"), evidence=(one, same, other))
    assert question.first == (one, other)
    assert replace(question, evidence=(same, one, other)).first == (same,)


def test_a_corrected_quote_never_stands_without_its_note() -> None:
    block = quote_block(corrected(), ENGLISH)
    assert ENGLISH.corrected in block.text
    assert block.text.index(ENGLISH.corrected) < block.text.index(ARISE)
    assert [quote.voice for quote in block.quotes][1] == "editor"


def test_questions_can_be_dropped_merged_added_and_retyped() -> None:
    finder = FakeFinder()
    questions = finder.find(COMMENT).questions
    asked = [
        Asked(text=f"{questions[0].text} {questions[1].text}"),
        Asked(text="Is it rare?", about="uterine sarcoma"),
    ]
    finder.calls.clear()
    case = open_case(COMMENT, asked=asked, finder=finder)
    assert finder.calls == [(COMMENT, ""), (asked[0].text, ""), ("Is it rare?", "uterine sarcoma")]
    merged, added = case.questions
    assert [item.quote.text for item in merged.found.evidence] == [DEFINITION, ARISE, HIPEC_SENTENCE]
    assert [item.quote.text for item in merged.ticked] == [DEFINITION]
    assert added.ticked != ()
    text = build_draft(case, ENGLISH).text
    assert "third" not in text


def test_ticks_are_obeyed_and_alternatives_can_be_ticked() -> None:
    finder = FakeFinder()
    first = finder.find(COMMENT).questions[0]
    wanted = (first.alternatives[0].key, first.evidence[1].key)
    case = open_case(COMMENT, asked=[Asked(text=first.text, origin=0, ticked=wanted)], finder=finder)
    assert [item.key for item in case.questions[0].ticked] == [
        first.evidence[1].key,
        first.alternatives[0].key,
    ]


def test_an_origin_that_does_not_hold_the_question_is_not_believed() -> None:
    finder = FakeFinder()
    finder.calls.clear()
    case = open_case(COMMENT, asked=[Asked(text="What does HIPEC mean?", origin=0)], finder=finder)
    assert case.questions[0].ticked[0].quote.text == HIPEC_SENTENCE


def test_too_many_questions_are_refused() -> None:
    asked = [Asked(text="sarcoma?")] * (MAX_QUESTIONS + 1)
    with pytest.raises(DeskError, match="at most 12 questions"):
        open_case(COMMENT, asked=asked, finder=FakeFinder())


OWN = "2. *Stay* strong <b>[Ann](x)</b>"


@pytest.fixture
def copies() -> dict[Form, str]:
    draft = build_draft(open_case(COMMENT, finder=FakeFinder()), ENGLISH)
    text = f"{draft.text}\n\n{OWN}"
    mark = ENGLISH.citation.staff_note
    return {form: copy_reply(text, draft, form=form, mark=mark) for form in Form}


def shown(markup: str) -> str:
    class Text(HTMLParser):
        said = ""
        tags: tuple[str, ...] = ()

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            self.tags += (tag,)

        def handle_data(self, data: str) -> None:
            self.said += data

    parser = Text()
    parser.feed(markup)
    parser.close()
    assert set(parser.tags) <= {"p", "br", "blockquote", "cite", "span", "b", "strong"}
    return " ".join(parser.said.split())


def test_every_copy_says_the_same_and_marks_what_is_the_staff_members(copies: dict[Form, str]) -> None:
    plain = " ".join(copies[Form.PLAIN].split())
    assert plain.endswith(f"[Added by our staff: {OWN}]")
    without = plain.replace(" ", "")
    assert shown(copies[Form.HTML]).replace(" ", "") == without
    rendered = MarkdownIt("commonmark").render(copies[Form.MARKDOWN])
    assert shown(rendered).replace(" ", "") == without
    assert rendered.count("<blockquote>") == 2
    assert copies[Form.HTML].count("<blockquote>") == 2


@pytest.mark.parametrize("form", Form)
def test_own_words_go_out_unmarked_unless_a_mark_is_wanted(form: Form) -> None:
    draft = build_draft(open_case(COMMENT, finder=FakeFinder()), ENGLISH)
    copied = copy_reply(f"{draft.text}\n\nStay strong.", draft, form=form)
    last = "<p>Stay strong.</p>" if form is Form.HTML else "Stay strong."
    assert copied.rstrip().split("\n")[-1] == last


def test_kind_words_stand_after_the_greeting_and_before_the_farewell() -> None:
    case = open_case("She is bleeding. What is uterine sarcoma?", finder=FakeFinder())
    for templates in (ENGLISH, SPANISH):
        kind = templates.kind_words["fear"]
        draft = build_draft(case, templates, mood="fear")
        paragraphs = draft.text.split("\n\n")
        assert paragraphs[:3] == [templates.greeting, templates.urgent, kind.opening]
        assert paragraphs[-2:] == [kind.closing, templates.farewell]
        assert check_draft(draft.text, draft) == ()
    assert build_draft(case, ENGLISH, mood="of its own") == build_draft(case, ENGLISH)


def test_a_changed_quote_cannot_be_copied() -> None:
    draft = build_draft(open_case(COMMENT, finder=FakeFinder()), ENGLISH)
    with pytest.raises(DeskError, match="A quote in this reply was changed"):
        copy_reply(draft.text.replace("rare type", "common type"), draft, form=Form.PLAIN)


def test_own_sentences_keep_their_places_when_the_language_changes() -> None:
    case = open_case(COMMENT, finder=FakeFinder())
    english, spanish = (build_draft(case, templates) for templates in (ENGLISH, SPANISH))
    text = english.text.replace(ENGLISH.greeting, f"{ENGLISH.greeting} Warm words.")
    text = text.replace(ENGLISH.farewell, f"Before the end.\n\n{ENGLISH.farewell}\n\nP.S. Ours.")
    paragraphs = carry_over(text, english, spanish).split("\n\n")
    assert paragraphs[:2] == [SPANISH.greeting, "Warm words."]
    assert paragraphs[-4:] == [SPANISH.say("closing"), "Before the end.", SPANISH.farewell, "P.S. Ours."]
    assert carry_over("\n\n".join(paragraphs), spanish, english).split("\n\n")[:2] == [
        ENGLISH.greeting,
        "Warm words.",
    ]


def test_a_greeting_once_replaced_stays_replaced() -> None:
    case = open_case(COMMENT, finder=FakeFinder())
    english, spanish = (build_draft(case, templates) for templates in (ENGLISH, SPANISH))
    text = english.text.replace(ENGLISH.greeting, "Dear Ann,").replace(f"\n\n{ENGLISH.farewell}", "")
    first, *_ = sentences(ENGLISH.say("closing"))
    text = text.replace(f"{first} ", "")
    fewer = open_case(COMMENT, asked=[Asked(text="What is uterine sarcoma?")], finder=FakeFinder())
    for new in (english, build_draft(fewer, ENGLISH), build_draft(case, ENGLISH, mood="thanks")):
        carried = carry_over(text, english, new)
        assert carried.startswith("Dear Ann,\n\n")
        assert all(gone not in carried for gone in (ENGLISH.greeting, first, ENGLISH.farewell))
        assert carried.count("Please ask before you act on them.") == 1
    carried = carry_over(text, english, spanish)
    assert carried.startswith("Dear Ann,\n\n")
    assert SPANISH.greeting not in carried
    assert SPANISH.say("closing") in carried
