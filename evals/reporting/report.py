"""``python -m evals report``: one self-contained page on a run, for a clinician as well as an engineer."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import chatbot.web
from chatbot.languages import DEFAULT
from chatbot.rendering.templating import engine_over
from corpus.document import Corpus
from corpus.reader import read_corpus
from evals.console import echo
from evals.languages import bench_words
from evals.measures.case import Stage
from evals.measures.notes import ABLATION, BY_KIND, HEADLINE, all_notes, cells, summary_rows
from evals.questions.shape import Expect, Place
from evals.recording.results import (
    QuestionResult,
    Run,
    RunError,
    SetResult,
    latest_run,
    read_run,
    runs_folder,
    write_text,
)
from evals.reporting import plots
from evals.reporting.source_view import Excerpt, excerpts
from evals.systems.conditions import FULL

TEMPLATES = Path(__file__).parent / "templates"
"""The page's template, and the parts that the bench's pages are made of too."""
_STYLES = (Path(chatbot.web.__file__).parent / "static", Path(__file__).parents[1] / "web" / "static")


VERDICTS = ("misled", "loud", "silent", "missing", "notice", "right")
"""What came of a question, worst first; the page groups questions by it."""


def verdict_of(result: QuestionResult) -> str:
    """The gravest thing to say of a question: one of ``VERDICTS``."""
    value = {name: ratio.value for name, ratio in result.measures.items() if ratio.of}
    if value.get("avoid", 0.0) > 0:
        return "misled"
    if value.get("true_abstention", 1.0) < 1:
        return "loud"
    if value.get("false_abstention", 0.0) > 0:
        return "silent"
    if value.get("complete", 1.0) < 1:
        return "missing"
    missed_notice = value.get("urgent_hit", 1.0) < 1 or value.get("personal_advice_hit", 1.0) < 1
    return "notice" if missed_notice else "right"


def by_verdict(result: SetResult) -> list[tuple[str, list[QuestionResult]]]:
    """The questions of a result by what came of them, worst first."""
    groups = [(one, [q for q in result.questions if verdict_of(q) == one]) for one in VERDICTS]
    return [(verdict, group) for verdict, group in groups if group]


def marked_sources(texts: Mapping[str, str], result: QuestionResult) -> list[Excerpt]:
    """The expected and quoted spans of a question, marked in the sources."""
    expected = [
        p for facet in result.facets for alternative in facet.alternatives for p in alternative.places
    ]
    avoid = [place for alternative in result.avoid for place in alternative.places]
    quoted = [Place(file=one["file"], start=one["start"], end=one["end"]) for one in result.quoted]
    files = dict.fromkeys(place.file for place in (*quoted, *expected, *avoid))
    return [
        excerpt
        for file in files
        if file in texts
        for excerpt in excerpts(file, texts[file], expected=expected, quoted=quoted, avoid=avoid)
    ]


def in_words(result: SetResult) -> list[str]:
    """The result in a few plain sentences, with counts rather than shares."""
    answerable = [q for q in result.questions if q.facets]
    silent = [q for q in result.questions if q.expect == Expect.NO_ANSWER]
    urgent = [q for q in result.questions if q.expect == Expect.URGENT]
    complete = sum(q.measures["complete"].value == 1 for q in answerable)
    partly = sum(0 < q.coverage < 1 for q in answerable)
    kept = sum(q.measures["true_abstention"].value == 1 for q in silent)
    misled = sum(q.measures["avoid"].value > 0 for q in result.questions)
    quotes = sum(q.measures["verbatim"].of for q in result.questions)
    exact = sum(q.measures["verbatim"].hits for q in result.questions)
    sentences = [f"It was asked {len(result.questions)} questions."]
    if answerable:
        sentences.append(
            f"The documents hold something for {len(answerable)} of them: "
            f"{complete} answers said all they should, {partly} said part of it."
        )
    if silent:
        sentences.append(f"The documents hold no answer to {len(silent)}: it kept silent on {kept} of these.")
    if urgent:
        sent = sum(q.measures["urgent_hit"].value == 1 for q in urgent)
        sentences.append(f"Emergencies among them: {len(urgent)}; it pointed to urgent help in {sent}.")
    sentences.append(f"Of its {quotes:.0f} quotes, {exact:.0f} are letter for letter what the documents say.")
    sentences.append(
        f"{misled} answers quoted a passage that is known to mislead."
        if misled
        else "No answer quoted a passage that is known to mislead."
    )
    return sentences


def lost_facets(result: SetResult) -> dict[str, int]:
    """How many facets each stage lost, in the order of the stages; stages that lost none are left out."""
    counts = Counter(facet.lost_at for question in result.questions for facet in question.facets)
    return {str(stage): counts[stage] for stage in Stage if counts[stage] and stage is not Stage.COVERED}


def page_content(runs: Sequence[Run], corpus: Corpus) -> dict[str, Any]:
    """Everything the template shows. The first run is the one reported; the others join the comparison.

    Raises RunError: the corpus is not the one the first run was made on.
    """
    run = runs[0]
    if run.manifest["corpus"] != corpus.fingerprint:
        message = "The run was made on another corpus than the one given; name its folder with --corpus."
        raise RunError(message)
    mains = [result for result in run.results if result.condition == FULL] or list(run.results[:1])
    main = mains[0]
    texts = {document.source.file: document.text for document in corpus.documents}
    compared = [result for each in runs for result in each.results if result.set == main.set]
    return {
        "run": run,
        "main": main,
        "mains": mains,
        **tables_of(main),
        "conditions": [[one.title, *cells(one.summary, ABLATION)] for one in compared],
        "condition_names": ABLATION,
        "others": [(other, summary_rows(other.summary, all_notes())) for other in mains[1:]],
        "plots": all_plots(main, compared),
        "by_verdict": by_verdict,
        "excerpts_of": partial(marked_sources, texts),
        "t": bench_words(DEFAULT),
    }


def tables_of(result: SetResult) -> dict[str, Any]:
    """What is shown of a result wherever it is: in words, all measures, the main ones by kind of question."""
    return {
        "words": in_words(result),
        "headline": summary_rows(result.summary, HEADLINE),
        "details": summary_rows(result.summary, [name for name in all_notes() if name not in HEADLINE]),
        "by_kind": [[kind.replace("_", " "), *cells(by, BY_KIND)] for kind, by in result.by_kind.items()],
        "by_kind_names": BY_KIND,
    }


def all_plots(main: SetResult, compared: Sequence[SetResult]) -> list[plots.Plot]:
    """The plots of the page; comparisons only where there is something to compare."""
    drawn = [
        plots.coverage_by_kind(main),
        plots.lost_plot(lost_facets(main)),
        plots.risk_coverage_plot(main),
        plots.calibration_plot(main),
        plots.latency_plot(main),
    ]
    if len(compared) > 1:
        drawn.append(plots.ablation_plot(compared, "facet_coverage", "facet coverage"))
        drawn.append(plots.ablation_plot(compared, "first_quote", "first quote right"))
        drawn.append(plots.ablation_plot(compared, "precision", "precision of quotes"))
    return drawn


def render(content: Mapping[str, Any]) -> str:
    """The page. Every value is escaped by the template engine."""
    return engine_over(TEMPLATES, *_STYLES).get_template("report.html").render(content)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    latest, page = latest_run(), runs_folder() / "report.html"
    parser.add_argument(
        "files", nargs="*", type=Path, default=[latest], metavar="RUN", help=f"run files (default: {latest})"
    )
    parser.add_argument("--html", type=Path, default=page, metavar="FILE", help="default: %(default)s")
    parser.add_argument("--corpus", type=Path, help="folder with sources.toml (default: the packaged corpus)")


def run(args: argparse.Namespace) -> int:
    """Write the page; 0 when done."""
    runs = [read_run(path) for path in args.files]
    write_text(render(page_content(runs, read_corpus(args.corpus))), args.html)
    echo(f"Written: {args.html}")
    return 0
