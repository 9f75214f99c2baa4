"""Any texts as a corpus of their own, indexed and searched as the program does it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from corpus.document import UNKNOWN, Corpus, Document, Source
from corpus.reader import fingerprint
from index.encoder.load import Encoder
from index.progress import Progress, silent
from index.search import Found, Index
from index.storage.store import open_or_build

RETRIEVERS = {"lexical": "passage_lexical", "dense": "passage_dense", "fused": "fused"}
"""What is scored, with its column of ``Found.scores``: passages by words, by meaning, and the fusion of
everything that ``Index.find`` looks into."""


def index_of(
    texts: Mapping[str, tuple[str, str]], *, encoder: Encoder, directory: Path, progress: Progress = silent
) -> Index:
    """Index titles and bodies by id; kept in a folder of ``directory`` that is named by their content.

    A document's text is its body, under its title where it has one.

    Raises:
        IndexFolderError: ``directory`` cannot be written.
    """
    documents = tuple(_document(doc_id, title, body) for doc_id, (title, body) in texts.items())
    corpus = Corpus(documents=documents, plain_questions=(), fingerprint=fingerprint(documents, ()))
    folder = directory / corpus.fingerprint[:16]
    return open_or_build(corpus, directory=folder, encoder=encoder, progress=progress)


def _document(doc_id: str, title: str, body: str) -> Document:
    text = "\n\n".join(piece for piece in (title, body) if piece)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(
        doc_id=doc_id, file=doc_id, title=title, publisher=UNKNOWN, authors=(), dates=(), date=UNKNOWN,
        audience=UNKNOWN, kind=UNKNOWN, language=UNKNOWN, rights=UNKNOWN, url=UNKNOWN, sha256=digest,
        original=doc_id,
    )  # fmt: skip
    return Document(source=source, text=text)


def ranked_documents(index: Index, found: Found, *, column: str) -> list[str]:
    """Return the ids of the documents of the spans found, the one with the best span first.

    A lexical score of 0 is no result; equal scores keep the order of the fused one.
    """
    scored = zip(found.span_ids.tolist(), found.column(column).tolist(), strict=True)
    least = 0.0 if column.endswith("_lexical") else -2.0
    best = sorted((one for one in scored if one[1] > least), key=lambda one: -one[1])
    return list(dict.fromkeys(index.spans[span_id].doc_id for span_id, _ in best))
