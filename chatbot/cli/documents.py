"""Verbs about the documents: ``index``, ``ingest``, ``sources``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.cli.options import (
    EXIT_BAD_INPUT,
    Verbs,
    add_corpus_options,
    add_index_options,
    counted,
    echo,
    read_documents,
    say_to_stderr,
)
from corpus.errors import AsWrittenError, why

if TYPE_CHECKING:
    from ingest.structure import ParsedDocument


def changes(folder: Path, *, every: float) -> Iterator[None]:
    """Yield at once, and then after each change of a visible file, once two looks in a row agree.

    A file that is still being copied changes from look to look, and is waited for.

    Args:
        folder: what is looked at, with the folders in it.
        every: seconds between two looks.
    """
    known = state(folder)
    yield
    while True:
        time.sleep(every)
        seen = state(folder)
        if seen == known:
            continue
        while (later := _after(folder, every)) != seen:
            seen = later
        known = seen
        yield


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return name → size and time of change (ns) of every visible file; without what vanishes."""
    found: dict[str, tuple[int, int]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        try:
            if path.is_file():
                about = path.stat()
                found[name] = (about.st_size, about.st_mtime_ns)
        except OSError:
            continue
    return found


def _after(folder: Path, seconds: float) -> dict[str, tuple[int, int]]:
    time.sleep(seconds)
    return state(folder)


def add_parsers(verbs: Verbs) -> None:
    """Add the verbs ``index``, ``ingest`` and ``sources``."""
    _add_index(verbs)
    _add_ingest(verbs)
    _add_sources(verbs)


def _add_index(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "index",
        help="build the index of the documents",
        description="Build the index, even if there is one. The one in use serves until the new one is"
        " complete.",
    )
    add_index_options(parser)
    parser.add_argument(
        "--watch",
        action="store_const",
        const=_watch,
        default=_build_once,
        dest="build",
        help="stay, and whenever the documents have changed bring sources.toml up to date and build again,"
        " until Ctrl-C is pressed",
    )
    parser.set_defaults(run=run_index)


def _add_ingest(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "ingest",
        help="show what is understood of the documents",
        description="Parse the documents and say what was understood: how many documents, spans and faults.",
    )
    parser.add_argument(
        "--report",
        action="store_const",
        const=_write_report,
        default=_write_summary,
        dest="show",
        help="print counts by kind and voice and every fault with its place; write the documents with their"
        " blocks coloured as a page",
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="where the page is written (default: beside the index)"
    )
    add_corpus_options(parser)
    parser.set_defaults(run=run_ingest)


def _add_sources(verbs: Verbs) -> None:
    parser = verbs.add_parser("sources", help="make or check a folder of your own documents")
    kinds = parser.add_subparsers(metavar="new|update|check", required=True)
    new = kinds.add_parser(
        "new",
        help="draft sources.toml",
        description="Take the text out of every file that is not .txt and draft an entry of sources.toml for"
        " every document that has none. What is there stays as it is.",
    )
    new.add_argument("directory", type=Path, metavar="DIR", help="folder that holds the documents")
    new.set_defaults(run=run_sources_new)
    update = kinds.add_parser(
        "update",
        help="bring sources.toml up to date with the folder",
        description="Take in new, changed, renamed and removed files in one go. What you wrote into"
        " sources.toml stays; a file that cannot be read is named and stops no other.",
    )
    update.add_argument("directory", type=Path, metavar="DIR", help="folder that holds the documents")
    update.set_defaults(run=run_sources_update)
    check = kinds.add_parser(
        "check",
        help="say which documents can be read",
        description="Read every document of sources.toml, name those that are broken and those not listed.",
    )
    check.add_argument("directory", type=Path, metavar="DIR", help="folder with a sources.toml")
    check.set_defaults(run=run_sources_check)


def run_index(options: argparse.Namespace) -> int:
    """Build the index and say what it holds; once, or whenever the documents change."""
    options.build(options)
    return 0


def _watch(options: argparse.Namespace) -> None:
    """Build, then again after every change; what is wrong with the documents is said, and waited out.

    A folder's ``sources.toml`` follows its files, as with ``sources update``; the packaged one stays.
    """
    from corpus.reader import packaged_corpus

    folder = options.corpus or packaged_corpus()
    try:
        for _ in changes(folder, every=_LOOK_EVERY):
            try:
                if options.corpus:
                    run_sources_update(argparse.Namespace(directory=folder))
                _build_once(options)
            except AsWrittenError as error:
                say_to_stderr(f"aswritten: {error}")
            say_to_stderr(f"Watching {folder} …")
    except KeyboardInterrupt:
        say_to_stderr("Stopped.")


_LOOK_EVERY = 2.0
"""Seconds between two looks at the folder."""


def _build_once(options: argparse.Namespace) -> None:
    from chatbot.workspace import default_index_dir, rebuild_index

    corpus = read_documents(options)
    directory = options.index_dir or default_index_dir(options.corpus, encoder_name=options.encoder)
    index = rebuild_index(corpus, directory=directory, encoder_name=options.encoder, say=say_to_stderr)
    echo(
        f"Indexed {counted(len(index.documents), 'document')}: {len(index.passages):,} passages,"
        f" {len(index.spans):,} spans, {len(index.plain_questions):,} plain questions."
    )
    echo(f"The index is in {directory}.")


def run_ingest(options: argparse.Namespace) -> int:
    """Parse the documents and show what was understood."""
    from ingest.parse import parse_corpus

    documents = parse_corpus(read_documents(options))
    if options.html is not None:
        options.show = _write_report
    options.show(documents, options.html, options.corpus)
    return 0


def _write_summary(documents: tuple[ParsedDocument, ...], page: Path | None, folder: Path | None) -> None:
    del page, folder
    for parsed in documents:
        spans = sum(len(passage.spans) for passage in parsed.passages)
        echo(
            f"{parsed.source.doc_id}  {parsed.source.file}: {counted(len(parsed.text), 'character')},"
            f" {counted(spans, 'span')}, {counted(len(parsed.faults), 'fault')}"
        )


def _write_report(documents: tuple[ParsedDocument, ...], page: Path | None, folder: Path | None) -> None:
    from chatbot.workspace import default_index_dir
    from corpus.drafting import passed_over
    from corpus.files import write_whole
    from ingest.report.counts import build_report, render_text
    from ingest.report.report_page import render_html

    if page is None:
        index = default_index_dir(folder)
        page = index.with_name(f"{index.name}-report.html")
        _make_folder(page.parent)
    reasons = [one.reason for one in (passed_over(folder) if folder else ())]
    write_whole(page, render_html(documents, passed_over=reasons))
    sys.stdout.write(render_text(build_report(documents), passed_over=reasons))
    echo(f"\nThe documents with their blocks coloured: {page}")


def _make_folder(folder: Path) -> None:
    from corpus.errors import CorpusError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder} cannot be made ({why(error)}): say with --html where the page shall be written."
        raise CorpusError(msg) from error


