"""Encodings kept by content: a text is encoded once by a given encoder, whatever collection it stands in.

The cache is a folder of segments. A segment holds the encodings of some texts by the SHA-256 of each; it is
written once and named after the SHA-256 of its own bytes: one that is not what its name says is thrown away
and its texts are encoded again. Segments are written while encoding goes on, so stopped work is not lost.
"""

import hashlib
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.load import Encoder
from index.progress import Progress, silent
from index.retrievers.late import Tokens, tokens_of
from index.retrievers.projection import Projection

CHUNK = 512
"""Texts encoded between two reports of progress."""
SEGMENT = 8192
"""Texts encoded between two segments."""
SUFFIX = ".npz"

ENCODING = "Texts read for the index"
"""The stage of encoding, as people are told of it."""

Value = tuple[NDArray[np.float32], Tokens]
"""A text's vector, and one vector for each of its word pieces, projected."""


class TokenCache:
    """Encodes through a folder that remembers. Safe for several processes: they write different files."""

    def __init__(self, folder: Path, encoder: Encoder, projection: Projection) -> None:
        """Use a subfolder of ``folder`` for this encoder and projection."""
        key = f"{encoder.identity}\n{projection.identity}"
        self._folder = folder / hashlib.sha256(key.encode()).hexdigest()[:16]
        self._encoder = encoder
        self._projection = projection

    def read(
        self, texts: Sequence[str], *, progress: Progress = silent
    ) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Return the vectors, shape (len(texts), dimension), and the tokens; unknown texts are encoded."""
        found = self._look_up(texts, progress=progress)
        vectors = np.zeros((len(found), self._encoder.dimension), dtype=np.float32)
        for row, (vector, _) in zip(vectors, found, strict=True):
            row[:] = vector
        return vectors, [tokens for _, tokens in found]

    def _look_up(self, texts: Sequence[str], *, progress: Progress) -> list[Value]:
        known = self._read_segments()
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        # Long texts first, so that what is left goes faster than the bar says and not slower.
        todo = sorted(missing.items(), key=lambda item: (-len(item[1]), item[0]))
        unsaved: dict[bytes, Value] = {}
        progress(ENCODING, 0, len(todo))
        for start in range(0, len(todo), CHUNK):
            chunk = todo[start : start + CHUNK]
            encoded = self._encoder.read([text for _, text in chunk])
            values = zip(encoded.vectors, tokens_of(encoded, self._projection), strict=True)
            unsaved.update(zip((key for key, _ in chunk), values, strict=True))
            progress(ENCODING, start + len(chunk), len(todo))
            if len(unsaved) >= SEGMENT or start + CHUNK >= len(todo):
                self._write_segment(unsaved)
                known.update(unsaved)
                unsaved = {}
        return [known[key] for key in keys]

    def _read_segments(self) -> dict[bytes, Value]:
        known: dict[bytes, Value] = {}
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != path.stem:
                path.unlink(missing_ok=True)
                continue
            known.update(_unpacked(data))
        return known

    def _write_segment(self, values: Mapping[bytes, Value]) -> None:
        data = _packed(values)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{hashlib.sha256(data).hexdigest()}{SUFFIX}"
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)  # on a full disk it would keep it full
            raise


def _packed(values: Mapping[bytes, Value]) -> bytes:
    tokens = [tokens for _, tokens in values.values()]
    buffer = io.BytesIO()
    np.savez(
        buffer,
        key=np.frombuffer(b"".join(values), dtype=np.uint8).reshape(-1, 32),
        vector=np.stack([vector for vector, _ in values.values()]),
        count=np.asarray([len(one.pieces) for one in tokens], dtype=np.int64),
        pieces=np.concatenate([one.pieces for one in tokens]).astype(np.int32),
        tokens=np.concatenate([one.vectors for one in tokens]),
    )
    return buffer.getvalue()


def _unpacked(data: bytes) -> dict[bytes, Value]:
    stored = np.load(io.BytesIO(data), allow_pickle=False)
    ends = np.cumsum(stored["count"])[:-1]
    tokens = [
        Tokens(pieces=pieces.astype(np.int64), vectors=vectors)
        for pieces, vectors in zip(
            np.split(stored["pieces"], ends), np.split(stored["tokens"], ends), strict=True
        )
    ]
    return dict(zip(map(bytes, stored["key"]), zip(stored["vector"], tokens, strict=True), strict=True))
