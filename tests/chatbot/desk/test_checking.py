"""Every sentence of a reply is a template's, a quote's, or is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.desk.case import Asked, open_case
from chatbot.desk.checking import Draft, Label, check_draft, label_draft
from chatbot.desk.drafting import build_draft, carry_over
from chatbot.desk.quoting import QuoteBlock
from chatbot.desk.templates import Templates
from tests.chatbot.desk.fakes import COMMENT, ENGLISH, SPANISH, FakeFinder
from tests.chatbot.web.fake_answerer import ARISE, DEFINITION


@pytest.fixture(scope="module")
def draft() -> Draft:
    return build_draft(open_case(COMMENT, finder=FakeFinder()), ENGLISH)


@pytest.mark.parametrize("templates", [ENGLISH, SPANISH], ids=["en", "es"])
@pytest.mark.parametrize(
    "comment",
    [COMMENT, "What is sarcoma?", "Should I have chemo?", "any bus?", "bleeding, what is sarcoma percent?"],
)
def test_what_the_program_builds_holds_nothing_foreign(comment: str, templates: Templates) -> None:
    draft = build_draft(open_case(comment, finder=FakeFinder()), templates)
    assert check_draft(draft.text, draft) == ()


def test_a_sentence_of_ones_own_is_named_where_it_stands(draft: Draft) -> None:
    own = "My aunt had it too!"
    text = draft.text.replace(ENGLISH.greeting, f"{ENGLISH.greeting} {own}")
    (named,) = check_draft(text, draft)
    assert (named.text, named.changed) == (own, False)
    assert text[named.start : named.end] == own


def test_words_before_a_quote_are_named_and_the_quote_is_still_a_quote(draft: Draft) -> None:
    block = first_block(draft).text
    text = draft.text.replace(block, f"It is not true that {block}")
    assert [named.text for named in check_draft(text, draft)] == ["It is not true that"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rare type of cancer", "common type of cancer"),
        ("is a rare", "is not a rare"),
        (" rare", ""),
        ("“Uterine sarcoma is", "“Uterine\u200b sarcoma is"),
        ("muscle tissue of the uterus.”", "muscle tissue of the uterus. It is harmless.”"),
    ],
)
def test_a_changed_quote_is_named_as_changed(draft: Draft, old: str, new: str) -> None:
    assert old in draft.text
    named = check_draft(draft.text.replace(old, new, 1), draft)
    assert any(sentence.changed for sentence in named)


def test_a_quote_without_its_citation_is_no_quote(draft: Draft) -> None:
    block = first_block(draft)
    text = draft.text.replace(block.text, block.lines[0].text)
    assert [(s.text, s.changed) for s in check_draft(text, draft)] == [(f"“{DEFINITION}”", True)]


def test_one_change_counts_as_one_and_the_quote_can_be_put_back(draft: Draft) -> None:
    heading = ENGLISH.answer_many.format(ordinal="second")
    text = draft.text
    for old, new in (
        ("adding hyperthermic intraperitoneal", "a warm"),  # in the middle of a sentence
        ("a survival benefit in select patients.[5]”", "hope. We like it.”"),  # with a sentence between
        ("— The publisher's text, no date given. Uterine sarcoma overview\nStudy", "— Somebody\nStudy"),
    ):
        assert old in text
        text = text.replace(old, new)
    (change,) = check_draft(text, draft)
    assert change.changed
    assert change.whole == draft.quotes[1].text
    assert text[change.start : change.end] == change.text
    assert text.replace(change.text, change.whole) == draft.text
    both = text.replace("rare type of cancer", "common type").replace(heading, f"{heading} Mine.")
    assert [(one.changed, one.whole.split("\n")[0][:20]) for one in check_draft(both, draft)] == [
        (True, "“Uterine sarcoma is "),
        (False, ""),
        (True, "[Just before this: “"),
    ]


def test_a_quote_broken_by_an_empty_line_is_one_change(draft: Draft) -> None:
    block = first_block(draft)
    (change,) = check_draft(draft.text.replace(" rare type", "\n\ncommon type"), draft)
    assert change.whole == block.text


def test_a_quote_that_is_not_ticked_is_named(draft: Draft) -> None:
    unticked = [
        Asked(text=q.text, origin=n, ticked=() if n == 0 else None)
        for n, q in enumerate(FakeFinder().find(COMMENT).questions)
    ]
    other = build_draft(open_case(COMMENT, asked=unticked, finder=FakeFinder()), ENGLISH)
    assert ARISE not in " ".join(other.text.split())
    foreign = check_draft(draft.text, other)
    assert [one.whole for one in foreign if one.changed] == [""]  # there is no quote to put in its place
    named = " ".join(sentence.text for sentence in foreign)
    assert DEFINITION in named
    assert "hyperthermic" not in named


@pytest.mark.parametrize(("taken", "changed"), [(5, False), (6, True)])
def test_six_words_in_a_row_are_taken_from_a_quote(draft: Draft, taken: int, changed: bool) -> None:
    own = f"Jane says {' '.join(DEFINITION.split()[:taken])} indeed."
    (named,) = check_draft(f"{draft.text}\n\n{own}", draft)
    assert (named.text, named.changed) == (own, changed)


def test_white_space_changes_nothing(draft: Draft) -> None:
    assert check_draft("\n \n" + draft.text.replace(" ", "  ").replace("\n", " \n\n"), draft) == ()


@given(st.data())
def test_no_letter_of_a_reply_can_be_changed_unseen(draft: Draft, data: st.DataObject) -> None:
    text = draft.text
    place = data.draw(st.integers(0, len(text) - 1).filter(lambda i: not text[i].isspace()))
    letter = data.draw(st.characters(exclude_categories=("Z", "Cc", "Cs")).filter(lambda c: c != text[place]))
    assert check_draft(text[:place] + letter + text[place + 1 :], draft) != ()


@given(st.text(max_size=200))
def test_labels_cover_all_but_white_space_and_never_overlap(text: str) -> None:
    pieces = label_draft(text, Draft(paragraphs=("A template. Of two.",)))
    position, covered = 0, ""
    for piece in pieces:
        assert text[position : piece.start].strip() == ""
        assert piece.text == text[piece.start : piece.end]
        position, covered = piece.end, covered + piece.text
    assert text[position:].strip() == ""
    assert "".join(covered.split()) == "".join(text.split())


def test_own_words_keep_their_place_when_the_reply_is_built_anew(draft: Draft) -> None:
    heading = ENGLISH.answer_many.format(ordinal="second")
    text = draft.text.replace(heading, f"Dear Jane.\n\n{heading} I asked a colleague.")
    asked = [
        Asked(text=q.text, origin=n, ticked=() if n == 0 else None)
        for n, q in enumerate(FakeFinder().find(COMMENT).questions)
    ]
    new = build_draft(open_case(COMMENT, asked=asked, finder=FakeFinder()), ENGLISH)
    carried = carry_over(text, draft, new)
    assert [s.text for s in check_draft(carried, new)] == ["Dear Jane.", "I asked a colleague."]
    assert carried.index("colleague") < carried.index("hyperthermic")
    assert carried.index("colleague") > carried.index(heading)
    without = carried.replace("Dear Jane.", "").replace("I asked a colleague.", "")
    assert without.split() == new.text.split()


def test_what_is_left_of_a_changed_quote_is_not_carried_over(draft: Draft) -> None:
    text = draft.text.replace("rare type of cancer", "common type of cancer")
    assert carry_over(text, draft, draft) == draft.text


def test_labels_say_whose_each_piece_is(draft: Draft) -> None:
    labels = [piece.label for piece in label_draft(draft.text + "\n\nMine.", draft)]
    assert labels[0] is Label.TEMPLATE
    assert labels.count(Label.QUOTE) == 2
    assert labels[-1] is Label.STAFF


def first_block(draft: Draft) -> QuoteBlock:
    return draft.quotes[0]
