"""``python -m evals squad``: does what we would quote hold the answer that people marked?

Reads a file in SQuAD's format (Rajpurkar et al. 2016, 2018). Every paragraph is a document; a question is
answered by the first (first three) spans of the fused search when one of them lies in the question's
paragraph and holds the whole of a marked answer.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.errors import AsWrittenError, why
from evals.benchmarks.collection import index_of
from evals.console import echo, table
from index.encoder.load import Encoder, load_encoder
from index.location import home
from index.progress import Progress, ProgressBar, silent
from ingest.structure import Span

QUOTED = 3


class SquadError(AsWrittenError):
    """A file in SQuAD's format cannot be read."""


@dataclass(frozen=True, kw_only=True)
class MarkedQuestion:
    """A question on paragraph number ``paragraph``; ``answers`` are ranges of its text, any of them right."""

    text: str
    paragraph: int
    answers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class SquadScores:
    """Shares of the answerable questions, 0 to 1; ``unanswerable`` were left out."""

    questions: int
    unanswerable: int
    in_first: float
    in_first_three: float


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "squad",
        help="score quoted spans against the marked answers of a SQuAD-format file",
        description="Tell how often the marked answer stands in the first, or first three, spans found.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file in SQuAD's format (1.1 or 2.0)")
    parser.add_argument("--index-dir", type=Path, help="where its index is kept")
    parser.add_argument("--encoder", help="another sentence-transformers model on this machine")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    paragraphs, questions, unanswerable = read_squad(args.file)
    found = answers_found(
        paragraphs,
        questions,
        encoder=load_encoder(args.encoder),
        directory=args.index_dir or home() / "collections",
        progress=ProgressBar(),
    )
    scores = SquadScores(
        questions=len(questions),
        unanswerable=unanswerable,
        in_first=sum(place == 1 for place in found) / len(questions),
        in_first_three=sum(1 <= place <= QUOTED for place in found) / len(questions),
    )
    if args.json:
        echo(json.dumps(vars(scores)))
    else:
        echo(f"{scores.questions} questions with a marked answer, {unanswerable} without")
        rows = [["share", f"{scores.in_first:.4f}", f"{scores.in_first_three:.4f}"]]
        echo(table(["answer inside", "first quote", "first three"], rows))
    return 0


def answers_found(
    paragraphs: list[str],
    questions: list[MarkedQuestion],
    *,
    encoder: Encoder,
    directory: Path,
    progress: Progress = silent,
) -> list[int]:
    """Return for each question the place (from 1) of the first span with its answer, else 0.

    Only the first ``QUOTED`` quotable spans found are looked at.

    Raises:
        IndexFolderError: ``directory`` cannot be written.
    """
    texts = {str(number): ("", paragraph) for number, paragraph in enumerate(paragraphs)}
    index = index_of(texts, encoder=encoder, directory=directory, progress=progress)
    places: list[int] = []
    for question in questions:
        found = (index.spans[number] for number in index.find([question.text]).span_ids.tolist())
        quoted = list(islice((span for span in found if span.quotable), QUOTED))
        held = (place for place, span in enumerate(quoted, start=1) if _holds_answer(span, question))
        places.append(next(held, 0))
        progress("search", len(places), len(questions))
    return places


def read_squad(path: Path) -> tuple[list[str], list[MarkedQuestion], int]:
    """Return the paragraphs, the questions with a marked answer, and how many have none.

    Raises:
        SquadError: the file is missing, is not in SQuAD's format, or has no question with an answer.
    """
    paragraphs: list[str] = []
    questions: list[MarkedQuestion] = []
    unanswerable = 0
    try:
        data = json.loads(path.read_text(encoding="utf-8"))["data"]
        for paragraph in (paragraph for article in data for paragraph in article["paragraphs"]):
            number = len(paragraphs)
            paragraphs.append(paragraph["context"])
            for record in paragraph["qas"]:
                answers = _answers(record)
                unanswerable += not answers
                if answers:
                    questions.append(
                        MarkedQuestion(text=record["question"], paragraph=number, answers=answers)
                    )
    except OSError as error:
        raise SquadError(f"{path} cannot be read ({why(error)}): give a file in SQuAD's format.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SquadError(
            f"{path} is not in SQuAD's format ({error!r}): it needs data, paragraphs, context, qas, answers."
        ) from error
    if not questions:
        raise SquadError(f"{path} holds no question with a marked answer: give another file.")
    return paragraphs, questions, unanswerable


def _answers(record: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    starts = [(answer["answer_start"], len(answer["text"])) for answer in record.get("answers", ())]
    return tuple(dict.fromkeys((start, start + length) for start, length in starts if length))


def _holds_answer(span: Span, question: MarkedQuestion) -> bool:
    return span.doc_id == str(question.paragraph) and any(
        span.start <= start and end <= span.end for start, end in question.answers
    )
