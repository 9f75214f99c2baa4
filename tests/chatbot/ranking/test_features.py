"""The feature matrix on a small corpus, column by column, by hand where it can be worked out."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.ranking.features import FEATURES, candidate_features, question_terms
from chatbot.ranking.span_facts import PLAIN_QUESTIONS, CorpusFacts
from index.retrievers.late import LATE
from index.search import Found, Index
from index.storage.store import build_index
from index.text import tokenize
from tests.chatbot.made import SUBJECT, reading
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document, questions

SENTENCES = (
    "Leiomyosarcoma is a cancer of smooth muscle.",
    "About 66% of patients live five years.",
    "Pazopanib is used for stage IV disease in the lung.",
    "Endometrial stromal sarcoma of the uterus grows slowly.",
    "For an appointment call 800-525-2225.",
    "Surgery comes first.",
)
CANCER, FIGURE, DRUG, STROMAL, PHONE, SURGERY = range(6)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    doc = document("d", "\n\n".join(SENTENCES) + "\n")
    plain = questions(doc, SENTENCES[SURGERY], "do they cut it out", "is an op needed")
    return build_index(
        corpus(doc, plain=(plain,), subject=SUBJECT),
        directory=tmp_path_factory.mktemp("index"),
        encoder=HashEncoder(),
    )


def facts_of(index: Index) -> CorpusFacts:
    """The facts as if plain questions led to most of the spans."""
    made = CorpusFacts.of(index)
    return replace(made, brought=made.brought | {PLAIN_QUESTIONS})


@pytest.fixture(scope="module")
def facts(index: Index) -> CorpusFacts:
    return facts_of(index)


def table(index: Index, facts: CorpusFacts, question: str) -> tuple[Found, NDArray[np.float64]]:
    part = reading(question)
    found = index.find(part.wordings, k=20)
    return found, candidate_features(part, found, facts)


def row(index: Index, facts: CorpusFacts, question: str, sentence: int) -> dict[str, float]:
    found, matrix = table(index, facts, question)
    ids = [index.spans[span_id].text for span_id in found.span_ids.tolist()]
    return dict(zip(FEATURES, matrix[ids.index(SENTENCES[sentence])].tolist(), strict=True))


def test_one_row_a_candidate_one_column_a_feature(index: Index, facts: CorpusFacts) -> None:
    found, matrix = table(index, facts, "surgery for leiomyosarcoma")
    assert matrix.shape == (len(SENTENCES), len(FEATURES)) == (len(found.span_ids), len(set(FEATURES)))
    for name in ("plain_dense", "span_dense", "passage_dense"):
        np.testing.assert_array_equal(matrix[:, FEATURES.index(name)], found.column(name))


def test_gaps_and_shares_are_measured_against_the_best(index: Index, facts: CorpusFacts) -> None:
    found, matrix = table(index, facts, "is surgery for leiomyosarcoma an op")
    for name in ("plain_dense", "span_dense"):
        scores = found.column(name)
        np.testing.assert_allclose(matrix[:, FEATURES.index(f"{name}_gap")], scores - scores.max())
    for name in ("span_lexical", "plain_lexical", "fused"):
        scores = found.column(name)
        np.testing.assert_allclose(matrix[:, FEATURES.index(f"{name}_share")], scores / scores.max())


def test_a_question_without_a_known_word_has_no_lexical_share(index: Index, facts: CorpusFacts) -> None:
    _, matrix = table(index, facts, "zebras")
    for name in ("plain_lexical_share", "span_lexical_share", "passage_lexical_share"):
        np.testing.assert_array_equal(matrix[:, FEATURES.index(name)], 0)


def test_no_candidates_no_rows(index: Index, facts: CorpusFacts) -> None:
    nothing = index.find([])
    assert candidate_features(reading("surgery"), nothing, facts).shape == (0, len(FEATURES))


def test_late_scores_stand_as_they_are_and_against_the_best(index: Index, facts: CorpusFacts) -> None:
    question = "is surgery for leiomyosarcoma an op"
    found, matrix = table(index, facts, question)
    for name in LATE:
        np.testing.assert_array_equal(matrix[:, FEATURES.index(name)], found.column(name))
    for name in ("late_plain", "late_either"):
        scores = found.column(name)
        np.testing.assert_allclose(matrix[:, FEATURES.index(f"{name}_gap")], scores - scores.max(), atol=1e-6)


def test_own_wording_is_compared_without_the_others(index: Index, facts: CorpusFacts) -> None:
    found, matrix = table(index, facts, "is an op needed")
    np.testing.assert_array_equal(
        matrix[:, FEATURES.index("own_plain_dense")], found.column("own_plain_dense")
    )
    best = int(matrix[:, FEATURES.index("own_plain_dense_gap")].argmax())
    assert index.spans[int(found.span_ids[best])].text == SENTENCES[SURGERY]
    assert matrix[best, FEATURES.index("own_plain_dense")] == pytest.approx(1, abs=1e-5)


def test_coverage_is_the_share_of_the_questions_weight(index: Index, facts: CorpusFacts) -> None:
    question = "does surgery cut muscle zebra"
    surgery, muscle, cut = (facts.idf.get(tokenize(word)[0]) for word in ("surgery", "muscle", "cut"))
    assert surgery == muscle == math.log(7)  # each in one of six sentences: log((6 + 1) / 1)
    assert cut is None  # only in a plain question
    total = 2 * math.log(7) + 2 * facts.unseen_idf
    got = row(index, facts, question, SURGERY)
    assert got["span_coverage"] == pytest.approx(math.log(7) / total)
    assert got["plain_coverage"] == pytest.approx((math.log(7) + facts.unseen_idf) / total)
    assert row(index, facts, question, CANCER)["plain_coverage"] == pytest.approx(math.log(7) / total)
    assert row(index, facts, question, PHONE)["plain_coverage"] == 0


def test_a_heading_counts_for_what_stands_under_it(index: Index, facts: CorpusFacts) -> None:
    spans = list(facts.spans)
    spans[SURGERY] = replace(spans[SURGERY], heading_terms=frozenset(tokenize("About zebras")))
    headed = replace(facts, spans=tuple(spans))
    surgery, total = math.log(7), 2 * math.log(7) + 2 * facts.unseen_idf
    best = row(index, headed, "does surgery cut muscle zebra", SURGERY)
    assert best["context_coverage"] == pytest.approx((surgery + facts.unseen_idf) / total)
    assert best["context_coverage_gap"] == 0
    assert best["span_coverage"] == pytest.approx(surgery / total)
    other = row(index, headed, "does surgery cut muscle zebra", CANCER)
    assert other["context_coverage_gap"] == pytest.approx(-facts.unseen_idf / total)


def test_the_attribute_leaves_the_entity_aside(index: Index, facts: CorpusFacts) -> None:
    got = row(index, facts, "is pazopanib for smooth muscle", DRUG)
    assert got["span_coverage"] > 0
    assert got["attribute_coverage"] == 0


def test_length(index: Index, facts: CorpusFacts) -> None:
    assert row(index, facts, "surgery", SURGERY)["log_length"] == math.log(len(SENTENCES[SURGERY])) / 5


@pytest.mark.parametrize(
    ("feature", "question", "yes", "no"),
    [
        ("figure_wanted_and_there", "how many patients live", FIGURE, SURGERY),
        ("figure_wanted_and_missing", "how many patients live", SURGERY, FIGURE),
        ("digit_wanted_and_there", "how many patients live", FIGURE, SURGERY),
        ("contact_wanted_and_there", "what is the phone number", PHONE, SURGERY),
        ("phone_wanted_and_there", "what is the phone number", PHONE, SURGERY),
        ("contact_unwanted", "what is surgery", PHONE, SURGERY),
        ("definition_wanted_and_there", "what is leiomyosarcoma", CANCER, PHONE),
        ("disease_shared", "is leiomyosarcoma common", CANCER, FIGURE),
        ("disease_other", "is leiomyosarcoma common", STROMAL, CANCER),
        ("drug_shared", "is pazopanib used", DRUG, SURGERY),
        ("drug_missing", "is pazopanib used", SURGERY, DRUG),
        ("treatment_shared", "does surgery help", SURGERY, DRUG),
        ("treatment_missing", "does surgery help", DRUG, SURGERY),
        ("site_other", "a tumour of the thigh", DRUG, SURGERY),
        ("stage_other", "stage 1 drugs", DRUG, SURGERY),
    ],
)
def test_agreement_of_question_and_span(
    index: Index, facts: CorpusFacts, feature: str, question: str, yes: int, no: int
) -> None:
    assert row(index, facts, question, yes)[feature] == 1
    assert row(index, facts, question, no)[feature] == 0


def test_a_stage_is_the_same_however_it_is_written(index: Index, facts: CorpusFacts) -> None:
    for words in ("stage four", "Stage IV", "stage 4"):
        assert row(index, facts, f"pazopanib at {words}", DRUG)["stage_shared"] == 1
        assert row(index, facts, f"pazopanib at {words}", DRUG)["stage_other"] == 0


def test_the_neighbours_of_an_answer_are_those_next_to_it_in_its_passage(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    texts = ["Rest at home.", "Surgery comes first.", "Scans follow.", "Walk a little.", "Eat well."]
    doc = document("d", " ".join(texts[:4]) + f"\n\n{texts[4]}\n")
    plain = tuple(questions(doc, quote, "is an op needed") for quote in (texts[1], texts[3]))
    index = build_index(
        corpus(doc, plain=plain), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder()
    )
    found, matrix = table(index, facts_of(index), "is an op needed")
    gaps = {
        index.spans[number].text: gap
        for number, gap in zip(
            found.span_ids.tolist(), matrix[:, FEATURES.index("neighbour_gap")].tolist(), strict=True
        )
    }
    assert sorted(gaps) == sorted(texts)
    # The plain question is the question itself: cosine 1 where it leads, and nothing else has one. The last
    # sentence stands next to such a one, but in another passage.
    assert gaps == pytest.approx(
        {texts[0]: 0.0, texts[1]: -1.0, texts[2]: 0.0, texts[3]: -1.0, texts[4]: -1.0}, abs=1e-6
    )


def test_a_drug_named_around_a_sentence_is_not_missing_from_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    around = "Pazopanib is taken at home. It is swallowed without food."
    doc = document("d", f"{around}\n\nSurgery comes first.\n")
    index = build_index(
        corpus(doc, subject=SUBJECT), directory=tmp_path_factory.mktemp("index"), encoder=HashEncoder()
    )
    found, matrix = table(index, CorpusFacts.of(index), "how is pazopanib swallowed")
    missing = {
        index.spans[number].text: value
        for number, value in zip(
            found.span_ids.tolist(), matrix[:, FEATURES.index("drug_missing")].tolist(), strict=True
        )
    }
    assert missing["It is swallowed without food."] == 0
    assert missing["Surgery comes first."] == 1


def test_question_terms_are_those_of_the_whole_reading() -> None:
    assert question_terms(reading("Is surgery needed?")) == frozenset(tokenize("surgery needed"))


def test_what_the_corpus_does_not_bring_is_no_number(tmp_path: Path) -> None:
    """A bare folder: no plain questions and no names, so nothing that speaks of either."""
    bare = build_index(
        corpus(document("d", "\n\n".join(SENTENCES) + "\n")), directory=tmp_path, encoder=HashEncoder()
    )
    _, matrix = table(bare, CorpusFacts.of(bare), "is surgery needed")
    absent = {name for name, column in zip(FEATURES, matrix.T, strict=True) if np.isnan(column).all()}
    assert absent == {
        *("plain_dense", "plain_dense_gap", "own_plain_dense", "own_plain_dense_gap", "neighbour_gap"),
        *("plain_lexical_share", "late_plain", "late_plain_worst", "late_plain_gap"),
        *("disease_shared", "disease_other", "drug_shared", "drug_missing", "treatment_shared"),
        *("treatment_missing", "site_other", "organisation_other"),
    }
    assert np.isnan(matrix).any(axis=0).sum() == len(absent)


@pytest.mark.parametrize(
    ("language", "foreign"), [("en", True), ("es", False), ("unknown", False), ("it", False)]
)
def test_only_a_known_language_is_contradicted(tmp_path: Path, language: str, foreign: bool) -> None:
    text = "No podemos recomendar un tratamiento a través de nuestro blog.\n"
    made = build_index(
        corpus(document("d", text, language=language)), directory=tmp_path, encoder=HashEncoder()
    )
    assert [fact.foreign for fact in made.facts] == [foreign]
