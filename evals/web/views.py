"""The bench's plain pages: a run, one question, two runs side by side, and the progress of a run."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial, wraps
from itertools import groupby

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from chatbot.web.site import Site
from corpus.errors import AsWrittenError
from evals.languages import bench_words
from evals.measures.notes import all_notes, shown, shown_difference
from evals.recording.results import QuestionResult, RunError
from evals.reporting.compare import Comparison, compare_results
from evals.reporting.report import by_verdict, marked_sources, tables_of, verdict_of
from evals.reporting.source_view import Excerpt
from evals.web.downloads import as_csv, as_jsonl
from evals.web.jobs import State
from evals.web.remarks import MAX_NOTE, VERDICTS, Remark
from evals.web.rendering import address, whole_page
from evals.web.running import Bench
from evals.web.runs import Chosen, MissingError

Page = Callable[[Request], Response]


def routes(bench: Bench, site: Site) -> Mapping[str, Page]:
    """Every plain address of the bench in one language, without its prefix."""
    pages = {"bench/run": _run, "bench/question": _question, "bench/compare": _compare}
    shown_pages: dict[str, Page] = {path: _kindly(page, bench, site) for path, page in pages.items()}
    others = {"bench/progress": _progress, "bench/download": _download}
    return {**shown_pages, **{path: partial(answer, bench, site) for path, answer in others.items()}}


def posts(bench: Bench, site: Site) -> Mapping[str, Page]:
    """Every address of the bench that changes something, in one language, without its prefix."""
    return {"bench/delete": partial(_delete, bench, site), "bench/remark": partial(_remark, bench, site)}


def _kindly(page: Callable[[Bench, Site, Mapping[str, str], str], str], bench: Bench, site: Site) -> Page:
    """A page as Starlette calls it; one that does not exist says so."""
    texts = bench_words(site.texts.language)

    @wraps(page)
    def respond(request: Request) -> Response:
        path = str(request.url).removeprefix(str(request.base_url)).removeprefix(site.texts.prefix[1:] + "/")
        try:
            return HTMLResponse(page(bench, site, request.query_params, path))
        except MissingError:
            return _missing(site, path, texts.missing_text)
        except AsWrittenError as error:
            return _missing(site, path, texts.not_compared, str(error))

    return respond


def _missing(site: Site, path: str, sentence: str, detail: str = "") -> Response:
    title = bench_words(site.texts.language).missing_title
    return HTMLResponse(whole_page(site, path, title, "missing.html", sentence=sentence, detail=detail), 404)


def _chosen(bench: Bench, query: Mapping[str, str]) -> Chosen:
    return bench.runs.choose(
        query.get("run", ""), condition=query.get("condition", ""), question_set=query.get("set", "")
    )


def _run(bench: Bench, site: Site, query: Mapping[str, str], path: str) -> str:
    chosen = _chosen(bench, query)
    result = chosen.result
    texts = bench_words(site.texts.language)
    title = texts("on_set", title=result.title, set=result.set)
    return whole_page(
        site,
        path,
        title,
        "run.html",
        chosen=chosen,
        result=result,
        **tables_of(result),
        plots=bench.runs.plots(chosen),
        groups=by_verdict(result),
        kinds=sorted({question.kind for question in result.questions}),
        remarks=bench.remarks.of(chosen),
        own_verdicts=VERDICTS,
        others=[other for other in chosen.stored.run.results if other is not result],
    )


def _question(bench: Bench, site: Site, query: Mapping[str, str], path: str) -> str:
    chosen = _chosen(bench, query)
    questions = {question.id: question for question in chosen.result.questions}
    question = questions.get(query.get("id", ""))
    if question is None:
        raise MissingError(f"The run '{chosen.stored.name}' holds no question '{query.get('id', '')}'.")
    files = {document.source.file: document.text for document in site.documents.values()}
    same = _stands(question, files)
    missed = [one.id for one in chosen.result.questions if verdict_of(one) != "right"]
    after = [one for one in missed if one > question.id] or missed
    return whole_page(
        site,
        path,
        f"{question.id}: {question.question[:60]}",
        "question.html",
        chosen=chosen,
        q=question,
        verdict=verdict_of(question),
        excerpts=marked_sources(files if same else {}, question),
        remark=bench.remarks.of(chosen).get(question.id, Remark()),
        own_verdicts=VERDICTS,
        longest=MAX_NOTE,
        same=same,
        span_of=_first_marked,
        next_missed=next((one for one in after if one != question.id), ""),
    )


def _first_marked(excerpt: Excerpt) -> tuple[int, int]:
    """The range of the first marked stretch of an excerpt, in code points of its file."""
    start = excerpt.start
    for marked, pieces in groupby(excerpt.pieces, key=lambda piece: bool(piece.mark)):
        end = start + sum(len(piece.text) for piece in pieces)
        if marked:
            return start, end
        start = end
    return excerpt.start, excerpt.end


def _stands(question: QuestionResult, files: Mapping[str, str]) -> bool:
    """Whether every expected and quoted text stands in these files where the run found it."""
    alternatives = [one for facet in question.facets for one in facet.alternatives] + list(question.avoid)
    expected = [
        (one.quote, place.file, place.start, place.end) for one in alternatives for place in one.places
    ]
    quoted = [(quote["text"], quote["file"], quote["start"], quote["end"]) for quote in question.quoted]
    return all(files.get(file, "")[start:end] == text for text, file, start, end in (*expected, *quoted))


def _compare(bench: Bench, site: Site, query: Mapping[str, str], path: str) -> str:
    a, b = (_named(bench, query.get(side, "")) for side in ("a", "b"))
    texts = bench_words(site.texts.language)
    compared = compare_results(a.result, b.result)
    return whole_page(
        site,
        path,
        texts.compare_title,
        "compare.html",
        a=a,
        b=b,
        names=(query["a"], query["b"]),
        rows=[(one, _figures(one)) for one in compared],
        count=len(a.result.questions),
    )


def _named(bench: Bench, name: str) -> Chosen:
    """The result that ``run|condition|set`` names, as the form of the first page sends it."""
    run, condition, question_set = (*name.split("|"), "", "", "")[:3]
    return bench.runs.choose(run, condition=condition, question_set=question_set)


def _figures(one: Comparison) -> dict[str, str]:
    note = all_notes()[one.measure]
    gap = one.difference
    return {
        "a": shown(one.a, note),
        "b": shown(one.b, note),
        "difference": shown_difference(gap.value, note),
        "interval": f"{shown_difference(gap.low, note)} … {shown_difference(gap.high, note)}",
        "p": f"{one.p:.3f}" if one.p >= 0.001 else "< 0.001",
    }


def _delete(bench: Bench, site: Site, request: Request) -> Response:
    """Delete the run that ``?run`` names, for the page's script alone: no other site can send its header."""
    texts = bench_words(site.texts.language)
    if request.headers.get("bench-action") != "delete":
        return JSONResponse({"sentence": texts.not_deleted}, 403)
    try:
        bench.runs.delete(request.query_params.get("run", ""))
    except RunError:
        return JSONResponse({"sentence": texts.not_deleted}, 404)
    bench.remarks.forget(request.query_params.get("run", ""))
    return JSONResponse({"sentence": texts.deleted})


