"""From folders to an answerer: reads the documents, opens their index, builds it when there is none."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from chatbot.answerer import Answerer
from corpus.document import Corpus
from corpus.reader import packaged_corpus, read_corpus
from index.encoder.load import load_encoder
from index.location import home, keep_arithmetic_on_one_thread
from index.progress import Progress, ProgressBar, silent
from index.search import Index
from index.storage.store import OURS, OUTDATED, build_index, open_or_build

Say = Callable[[str], None]
IN_PLACE = "The index is being built anew by another process: until then, answers come from the one in place."


def open_answerer(
    *,
    corpus_dir: Path | None = None,
    index_dir: Path | None = None,
    encoder_name: str | None = None,
    say: Say | None = None,
    read: Callable[[Path | None], Corpus] = read_corpus,
) -> Answerer:
    """Return an answerer over the documents in ``corpus_dir`` (the packaged ones by default).

    Args:
        corpus_dir: a folder with documents and a ``sources.toml``.
        index_dir: where the index lies or shall lie; by default a folder of its own for each corpus.
        encoder_name: another sentence-transformers model on this machine.
        say: called with a line of text when the index has to be built.
        read: reads the folder; by default a broken document is an error.

    Raises:
        AsWrittenError: if the documents, the encoder or the index cannot be used, naming the remedy.
    """
    keep_arithmetic_on_one_thread()
    corpus = read(corpus_dir)
    encoder = load_encoder(encoder_name)
    directory = index_dir or default_index_dir(corpus_dir, encoder_name=encoder_name)
    progress = _progress(say)
    index = open_or_build(
        corpus,
        directory=directory,
        encoder=encoder,
        progress=progress,
        outdated=OUTDATED if index_dir else OURS,
        in_place=lambda: say(IN_PLACE) if say else None,
    )
    return Answerer.from_index(index)


def rebuild_index(
    corpus: Corpus, *, directory: Path, encoder_name: str | None, say: Say | None = None
) -> Index:
    """Build the index of ``corpus`` in ``directory``; the one there now serves until the end.

    Raises:
        AsWrittenError: if the encoder cannot be used or the folder cannot be written.
    """
    encoder = load_encoder(encoder_name)
    return build_index(corpus, directory=directory, encoder=encoder, progress=_progress(say))


def default_index_dir(corpus_dir: Path | None, *, encoder_name: str | None = None) -> Path:
    """Return where the index of the documents in ``corpus_dir`` lies: one for each folder and encoder."""
    folder = (corpus_dir or packaged_corpus()).resolve()
    if folder == packaged_corpus().resolve() and encoder_name is None:
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
