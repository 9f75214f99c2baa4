"""What a web page means, kept: raised figures, struck words, tables, headings and bullets of Word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from ingest.extract.folder import extract_text


def text_of(page: str) -> str:
    return extract_text(page.encode(), "a.html")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>About 10<sup>5</sup> cells, CO<sub>2</sub>, 5<sup>th</sup>, 10<sup>−3</sup></p>",
         "About 10⁵ cells, CO₂, 5th, 10⁻³"),
        ("<p>Rest helps.<sup><a href='#n1'>1</a></sup> So does tea.</p>", "Rest helps.¹ So does tea."),
        ("<p>Take <del>two</del><ins>three</ins> <s>red</s> pills.</p>", "Take three pills."),
        ("<p>Seen<span style='display: none'>not</span>.</p><p style='visibility:hidden'>No.</p>", "Seen."),
        ("<div id='cookie-banner'>We use cookies.</div><p>Text.</p>", "Text."),
        ("<div class='breadcrumb'>Home</div><p>Text.</p><footer>© Us</footer>", "Text."),
        ("<p>Text.</p><aside>Read also</aside><div role='navigation'>Menu</div>", "Text."),
        ("<div id='consent'>You may refuse consent.</div>", "You may refuse consent."),
        ("<footer>Only a footer.</footer>", "Only a footer."),
        ("<div class=menu><a>Home</a> <a>Shop</a></div><div class=menu><p>Soup, 3 €</p></div>", "Soup, 3 €"),
        ("<div class='widget sidebar'>News</div><p>Text.</p><div id=footer>Charity 12</div>", "Text."),
        ("<div id=onetrust-banner>Accept all</div><div class='has-sidebar'>Text.</div>", "Text."),
        ("<p>Shop</p><main><h1>Tea</h1>Text.</main><p>News</p>", "# Tea\n\nText."),
        ("<h1>Tea</h1><main>Text.</main>", "# Tea\n\nText."),
        ("<h2>Food<span class=mw-editsection>[edit]</span></h2><p>Fish.</p>", "## Food\n\nFish."),
        ("<p>Rest<sup>a</sup>, x<sup>a+1</sup>, Brand<sup>TM</sup>, K<sub>m</sub></p>",
         "Restᵃ, xᵃ⁺¹, BrandTM, Kₘ"),
        ("<p>Use <math><msup><mn>10</mn><mn>6</mn></msup><annotation>10^6</annotation></math> cells, "
         "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> cup.</p>", "Use 10⁶ cells, 1/2 cup."),
    ],
)  # fmt: skip
def test_what_is_seen_is_kept(page: str, text: str) -> None:
    assert text_of(page) == text + "\n"


@pytest.mark.parametrize("head", [("<thead>", "</thead>"), ("", "")])
def test_cells_that_reach_further_are_repeated(head: tuple[str, str]) -> None:
    page = (
        f"<table>{head[0]}<tr><th rowspan=2>Drug</th><th colspan=2>Dose</th></tr>"
        f"<tr><th>adults</th><th>children</th></tr>{head[1]}"
        "<tr><td rowspan=2>Tea</td><td>2</td><td>1</td></tr><tr><td colspan=2>none at night</td></tr>"
        "<tr><td colspan=3>Cold</td></tr><tr><td>Milk</td><td>1</td><td>1</td></tr></table>"
    )
    assert text_of(page) == (
        "Drug | Dose adults | Dose children |\n---|---|---|\nTea | 2 | 1 |\n"
        "Tea | none at night | none at night |\nCold |  |  |\nMilk | 1 | 1 |\n"
    )


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (["Open", "9 to 5", "Telephone", "12 34"], "|  |"),
        (["1", "Open it.", "2", "Wait."], "|  |"),
        (["Captain", "Jo", "Cook", "Al", "Phone", "12"], "|  |"),
        (["Size", "Price", "Small", "£3", "Large", "£4"], "Size | Price |"),
    ],
)
def test_a_first_row_of_values_is_no_header(rows: list[str], first: str) -> None:
    cells = [f"<td>{cell}</td>" for cell in rows]
    pairs = ("".join(cells[at : at + 2]) for at in range(0, len(cells), 2))
    assert text_of(f"<table><tr>{'</tr><tr>'.join(pairs)}</tr></table>").split("\n")[0] == first


def test_a_cell_never_reaches_without_end() -> None:
    row = text_of(
        "<table><tr><td colspan=99999999>a</td><td rowspan=99999999>b</td></tr><tr><td>c</td></tr></table>"
    )
    assert row.split("\n")[0].count("|") == 61  # sixty cells at most


def test_headings_and_bullets_of_word() -> None:
    page = (
        "<p class=MsoTitle>Frost</p><p class=MsoNormal style='mso-outline-level:2'>Signs</p>"
        "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·"
        "<span>&nbsp;&nbsp; </span></span>black leaves</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level2'><span style='mso-list:Ignore'>o&nbsp;</span>"
        "on roses</p><p class=MsoListParagraph style='mso-list:l1 level1'>"
        "<span style='mso-list:Ignore'>2.&nbsp;</span>soft stems</p><p><b>What to do</b></p><p>Cut.</p>"
    )
    assert text_of(page) == (
        "# Frost\n\n## Signs\n\n- black leaves\n  - on roses\n2. soft stems\n\n### What to do\n\nCut.\n"
    )


def test_ends_that_a_page_leaves_out_are_seen() -> None:
    page = (
        "<p><b>Oil</b><p>Use it.<ul><li>x<li><p>y<ul><li>z</ul><li>w</ul>After<table><tr><th>a<th>1"
        "<tr><td>b<td>2</table><dl><dt>Queen<dd>lays<dt>Drone<dd>flies</dl>" + "<p>And so on." * 2000
    )
    assert text_of(page).replace("\n\nAnd so on.", "") == (
        "## Oil\n\nUse it.\n\n- x\n- y\n  - z\n- w\n\nAfter\n\na | 1 |\n---|---|\nb | 2 |\n\n"
        "Queen\n\nlays\n\nDrone\n\nflies\n"
    )


@pytest.mark.parametrize(("font", "sign"), [("Symbol", "·"), ("Wingdings", "§"), ('"Courier New"', "o")])
def test_bullets_of_word_without_its_own_marks(font: str, sign: str) -> None:
    page = (
        f"<p class=MsoListParagraph><span style='font-family:{font}'>{sign}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>black leaves</p>"
    )
    assert text_of(page) == "- black leaves\n"


def test_headings_of_google() -> None:
    page = (
        "<p class='title c1'><span>Frost</span></p><h2><span>Signs</span></h2>"
        "<ul class='lst-kix_a'><li><span>ice</span></li></ul>"
    )
    assert text_of(page) == "# Frost\n\n## Signs\n\n- ice\n"


def test_a_bold_sentence_is_no_heading() -> None:
    assert (
        text_of("<p><b>Call us at once.</b></p><p><b>Note</b> well</p>") == "Call us at once.\n\nNote well\n"
    )


SOUND = (
    b"<h1>A</h1><p>b<sup>2</sup></p>"
    + b"<table><tr><td rowspan='2'>c</td><td colspan=3>d</td></tr></table><aside>e"
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_pages_are_read_or_refused_in_one_sentence(data: st.DataObject) -> None:
    damaged = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(SOUND) - 1))] = data.draw(st.integers(0, 255))
    try:
        text = extract_text(bytes(damaged), "a.html")
    except CorpusError as error:
        assert str(error).startswith("a.html ")
        assert "\n" not in str(error)
    else:
        text.encode("utf-8")
