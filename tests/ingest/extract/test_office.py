"""Text of .docx, .epub, .csv and .xhtml documents made here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.drafting import READABLE, passed_over
from corpus.errors import CorpusError
from corpus.reader import read_corpus
from ingest.extract.folder import extract_text, prepare_folder
from ingest.parse import parse_corpus


def made_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Frost", 0)
    document.add_heading("Signs", 2)
    body = document.add_paragraph("Below 10")
    body.add_run("5").font.superscript = True
    body.add_run(" hidden").font.hidden = True
    body.add_run(" struck").font.strike = True
    deleted = OxmlElement("w:del")
    deleted.append(body.add_run(" deleted")._r)
    body._p.append(deleted)
    inserted = OxmlElement("w:ins")
    inserted.append(body.add_run(" cells & more")._r)
    body._p.append(inserted)
    document.add_paragraph("black leaves", style="List Bullet")
    document.add_paragraph("soft stems", style="List Bullet")
    document.add_paragraph("cut", style="List Number")
    document.add_paragraph("wait", style="List Number")
    table = document.add_table(rows=3, cols=2)
    for row, words in zip(table.rows, (("Plant", "Cover"), ("Rose", "straw"), ("Fig", "")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].font.bold = True
    table.cell(1, 1).merge(table.cell(2, 1))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


DOCX_TEXT = """# Frost

## Signs

Below 10⁵ cells & more

- black leaves
- soft stems
1. cut
2. wait

Plant | Cover |
---|---|
Rose | straw |
Fig | straw |
"""

CONTAINER = '<container><rootfiles><rootfile full-path="book/a.opf"/></rootfiles></container>'
PACKAGE = (
    '<?xml version="1.0"?><opf:package xmlns:opf="x"><opf:manifest>'
    '<opf:item id="n" href="nav.xhtml" properties="nav"/>'
    '<opf:item id="two" href="two.xhtml"/><opf:item id="one" href="the%20one.xhtml"/></opf:manifest>'
    '<opf:spine><opf:itemref idref="n"/><opf:itemref idref="one"/><opf:itemref idref="two"/>'
    '</opf:spine></opf:package>'
)  # fmt: skip


def made_epub(**more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book/a.opf", PACKAGE)
        book.writestr("book/nav.xhtml", "<p>Contents</p>")
        book.writestr("book/the one.xhtml", "<?xml version='1.0'?><html><h1>One</h1><p>Caf\xe9.</p></html>")
        book.writestr("book/two.xhtml", "<h1>Two</h1><p>Tea.</p>")
        for name, text in more.items():
            book.writestr(name, text)
    return out.getvalue()


def test_a_word_document_keeps_what_it_means() -> None:
    assert extract_text(made_docx(), "a.docx") == DOCX_TEXT


def test_a_book_is_read_in_its_order_without_its_contents() -> None:
    assert extract_text(made_epub(), "a.epub") == "# One\n\nCaf\xe9.\n\n# Two\n\nTea.\n"


def test_xhtml_is_a_page() -> None:
    page = b'<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Caf\xe9</p></body></html>'
    assert extract_text(page, "a.xhtml") == "Caf\xe9\n"


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("a.csv", 'Drug,Dose\r\n"Tea, green",2|3\r\n,\r\nMilk\r\n'),
        ("a.csv", "\ufeffDrug;Dose\nTea, green;2|3\nMilk;\n"),
        ("a.tsv", "Drug\tDose\nTea, green\t2|3\nMilk\t\n"),
    ],
)
def test_a_table_of_values_is_a_table(name: str, table: str) -> None:
    text = "Drug | Dose |\n---|---|\nTea, green | 2/3 |\nMilk |  |\n"
    assert extract_text(table.encode(), name) == text


def test_a_row_of_a_table_of_values_is_a_passage_with_its_header(tmp_path: Path) -> None:
    (tmp_path / "doses.csv").write_text("Drug,Adults,Children\nTea,2 cups,1 cup\nMilk,3 cups,2 cups\n")
    (tmp_path / "slides.pptx").write_bytes(b"PK")
    assert prepare_folder(tmp_path).added == ("doses.csv",)
    (parsed,) = parse_corpus(read_corpus(tmp_path))
    assert [passage.text for passage in parsed.passages] == [
        "Tea | 2 cups | 1 cup |",
        "Milk | 3 cups | 2 cups |",
    ]
    assert parsed.passages[0].search_text == "Tea: adults 2 cups, children 1 cup"
    (context,) = parsed.passages[1].spans[0].context
    assert parsed.text[context.start : context.end] == "Drug | Adults | Children |"
    (tmp_path / "new.txt").write_text("New.")
    assert [broken.reason for broken in passed_over(tmp_path)] == [
        f"new.txt is passed over: it has no entry (`aswritten sources new {tmp_path}` drafts one or says"
        " why not).",
        f"slides.pptx is passed over: only {READABLE} documents can be read.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"PK", "a.docx is not a Word document that can be read: "),
        ("a.docx", made_epub(), "a.docx is not a Word document that can be read: "),
        ("a.epub", b"PK", "a.epub is not an EPUB book that can be read: it is damaged."),
        ("a.epub", made_docx(), "a.epub is not an EPUB book that can be read: it is damaged."),
        ("a.epub", made_epub(**{"META-INF/rights.xml": "x"}), "a.epub is protected against copying: "),
        ("a.csv", b"one,two\n", "a.csv holds no row under the names of its columns: "),
        ("a.csv", b"," * 300 + b"x\n" + b"," * 300 + b"x\n", "a.csv has 301 columns, more than 200: "),
        ("a.csv", b"a,b\n" + b"x" * 200_000 + b",y\n", "a.csv is not a table that can be read (field larger"),
        ("a.csv", b"\xff", "a.csv is not UTF-8 (byte 0): save it as UTF-8."),
    ],
)
def test_refusals(name: str, data: bytes, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        extract_text(data, name)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.extract.office.MAX_UNPACKED", 100)
    with pytest.raises(CorpusError, match=r"^a\.epub unpacks to [\d,]+ bytes, more than 100: split it\.$"):
        extract_text(made_epub(), "a.epub")


@pytest.mark.parametrize(("name", "sound"), [("a.docx", made_docx()), ("a.epub", made_epub())])
def test_damaged_files_are_read_or_refused_in_one_sentence(name: str, sound: bytes) -> None:
    @settings(max_examples=120, deadline=None, database=None)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        damaged = bytearray(sound)
        for _ in range(data.draw(st.integers(1, 12))):
            damaged[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
        try:
            text = extract_text(bytes(damaged), name)
        except CorpusError as error:
            assert str(error).startswith(name)
            assert "\n" not in str(error)
        else:
            text.encode("utf-8")

    check()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='a,;|\t"\n\r\ufeff 1', max_size=120))
def test_any_text_is_a_table_or_refused_in_one_sentence(text: str) -> None:
    try:
        table = extract_text(text.encode(), "a.csv")
    except CorpusError as error:
        assert str(error).startswith("a.csv ")
        assert "\n" not in str(error)
    else:
        assert len({line.count("|") for line in table.splitlines()}) == 1
