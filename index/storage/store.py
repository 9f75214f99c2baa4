"""Build an index in a folder, and open what was built.

The folder holds a generation of the index in a subfolder of its own, a one-line file ``current`` that names
it, a lock, and the vectors by content. A new generation is written beside the old one and becomes current by
one atomic rename of that line, so a reader or a crash at any moment finds a whole index, old or new. Nothing
is removed but generations, which are known by their names and their manifests.
"""

import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from corpus.document import Corpus
from corpus.errors import why
from index.encoder.load import Encoder
from index.errors import (
    BusyIndexError,
    DamagedIndexError,
    ForeignIndexError,
    IndexFolderError,
    MissingIndexError,
    StaleIndexError,
)
from index.progress import Progress, silent
from index.search import Index
from index.storage.contents import read_generation, write_generation
from index.storage.manifest import (
    FORMAT,
    Manifest,
    check_files,
    hash_files,
    program_sha256,
    read_manifest,
    write_manifest,
)

CURRENT_FILE = "current"
LOCK_FILE = "lock"
VECTORS_FOLDER = "vectors"
SEEN_FILE = "seen"
"""How the folder of documents looked when the index was last found to be of it (``chatbot.workspace``)."""
_GENERATION = re.compile(r"index-[0-9a-f]{12}")

OUTDATED = (MissingIndexError, StaleIndexError)
"""Why an index is built before it is opened."""
OURS = (*OUTDATED, ForeignIndexError)
"""The same in a folder of our own: an index of other documents or another encoder is outdated there too."""

PATIENCE = 600.0
"""Seconds that a builder waits for another to finish before it gives up."""


def build_index(
    corpus: Corpus,
    *,
    directory: Path,
    encoder: Encoder,
    progress: Progress = silent,
    patience: float = PATIENCE,
) -> Index:
    """Parse, encode and index a corpus, and make that the directory's current index.

    Raises BusyIndexError: another process has been building there for ``patience`` seconds; IndexFolderError:
    the directory cannot be written.
    """
    with _locked(directory, patience=patience):
        return _build(corpus, directory=directory, encoder=encoder, progress=progress)


def open_or_build(
    corpus: Corpus,
    *,
    directory: Path,
    encoder: Encoder,
    progress: Progress = silent,
    outdated: tuple[type[IndexFolderError], ...] = OUTDATED,
    in_place: Callable[[], None] = lambda: None,
) -> Index:
    """Open the directory's index; where there is none, or an ``outdated`` one, build it first.

    Nobody waits for a builder who can read: while another process builds, the index in place is opened,
    with the documents it was built of, and ``in_place`` is called.

    Raises what ``open_index`` and ``build_index`` do: damage and foreign indexes are for the user to decide.
    """

    def opened_or_built() -> Index:
        try:  # Someone else may have built it while we waited.
            return open_index(directory, encoder=encoder, corpus=corpus)
        except outdated:
            return _build(corpus, directory=directory, encoder=encoder, progress=progress)

    with suppress(*outdated):
        return open_index(directory, encoder=encoder, corpus=corpus)
    with suppress(BusyIndexError), _locked(directory, patience=0):
        return opened_or_built()
    with suppress(*OUTDATED):
        index = open_index(directory, encoder=encoder)
        in_place()
        return index
    with _locked(directory, patience=PATIENCE):
        return opened_or_built()


def open_index(directory: Path, *, encoder: Encoder, corpus: Corpus | None = None) -> Index:
    """Open the current index of a directory once everything it says of itself is true.

    None for a corpus accepts the documents that the index holds.

    Raises:
        MissingIndexError: there is none.
        StaleIndexError: it is of an earlier state of these documents, or by an earlier program.
        ForeignIndexError: it is of other documents or another encoder.
        DamagedIndexError: a file is not as it was written.
    """
    name = ""
    while (newer := _current(directory)) != name:
        # A builder may have swapped and removed it while we read; then there is another one now.
        name = newer
        try:
            return _open_generation(directory / name, encoder=encoder, corpus=corpus)
        except DamagedIndexError as error:
            damage = error
        except (OSError, RuntimeError, ValueError, KeyError) as error:  # RuntimeError: FAISS's
            damage = DamagedIndexError(f"The index in {directory / name} is damaged: build it again.")
            damage.__cause__ = error
    raise damage


