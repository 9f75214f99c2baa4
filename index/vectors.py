"""Vectors kept by content: a text is encoded once by a given encoder, whatever collection it stands in.

The cache is a folder of segments. A segment is a ``.npy`` of (SHA-256 of the text, vector) rows, written
once and named after the SHA-256 of its own bytes: one that is not what its name says is thrown away and
its texts are encoded again. Segments are written while encoding goes on, so stopped work is not lost.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.progress import Progress, silent

SEGMENT_SUFFIX = ".npy"
CHUNK = 512
"""Texts encoded between two reports of progress."""
SEGMENT = 8192
"""Texts encoded between two segments."""


class VectorCache:
    """Encodes through a folder that remembers. Safe for several processes: they write different files."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Use a subfolder of ``folder`` for this encoder."""
        self._encoder = encoder
        self._folder = folder / hashlib.sha256(encoder.identity.encode()).hexdigest()[:16]

    def encode(
        self, texts: Sequence[str], *, progress: Progress = silent, stage: str = "encode"
    ) -> NDArray[np.float32]:
        """Return the vectors of the texts, shape (len(texts), dimension); only unknown texts are encoded."""
        known = self._read()
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        # Texts of like length are batched together, so little is spent on padding; long ones first, so that
        # what is left goes faster than the bar says and not slower.
        todo = sorted(missing.items(), key=lambda item: (-len(item[1]), item[0]))
        unsaved: dict[bytes, NDArray[np.float32]] = {}
        progress(stage, 0, len(todo))
        for start in range(0, len(todo), CHUNK):
            chunk = todo[start : start + CHUNK]
            vectors = self._encoder.encode([text for _, text in chunk])
            unsaved.update(zip((key for key, _ in chunk), vectors, strict=True))
            progress(stage, start + len(chunk), len(todo))
            if len(unsaved) >= SEGMENT or start + CHUNK >= len(todo):
                self._write(unsaved)
                known.update(unsaved)
                unsaved = {}
        if not keys:
            return np.zeros((0, self._encoder.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def _read(self) -> dict[bytes, NDArray[np.float32]]:
        known: dict[bytes, NDArray[np.float32]] = {}
        for path in sorted(self._folder.glob(f"*{SEGMENT_SUFFIX}")):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != path.stem:
                path.unlink(missing_ok=True)
                continue
            rows = np.load(io.BytesIO(data), allow_pickle=False)
            known.update(zip(map(bytes, rows["key"]), rows["vector"], strict=True))
        return known

    def _write(self, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        if not vectors:
            return
        dimension = self._encoder.dimension
        rows = np.empty(len(vectors), dtype=[("key", "u1", (32,)), ("vector", "<f4", (dimension,))])
        rows["key"] = np.frombuffer(b"".join(vectors), dtype=np.uint8).reshape(-1, 32)
        rows["vector"] = np.stack(list(vectors.values()))
        buffer = io.BytesIO()
        np.save(buffer, rows, allow_pickle=False)
        data = buffer.getvalue()
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{hashlib.sha256(data).hexdigest()}{SEGMENT_SUFFIX}"
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        unfinished.write_bytes(data)
        unfinished.replace(path)
