from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.storage.vectors import VectorCache
from tests.fakes import HashEncoder


def segments(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.npy"))


def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    first = HashEncoder()
    vectors = VectorCache(tmp_path, first).encode(["one", "two words", "one"])
    assert sorted(first.encoded) == ["one", "two words"]
    np.testing.assert_array_equal(vectors, HashEncoder().encode(["one", "two words", "one"]))

    second = HashEncoder()
    again = VectorCache(tmp_path, second).encode(["three", "one"])
    assert second.encoded == ["three"]
    np.testing.assert_array_equal(again, HashEncoder().encode(["three", "one"]))


def test_encoders_do_not_share(tmp_path: Path) -> None:
    VectorCache(tmp_path, HashEncoder(name="one")).encode(["text"])
    other = HashEncoder(name="other", dimension=8)
    assert VectorCache(tmp_path, other).encode(["text"]).shape == (1, 8)
    assert other.encoded == ["text"]


def test_a_damaged_segment_is_encoded_again(tmp_path: Path) -> None:
    VectorCache(tmp_path, HashEncoder()).encode(["one", "two"])
    (segment,) = segments(tmp_path)
    data = bytearray(segment.read_bytes())
    data[-3] ^= 0xFF
    segment.write_bytes(data)
    encoder = HashEncoder()
    vectors = VectorCache(tmp_path, encoder).encode(["one", "two"])
    assert sorted(encoder.encoded) == ["one", "two"]
    np.testing.assert_array_equal(vectors, HashEncoder().encode(["one", "two"]))
    (mended,) = segments(tmp_path)
    assert mended.name == segment.name


def test_what_was_encoded_before_a_stop_is_kept(tmp_path: Path) -> None:
    texts = [f"text number {number}" for number in range(9000)]

    class Stopped(HashEncoder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if len(self.encoded) > 8500:
                raise KeyboardInterrupt
            return super().encode(texts)

    with suppress(KeyboardInterrupt):
        VectorCache(tmp_path, Stopped(dimension=4)).encode(texts)
    after = HashEncoder(dimension=4)
    VectorCache(tmp_path, after).encode(texts)
    assert 0 < len(after.encoded) < 1000


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    cache = VectorCache(tmp_path, HashEncoder())
    cache.encode([str(n) for n in range(1200)], progress=lambda *step: seen.append(step), stage="words")
    assert seen == [("words", 0, 1200), ("words", 512, 1200), ("words", 1024, 1200), ("words", 1200, 1200)]


def test_nothing_to_encode(tmp_path: Path) -> None:
    assert VectorCache(tmp_path, HashEncoder()).encode([]).shape == (0, 64)
