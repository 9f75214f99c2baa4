from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoded import Encoded
from index.encoder.load import Encoder
from index.progress import Progress, silent
from index.retrievers.late import Tokens
from index.retrievers.projection import Projection
from index.storage.vectors import ENCODING, TokenCache
from tests.fakes import HashEncoder


def read(
    folder: Path,
    encoder: Encoder,
    texts: Sequence[str],
    *,
    progress: Progress = silent,
) -> tuple[NDArray[np.float32], list[Tokens]]:
    projection = Projection.for_encoder(encoder.piece_identity, dimension=encoder.piece_dimension)
    return TokenCache(folder, encoder, projection).read(texts, progress=progress)


def assert_as_encoded(found: tuple[NDArray[np.float32], list[Tokens]], texts: Sequence[str]) -> None:
    fresh = HashEncoder().read(texts)
    np.testing.assert_array_equal(found[0], fresh.vectors)
    for tokens, pieces, vectors in zip(found[1], fresh.pieces, fresh.tokens, strict=True):
        np.testing.assert_array_equal(tokens.pieces, pieces)
        np.testing.assert_array_equal(tokens.vectors, vectors)


def segments(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.npz"))


def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    first = HashEncoder()
    found = read(tmp_path, first, ["one", "two words", "one"])
    assert sorted(first.encoded) == ["one", "two words"]
    assert_as_encoded(found, ["one", "two words", "one"])

    second = HashEncoder()
    again = read(tmp_path, second, ["three", "one"])
    assert second.encoded == ["three"]
    assert_as_encoded(again, ["three", "one"])


def test_encoders_do_not_share(tmp_path: Path) -> None:
    read(tmp_path, HashEncoder(name="one"), ["text"])
    other = HashEncoder(name="other", dimension=8)
    assert read(tmp_path, other, ["text"])[0].shape == (1, 8)
    assert other.encoded == ["text"]


def test_a_damaged_segment_is_encoded_again(tmp_path: Path) -> None:
    read(tmp_path, HashEncoder(), ["one", "two"])
    (segment,) = segments(tmp_path)
    data = bytearray(segment.read_bytes())
    data[-3] ^= 0xFF
    segment.write_bytes(data)
    encoder = HashEncoder()
    found = read(tmp_path, encoder, ["one", "two"])
    assert sorted(encoder.encoded) == ["one", "two"]
    assert_as_encoded(found, ["one", "two"])
    (mended,) = segments(tmp_path)
    assert mended.name == segment.name


def test_what_was_encoded_before_a_stop_is_kept(tmp_path: Path) -> None:
    texts = [f"text number {number}" for number in range(9000)]

    class Stopped(HashEncoder):
        def read(self, texts: Sequence[str]) -> Encoded:
            if len(self.encoded) > 8500:
                raise KeyboardInterrupt
            return super().read(texts)

    with suppress(KeyboardInterrupt):
        read(tmp_path, Stopped(dimension=4), texts)
    after = HashEncoder(dimension=4)
    read(tmp_path, after, texts)
    assert 0 < len(after.encoded) < 1000


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    texts = [str(n) for n in range(1200)]
    read(tmp_path, HashEncoder(), texts, progress=lambda *step: seen.append(step))
    assert seen == [(ENCODING, done, 1200) for done in (0, 512, 1024, 1200)]


def test_nothing_to_encode(tmp_path: Path) -> None:
    vectors, tokens = read(tmp_path, HashEncoder(), [])
    assert vectors.shape == (0, 64)
    assert tokens == []
