"""What the bench's pages do: start a run on a packaged or an own set, and keep it."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chatbot.web.site import Site
from corpus.document import Corpus, Document
from corpus.reader import fingerprint, read_corpus
from evals.questions.read import Problem, QuestionSet, load_set, packaged_sets
from evals.questions.validate import validate_files
from evals.recording.evaluation import Progress
from evals.recording.results import RunError
from evals.run import make_run
from evals.systems.conditions import chosen_conditions, load_conditions
from evals.systems.system import Workbench
from evals.web.jobs import Jobs
from evals.web.remarks import Remarks
from evals.web.runs import RunFolder
from index.search import Index
from ingest.structure import ParsedDocument

OWN_LETTERS = 1_000_000
"""Longest own set, in characters; the server's own limit on a request's size is above it."""

_NO_NAME = re.compile(r"[^a-z0-9_-]+")


class UnknownSetError(RunError):
    """A question set that is not packaged."""


class NoIndexError(RunError):
    """The server's answers come from no index that could be measured."""


class Bench:
    """The runs on this machine and the one that may be under way; the same for every language."""

    def __init__(self, folder: Path) -> None:
        self.runs = RunFolder(folder)
        self.remarks = Remarks(folder)
        self.jobs = Jobs()
        self.conditions = load_conditions()
        self.sets = tuple(path.stem for path in packaged_sets())

    def start(self, site: Site, set_name: str, condition: str) -> Sequence[Problem]:
        """Begin a run of a condition on a packaged set, which has no mistakes.

        Raises AsWrittenError: another run is under way, or there is no such set, condition or index.
        """
        if set_name not in self.sets:
            raise UnknownSetError(f"There is no packaged question set '{set_name}'.")
        bench = workbench(site)
        self._begin(bench, load_set(set_name, bench.corpus), condition)
        return ()

    def start_own(self, site: Site, text: str, name: str, condition: str) -> Sequence[Problem]:
        """Check a set that somebody brought and begin a run on it, or return its mistakes.

        Raises AsWrittenError: another run is under way, or there is no such condition or index.
        """
        bench = workbench(site)
        label = _NO_NAME.sub("-", name.casefold())[:40].strip("-")
        # Never the bare name of a packaged set: that would give the set its role.
        file_name = f"own-{label}.jsonl" if label else "own.jsonl"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file_name
            path.write_bytes(text.encode("utf-8", "replace"))
            problems = [
                replace(problem, file=file_name, message=problem.message.replace(f"{folder}/", ""))
                for problem in validate_files([path], bench.corpus)
            ]
            if problems:
                return problems
            questions = load_set(str(path), bench.corpus)
        if not questions.questions:
            return [Problem(file=file_name, line=1, message="the set holds no question")]
        self._begin(bench, questions, condition)
        return ()

    def _begin(self, bench: Workbench, questions: QuestionSet, condition: str) -> None:
        chosen = chosen_conditions([condition])

        def work(progress: Progress) -> str:
            run = make_run(chosen, [questions], bench, progress=progress)
            if not run.results:
                missing = f"'{chosen[0].title}' could not be run: a package it needs is not installed."
                raise RunError(missing)
            label = "-".join([questions.name, *(one.name for one in chosen)])
            kept = replace(run, manifest={**run.manifest, "command": "started at /bench"})
            return self.runs.keep(kept, label)

        self.jobs.start(work, label=questions.name, total=len(questions.questions) * len(chosen))


def workbench(site: Site) -> Workbench:
    """The index that the server answers from, with its corpus.

    Raises NoIndexError: it answers from something else.
    """
    index = site.service.answerer.index
    if not isinstance(index, Index):
        raise NoIndexError("This server answers without an index.")
    return Workbench(corpus=corpus_of(index.documents), index=index)


def corpus_of(parsed: Sequence[ParsedDocument]) -> Corpus:
    """The corpus that documents were parsed from: the packaged one if they are its documents."""
    documents = tuple(Document(source=one.source, text=one.text, pages=one.pages) for one in parsed)
    packaged = read_corpus()
    if packaged.documents == documents:
        return packaged
    return Corpus(documents=documents, plain_questions=(), fingerprint=fingerprint(documents, ()))