def _build(corpus: Corpus, *, directory: Path, encoder: Encoder, progress: Progress) -> Index:
    generation = directory / f"index-{uuid.uuid4().hex[:12]}"
    generation.mkdir()
    manifest = Manifest(
        format=FORMAT,
        corpus=corpus.fingerprint,
        doc_ids=tuple(document.source.doc_id for document in corpus.documents),
        encoder=encoder.identity,
        program=program_sha256(),
        files={},
    )
    try:
        write_manifest(generation, manifest)  # without files: what a crash leaves is known for ours
        write_generation(
            corpus, generation, encoder=encoder, vectors_folder=directory / VECTORS_FOLDER, progress=progress
        )
        write_manifest(generation, replace(manifest, files=hash_files(generation)))
        index = _open_generation(generation, encoder=encoder, corpus=corpus)
        _make_current(directory, generation.name)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    _remove_others(directory, generation.name)
    return index


def _open_generation(folder: Path, *, encoder: Encoder, corpus: Corpus | None) -> Index:
    manifest = read_manifest(folder)
    _check_belongs(folder.parent, manifest, encoder=encoder, corpus=corpus)
    with ThreadPoolExecutor(max_workers=1) as hashing:  # while this thread reads the texts
        check = hashing.submit(check_files, folder, manifest).result
        return read_generation(folder, encoder=encoder, fingerprint=manifest.fingerprint, check=check)


def _check_belongs(directory: Path, manifest: Manifest, *, encoder: Encoder, corpus: Corpus | None) -> None:
    if manifest.format != FORMAT or manifest.program != program_sha256():
        msg = f"The index in {directory} was made by another version of this program: build it again."
        raise StaleIndexError(msg)
    if manifest.encoder != encoder.identity:
        mine, theirs = encoder.identity.partition(":")[0], manifest.encoder.partition(":")[0]
        raise ForeignIndexError(
            f"The index in {directory} was made with the encoder {theirs} ({manifest.encoder[-8:]}), not "
            f"with {mine} ({encoder.identity[-8:]}): name that encoder, or use another folder."
        )
    if corpus is None or manifest.corpus == corpus.fingerprint:
        return
    if manifest.doc_ids == tuple(document.source.doc_id for document in corpus.documents):
        msg = f"The documents have changed since the index in {directory} was built: build it again."
        raise StaleIndexError(msg)
    raise ForeignIndexError(
        f"The index in {directory} is of other documents ({', '.join(manifest.doc_ids[:5])}): "
        "give these, or use another folder."
    )


def _current(directory: Path) -> str:
    path = directory / CURRENT_FILE
    try:
        name = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        msg = f"There is no index in {directory}: build one with `aswritten index`."
        raise MissingIndexError(msg) from error
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"{path} cannot be read: build the index again.") from error
    if not _GENERATION.fullmatch(name):
        raise DamagedIndexError(f"{path} does not name an index: build the index again.")
    return name


def _make_current(directory: Path, name: str) -> None:
    unfinished = directory / f"{CURRENT_FILE}.part"
    unfinished.write_text(name + "\n", encoding="utf-8")
    unfinished.replace(directory / CURRENT_FILE)


def _remove_others(directory: Path, current: str) -> None:
    """Remove earlier generations and what a crashed builder left; what cannot be removed does no harm."""
    for path in directory.iterdir():
        if path.name != current and _is_generation(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_generation(path: Path) -> bool:
    if not _GENERATION.fullmatch(path.name) or path.is_symlink():
        return False
    try:
        read_manifest(path)
    except DamagedIndexError:
        return False
    return True


def _refuse_foreign_folder(directory: Path) -> None:
    """Build only in an empty folder or one that we have built in.

    Raises IndexFolderError: it holds something else.
    """
    ours = {CURRENT_FILE, f"{CURRENT_FILE}.part", LOCK_FILE, VECTORS_FOLDER, SEEN_FILE}
    if not directory.is_dir() or (directory / CURRENT_FILE).is_file():
        return
    for path in directory.iterdir():
        if path.name in ours or _is_generation(path):
            continue
        msg = f"The folder {directory} is no index and holds {path.name}: give an empty folder or a new one."
        raise IndexFolderError(msg)


@contextmanager
def _locked(directory: Path, *, patience: float) -> Iterator[None]:
    """Hold the directory's advisory lock, which the system releases when its holder dies."""
    from filelock import FileLock, Timeout

    try:
        _refuse_foreign_folder(directory)
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / LOCK_FILE, timeout=patience):
            yield
    except Timeout as error:
        msg = f"Another process is building an index in {directory}: wait until it has finished."
        raise BusyIndexError(msg) from error
    except OSError as error:
        msg = f"The index folder {directory} cannot be written ({why(error)}): choose another."
        raise IndexFolderError(msg) from error
