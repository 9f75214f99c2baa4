"""Small corpora made by hand."""

from __future__ import annotations

from corpus.document import Corpus, Document, PlainQuestions, Source
from corpus.reader import fingerprint
from corpus.subject import NO_SUBJECT, Subject

TREATMENT = (
    "Surgery is the usual treatment of a sarcoma. Radiation may follow surgery.\n"
    "\n"
    "Doxorubicin is a drug. It damages the heart in some patients.\n"
)
STATISTICS = "About 1,200 women are diagnosed each year.\n\nThe five-year survival differs by stage.\n"


def document(doc_id: str, text: str, *, language: str = "en") -> Document:
    return Document(
        source=Source(
            doc_id=doc_id,
            file=f"{doc_id}.txt",
            title=f"Title of {doc_id}",
            publisher="unknown",
            authors=(),
            dates=(),
            date="unknown",
            audience="unknown",
            kind="unknown",
            language=language,
            rights="unknown",
            url="",
            sha256=f"of {text}",
            original=f"{doc_id}.txt",
        ),
        text=text,
    )


def questions(doc: Document, quote: str, *texts: str, language: str = "en") -> PlainQuestions:
    start = doc.text.index(quote)
    return PlainQuestions(
        doc_id=doc.source.doc_id, start=start, end=start + len(quote), questions=texts, language=language
    )


def corpus(
    *documents: Document, plain: tuple[PlainQuestions, ...] = (), subject: Subject = NO_SUBJECT
) -> Corpus:
    return Corpus(
        documents=documents,
        plain_questions=plain,
        fingerprint=fingerprint(documents, plain, (), subject),
        subject=subject,
    )


def small_corpus() -> Corpus:
    treatment, statistics = document("treatment", TREATMENT), document("statistics", STATISTICS)
    return corpus(
        treatment,
        statistics,
        plain=(
            questions(
                treatment, "It damages the heart", "is chemo bad for my ticker", "red devil side effects"
            ),
            questions(treatment, "It damages the heart", "¿daña el corazón?", language="es"),
            questions(statistics, "About 1,200 women are diagnosed each year.", "how many ladies get this"),
        ),
    )
