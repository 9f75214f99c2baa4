"""Verbs about the documents: ``index``, ``ingest``, ``sources``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.cli.options import EXIT_BAD_INPUT, complain, echo, read_documents, said, say_to_stderr
from corpus.errors import AsWrittenError, CorpusError, why

if TYPE_CHECKING:
    from corpus.reader import BrokenFile
    from ingest.structure import ParsedDocument


def changes(folder: Path, *, every: float) -> Iterator[None]:
    """Yield at once, and then after each change of a visible file, once two looks in a row agree.

    A file that is still being copied changes from look to look, and is waited for.

    Args:
        folder: what is looked at, with the folders in it.
        every: seconds between two looks.
    """
    told = before = state(folder)
    yield
    while True:
        time.sleep(every)
        now = state(folder)
        if now == before and now != told:
            told = now
            yield
        before = now


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


def run_index(options: argparse.Namespace) -> int:
    """Build the index and say what it holds; once, or whenever the documents change."""
    if options.watch:
        _watch(options)
    else:
        _build_once(options)
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
                complain(str(error))
            say_to_stderr(said("watching", folder=folder))
    except KeyboardInterrupt:
        say_to_stderr(said("stopped"))


_LOOK_EVERY = 2.0
"""Seconds between two looks at the folder."""


def _build_once(options: argparse.Namespace) -> None:
    from chatbot.workspace import default_index_dir, rebuild_index

    corpus = read_documents(options)
    directory = options.index_dir or default_index_dir(options.corpus, encoder_name=options.encoder)
    index = rebuild_index(corpus, directory=directory, encoder_name=options.encoder, say=say_to_stderr)
    held = {"passages": index.passages, "spans": index.spans, "questions": index.plain_questions}
    echo(said("indexed", count=len(index.documents), **{name: len(those) for name, those in held.items()}))
    echo(said("index_place", directory=directory))


def run_ingest(options: argparse.Namespace) -> int:
    """Parse the documents and show what was understood."""
    from ingest.parse import parse_corpus

    documents = parse_corpus(read_documents(options))
    if options.report or options.html is not None:
        _write_report(documents, options.html, options.corpus)
        return 0
    for parsed in documents:
        found = {"characters": parsed.text, "spans": parsed.spans, "faults": parsed.faults}
        counts = ", ".join(said(name, count=len(those)) for name, those in found.items())
        echo(f"{parsed.source.doc_id}  {parsed.source.file}: {counts}")
    return 0


def _write_report(documents: tuple[ParsedDocument, ...], page: Path | None, folder: Path | None) -> None:
    from chatbot.workspace import default_index_dir
    from corpus.drafting import passed_over
    from corpus.files import write_whole
    from ingest.report.report_page import render_html, render_text

    if page is None:
        index = default_index_dir(folder)
        page = index.with_name(f"{index.name}-report.html")
        try:
            page.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CorpusError(said("no_page_folder", folder=page.parent, why=why(error))) from error
    reasons = [one.reason for one in (passed_over(folder) if folder else ())]
    write_whole(page, render_html(documents, passed_over=reasons))
    sys.stdout.write(render_text(documents, passed_over=reasons))
    echo("\n" + said("coloured", page=page))


def _reading() -> Callable[[str, int, int], None]:
    """What tells which file is read, and how many pages of it are."""
    from index.progress import ProgressBar

    bar = ProgressBar()

    def tell(name: str, done: int, total: int) -> None:
        if done:
            bar(said("pages_of", name=name), done, total)
        else:
            say_to_stderr(said("reading", name=name))

    return tell


def run_sources_new(options: argparse.Namespace) -> int:
    """Draft the entries that are missing; exit code 2 when there was something to add and nothing was."""
    from ingest.extract.folder import prepare_folder

    draft = prepare_folder(options.directory, progress=_reading())
    _say_added(draft.added, draft.guessed)
    _name_unread(options.directory, draft.broken)
    if draft.added:
        echo(said("open_manifest", manifest=draft.manifest))
    elif not draft.broken:
        echo(said("all_listed", directory=options.directory, manifest=draft.manifest.name))
    return EXIT_BAD_INPUT if draft.broken and not draft.added else 0


def run_sources_update(options: argparse.Namespace) -> int:
    """Take in what changed in a folder; exit code 2 when files are broken and nothing else was done."""
    from ingest.extract.updating import update_folder

    update = update_folder(options.directory, progress=_reading())
    _say_added(update.added, update.guessed)
    for name in update.changed:
        echo(said("changed", name=name))
    for old, new in update.renamed:
        echo(said("renamed", old=old, new=new))
    for name in update.removed:
        echo(said("removed", name=name))
    done = update.added or update.changed or update.renamed or update.removed
    if update.set_aside:
        echo(said("set_aside", count=update.set_aside))
    _name_unread(options.directory, update.broken)
    if done:
        echo(said("index_anew"))
    elif not update.broken:
        echo(said("up_to_date", directory=options.directory))
    return EXIT_BAD_INPUT if update.broken and not done else 0


def _name_unread(directory: Path, broken: Sequence[BrokenFile]) -> None:
    """Name each file that is not read once, with the reason."""
    from corpus.drafting import passed_over

    for file in {one.file: one for one in (*passed_over(directory), *broken)}.values():
        complain(file.reason)


def _say_added(names: Sequence[str], guessed: Sequence[tuple[str, ...]]) -> None:
    for name, fields in zip(names, guessed, strict=True):
        echo(said("added_guessed" if fields else "added", name=name, fields=", ".join(fields)))


def run_sources_check(options: argparse.Namespace) -> int:
    """Read every document; exit code 2 when one is broken."""
    from corpus.drafting import unlisted
    from corpus.reader import readable_part

    corpus, broken = readable_part(options.directory)
    for source in broken:
        complain(source.reason)
    for name in unlisted(options.directory):
        echo(said("no_entry", name=name, directory=options.directory))
    readable = "readable_broken" if broken else "readable"
    echo(said(readable, count=len(corpus.documents), broken=len(broken)))
    return EXIT_BAD_INPUT if broken else 0
