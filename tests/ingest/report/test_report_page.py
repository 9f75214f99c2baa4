"""The ingestion report: counts, places, the text for terminals and the page for browsers."""

from __future__ import annotations

import colorsys
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.report import report_page
from ingest.report.counts import Share, build_report, line_starts
from ingest.report.report_page import render_html, render_text
from ingest.structure import Block, BlockKind, ParsedDocument, Voice
from tests.ingest.small import SMALL, TEXT

STYLE = Path(report_page.__file__).with_name("report.css").read_text(encoding="utf-8")
Color = tuple[float, float, float]
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Reads a page: its elements' names and attributes, ids, links, and the text of the blocks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.bodies: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.add(tag)
        self.attributes |= set(given)
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.links.append(given["href"])
        if given.get("class") == "body":
            self.bodies.append("")
        if tag not in VOID:
            self.open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [name for _, name in self.open]
        if "body" in classes and "reason" not in classes:
            self.bodies[-1] += data


def test_small_document_covers_its_text() -> None:
    assert "".join(TEXT[block.start : block.end] for block in SMALL.blocks) == TEXT


def test_counts() -> None:
    report = build_report(iter([SMALL]))
    document = report.documents[0]
    assert document.document == SMALL
    assert (len(document.document.spans), document.quotable) == (7, 5)
    assert document.kinds == (
        Share(name="paragraph", blocks=1, characters=28, share=28 / 81),
        Share(name="comment", blocks=1, characters=16, share=16 / 81),
        Share(name="list_item", blocks=2, characters=15, share=15 / 81),
        Share(name="lead_in", blocks=1, characters=11, share=11 / 81),
        Share(name="heading", blocks=1, characters=10, share=10 / 81),
        Share(name="blank", blocks=1, characters=1, share=1 / 81),
    )
    assert document.voices == (
        Share(name="publisher", blocks=5, characters=64, share=64 / 80),
        Share(name="visitor", blocks=1, characters=16, share=16 / 80),
    )


def test_faults_are_in_the_order_of_the_text_with_their_line() -> None:
    document = build_report([SMALL]).documents[0]
    assert [(found.line, found.fault.start, found.excerpt) for found in document.faults] == [
        (3, 23, "[9]"),
        (4, 39, "Signs are:"),
    ]
    assert [found.excerpt for found in document.faults if found.fault.kind == "reference_missing"] == ["[9]"]


def test_the_corpus_is_counted_as_one() -> None:
    report = build_report([SMALL, SMALL])
    assert sum(share.characters for share in report.kinds) == 2 * len(TEXT)
    assert {share.name: (share.blocks, share.share) for share in report.kinds}["list_item"] == (
        4,
        15 / len(TEXT),
    )


def test_no_documents() -> None:
    report = build_report([])
    assert (report.documents, report.kinds) == ((), ())
    assert render_text([]).startswith("All 0 documents: 0 characters, 0 faults\n")


@given(text=st.text(alphabet="ab\n\r\f\u2028", max_size=40), data=st.data())
def test_lines_start_where_they_do_in_an_editor(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = [start for start in line_starts(text) if start <= offset]
    assert len(before) == text.count("\n", 0, offset) + 1
    assert before[-1] == text.rfind("\n", 0, offset) + 1


def test_text() -> None:
    assert render_text([SMALL]) == EXPECTED


EXPECTED = """\
s  small.txt: 1 lost list: look at line 4
  81 characters, 3 passages, 7 spans
  5 spans quotable, 0 references, 1 marks without a reference, 1 glossary terms
  kind              blocks  characters   share
    paragraph            1          28   34.6%
    comment              1          16   19.8%
    list_item            2          15   18.5%
    lead_in              1          11   13.6%
    heading              1          10   12.3%
    blank                1           1    1.2%
  voice             blocks  characters   share
    publisher            5          64   80.0%
    visitor              1          16   20.0%
  faults (2)
    line 3, offset 23: reference_missing: no reference 9
      “[9]”
    line 4, offset 39: list_lost: announces a list & has <none>
      “Signs are:”
      stands elsewhere: 000 [5, 9)
  glossary: LMS (leiomyosarcoma)

All 1 documents: 81 characters, 2 faults
  kind              blocks  characters   share
    paragraph            1          28   34.6%
    comment              1          16   19.8%
    list_item            2          15   18.5%
    lead_in              1          11   13.6%
    heading              1          10   12.3%
    blank                1           1    1.2%
  voice             blocks  characters   share
    publisher            5          64   80.0%
    visitor              1          16   20.0%
"""


def test_page_shows_every_block_and_loads_nothing() -> None:
    page = render_html([SMALL])
    reader = Reader(page)
    shown = [TEXT[block.start : block.end] for block in SMALL.blocks if block.kind is not BlockKind.BLANK]
    assert reader.bodies == shown
    assert not reader.names & {"script", "img", "link", "iframe", "object", "base", "form"}
    assert not {name for name in reader.attributes if name.startswith("on") or name == "src"}
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_links_lead_to_places_on_the_page() -> None:
    reader = Reader(render_html([SMALL, SMALL]))
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} == set(reader.ids)
    assert set(reader.ids) == {"d0", "d0f0", "d0f1", "d1", "d1f0", "d1f1"}


