"""Text of PDF, HTML and Markdown documents, and how a person's own folder becomes a corpus."""

from __future__ import annotations

import io
from bisect import bisect_right
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from corpus.errors import CorpusError
from corpus.reader import BrokenFile, read_corpus
from ingest.extract.folder import extract_text, prepare_folder
from ingest.parse import parse_corpus
from ingest.structure import BlockKind
from tests.ingest.extract.damage import assert_read_or_refused
from tests.ingest.pdf import make_pdf

PDF = make_pdf([["A sarcoma is rare.", "It grows."], ["Page two."], [], ["Page four."]])

PAGE = """<!doctype html><html><head><title>Dropped</title><style>p{}</style></head><body>
<nav>Menu</nav><script>alert(1)</script><!-- note -->
<h1>Fibroids &amp; <em>you</em></h1>
<p>They are
   <b>benign</b>.<br>Really.</p>
<ul><li><p>pain</p></li><li>bleeding <ul><li>heavy</li></ul></li><li></li></ul>
<ol start="3"><li>third</li><li><h4>fourth</h4></li></ol>
<table><caption>Sizes</caption><tr><th>Stage</th><th>Size</th></tr>
<tr><td>I<td><p>5|</p>6 <i>c</i>m<script>x</script></tr><tr></tr></table>
<table><tr><td><p>Arranged</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>
<pre>
 kept
   as is
</pre>
<div>outer<div>inner</div></div><p hidden>unseen</p><p aria-hidden="true">unseen</p><h2> </h2>
</body></html>"""

PAGE_TEXT = """# Fibroids & you

They are benign.
Really.

- pain
- bleeding
  - heavy

3. third
4. fourth

Sizes
Stage | Size |
---|---|
I | 5/ 6 cm |

Arranged

1

2

 kept
   as is

outer

inner
"""

MARKDOWN = """---
title: dropped
---
# Lungs

Metastases go to the *lungs*
most often.

1. scan
2. watch

| drug | dose |
|------|------|
| A    | 1    |
"""

MARKDOWN_TEXT = """# Lungs

Metastases go to the lungs most often.

1. scan
2. watch

drug | dose |
---|---|
A | 1 |
"""