def _remark(bench: Bench, site: Site, request: Request) -> Response:
    """Keep what a person thinks of an answer, for the page's script alone."""
    texts, query = bench_words(site.texts.language), request.query_params
    remark = Remark(verdict=query.get("verdict", ""), note=query.get("note", ""))
    known = remark.verdict in ("", *VERDICTS) and len(remark.note) <= MAX_NOTE
    if request.headers.get("bench-action") != "remark" or not known:
        return JSONResponse({"sentence": texts.remark_not_kept}, 403)
    try:
        chosen = _chosen(bench, query)
        if query.get("id", "") not in {question.id for question in chosen.result.questions}:
            raise MissingError("There is no such question.")
        bench.remarks.keep(chosen, query["id"], remark)
    except RunError:
        return JSONResponse({"sentence": texts.remark_not_kept}, 404)
    return JSONResponse({"sentence": texts.remark_kept})


def _download(bench: Bench, site: Site, request: Request) -> Response:
    """The result that the query names as a file; ``form`` is ``csv`` or ``jsonl``."""
    forms = {"csv": (as_csv, "text/csv"), "jsonl": (as_jsonl, "application/jsonl")}
    query = request.query_params
    try:
        chosen = _chosen(bench, query)
        write, kind = forms[query.get("form", "csv")]
    except (RunError, KeyError):
        return _missing(site, "bench/download", bench_words(site.texts.language).missing_text)
    name = f"{chosen.result.set}-{chosen.result.condition}.{query.get('form', 'csv')}"
    headers = {"content-disposition": f'attachment; filename="{_NOT_IN_A_NAME.sub("-", name)}"'}
    return Response(
        write(chosen.result, bench.remarks.of(chosen)), media_type=f"{kind}; charset=utf-8", headers=headers
    )


_NOT_IN_A_NAME = re.compile(r"[^\w.-]+", re.ASCII)


def _progress(bench: Bench, site: Site, request: Request) -> Response:
    """How far the run is, for the page's script. ``?stop`` ends it, but only from the page."""
    texts = bench_words(site.texts.language)
    status = bench.jobs.status
    if "stop" in request.query_params and request.headers.get("bench-action") == "stop":
        bench.jobs.stop()
    sentences = {
        State.IDLE: texts.no_progress,
        State.ASKING: texts("asking", set=status.label),
        State.MEASURING: texts.measuring,
        State.DONE: texts.done,
        State.STOPPED: texts.stopped,
        State.FAILED: status.error or texts.failed,
    }
    opened = address(site, "bench/run", run=status.run) if status.run else ""
    return JSONResponse(
        {**asdict(status), "running": status.running, "sentence": sentences[status.state], "address": opened}
    )
