"""The other measures of single cases and of whole sets, worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from chatbot.answer import Answer, CitedReference, NoticeKind, QuoteContext
from corpus.document import SourceDate
from evals.measures import answers, citations, notices, retrieval
from evals.measures.case import Case, Library, PartTrace, Ratio, Stage, Trace, lost_at
from evals.questions.shape import Expect
from evals.recording.evaluation import same_but_for_time
from tests.evals.made import RARE, SURGERY, answer, case, corpus, question, quote


def traced(
    retrieved: tuple[int, ...],
    *,
    ranked: tuple[int, ...] | None = None,
    chosen: tuple[int, ...] = (),
    abstained: bool = False,
) -> Trace:
    kept = retrieved if ranked is None else ranked
    return (PartTrace(retrieved=retrieved, ranked=kept, chosen=chosen, abstained=abstained, confidence=0.3),)


def test_abstention_of_single_cases() -> None:
    silent, loud = answer([]), answer([quote("Sarcoma is rare.")])
    nothing = question(expect=Expect.NO_ANSWER)
    assert answers.true_abstention(case(nothing, silent)) == Ratio(1.0)
    assert answers.true_abstention(case(nothing, loud)) == Ratio(0.0)
    assert answers.true_abstention(case(question(RARE), silent)).of == 0
    assert answers.false_abstention(case(question(RARE), silent)) == Ratio(1.0)
    assert answers.false_abstention(case(question(RARE), loud)) == Ratio(0.0)
    assert answers.false_abstention(case(question(RARE, expect=Expect.CARE), silent)).of == 0


def test_auroc_counts_pairs_and_ties_by_half() -> None:
    confidence = np.array([0.9, 0.5, 0.5, 0.1])
    answerable = np.array([True, True, False, False])
    assert answers.auroc(confidence, answerable) == (1 + 1 + 0.5 + 1) / 4
    assert math.isnan(answers.auroc(confidence, np.array([True] * 4)))


def test_risk_coverage_takes_the_surest_first_and_ties_together() -> None:
    confidence = np.array([0.2, 0.9, 0.5, 0.5])
    error = np.array([1.0, 0.0, 1.0, 0.0])
    coverage, risk = answers.risk_coverage(confidence, error)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0.0, 0.25, 1 / 3, 0.5])
    assert answers.aurc(confidence, error) == pytest.approx((0 + 0.25 + 1 / 3 + 0.5) / 4)


def test_quotes_in_bins_of_their_score() -> None:
    scores, right = [0.1, 0.12, 0.9, 1.0], [False, True, True, True]
    first, second = answers.reliability(scores, right)
    assert list(first) == pytest.approx([0.11, 0.5, 2])
    assert list(second) == pytest.approx([0.95, 1.0, 2])


def test_notices_hit_and_false_alarm() -> None:
    urgent, care = question(expect=Expect.URGENT), question(expect=Expect.CARE)
    warned = answer([], notices=[NoticeKind.DATED, NoticeKind.URGENT])
    assert notices.MEASURES["urgent_hit"](case(urgent, warned)) == Ratio(1.0)
    assert notices.MEASURES["urgent_first"](case(urgent, warned)) == Ratio(0.0)
    assert notices.MEASURES["urgent_false_alarm"](case(urgent, warned)).of == 0
    assert notices.MEASURES["urgent_hit"](case(care, warned)).of == 0
    assert notices.MEASURES["urgent_false_alarm"](case(care, warned)) == Ratio(1.0)
    assert notices.MEASURES["personal_advice_hit"](case(care, warned)) == Ratio(0.0)
    assert notices.MEASURES["personal_advice_false_alarm"](case(urgent, warned)) == Ratio(0.0)


def test_notice_precision_and_recall_by_kind() -> None:
    measures = notices.measures_by_kind({NoticeKind.DATED: notices.WANTED[NoticeKind.DATED]})
    precision, recall = measures["notice_precision:dated"], measures["notice_recall:dated"]
    old, new = quote("Sarcoma is rare.", date="2014-01"), quote("Sarcoma is rare.", date="2015-04-10")
    dated = [NoticeKind.DATED]

    def asked(given: Answer) -> Case:
        """In a collection whose newest document is of 2024."""
        made = case(question(), given)
        return replace(made, library=replace(made.library, newest_year=2024))

    assert recall(asked(answer([old], notices=dated))) == Ratio(1.0)
    assert recall(asked(answer([old]))) == Ratio(0.0)
    assert recall(asked(answer([new]))).of == 0
    assert precision(asked(answer([new], notices=dated))) == Ratio(0.0)
    assert precision(asked(answer([old]))).of == 0


def test_the_newest_year_is_that_of_any_date_a_document_states() -> None:
    first, second = corpus().documents
    stated = tuple(SourceDate(date=when, meaning="") for when in ("2024-04-10", "2019", "unknown"))
    dated = replace(second, source=replace(second.source, dates=stated))
    assert Library.from_corpus(replace(corpus(), documents=(first, dated))).newest_year == 2024
    assert Library.from_corpus(corpus()).newest_year == 0


def test_retrieval_agrees_with_the_definitions() -> None:
    asked = question(RARE, SURGERY)
    given = case(asked, answer([]), trace=traced((3, 1, 2, 0)))
    assert given.relevant == (frozenset({0}), frozenset({1}))
    assert retrieval.MEASURES["RR"](given) == Ratio(0.5)
    assert retrieval.MEASURES["R@10"](given) == Ratio(1.0)
    best = 1 + 1 / math.log2(3)
    found = 1 / math.log2(3) + 1 / math.log2(5)
    assert retrieval.MEASURES["nDCG@10"](given).hits == pytest.approx(found / best)
    assert retrieval.facet_recall_50(case(asked, answer([]), trace=traced((3, 1)))) == Ratio(0.5)


def test_nothing_retrieved_scores_zero() -> None:
    given = case(question(RARE), answer([]), trace=traced(()))
    measured = [measure(given) for measure in retrieval.MEASURES.values()]
    assert measured == [Ratio(0.0)] * len(measured)


def test_the_stage_that_lost_a_facet() -> None:
    relevant = {1, 2}
    assert lost_at(relevant, None) is Stage.UNTOLD
    assert lost_at(set(), traced((1,))) is Stage.NO_SPAN
    assert lost_at(relevant, traced((5, 6))) is Stage.RETRIEVAL
    assert lost_at(relevant, traced((5, 1), ranked=(5,))) is Stage.RANKING
    assert lost_at(relevant, traced((5, 1), chosen=(5,))) is Stage.CHOICE
    assert lost_at(relevant, traced((5, 1), chosen=(1,), abstained=True)) is Stage.ABSTENTION
    assert lost_at(relevant, traced((5, 1), chosen=(1,))) is Stage.QUOTING


def test_a_covered_facet_is_not_lost() -> None:
    given = case(
        question(RARE, SURGERY), answer([quote("Sarcoma is rare.")]), trace=traced((0, 1), chosen=(0,))
    )
    assert given.lost == (Stage.COVERED, Stage.CHOICE)


def test_candidates_of_parts_are_taken_in_turns() -> None:
    given = case(question(), answer([]), trace=traced((1, 2, 3)) + traced((2, 4)))
    assert given.retrieved == (1, 2, 4, 3)


def test_citations_against_the_spans() -> None:
    right = quote("Sarcoma is rare.")
    wrong = quote("Surgery comes first.", voice="staff", section=("Elsewhere",), date="2024")
    given = case(question(), answer([right, wrong]))
    for measure in (citations.citation_section, citations.citation_voice, citations.citation_date):
        assert measure(given) == Ratio(1.0, 2.0)
    assert citations.citation_references(given) == Ratio(2.0, 2.0)


def test_citing_a_study_that_is_not_marked_is_wrong() -> None:
    from dataclasses import replace

    study = CitedReference(number=4, text="", doi="", pmid="", pmcid="", url="")
    given = case(question(), answer([replace(quote("Sarcoma is rare."), references=(study,))]))
    assert citations.citation_references(given) == Ratio(0.0, 1.0)


def test_two_sentences_quoted_together_are_judged_by_both() -> None:
    both = quote("Sarcoma is rare. Surgery comes first.")
    assert len(citations.gold_spans(case(question(), answer([])).library, both)) == 2
    assert citations.citation_voice(case(question(), answer([both]))) == Ratio(1.0, 1.0)


def test_a_pronoun_needs_the_sentence_before_it() -> None:
    leaning = quote("It is done early.")
    before = QuoteContext(role="leans_on", text="Surgery comes first.", start=17, end=37)
    assert citations.context_leaning(case(question(), answer([leaning]))) == Ratio(0.0, 1.0)
    assert (
        citations.context_leaning(
            case(question(), answer([quote("It is done early.", context=(before,))]))
        ).hits
        == 1
    )
    assert (
        citations.context_leaning(case(question(), answer([leaning, quote("Surgery comes first.")]))).hits
        == 2
    )
    assert citations.context_leaning(case(question(), answer([quote("Surgery comes first.")]))).hits == 1


def test_a_negation_must_not_be_cut_off() -> None:
    cut, whole = quote("all tumors can be removed"), quote("Not all tumors can be removed safely.")
    assert citations.context_negation(case(question(), answer([cut, whole]))) == Ratio(1.0, 2.0)


def test_a_table_row_needs_its_header() -> None:
    row = quote("I | Surgery", "001_one.txt")
    header = QuoteContext(role="header", text="Stage | Treatment", start=36, end=53)
    assert citations.context_table(case(question(), answer([row]))) == Ratio(0.0, 1.0)
    with_header = quote("I | Surgery", "001_one.txt", context=(header,))
    assert citations.context_table(case(question(), answer([with_header]))) == Ratio(1.0, 1.0)
    assert citations.context_table(case(question(), answer([quote("Ask your team.", "001_one.txt")]))).of == 0


def test_twins_agree_or_not() -> None:
    original = case(question(RARE, id="D-1"), answer([quote("Sarcoma is rare.")]))
    twins = {
        "same": answer([quote("Sarcoma is")]),
        "other": answer([quote("Surgery comes first.")]),
        "silent": answer([]),
    }
    measures = answers.measures_against({"D-1": original}).values()
    values = {
        name: [m(case(question(RARE, id="T", twin_of="D-1"), given)).hits for m in measures]
        for name, given in twins.items()
    }
    assert values == {"same": [1.0, 1.0, 0.0], "other": [1.0, 0.0, 1.0], "silent": [0.0, 0.0, 1.0]}
    assert all(m(case(question(twin_of="D-2"), twins["same"])).of == 0 for m in measures)
    quiet = answers.measures_against({"D-1": case(question(RARE, id="D-1"), answer([]))}).values()
    both_silent = case(question(RARE, id="T", twin_of="D-1"), answer([]))
    assert [m(both_silent).hits for m in quiet] == [1.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("source", 1), ("sources", 2), ("answer", 2), ("asked", 1), ("wanted", 2), ("table", 2),
     ("doctor", 2), ("emergency", 4), ("people", 2), ("give", 1), ("missing", 2), ("quote", 1), ("I", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert notices.syllables(word) == count


def test_reading_grade_by_hand() -> None:
    # 9 words in 2 sentences, 10 syllables.
    text = "The cat sat on the mat. Ask your doctor."
    assert notices.reading_grade(text) == pytest.approx(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59)
    assert notices.reading_grade("") == 0.0


def test_own_messages_leave_out_quotes_and_repetitions() -> None:
    warned = case(question(), answer([], notices=[NoticeKind.URGENT, NoticeKind.DATED]))
    assert notices.own_messages([warned, warned]) == ["See your team."]


def test_same_but_for_time() -> None:
    assert same_but_for_time({"a": 1, "elapsed_ms": 5}, {"a": 1, "elapsed_ms": 6})
    assert not same_but_for_time({"a": 1, "elapsed_ms": 5}, {"a": 2, "elapsed_ms": 5})