def test_page_escapes_what_documents_say() -> None:
    page = render_html([SMALL])
    assert "<grows>" not in page
    assert "It &lt;grows&gt;." in page
    assert "announces a list &amp; has &lt;none&gt;" in page
    assert "&lt;Small&gt;" in page
    assert "A. &amp; B." in page


def test_page_marks_spans_faults_and_what_is_not_quotable() -> None:
    page = render_html([SMALL])
    assert '<span class="s">LMS is rare.</span><a id="d0f0"></a><mark>[9]</mark>' in page
    assert '<a id="d0f1"></a><span class="s q"><mark>Signs are:</mark></span>' in page
    assert '<span class="q">- </span><span class="s l">pain</span>' in page
    assert '<span class="s q">My aunt had it.</span>' in page
    assert '<p class="reason">reference missing: no reference 9</p>' in page
    assert "Elsewhere: 000&nbsp;[5,&nbsp;9)" in page


def test_every_kind_and_voice_has_a_colour() -> None:
    coloured = set(re.findall(r"\.([kv]-[a-z_]+)\{--h", STYLE))
    assert coloured == {f"k-{kind}" for kind in BlockKind} | {f"v-{voice}" for voice in Voice}


def one_block(text: str) -> ParsedDocument:
    """Return a document that is one paragraph."""
    block = Block(
        kind=BlockKind.PARAGRAPH, start=0, end=len(text), section=(text,), voice=Voice.STAFF, date=text
    )
    return replace(
        SMALL,
        source=replace(SMALL.source, file=text, title=text),
        text=text,
        blocks=(block,),
        passages=(),
        faults=(),
        glossary=(),
    )


@given(text=st.text(min_size=1, alphabet=st.characters(codec=None) | st.sampled_from("<>&\"'\0\ufeff\u202e")))
def test_any_text_can_be_shown(text: str) -> None:
    page = render_html([one_block(text)])
    page.encode("utf-8")
    body = Reader(page).bodies[0]
    assert len(body) == len(text)
    assert all(shown in (meant, "\ufffd") for shown, meant in zip(body, text, strict=True))


# WCAG 2 contrast, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio


def luminance(color: Color) -> float:
    """Return the relative luminance of an sRGB colour, each part 0 to 1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def hexadecimal(color: str) -> Color:
    """Return the colour that ``#rgb`` or ``#rrggbb`` names."""
    digits = color.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_is_readable_on_every_tint(theme: int) -> None:
    found = re.findall(r":root\{([^}]*--page[^}]*)\}", STYLE)[theme]
    values = dict(item.strip().split(":", 1) for item in found.split(";") if item.strip())
    ink, soft, fault = (hexadecimal(values[name]) for name in ("--ink", "--soft", "--fault"))
    tints = [
        colorsys.hls_to_rgb(int(hue) / 360, int(values["--tint"].rstrip("%")) / 100, int(share) / 100)
        for hue, share in re.findall(r"\{--h:(\d+);--c:(\d+)%\}", STYLE)
    ]
    assert len(tints) == len(BlockKind) + len(Voice)
    assert min(contrast(ink, tint) for tint in (*tints, hexadecimal(values["--faultbg"]))) >= 7
    assert min(contrast(color, tint) for color in (soft, fault) for tint in tints) >= 4.5
