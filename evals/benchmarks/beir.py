"""``python -m evals beir``: score the program's own retrieval on any collection in BEIR's layout.

A folder holds ``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels/test.tsv`` (query, document, grade). Thakur et al., BEIR, NeurIPS 2021.
"""

import argparse
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Corpus, Document, Source
from corpus.errors import CorpusError
from corpus.plain_questions import read_lines
from corpus.reader import fingerprint
from evals.console import echo, table
from index.encoder.load import Encoder, load_encoder
from index.location import home
from index.progress import Progress, ProgressBar, silent
from index.search import Found, Index
from index.storage.store import open_or_build

MEASURES = ("nDCG@10", "R@10", "RR@10", "P@1")
"""As ``ir-measures`` names them. nDCG takes the grade as gain; a grade of 1 or more is relevant.
Every judged question counts: one without results scores 0."""

RETRIEVERS = {"lexical": "passage_lexical", "dense": "passage_dense", "fused": "fused"}
"""What is scored, with its column of ``Found.scores``: passages by words, by meaning, and the fusion of
everything that ``Index.find`` looks into."""

RESULTS = 100
"""Documents kept of each ranking, and spans looked for by each retriever; no measure looks further."""

Qrels = dict[str, dict[str, int]]


@dataclass(frozen=True, kw_only=True)
class TestCollection:
    """Documents (title, body) and questions by id, and for each judged question the grades of documents."""

    documents: dict[str, tuple[str, str]]
    questions: dict[str, str]
    qrels: Qrels


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("directory", type=Path, metavar="DIR", help="the collection's folder")
    parser.add_argument("--index-dir", type=Path, help="where its index is kept")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    collection = read_collection(args.directory)
    directory = args.index_dir or home() / "collections"
    runs = retrieve(collection, encoder=load_encoder(), directory=directory, progress=ProgressBar())
    scores = {name: measure(results, collection.qrels) for name, results in runs.items()}
    if args.json:
        echo(json.dumps(scores))
    else:
        echo(f"{len(collection.documents)} documents, {len(collection.qrels)} judged questions")
        rows = [
            [name, *(f"{values[measure]:.4f}" for measure in MEASURES)] for name, values in scores.items()
        ]
        echo(table(["", *MEASURES], rows))
    return 0


def retrieve(
    collection: TestCollection, *, encoder: Encoder, directory: Path, progress: Progress = silent
) -> dict[str, dict[str, list[str]]]:
    """Index the documents, and return for each of ``RETRIEVERS`` every judged question's ranked document ids.

    The index is kept in ``directory``; a second run encodes no document.

    Raises IndexFolderError: ``directory`` cannot be written.
    """
    index = index_of(collection.documents, encoder=encoder, directory=directory, progress=progress)
    runs: dict[str, dict[str, list[str]]] = {name: {} for name in RETRIEVERS}
    for done, question_id in enumerate(collection.qrels, start=1):
        found = index.find([collection.questions[question_id]], k=RESULTS)
        for name, column in RETRIEVERS.items():
            runs[name][question_id] = [
                document_id
                for document_id in ranked_documents(index, found, column=column)
                if not _is_the_question(document_id, question_id, collection)
            ][:RESULTS]
        progress("search", done, len(collection.qrels))
    return runs


def index_of(
    texts: Mapping[str, tuple[str, str]], *, encoder: Encoder, directory: Path, progress: Progress = silent
) -> Index:
    """Index titles and bodies by id; kept in a folder of ``directory`` that is named by their content.

    A document's text is its body, under its title where it has one.

    Raises IndexFolderError: ``directory`` cannot be written.
    """
    documents = tuple(_document(doc_id, title, body) for doc_id, (title, body) in texts.items())
    corpus = Corpus(documents=documents, plain_questions=(), fingerprint=fingerprint(documents, ()))
    folder = directory / corpus.fingerprint[:16]
    return open_or_build(corpus, directory=folder, encoder=encoder, progress=progress)


def _document(doc_id: str, title: str, body: str) -> Document:
    text = "\n\n".join(piece for piece in (title, body) if piece)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(doc_id=doc_id, file=doc_id, original=doc_id, title=title, sha256=digest)
    return Document(source=source, text=text)


