"""The five documents that come with the program, pinned."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from corpus.document import UNKNOWN, Corpus, Document
from corpus.reader import packaged_corpus, read_corpus

SHA256 = {
    "000_uterine_sarcoma_overview.txt": "73741bb44679b68dcef3a6c6e25b445c218b1c9886d941bcc2e9e13b106c9858",
    "001_msk_whats_new_in_leiomyosarcoma.txt": (
        "66de80c2056e55b43f76963cc5aa6d4eafaa96e2fe875818c4bc01ffc7bc49f8"
    ),
    "002_lms_website_general_approach.txt": (
        "0ab723431d41358ebbc41a4ff780d064b555120f04566f1fd5757cb5df7326ee"
    ),
    "003_pdq_soft_tissue_sarcoma_treatment.txt": (
        "52b4a78f90ec8f6e7036981874a519822062889d3c2dc54ac9fe21c4a29e754b"
    ),
    "004_adjuvant_treatment_digest.txt": "634345854673fc9ded42929c6ff9fda97d740fe2017fb97cc617582bb494599a",
}
PLAIN_SHA256 = "2ce3bb178f58dc4fd23056a1be834059b01b132bf31d306d50dec8380b07aaaa"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()


def document(corpus: Corpus, doc_id: str) -> Document:
    return next(found for found in corpus.documents if found.source.doc_id == doc_id)


def test_documents_are_the_supplied_bytes(corpus: Corpus) -> None:
    found = {
        entry.source.file: hashlib.sha256((packaged_corpus() / entry.source.file).read_bytes()).hexdigest()
        for entry in corpus.documents
    }
    assert found == SHA256
    assert [entry.source.doc_id for entry in corpus.documents] == ["000", "001", "002", "003", "004"]


def test_plain_questions_are_the_supplied_bytes() -> None:
    data = (packaged_corpus() / "plain_questions.jsonl").read_bytes()
    assert hashlib.sha256(data).hexdigest() == PLAIN_SHA256


def test_counts(corpus: Corpus) -> None:
    assert [len(entry.text) for entry in corpus.documents] == [22397, 27713, 37043, 36399, 3011]
    english = [entry for entry in corpus.plain_questions if entry.language == "en"]
    supplied, ours = english[:633], english[633:]
    assert sum(len(entry.questions) for entry in supplied) == 3941
    assert (len(ours), sum(len(entry.questions) for entry in ours)) == (3101, 16452)
    assert {(entry.doc_id, entry.start, entry.end) for entry in ours} >= {
        (entry.doc_id, entry.start, entry.end) for entry in supplied
    }
    assert all(entry.pages == () for entry in corpus.documents)


def test_first_plain_question(corpus: Corpus) -> None:
    first = corpus.plain_questions[0]
    quote = "Uterine sarcoma is a rare type of cancer that originates in the muscle tissue of the uterus."
    assert document(corpus, first.doc_id).text[first.start : first.end] == quote
    assert first.questions[0] == "what is uterine sarcoma in plain words?"


def test_first_of_two_places_is_meant(corpus: Corpus) -> None:
    text = document(corpus, "002").text
    quote = "LMS is a chemotherapy and radiation resistant cancer."
    assert text.count(quote) == 2
    found = [entry for entry in corpus.plain_questions if text[entry.start : entry.end] == quote]
    assert {entry.start for entry in found if entry.doc_id == "002"} == {text.index(quote)}


@pytest.mark.parametrize(
    ("doc_id", "title", "publisher", "date", "audience", "kind"),
    [
        ("000", UNKNOWN, UNKNOWN, UNKNOWN, "patients", "patient overview"),
        (
            "001",
            "What’s New in Leiomyosarcoma?",
            "Memorial Sloan Kettering",
            UNKNOWN,
            UNKNOWN,
            "interview with comment thread",
        ),
        (
            "002",
            "General Approach to Treatment of Leiomyosarcoma",
            "LMSWEBSITE",
            "2004-01",
            "patients",
            "patient advocates' website",
        ),
        (
            "003",
            "PDQ Soft Tissue Sarcoma Treatment",
            "National Cancer Institute",
            "2024-04-10",
            "health professionals",
            "professional summary",
        ),
        ("004", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "digest"),
    ],
)
def test_entries(
    corpus: Corpus, doc_id: str, title: str, publisher: str, date: str, audience: str, kind: str
) -> None:
    source = document(corpus, doc_id).source
    assert (source.title, source.publisher, source.date) == (title, publisher, date)
    assert (source.audience, source.kind, source.language) == (audience, kind, "en")
    assert source.original == source.file


def test_what_entries_state_stands_in_the_text(corpus: Corpus) -> None:
    for entry in corpus.documents:
        source = entry.source
        stated = [source.title, source.publisher, *(name.split(" (")[0] for name in source.authors)]
        for words in stated:
            assert words == UNKNOWN or words in entry.text, (source.doc_id, words)


def test_every_field_is_written_out() -> None:
    table = tomllib.loads((packaged_corpus() / "sources.toml").read_text(encoding="utf-8"))
    wanted = {
        *("doc_id", "file", "title", "publisher", "authors", "dates", "audience", "kind"),
        *("language", "rights", "url", "sha256"),
    }
    for fields in table["source"]:
        assert wanted <= set(fields), fields["doc_id"]


def test_spanish_questions_lead_to_the_same_documents(corpus: Corpus) -> None:
    languages = {entry.language for entry in corpus.plain_questions}
    assert languages == {"en", "es"}