def locked(data: bytes) -> bytes:
    """Return a PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_pages_are_parted_by_form_feeds() -> None:
    assert extract_text(PDF, "a.pdf").split("\f") == [
        "A sarcoma is rare.\nIt grows.\n",
        "Page two.\n",
        "\n",
        "Page four.\n",
    ]


def test_html() -> None:
    assert extract_text(PAGE.encode(), "a.html") == PAGE_TEXT


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>caf\xe9'.encode("latin-1"),
        "<p>caf\xe9".encode("utf-8-sig"),
        "<p>caf\xe9".encode("utf-16"),
    ],
)
def test_html_says_its_own_encoding(data: bytes) -> None:
    assert extract_text(data, "a.htm") == "caf\xe9\n"


def test_markdown() -> None:
    assert extract_text(MARKDOWN.encode(), "a.md") == MARKDOWN_TEXT
    assert extract_text(b"\xef\xbb\xbf# Title", "a.MARKDOWN") == "# Title\n"


def test_lists_in_lists_lose_no_item() -> None:
    items = [f"{'  ' * depth}- item {depth}" for depth in range(19)]
    assert extract_text("\n".join(items).encode(), "a.md").split("\n") == [*items, ""]


def test_characters_no_text_may_hold_are_replaced() -> None:
    assert extract_text(b"<p>a&#0;b\x0cc", "a.html") == "a\ufffdb c\n"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", b"PK", "a.doc: only .txt, .md, .html, .pdf, .docx, .epub and .csv"),
        ("a.md", b">" * 3000 + b"x", "a.md nests its elements too deeply to be read: save a simpler copy."),
        ("a.pdf", b"", "a.pdf is not a PDF that can be read: "),
        ("a.pdf", b"<html>", "a.pdf is not a PDF that can be read: "),
        ("a.pdf", PDF[:300], "a.pdf is not a PDF that can be read: "),
        (
            "a.html",
            "<p>\ufffd\ufffd a".encode(),
            "a.html does not tell which letters it shows: have its text recognised (OCR) first, as "
            "`ocrmypdf` does.",
        ),
        ("a.pdf", locked(PDF), "a.pdf is locked by a password: save an unlocked copy."),
        (
            "a.pdf",
            make_pdf([[], []]),
            "a.pdf holds no text: if it is made of pictures, have its text recognised",
        ),
        ("a.html", b"<script>x</script>", "a.html holds no text"),
        (
            "a.html",
            b"<div>" * 5000 + b"x",
            "a.html nests its elements too deeply to be read: save a simpler copy.",
        ),
        ("a.md", b"\xff", "a.md is not UTF-8 (byte 0): save it as UTF-8."),
        ("a.md", b"\n", "a.md is empty"),
    ],
)
def test_refusals(name: str, data: bytes, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        extract_text(data, name)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_pdfs_are_read_or_refused_in_one_sentence(data: st.DataObject) -> None:
    assert_read_or_refused(PDF, data)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            ["<p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<h2>", "<br>", "<pre>"]
        )
        | st.from_regex(r"[a-z]{1,4}", fullmatch=True),
        max_size=30,
    )
)
def test_no_word_of_a_page_is_lost(words: list[str]) -> None:
    said = [word for word in words if not word.startswith("<")]
    try:
        text = extract_text(" ".join(words).encode(), "a.html")
    except CorpusError:
        assert not said
    else:
        found = [word for word in text.split() if word.isalpha()]
        assert sorted(found) == sorted(said)


def test_a_folder_becomes_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "guide.pdf").write_bytes(PDF)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "scan.pdf").write_bytes(make_pdf([[]]))
    (tmp_path / "own.txt").write_text("Own words.")
    seen: list[tuple[str, int, int]] = []
    draft = prepare_folder(tmp_path, progress=lambda *told: seen.append(told))
    assert draft.added == ("guide.pdf", "own.txt", "page.html")
    assert draft.broken == (
        BrokenFile(
            file="scan.pdf",
            reason="scan.pdf holds no text: if it is made of pictures, have its text recognised (OCR) "
            "first, as `ocrmypdf` does.",
        ),
    )
    assert seen == [
        ("guide.pdf", 0, 1),
        *(("guide.pdf", page, 4) for page in (1, 2, 3, 4)),
        ("page.html", 0, 1),
        ("scan.pdf", 0, 1),
        ("scan.pdf", 1, 1),
    ]
    corpus = read_corpus(tmp_path)
    guide, own, page = corpus.documents
    assert (own.text, page.text, page.pages) == ("Own words.", PAGE_TEXT, ())
    assert [guide.text[start : start + 9] for start in guide.pages] == [
        "A sarcoma",
        "Page two.",
        "\n\fPage fo",
        "Page four",
    ]


def test_spans_of_own_documents_are_verbatim(tmp_path: Path) -> None:
    (tmp_path / "guide.pdf").write_bytes(PDF)
    (tmp_path / "page.html").write_text(PAGE)
    prepare_folder(tmp_path)
    guide, page = parse_corpus(read_corpus(tmp_path))
    found = [[span for passage in document.passages for span in passage.spans] for document in (guide, page)]
    texts = ["guide.pdf.extracted.txt", "page.html.extracted.txt"]
    for name, spans in zip(texts, found, strict=True):
        file = (tmp_path / name).read_bytes().decode()
        assert all(file[span.start : span.end] == span.text for span in spans)
    four = next(span for span in found[0] if span.text == "Page four.")
    assert bisect_right(guide.pages, four.start) == 4
    assert (found[1][0].text, page.blocks[0].kind) == ("They are benign.", BlockKind.TITLE)


def test_text_put_right_by_hand_stays(tmp_path: Path) -> None:
    (tmp_path / "guide.pdf").write_bytes(PDF)
    (tmp_path / "guide.pdf.extracted.txt").write_text("Put right.")
    assert prepare_folder(tmp_path).added == ("guide.pdf",)
    assert (tmp_path / "guide.pdf.extracted.txt").read_text() == "Put right."
