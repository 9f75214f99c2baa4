"""Files of every format with stretches cut, doubled or spoilt: read with exact offsets, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.reader import decode
from ingest.extract.folder import extract_text
from tests.ingest.parsing import parse, spans
from tests.ingest.pdf import make_pdf

SOUND = {
    "a.txt": b"Rules\r\n\r\nYou must:\r\n\r\n1. pay 40 [1]\r\n2. lock\r\n\r\nDay   Hours\r\nMon   9-5\r\n",
    "a.md": b"# Rules\n\n- pay\n  - in *May*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> It is ~~4~~ 5.\n",
    "a.html": (
        b"<meta charset=utf-8><h1>Rules</h1><ul><li>pay<ol><li>x</ol></ul><table><tr><th rowspan=2>a<th>b"
        b"<tr><td>1</table><p style='display:none'>no<p>10<sup>5</sup> <del>x</del> caf\xc3\xa9 is open."
    ),
    "a.csv": b'name,day\n"Mill, Bank",Mon\n"Lane ""End""","9\n-1"\n',
    "a.pdf": make_pdf(
        [["The gate is locked at", "night. It is closed", "on Monday."], ["Page two is here."]]
    ),
}
SPOILERS = (b"", b"\xff", b"\0", b"<", b"|", b'"', b"\n", b"1. ", "\u2028\ufeff".encode())

Change = tuple[int, int, bytes]
changes = st.lists(
    st.tuples(st.integers(0, 2_000), st.integers(0, 30), st.sampled_from(SPOILERS)), min_size=1, max_size=4
)


def spoilt(data: bytes, change: Change) -> bytes:
    """The bytes with a stretch replaced, or written twice where nothing replaces it and it is long."""
    at, length, instead = change[0] % (len(data) + 1), change[1], change[2]
    if not instead and length > 15:
        instead = data[at : at + length] * 2
    return data[:at] + instead + data[at + length :]


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=40)
@given(made=changes)
def test_what_is_spoilt_is_read_with_exact_offsets_or_refused_in_one_sentence(
    name: str, made: list[Change]
) -> None:
    data = SOUND[name]
    for change in made:
        data = spoilt(data, change)
    try:
        text = decode(data, name) if name == "a.txt" else extract_text(data, name)
    except CorpusError as error:
        assert str(error).startswith(name)
        assert str(error).count("\n") == 0
        return
    document = parse(text)
    assert "".join(text[block.start : block.end] for block in document.blocks) == text
    for span in spans(document):
        assert text[span.start : span.end] == span.text
        assert span.text.strip()
