"""From folders to an answerer: reads the documents, opens their index, builds it when there is none."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Corpus
from corpus.files import written_whole
from corpus.reader import packaged_corpus, read_corpus
from index.encoder.load import Encoder, load_encoder
from index.errors import IndexFolderError
from index.location import home, keep_arithmetic_on_one_thread
from index.progress import Progress, ProgressBar, silent
from index.search import Index
from index.storage.store import OURS, OUTDATED, SEEN_FILE, build_index, open_index, open_or_build

if TYPE_CHECKING:
    from chatbot.answerer import Answerer

Say = Callable[[str], None]
IN_PLACE = "The index is being built anew by another process: until then, answers come from the one in place."


def open_answerer(
    *,
    corpus_dir: Path | None = None,
    index_dir: Path | None = None,
    encoder_name: str | None = None,
    say: Say | None = None,
    read: Callable[[Path | None], Corpus] | None = None,
) -> Answerer:
    """Return an answerer over the documents in ``corpus_dir`` (the packaged ones by default).

    Args:
        corpus_dir: a folder with documents and a ``sources.toml``.
        index_dir: where the index lies or shall lie; by default a folder of its own for each corpus.
        encoder_name: another sentence-transformers model on this machine.
        say: called with a line of text when the index has to be built.
        read: reads the folder, every time; by default a broken document is an error, and a folder that looks
            as it did when its index was last opened is not read again.

    Raises AsWrittenError: if the documents, the encoder or the index cannot be used, naming the remedy.
    """
    keep_arithmetic_on_one_thread()
    directory = index_dir or default_index_dir(corpus_dir, encoder_name=encoder_name)
    encoder = load_encoder(encoder_name)
    encoder.load_ahead()
    looks = "" if read else _looks(corpus_dir or packaged_corpus())
    with ThreadPoolExecutor(max_workers=1) as opening:  # while this thread loads what reads questions
        seen = opening.submit(_as_seen, directory, looks, encoder)
        from chatbot.answerer import Answerer
        from chatbot.question.reader import Reader

        reader = Reader.from_package()
    if index := seen.result():
        return Answerer.from_index(index, reader=reader)
    corpus = (read or read_corpus)(corpus_dir)
    older: list[str] = []
    index = open_or_build(
        corpus,
        directory=directory,
        encoder=encoder,
        progress=_progress(say),
        outdated=OUTDATED if index_dir else OURS,
        in_place=lambda: older.append(IN_PLACE),
    )
    if looks and not older:
        with suppress(OSError), written_whole(directory / SEEN_FILE) as file:
            file.write(f"{looks} {index.fingerprint}")
    for told in older:
        (say or str)(told)
    return Answerer.from_index(index, reader=reader)


def _looks(folder: Path) -> str:
    """Return a digest of the files of a folder by name, size and times, "" where one has only just changed.

    The system's own time of change counts too, which no copying tool sets back; within a tick of its clock a
    file can change unseen. The code that reads a folder is part of what is seen.
    """
    lines = []
    for place in (folder, Path(__file__).parents[1] / "corpus"):
        for path in sorted(path for path in place.rglob("*") if path.suffix != ".pyc"):
            with suppress(OSError):
                about = path.stat()
                if about.st_ctime > time.time() - 1:
                    return ""
                lines.append(f"{os.fsencode(path)!r} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _as_seen(directory: Path, looks: str, encoder: Encoder) -> Index | None:
    """Open the index of a folder that looks as it did when the index was last found to be of it."""
    with suppress(OSError, UnicodeDecodeError, IndexFolderError):
        seen = (directory / SEEN_FILE).read_text("utf-8")
        if looks and seen.startswith(looks):
            index = open_index(directory, encoder=encoder)
            return index if seen == f"{looks} {index.fingerprint}" else None
    return None


def rebuild_index(
    corpus: Corpus, *, directory: Path, encoder_name: str | None, say: Say | None = None
) -> Index:
    """Build the index of ``corpus`` in ``directory``; the one there now serves until the end.

    Raises AsWrittenError: if the encoder cannot be used or the folder cannot be written.
    """
    encoder = load_encoder(encoder_name)
    return build_index(corpus, directory=directory, encoder=encoder, progress=_progress(say))


def default_index_dir(corpus_dir: Path | None, *, encoder_name: str | None = None) -> Path:
    """Return where the index of the documents in ``corpus_dir`` lies: one for each folder and encoder."""
    folder = os.path.realpath(corpus_dir or packaged_corpus())
    if folder == os.path.realpath(packaged_corpus()) and encoder_name is None:
        return home() / "index"
    label = hashlib.sha256(f"{folder}\0{encoder_name or ''}".encode(errors="surrogateescape")).hexdigest()
    return home() / f"index-{label[:12]}"


def _progress(say: Say | None) -> Progress:
    if say is None:
        return silent
    bar = ProgressBar()
    told: list[str] = []

    def report(stage: str, done: int, total: int) -> None:
        if not told:
            say("Building the index; the first time this takes a few minutes …")
            told.append(stage)
        bar(stage, done, total)

    return report
