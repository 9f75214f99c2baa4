"""Files of every format with stretches cut, doubled or spoilt: read with exact offsets, or refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.reader import decode
from ingest.extract.folder import extract_text
from tests.ingest.extract.test_office import made_docx, made_epub
from tests.ingest.parsing import parse, spans
from tests.ingest.pdf import make_pdf

SOUND = {
    "a.txt": b"Rules\r\n\r\nYou must:\r\n\r\n1. pay 40 [1]\r\n2. lock\r\n\r\nDay   Hours\r\nMon   9-5\r\n",
    "a.md": b"# Rules\n\n- pay\n  - in *May*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> It is ~~4~~ 5.\n",
    "a.html": (
        b"<meta charset=utf-8><h1>Rules</h1><ul><li>pay<ol><li>x</ol></ul><table><tr><th rowspan=2>a<th>b"
        b"<tr><td>1</table><p style='display:none'>no<p>10<sup>5</sup> <del>x</del> caf\xc3\xa9 is open."
    ),
    "a.xhtml": (
        b"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><h2>Rule</h2>"
        b"<ol><li>pay</li><li>lock</li></ol><p>A gate &amp; the hut <del>open</del> close.</p></body></html>"
    ),
    "a.csv": b'name,day\n"Mill, Bank",Mon\n"Lane ""End""","9\n-1"\n',
    "a.pdf": make_pdf(
        [["The gate is locked at", "night. It is closed", "on Monday."], ["Page two is here."]]
    ),
    "a.docx": made_docx(),
    "a.epub": made_epub(),
}
PARTS = {"a.docx": "word/document.xml", "a.epub": "book/the one.xhtml"}
"""What is spoilt of a packed file is one of its parts: a spoilt package is refused before it is read."""
SPOILERS = (b"", b"\xff", b"\0", b"<", b"|", b'"', b"\n", b"1. ", "\u2028\ufeff".encode())

Change = tuple[int, int, bytes]
changes = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(0, 30), st.sampled_from(SPOILERS)), min_size=1, max_size=4
)


def spoilt(data: bytes, change: Change) -> bytes:
    """The bytes with a stretch replaced, or written twice where nothing replaces it and it is long."""
    at, length, instead = change[0] % (len(data) + 1), change[1], change[2]
    if not instead and length > 15:
        instead = data[at : at + length] * 2
    return data[:at] + instead + data[at + length :]


def spoilt_file(name: str, made: list[Change]) -> bytes:
    """The sound file of a name, changed in its text or, where it is packed, in the text of one part."""
    data = SOUND[name]
    if name not in PARTS:
        for change in made:
            data = spoilt(data, change)
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(out, "w") as packed:
        for part in sound.namelist():
            text = sound.read(part)
            for change in made if part == PARTS[name] else ():
                text = spoilt(text, change)
            packed.writestr(part, text)
    return out.getvalue()


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=40)
@given(made=changes)
def test_what_is_spoilt_is_read_with_exact_offsets_or_refused_in_one_sentence(
    name: str, made: list[Change]
) -> None:
    data = spoilt_file(name, made)
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