def ranked_documents(index: Index, found: Found, *, column: str) -> list[str]:
    """Return the ids of the documents of the spans found, the one with the best span first.

    A lexical score of 0 is no result; equal scores keep the order of the fused one.
    """
    scored = zip(found.span_ids.tolist(), found.column(column).tolist(), strict=True)
    least = 0.0 if column.endswith("_lexical") else -2.0
    best = sorted((one for one in scored if one[1] > least), key=lambda one: -one[1])
    return list(dict.fromkeys(index.spans[span_id].doc_id for span_id, _ in best))


def measure(results: Mapping[str, list[str]], qrels: Qrels) -> dict[str, float]:
    """Return the mean of each of ``MEASURES`` over the judged questions."""
    import ir_measures

    # trec_eval breaks ties its own way, so it is given the places and not the scores.
    ranked = {
        question_id: {document_id: -float(place) for place, document_id in enumerate(document_ids)}
        for question_id, document_ids in results.items()
    }
    if not any(ranked.values()):
        return dict.fromkeys(MEASURES, 0.0)
    wanted = {name: ir_measures.parse_measure(name) for name in MEASURES}
    values = ir_measures.calc_aggregate(list(wanted.values()), qrels, ranked)
    return {name: round(float(values[one]), 6) for name, one in wanted.items()}


def read_collection(directory: Path) -> TestCollection:
    """Read a folder in BEIR's layout; questions without judgements are left out.

    Raises CorpusError: a file is missing, or a line is not what it should be (with its number).
    """
    documents = _texts(directory / "corpus.jsonl")
    if not documents:
        msg = f"{directory / 'corpus.jsonl'} holds no document: give a collection with texts."
        raise CorpusError(msg)
    questions = {identifier: text for identifier, (_, text) in _texts(directory / "queries.jsonl").items()}
    qrels = _read_qrels(directory / "qrels" / "test.tsv")
    if unknown := sorted(set(qrels) - set(questions)):
        msg = f"qrels/test.tsv judges the question {unknown[0]}, which queries.jsonl lacks: add it there."
        raise CorpusError(msg)
    return TestCollection(documents=documents, questions=questions, qrels=qrels)


def _is_the_question(document_id: str, question_id: str, collection: TestCollection) -> bool:
    """Tell whether a result is the question itself, as where questions are taken from the documents.

    BEIR leaves out results with the question's id; we also ask for its text, since ids are often numbers.
    """
    if document_id != question_id:
        return False
    title, body = collection.documents[document_id]
    question = collection.questions[question_id].split()
    return question in (body.split(), title.split() + body.split())


def _texts(path: Path) -> dict[str, tuple[str, str]]:
    """Return title and text of each record by its id, in the order of the file."""
    texts: dict[str, tuple[str, str]] = {}
    for number, line in read_lines(path):
        try:
            record = json.loads(line)
            identifier = str(record["_id"])
        except (ValueError, KeyError, TypeError) as error:
            msg = f"{path}, line {number}: not a JSON object with an _id; mend or remove the line."
            raise CorpusError(msg) from error
        if identifier in texts:
            msg = f"{path}, line {number}: the _id {identifier} stands twice; remove one of the lines."
            raise CorpusError(msg)
        texts[identifier] = (str(record.get("title") or ""), str(record.get("text") or ""))
    return texts


def _read_qrels(path: Path) -> Qrels:
    qrels: Qrels = {}
    for number, line in read_lines(path):
        cells = line.rstrip("\r").split("\t")
        if number == 1 and not _is_grade(cells[-1]):
            continue  # the header
        if len(cells) != 3 or not _is_grade(cells[2]):
            msg = f"{path}, line {number}: not question, document and whole grade with tabs between; mend it."
            raise CorpusError(msg)
        question_id, document_id, grade = cells
        qrels.setdefault(question_id, {})[document_id] = int(grade)
    if not qrels:
        raise CorpusError(f"{path} holds no judgement: a collection needs some.")
    return qrels


def _is_grade(cell: str) -> bool:
    return cell.strip().removeprefix("-").isdecimal()
