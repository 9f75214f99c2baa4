"""The signs behind the decision to answer, and what is said to be missing, on inputs made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.deciding.answerability import (
    SIGNS,
    Lack,
    answerability_signs,
    bare_signs,
    find_lack,
    is_known_topic,
    looked_for,
)
from chatbot.languages import words_of
from chatbot.ranking.features import FEATURES
from chatbot.ranking.span_facts import CorpusFacts
from index.retrievers.stored_questions import Nearest
from ingest.structure import BlockKind, Fault, FaultKind, Span, Voice
from tests.chatbot.made import SUBJECT, changed, corpus_facts, fact, ranked, reading, span

# Written out, so that a change of the program's own numbers is seen here.
ABOUT_THE_SAME = 0.5
NO_CANDIDATE = -12.0

ANSWER = span("Surgery removes the tumour within three weeks.")


def lost(text: str, kind: FaultKind = FaultKind.LIST_LOST, *, restated: bool = False) -> Span:
    fault = Fault(
        kind=kind, start=0, end=len(text), reason="", restated_at=(("b", 0, 5),) if restated else ()
    )
    return span(text, quotable=False, faults=(fault,))


def matrix_of(spans: Sequence[Span], **columns: Sequence[float]) -> NDArray[np.float64]:
    """A feature matrix that is 0 but for the named columns."""
    matrix = np.zeros((len(spans), len(FEATURES)))
    for name, values in columns.items():
        matrix[:, FEATURES.index(name)] = values
    return matrix


NOTHING_NEAR = Nearest(cosine=0.0, late=0.0)


def signs(
    question: str,
    spans: Sequence[Span],
    *,
    logits: Sequence[float] | None = None,
    facts: CorpusFacts | None = None,
    nearest: Nearest = NOTHING_NEAR,
    **columns: Sequence[float],
) -> Mapping[str, float]:
    found = answerability_signs(
        reading(question),
        ranked(spans, [0.5] * len(spans)),
        np.asarray(logits if logits is not None else [0.0] * len(spans)),
        matrix_of(spans, **columns),
        facts or corpus_facts([fact(one.text) for one in spans]),
        nearest,
    )
    assert found.shape == (len(SIGNS),)
    return dict(zip(SIGNS, found.tolist(), strict=True))


def test_without_candidates_only_the_question_speaks() -> None:
    found = dict(signs("how does breast cancer grow", []))
    assert found["best_logit"] == found["mean_of_next_logits"] == NO_CANDIDATE
    assert found["other_disease"] == found["unknown_share"] == 1
    assert sum(value != 0 for value in found.values()) == 4


def test_three_signs_where_nobody_wrote_down_what_is_asked() -> None:
    spans = [lost("Trees are planted."), span("Plums are sweet."), span("Pears are sour.")]
    joint = np.asarray([-11.0, -3.5, 2.25])

    def bare(language: str, spans: Sequence[Span]) -> list[float]:
        few = len(spans)
        found = bare_signs(
            reading("are plums sweet", language=language),
            ranked(spans, [0.5] * few),
            np.asarray([3.0, 1.5, 0.5])[:few],
            matrix_of(spans, span_dense=[0.9, 0.25, 0.5][:few]),
            corpus_facts([fact(one.text) for one in spans]),
            np.column_stack([joint, joint, joint])[:few],
        )
        return [float(value) for value in found]

    assert bare("en", spans) == [1.5, 0.5, 2.25], "the best that may be quoted; the most that is said of any"
    assert bare("en", []) == [NO_CANDIDATE, 0.0, -11.0]
    assert bare("es", spans) == [1.5, 0.5, 2.25]


def test_nearness_to_the_unanswerable_is_held_against_nearness_to_the_answerable() -> None:
    found = signs(
        "what does surgery cost",
        [span("Surgery first."), span("Surgery last.")],
        nearest=Nearest(cosine=0.9, late=0.8),
        plain_dense=[0.5, 0.7],
        late_plain=[0.6, 0.2],
    )
    assert found["unanswerable_dense"] == 0.9
    assert found["unanswerable_dense_lead"] == pytest.approx(0.2)
    assert found["unanswerable_late_lead"] == pytest.approx(0.2)


def test_log_odds_are_those_of_quotable_spans() -> None:
    spans = [lost("Surgery is for:"), *[span(f"Surgery {n}.") for n in range(7)]]
    found = signs("surgery", spans, logits=[9, 3, 2, 1, 0, -1, -50, -50])
    assert found["best_logit"] == 3
    assert found["mean_of_next_logits"] == (2 + 1 + 0 - 1) / 4
    assert signs("surgery", spans[:2], logits=[9, 3])["mean_of_next_logits"] == NO_CANDIDATE


def test_likeness_is_the_best_of_the_first_three() -> None:
    spans = [span(f"Surgery {n}.") for n in range(5)]
    found = signs("surgery", spans, plain_dense=[0.1, 0.2, 0.6, 0.9, 0.9], stage_other=[1, 0, 0, 0, 0])
    assert found["best_plain_dense"] == 0.6
    assert found["stage_other"] == 1


def test_retrievers_that_agree_are_counted() -> None:
    spans, behind, ahead = [ANSWER, span("Nausea.")], [-0.2, 0.0], [0.0, -0.2]
    nowhere = signs(
        "surgery", spans, plain_dense_gap=behind, span_dense_gap=behind, own_plain_dense_gap=behind
    )
    assert nowhere["retrievers_agree"] == 0
    thrice = signs(
        "surgery",
        spans,
        plain_dense_gap=ahead,
        span_dense_gap=behind,
        own_plain_dense_gap=behind,
        plain_lexical_share=[1.0, 0.5],
        fused_share=[1.0, 0.5],
    )
    assert thrice["retrievers_agree"] == 3


def test_shares_of_unknown_and_rare_terms() -> None:
    facts = corpus_facts([fact(ANSWER.text, plain="operation")], idf={"surgeri": 1.0}, unseen_idf=3.0)
    found = signs("surgery zebra", [ANSWER], facts=facts)
    assert found["unknown_share"] == 3 / 4
    assert found["rare_terms_missing"] == pytest.approx(1 / 3)
    assert signs("operation surgery", [ANSWER], facts=facts)["unknown_share"] == 0


@pytest.mark.parametrize(
    ("sign", "present", "absent"),
    [
        ("other_disease", "how is breast cancer treated", "can sarcoma be mistaken for breast cancer"),
        ("drug_unknown", "does zolbetuximab work", "does pazopanib work"),
        ("counted_thing_missing", "how many grays are given", "how many of the weeks"),
        ("digit_wanted_and_missing", "how many weeks", "why surgery"),
        ("unit_missing", "how many mg of it", "how much of it"),
        ("unit_missing", "what does it cost", "what does it do"),
    ],
)
def test_signs_read_off_the_question(sign: str, present: str, absent: str) -> None:
    assert signs(present, [ANSWER])[sign] == 1
    assert signs(absent, [ANSWER])[sign] == 0


def test_a_unit_or_figure_in_the_span_is_no_lack() -> None:
    dose = span("The dose is 75 mg, at a price of $20.")
    found = signs("what dose in mg, and what price", [dose])
    assert found["unit_missing"] == found["digit_wanted_and_missing"] == 0


def test_a_lost_list_nearer_than_the_best_answer_counts() -> None:
    spans = [ANSWER, lost("The kinds of surgery are:")]
    assert signs("surgery", spans, span_dense=[0.4, 0.7])["lost_nearness"] == pytest.approx(
        0.7 - ABOUT_THE_SAME
    )
    assert signs("surgery", spans, span_dense=[0.69, 0.7])["lost_nearness"] == 0
    restated = [ANSWER, lost("The kinds of surgery are:", restated=True)]
    assert signs("surgery", restated, span_dense=[0.4, 0.7])["lost_nearness"] == 0


def test_a_reference_title_nearer_than_the_best_answer_counts() -> None:
    title = span("A trial of surgery.", kind=BlockKind.REFERENCE, quotable=False)
    found = signs("surgery", [ANSWER, title], span_dense=[0.3, 0.6])
    assert found["study_nearness"] == pytest.approx(0.6 - ABOUT_THE_SAME)
    assert found["lost_nearness"] == 0


def test_a_span_that_is_no_answer_to_this_question_is_not_the_best() -> None:
    spans = [span("Your mother should come."), ANSWER]
    facts = changed(corpus_facts([fact(one.text) for one in spans]), 0, personal_reply=True)
    assert signs("surgery", spans, logits=[5.0, 1.0], facts=facts)["best_logit"] == 1


REFERENCE = span("A trial of surgery.", kind=BlockKind.REFERENCE, quotable=False)
COMMENT = span("I had surgery.", voice=Voice.VISITOR, quotable=False)


@pytest.mark.parametrize(
    ("nearest", "lack"),
    [
        (lost("The kinds of surgery are:"), Lack.LIST),
        (lost("Evidence (surgery):", FaultKind.EVIDENCE_LOST), Lack.EVIDENCE),
        (REFERENCE, Lack.STUDY),
        (COMMENT, Lack.VISITOR),
        (ANSWER, Lack.NOT_COVERED),
    ],
)
def test_what_is_missing_is_told_by_the_nearest_span(nearest: Span, lack: Lack) -> None:
    spans = [ANSWER, nearest]
    matrix = matrix_of(spans, span_dense=[0.2, 0.9])
    found = find_lack(reading("surgery"), ranked(spans, (0.9, 0.1)), matrix, related=True)
    assert found == (lack, None if nearest is ANSWER else nearest)


def test_only_the_nearest_is_a_witness() -> None:
    spans = [ANSWER, lost("The kinds of surgery are:")]
    matrix = matrix_of(spans, span_dense=[0.61, 0.6])
    found = find_lack(reading("surgery"), ranked(spans, [0.1] * 2), matrix, related=True)
    assert found == (Lack.NOT_COVERED, None)


def test_a_question_on_nothing_of_ours_and_one_on_another_disease() -> None:
    matrix = matrix_of([REFERENCE], span_dense=[0.9])
    found = ranked([REFERENCE], [0.5])
    assert find_lack(reading("trains to Leeds"), found, matrix, related=False) == (Lack.UNRELATED, None)
    assert find_lack(reading("breast cancer"), found, matrix, related=True) == (Lack.OTHER_DISEASE, None)
    both = reading("sarcoma after breast cancer")
    assert find_lack(both, found, matrix, related=True) == (Lack.STUDY, REFERENCE)


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("leiomyosarcoma", True),
        ("pazopanib side effects", True),
        ("lumps in the thigh", True),
        ("memorial sloan kettering", True),
        ("what is stage iv", True),
        ("how do trains work", False),
        ("banana bread without eggs", False),
    ],
)
def test_known_topics(question: str, known: bool) -> None:
    assert is_known_topic(reading(question)) is known


def test_what_was_looked_for_is_named_in_the_users_own_words() -> None:
    assert (
        looked_for(reading("does Pazopanib help Leiomyosarcoma"), SUBJECT.finder)
        == "“Pazopanib”, “Leiomyosarcoma”"
    )
    assert looked_for(reading("trains to Leeds"), SUBJECT.finder) == ""


def test_every_lack_has_a_message() -> None:
    assert all(lack.value in words_of("answers", "en") for lack in Lack)


def test_what_the_corpus_does_not_bring_says_nothing() -> None:
    """No plain questions, no unanswerable ones, no drugs: none of their signs is a number."""
    nothing, none = [np.nan], Nearest(cosine=np.nan, late=np.nan)
    found = signs(
        "is imatinib taken",
        [ANSWER],
        nearest=none,
        plain_dense=nothing,
        plain_dense_gap=nothing,
        own_plain_dense_gap=nothing,
        plain_lexical_share=nothing,
        drug_missing=nothing,
    )
    for name in ("best_plain_dense", "drug_unknown", "drug_missing", "unanswerable_dense"):
        assert np.isnan(found[name]), name
    for name in ("unanswerable_dense_lead", "unanswerable_late_lead"):
        assert np.isnan(found[name]), name
    # Of the three retrievers that exist one has it first ("span_dense_gap" is 0), as if two of six.
    assert found["retrievers_agree"] == 2
