"""From folders to an answerer: reads the documents, opens their index, builds it when there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from chatbot.answerer import Answerer
from corpus.document import Corpus
from corpus.reader import packaged_corpus, read_corpus
from index.encoder import load_encoder
from index.location import home
from index.progress import Progress, ProgressBar, silent
from index.search import Index
from index.store import build_index, open_or_build

Say = Callable[[str], None]


def open_answerer(
    *,
    corpus_dir: Path | None = None,
    index_dir: Path | None = None,
    encoder_name: str | None = None,
    say: Say | None = None,
) -> Answerer:
    """Return an answerer over the documents in ``corpus_dir`` (the packaged ones by default).

    Args:
        corpus_dir: a folder with documents and a ``sources.toml``.
        index_dir: where the index lies or shall lie; by default a folder of its own for each corpus.
        encoder_name: another sentence-transformers model on this machine.
        say: called with a line of text when the index has to be built.

    Raises:
        AsWrittenError: if the documents, the encoder or the index cannot be used, naming the remedy.
    """
    corpus = read_corpus(corpus_dir)
    encoder = load_encoder(encoder_name)
    directory = index_dir or default_index_dir(corpus_dir)
    index = open_or_build(corpus, directory=directory, encoder=encoder, progress=_progress(say))
    return Answerer.from_index(index)


def rebuild_index(corpus: Corpus, *, directory: Path, encoder_name: str | None, say: Say | None = None) -> Index:
    """Build the index of ``corpus`` in ``directory``, whatever stands there now; the old one serves until the end.

    Raises:
        AsWrittenError: if the encoder cannot be used or the folder cannot be written.
    """
    encoder = load_encoder(encoder_name)
    return build_index(corpus, directory=directory, encoder=encoder, progress=_progress(say))


def default_index_dir(corpus_dir: Path | None) -> Path:
    """Return the folder for the index of the documents in ``corpus_dir``: one for each folder of documents."""
    if corpus_dir is None or corpus_dir.resolve() == packaged_corpus().resolve():
        return home() / "index"
    label = hashlib.sha256(str(corpus_dir.resolve()).encode()).hexdigest()[:12]
    return home() / f"index-{label}"


def _progress(say: Say | None) -> Progress:
    if say is None:
        return silent
    bar = ProgressBar()
    told: list[str] = []

    def report(stage: str, done: int, total: int) -> None:
        if not told:
            say("Building the index; the first time this takes about a minute …")
            told.append(stage)
        bar(stage, done, total)

    return report