def _reading() -> Callable[[str, int, int], None]:
    """What tells which file is read, and how many pages of it are."""
    from index.progress import ProgressBar

    bar = ProgressBar()

    def tell(name: str, done: int, total: int) -> None:
        if done:
            bar(f"pages of {name}", done, total)
        else:
            say_to_stderr(f"Reading {name} …")

    return tell


def run_sources_new(options: argparse.Namespace) -> int:
    """Draft the entries that are missing; exit code 2 when there was something to add and nothing was."""
    from corpus.drafting import passed_over
    from ingest.extract.folder import prepare_folder

    draft = prepare_folder(options.directory, progress=_reading())
    _say_added(draft.added, draft.guessed)
    unread = {broken.file: broken for broken in (*passed_over(options.directory), *draft.broken)}
    for broken in unread.values():
        say_to_stderr(f"aswritten: {broken.reason}")
    if draft.added:
        echo(f"Now open {draft.manifest} and put in what each document says of itself.")
    elif not draft.broken:
        echo(f"Every document in {options.directory} has its entry in {draft.manifest.name} already.")
    return EXIT_BAD_INPUT if draft.broken and not draft.added else 0


def run_sources_update(options: argparse.Namespace) -> int:
    """Take in what changed in a folder; exit code 2 when files are broken and nothing else was done."""
    from corpus.drafting import passed_over
    from ingest.extract.updating import update_folder

    update = update_folder(options.directory, progress=_reading())
    _say_added(update.added, update.guessed)
    for name in update.changed:
        echo(f"changed {name}")
    for old, new in update.renamed:
        echo(f"renamed {old} to {new}")
    for name in update.removed:
        echo(f"removed {name}")
    done = update.added or update.changed or update.renamed or update.removed
    if update.set_aside:
        lines = (
            "1 line of questions leads"
            if update.set_aside == 1
            else f"{update.set_aside:,} lines of questions lead"
        )
        echo(f"{lines} to words that are gone: set aside in hidden files ending in .set-aside.")
    unread = {broken.file: broken for broken in (*passed_over(options.directory), *update.broken)}
    for broken in unread.values():
        say_to_stderr(f"aswritten: {broken.reason}")
    if done:
        echo("The next use builds the index anew.")
    elif not update.broken:
        echo(f"{options.directory} is as sources.toml says already.")
    return EXIT_BAD_INPUT if update.broken and not done else 0


def _say_added(names: Sequence[str], guessed: Sequence[tuple[str, ...]]) -> None:
    for name, fields in zip(names, guessed, strict=True):
        echo(f"added {name}" + (f" (guessed, please check: {', '.join(fields)})" if fields else ""))


def run_sources_check(options: argparse.Namespace) -> int:
    """Read every document; exit code 2 when one is broken."""
    from corpus.drafting import unlisted
    from corpus.reader import readable_part

    corpus, broken = readable_part(options.directory)
    for source in broken:
        say_to_stderr(f"aswritten: {source.reason}")
    for name in unlisted(options.directory):
        echo(f"{name} has no entry: `aswritten sources new {options.directory}` drafts one.")
    readable = counted(len(corpus.documents), "document")
    echo(f"{readable} can be read, {len(broken)} cannot." if broken else f"{readable} can be read.")
    return EXIT_BAD_INPUT if broken else 0
