"""Which of ranked spans become quotes, on spans made by hand and on every span of the documents."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answerer import Answerer
from chatbot.quoting.choosing import ChosenQuote, choose_quotes
from chatbot.ranking.quotable import RankedSpan
from index.text import tokenize
from ingest.structure import BlockKind, Context, ContextRole, Span, Voice
from tests.chatbot.made import changed, corpus_facts, fact, ranked, reading, span

# Written out, so that a change of the program's own numbers is seen here.
BESIDE_SHARE = 0.02
MAX_PAIR_CHARS = 700
MAX_PART_CHARS = 1000
MAX_QUOTE_CHARS = 700
MAX_QUOTES = 4
MIN_PROBABILITY = 0.1
MIN_PROBABILITY_BESIDE = 0.01
OTHER_SOURCE_SHARE = 0.4
SHARE_OF_BEST = 0.5

QUESTION = reading("what does surgery do")
SENTENCES = (
    "Surgery removes the tumour.",
    "Nausea follows chemotherapy.",
    "Scans happen every winter.",
    "Ribs may ache afterwards.",
    "Walking keeps blood moving.",
    "Sleep matters to everybody.",
)


def apart(*texts: str, doc_id: str = "a") -> tuple[Span, ...]:
    """Sentences of one document, far from each other."""
    return tuple(span(text, doc_id=doc_id, start=1000 * number) for number, text in enumerate(texts, start=1))


Choice: TypeAlias = tuple[tuple[ChosenQuote, ...], dict[int, str]]


def choose(spans: tuple[Span, ...], *probabilities: float) -> Choice:
    facts = corpus_facts([fact(one.text) for one in spans])
    return choose_quotes(QUESTION, ranked(spans, probabilities), facts)


def quoted(choice: Choice) -> list[list[int]]:
    """Span ids of each quote, best first."""
    return [[one.span_id for one in quote.spans] for quote in choice[0]]


def reasons(choice: Choice) -> dict[int, str]:
    return dict(choice[1])


def test_the_best_comes_first_however_unlikely() -> None:
    choice = choose(apart(*SENTENCES[:2]), 0.03, 0.01)
    assert quoted(choice) == [[0]]
    assert choice[0][0].probability == 0.03
    assert (choice[0][0].start, choice[0][0].end) == (1000, 1000 + len(SENTENCES[0]))


def test_of_two_that_answer_dated_professional_text_stands_before_older_text_of_advocates() -> None:
    old = replace(apart(SENTENCES[0])[0], voice=Voice.ADVOCATE, date="2004-01")
    for date, voice, share, first in (
        ("2024-04-10", Voice.PUBLISHER, SHARE_OF_BEST, 1),
        ("2024-04-10", Voice.PUBLISHER, SHARE_OF_BEST - 0.05, 0),
        ("2024-04-10", Voice.ADVOCATE, SHARE_OF_BEST, 0),
        ("2002-11", Voice.PUBLISHER, SHARE_OF_BEST, 0),
        ("unknown", Voice.PUBLISHER, SHARE_OF_BEST, 0),
    ):
        other = replace(apart(SENTENCES[1], doc_id="b")[0], voice=voice, date=date)
        assert quoted(choose((old, other), 0.8, 0.8 * share)) == [[first], [1 - first]]


def test_who_asks_what_something_is_reads_first_what_explains_it() -> None:
    spans = apart("A leiomyoma may ache at night.", "A leiomyoma is a benign tumour.")
    facts = corpus_facts([fact(one.text) for one in spans])
    facts = changed(facts, 1, explains=frozenset(tokenize("leiomyoma")))
    for question, first in (("What is a leiomyoma?", 1), ("Can a leiomyoma ache?", 0), ("What is pain?", 0)):
        choice = choose_quotes(reading(question), ranked(spans, (0.8, 0.5)), facts)
        assert quoted(choice) == [[first], [1 - first]]


def test_a_second_quote_of_the_same_source_must_be_nearly_as_likely() -> None:
    least = max(MIN_PROBABILITY, 0.8 * SHARE_OF_BEST)
    assert quoted(choose(apart(*SENTENCES[:2]), 0.8, least + 0.01)) == [[0], [1]]
    assert reasons(choose(apart(*SENTENCES[:2]), 0.8, least - 0.01)) == {1: "not likely enough"}


def test_another_source_needs_less() -> None:
    here, there = apart(SENTENCES[0]), apart(SENTENCES[1], doc_id="b")
    least = max(MIN_PROBABILITY, 0.9 * OTHER_SOURCE_SHARE)
    assert least < 0.9 * SHARE_OF_BEST
    assert quoted(choose(here + there, 0.9, least + 0.01)) == [[0], [1]]
    assert reasons(choose(here + there, 0.9, least - 0.01)) == {1: "not likely enough"}


def test_at_most_four_quotes() -> None:
    choice = choose(apart(*SENTENCES), *[0.9] * 6)
    assert quoted(choice) == [[0], [1], [2], [3]]
    assert len(choice[0]) == MAX_QUOTES
    assert reasons(choice) == dict.fromkeys((4, 5), "would make the answer too long")


def test_the_sentence_beside_a_quote_lengthens_it() -> None:
    first = span(SENTENCES[0], start=100)
    after = span(SENTENCES[1], start=first.end + 1)
    before = span(SENTENCES[2], start=first.start - 1 - len(SENTENCES[2]))
    least = max(MIN_PROBABILITY_BESIDE, 0.8 * BESIDE_SHARE)
    assert quoted(choose((first, after, before), 0.8, least - 0.001, least - 0.001)) == [[0]]
    choice = choose((first, after, before), 0.8, least + 0.001, least + 0.001)
    assert quoted(choice) == [[0, 1, 2]]
    assert (choice[0][0].start, choice[0][0].end) == (before.start, after.end)


def following(*texts: str) -> tuple[Span, ...]:
    """Sentences of one paragraph, each behind the other."""
    spans: list[Span] = []
    for text in texts:
        spans.append(span(text, start=spans[-1].end + 1 if spans else 0))
    return tuple(spans)


def followed(spans: tuple[Span, ...], *probabilities: float) -> tuple[ChosenQuote, ...]:
    facts = corpus_facts([fact(one.text) for one in spans])
    found = ranked(spans[: len(probabilities)], probabilities)
    return choose_quotes(QUESTION, found, facts, following=spans)[0]


def test_a_short_first_quote_goes_on_in_its_paragraph_where_nobody_wrote_down_what_is_asked() -> None:
    spans = following(SENTENCES[0], "It may " + "help " * 40 + "much.", "More " * 20 + "follows.")
    (quote,) = followed(spans, 0.9)
    assert (quote.start, quote.end) == (0, spans[1].end), "the third would make it longer than 300"
    assert quote.probability == 0.9
    assert [one.span_id for one in choose(spans[:1], 0.9)[0][0].spans] == [0]


@pytest.mark.parametrize(
    "change", [{"quotable": False}, {"section": ("Costs",)}, {"doc_id": "b"}, {"start": 999}]
)
def test_a_quote_goes_on_with_nothing_but_its_next_sentence(change: dict[str, object]) -> None:
    first, second = following(SENTENCES[0], SENTENCES[1])
    (quote,) = followed((first, replace(second, **change)), 0.9)  # type: ignore[arg-type]
    assert quote.end == first.end


def test_a_quote_does_not_go_on_into_another_one() -> None:
    first, second, long = following(SENTENCES[0], SENTENCES[1], "It " + "may " * 165 + "help.")
    leaning = Context(role=ContextRole.LEANS_ON, start=second.start, end=second.end)
    spans = (first, second, replace(long, context=(leaning,)))
    facts = corpus_facts([fact(one.text) for one in spans])
    best = (
        RankedSpan(span_id=0, span=first, probability=0.9),
        RankedSpan(span_id=2, span=spans[2], probability=0.8),
    )
    quotes, _ = choose_quotes(QUESTION, best, facts, following=spans)
    assert [(quote.start, quote.end) for quote in quotes] == [(0, first.end), (second.start, long.end)]


def test_long_neighbours_are_not_joined() -> None:
    first = span("word " * 90 + "end.", start=0)
    after = span("other " * 60 + "end.", start=first.end + 1)
    assert after.end > MAX_PAIR_CHARS
    least = max(MIN_PROBABILITY_BESIDE, 0.8 * BESIDE_SHARE) + 0.001
    assert reasons(choose((first, after), 0.8, least)) == {1: "not likely enough"}


def test_near_duplicates_are_dropped() -> None:
    texts = ("Surgery removes the whole tumour first.", "First, surgery removes the whole tumour!")
    choice = choose(apart(texts[0]) + apart(texts[1], doc_id="b"), 0.9, 0.9)
    assert reasons(choice) == {1: "says the same as a better quote"}


def test_rows_of_a_table_are_no_duplicates_though_only_their_figures_differ() -> None:
    spans = apart("Stage IA, 5 cm or less, low grade", "Stage IB, over 5 cm, low grade")
    facts = corpus_facts([fact("stage size cm low grade", plain="") for _ in spans])
    rows = changed(changed(facts, 0, is_row=True), 1, is_row=True)
    assert quoted(choose_quotes(QUESTION, ranked(spans, (0.9, 0.8)), rows)) == [[0], [1]]
    one_row = changed(facts, 0, is_row=True)
    assert quoted(choose_quotes(QUESTION, ranked(spans, (0.9, 0.8)), one_row)) == [[0]]


def test_a_sentence_inside_a_quoted_list_is_dropped() -> None:
    whole = span("Signs are:\n- pain\n- bleeding", start=50)
    item = span("pain", start=63)
    assert reasons(choose((whole, item), 0.9, 0.9)) == {1: "overlaps a better quote"}
    elsewhere = span("pain", start=63, doc_id="b")
    assert quoted(choose((whole, elsewhere), 0.9, 0.9)) == [[0], [1]]


def test_a_part_has_a_longest_length() -> None:
    long = tuple(
        span(f"{name} " * 100, doc_id=name, start=0)
        for name in ("aaaa", "bbbb", "cccc")  # 500 characters each
    )
    choice = choose(long, 0.9, 0.9, 0.9)
    assert quoted(choice) == [[0], [1]]
    assert sum(len(one.text) for one in long[:2]) == MAX_PART_CHARS
    assert reasons(choice) == {2: "would make the answer too long"}


def test_what_may_not_be_quoted_gives_way_to_the_next() -> None:
    lost = span("The signs are these:", quotable=False)
    choice = choose((lost, *apart(SENTENCES[0])), 0.9, 0.4)
    assert quoted(choice) == [[1]]
    assert reasons(choice) == {0: "may not be quoted"}


def context(role: ContextRole, one: Span) -> Context:
    return Context(role=role, start=one.start, end=one.end)


def test_what_leans_on_a_sentence_that_is_quoted_already_does_not_show_it_twice() -> None:
    opening = span(f"Surgery removes the tumour {'and more ' * 33}.", start=0)
    before = span("Grafts cover the wound of the leg.", start=opening.end + 1)
    words = f"They heal {'slowly, week after week, ' * 16}as a rule."
    leaning = span(words, start=before.end + 1, context=(context(ContextRole.LEANS_ON, before),))
    choice = choose((opening, before, leaning), 0.9, 0.8, 0.7)
    assert [(one.start, one.end) for one in choice[0]] == [(0, before.end)]
    assert reasons(choice) == {2: "would make the answer too long"}
    assert leaning.end > 700


def test_a_pronoun_brings_the_sentence_it_leans_on() -> None:
    before = span(SENTENCES[0], start=10)
    leaning = span("This heals fast.", start=400, context=(context(ContextRole.LEANS_ON, before),))
    (quote,) = choose((leaning,), 0.9)[0]
    assert (quote.start, quote.end) == (before.start, leaning.end)
    assert quote.context == ()


def test_a_support_too_far_away_stands_beside() -> None:
    before = span(SENTENCES[0], start=0)
    far = span("This heals fast.", start=MAX_QUOTE_CHARS, context=(context(ContextRole.LEANS_ON, before),))
    (quote,) = choose((far,), 0.9)[0]
    assert (quote.start, quote.end) == (far.start, far.end)
    assert quote.context == far.context


def test_header_and_lead_in_stand_beside_and_the_correction_does_not() -> None:
    header, note = span("Size | Name |", start=0), span("Withdrawn since.", start=900)
    row = span(
        ">5 cm | T2 |",
        start=100,
        kind=BlockKind.TABLE_ROW,
        context=(context(ContextRole.HEADER, header), context(ContextRole.CORRECTION, note)),
    )
    (quote,) = choose((row,), 0.9)[0]
    assert quote.context == (context(ContextRole.HEADER, header),)
    assert (quote.start, quote.end) == (row.start, row.end)


def test_neighbouring_rows_stay_quotes_of_their_own_unless_they_touch() -> None:
    rows = [
        span(text, start=start, kind=BlockKind.TABLE_ROW) for text, start in (("A | 1 |", 0), ("B | 2 |", 50))
    ]
    assert quoted(choose(tuple(rows), 0.9, 0.8)) == [[0], [1]]


def test_nothing_ranked_nothing_chosen() -> None:
    assert choose(()) == ((), {})


probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=25).map(lambda values: sorted(values)[::-1])


@given(probabilities, st.data())
def test_any_ranking_gives_few_quotes_that_do_not_overlap(values: list[float], data: st.DataObject) -> None:
    starts = [data.draw(st.integers(0, 2000)) for _ in values]
    spans = tuple(
        span(f"{SENTENCES[i % 6]} {i}", doc_id="ab"[i % 2], start=start) for i, start in enumerate(starts)
    )
    choice = choose(spans, *values)
    chosen = [one for quote in choice[0] for one in quote.spans]
    assert len(choice[0]) <= MAX_QUOTES
    assert chosen[0].span_id == choice[0][0].spans[0].span_id == 0
    assert len(chosen) + len(choice[1]) == len(spans)
    extents = sorted((quote.doc_id, quote.start, quote.end) for quote in choice[0])
    for one, other in pairwise(extents):
        assert one[0] != other[0] or one[2] <= other[1]


PRONOUN_OPENERS = ("They ", "These ", "This ", "It ", "Those ", "He ", "She ")


def alone(answerer: Answerer, span_id: int) -> Choice:
    """What is chosen if one span of the real documents is the only candidate."""
    one = answerer.index.spans[span_id]
    return choose_quotes(
        reading("sarcoma"),
        (RankedSpan(span_id=span_id, span=one, probability=0.9),),
        answerer.pipeline.facts,
    )


def test_every_leaning_sentence_of_the_documents_is_quoted_with_its_support(answerer: Answerer) -> None:
    seen = 0
    for span_id, one in enumerate(answerer.index.spans):
        supports = [c for c in one.context if c.role is ContextRole.LEANS_ON]
        for quote in alone(answerer, span_id)[0]:
            for support in supports:
                inside = quote.start <= support.start and support.end <= quote.end
                assert inside or support in quote.context, one.text
                seen += inside and one.text.startswith(PRONOUN_OPENERS)
    assert seen >= 20


def test_every_row_of_the_documents_is_quoted_with_its_header(answerer: Answerer) -> None:
    seen = 0
    for span_id, one in enumerate(answerer.index.spans):
        if one.kind is BlockKind.TABLE_ROW and one.quotable:
            for quote in alone(answerer, span_id)[0]:
                roles = [c.role for c in quote.context]
                assert ContextRole.HEADER in roles, one.text
                seen += 1
    assert seen >= 40
