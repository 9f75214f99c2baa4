"""A sound file with some of its bytes changed: it is read, or refused in one sentence."""

from __future__ import annotations

from hypothesis import strategies as st

from corpus.errors import CorpusError
from ingest.extract.folder import extract_text


def assert_read_or_refused(sound: bytes, data: st.DataObject) -> None:
    """Change up to twelve bytes of a PDF and have its text taken."""
    damaged = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    try:
        text = extract_text(bytes(damaged), "a.pdf")
    except CorpusError as error:
        assert str(error).startswith("a.pdf ")
        assert "\n" not in str(error)
    else:
        assert "\0" not in text
        text.encode("utf-8")
