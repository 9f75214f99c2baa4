"""Checking question sets: every mistake, each with its file and line.

Looks at the shape of each record, at quotes that are not in the corpus, at ids used twice, and at leakage:
the same or nearly the same question in two sets (a set that is fitted on and a set that is measured on
must not share questions, or the measured figures flatter).
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from corpus.document import Corpus
from corpus.reader import read_corpus
from evals.console import echo
from evals.questions.read import (
    Problem,
    QuestionSetError,
    Role,
    asked_key,
    normalised,
    packaged_sets,
    read_set,
    set_path,
)
from evals.questions.shape import Question

NEARLY_SAME = 90.0
"""rapidfuzz ``token_sort_ratio`` (0 to 100) from which two questions count as the same one.

Chosen by looking at pairs of the development set: different questions on one subject stay under 80, the
same question with a word changed lies above 90.
"""

TELLING_WORDS = 4
"""Shorter questions ("what is HIPEC") are asked alike by everybody."""


def validate_files(paths: Sequence[Path], corpus: Corpus) -> list[Problem]:
    """Every problem of the files, alone and among each other, in the order of files and lines."""
    sets = {path: _check_one(path, corpus) for path in paths}
    problems = [problem for _, found in sets.values() for problem in found]
    cases = [(path, question) for path, (questions, _) in sets.items() for question in questions]
    problems += [*_duplicate_ids(cases), *_lost_twins(cases)]
    problems += [*_leaks(cases), *_known_to_the_index(cases, corpus)]
    order = {str(path): position for position, path in enumerate(paths)}
    return sorted(problems, key=lambda problem: (order[problem.file], problem.line, problem.message))


def _check_one(path: Path, corpus: Corpus) -> tuple[list[Question], list[Problem]]:
    try:
        return read_set(path, corpus)
    except QuestionSetError as error:
        return [], [Problem(file=str(path), line=1, message=str(error))]


def _problem(path: Path, question: Question, message: str) -> Problem:
    return Problem(file=str(path), line=question.line, message=message)


def _duplicate_ids(cases: Iterable[tuple[Path, Question]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path, question in cases:
        where = f"{path}:{question.line}"
        if (earlier := first.setdefault(question.id, where)) != where:
            yield _problem(path, question, f"the id {question.id} is already used at {earlier}")


def _lost_twins(cases: Sequence[tuple[Path, Question]]) -> Iterator[Problem]:
    ids = {"", *(question.id for _, question in cases)}
    for path, question in cases:
        if question.twin_of not in ids:
            yield _problem(path, question, f"twin_of names {question.twin_of}, which no set has")


def _leaks(cases: Sequence[tuple[Path, Question]]) -> Iterator[Problem]:
    """Pairs that ask the same, in one set or in two; a twin may resemble its original and its siblings."""
    keys = [asked_key(question) for _, question in cases]
    ordered = [_in_order(key) for key in keys]
    scores = process.cdist(ordered, ordered, scorer=fuzz.ratio, score_cutoff=NEARLY_SAME)
    for later, earlier in np.argwhere(np.tril(scores >= NEARLY_SAME, k=-1)).tolist():
        (path, question), (other_path, other) = cases[later], cases[earlier]
        if _family(question) != _family(other):
            same = "the same as" if keys[later] == keys[earlier] else "nearly the same as"
            message = f"{question.id} asks {same} {other.id} at {other_path}:{other.line}"
            yield _problem(path, question, message)


def _known_to_the_index(cases: Sequence[tuple[Path, Question]], corpus: Corpus) -> Iterator[Problem]:
    """Questions of measured sets that the program has stored: finding them again would be no achievement."""
    groups = [group.questions for group in corpus.plain_questions]
    groups += [group.questions for group in corpus.unanswerable]
    stored = [normalised(text) for questions in groups for text in questions]
    measured = [
        (path, question)
        for path, question in cases
        if stored and path.stem != Role.CALIBRATION and len(question.question.split()) >= TELLING_WORDS
    ]
    asked = [_in_order(normalised(question.question)) for _, question in measured]
    scores = process.cdist(asked, list(map(_in_order, stored)), scorer=fuzz.ratio, score_cutoff=NEARLY_SAME)
    for (path, question), row in zip(measured, scores, strict=True):
        if row.max() >= NEARLY_SAME:
            known = stored[int(row.argmax())]
            yield _problem(path, question, f"{question.id} asks what is stored with the documents: {known!r}")


def _in_order(words: str) -> str:
    """The words sorted once, as ``token_sort_ratio`` does for each of millions of pairs."""
    return " ".join(sorted(words.split()))


def _family(question: Question) -> str:
    return question.twin_of or question.id


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a JSONL file or the name of a packaged set")
    parser.add_argument("--corpus", type=Path, help="folder with sources.toml (default: the packaged corpus)")


def run(args: argparse.Namespace) -> int:
    """Print every problem; 0 when there is none, else 1."""
    paths = [set_path(name) for name in args.files] or packaged_sets()
    problems = validate_files(paths, read_corpus(args.corpus))
    for problem in problems:
        echo(str(problem))
    echo(f"{len(paths)} files checked, {len(problems)} problems.")
    return 1 if problems else 0
