"""Small inputs of every format that went wrong once: what may be quoted of each, letter for letter."""

from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from ingest.extract.folder import extract_text
from ingest.structure import BlockKind, FaultKind, ParsedDocument
from tests.ingest.parsing import parse


def read(name: str, content: str | bytes) -> ParsedDocument:
    data = content.encode() if isinstance(content, str) else content
    return parse(data.decode() if name.endswith(".txt") else extract_text(data, name))


def quotable(document: ParsedDocument) -> list[str]:
    """The folded words of every span that may be quoted; offsets are checked on the way."""
    found = [span for passage in document.passages for span in passage.spans]
    assert all(document.text[span.start : span.end] == span.text for span in found)
    return [" ".join(span.text.split()) for span in found if span.quotable]


@pytest.mark.parametrize(
    ("name", "content", "quotes"),
    [
        (
            "short-line.txt",
            "Adults take an injection of\n100 mg each day for\n3 days. Children take\n5 ml.\n",
            ["Adults take an injection of 100 mg each day for 3 days.", "Children take 5 ml."],
        ),
        (
            "aside.txt",
            "The hut is open all week\n- it was built by members - and\nsells seed. Bags hold about\n"
            "1. 5 kg and must be\ncarried. They cost 2. 50 pounds.\n",
            [
                "The hut is open all week - it was built by members - and sells seed.",
                "Bags hold about 1. 5 kg and must be carried.",
                "They cost 2. 50 pounds.",
            ],
        ),
        (
            "numbered.txt",
            "Cake\n\n1. 5 eggs\n2. 3 cups\n",
            ["5 eggs 2. 3 cups", "5 eggs", "3 cups"],
        ),
        (
            "dashes.txt",
            "You need these things for the walk:\n\n— a coat\n— a map\n",
            ["You need these things for the walk: — a coat — a map", "a coat", "a map"],
        ),
        (
            "notes.md",
            "The rent is 40 pounds.[^1] It is due in May.[^late] A set is [^x].\n\n"
            "[^1]: Agreed.\n[^late]: Or June.\n",
            ["The rent is 40 pounds.", "It is due in May.", "A set is [^x].", "¹ Agreed.", "² Or June."],
        ),
        (
            "struck.md",
            "# Rent\n\nThe rent is ~~40~~ 45 pounds.\n",
            ["The rent is 45 pounds."],
        ),
        (
            "labelled-rows.html",
            "<table><tr><td>Rent</td><td>40</td></tr><tr><td>Deposit</td><td>10</td></tr></table>",
            ["Rent | 40 |", "Deposit | 10 |"],
        ),
        (
            "row-headings.html",
            "<table><tr><th>Chair</th><td>Ann</td></tr><tr><th>Clerk</th><td>Bo</td></tr></table>",
            ["Chair | Ann |", "Clerk | Bo |"],
        ),
        (
            "bold-header.html",
            "<table><tr><td><b>Plot</b></td><td><b>2025</b></td></tr><tr><td>Big</td><td>20</td></tr></table>",
            ["Big | 20 |"],
        ),
        (
            "plain-header.html",
            "<table><tr><td>Plot</td><td>Rent</td></tr><tr><td>Small</td><td>20</td></tr></table>",
            ["Small | 20 |"],
        ),
        (
            "arranged.html",
            "<table><tr><td><p>This is prose.</p></td><td><p>So is the right side.</p></td></tr></table>",
            ["This is prose.", "So is the right side."],
        ),
        (
            "readings.html",
            "<p>The <ruby>gate<rp>(</rp><rt>geit</rt><rp>)</rp></ruby> is open.</p>",
            ["The gate is open."],
        ),
        (
            "spaced-rows.html",
            "<pre>Day      Hours\nMonday   9 to 5\nTuesday  9 to 1</pre>",
            ["Day Hours", "Monday 9 to 5", "Tuesday 9 to 1"],
        ),
        ("tabbed-rows.txt", "Monday\t9 to 5\nTuesday\t9 to 1\n", ["Monday 9 to 5", "Tuesday 9 to 1"]),
        (
            "slip.csv",
            'Name,Day\nThe "old" hut,Mon\n"Mill" Bank,Tue\n',
            ['The "old" hut | Mon |', "Mill Bank | Tue |"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and len(value) < 20 else "",
)
def test_what_may_be_quoted(name: str, content: str, quotes: list[str]) -> None:
    assert quotable(read(name, content)) == quotes


def test_rows_without_a_header_have_none_beside_them() -> None:
    document = read(
        "a.html", "<table><tr><td>Rent</td><td>40</td></tr><tr><td>Deposit</td><td>10</td></tr></table>"
    )
    rows = [span for passage in document.passages for span in passage.spans]
    assert [(row.search_text, row.context) for row in rows] == [("Rent: 40", ()), ("Deposit: 10", ())]


def test_columns_of_prose_drawn_side_by_side_are_marked_and_not_quoted() -> None:
    text = (
        "The committee meets on Monday        The hut is open on Friday\n"
        "and takes minutes of every           from nine until noon and\n"
        "meeting that it holds.               sells seed and compost.\n"
    )
    document = read("columns.txt", f"Everything below is drawn in columns.\n\n{text}")
    assert quotable(document) == ["Everything below is drawn in columns."]
    assert [fault.kind for fault in document.faults] == [FaultKind.SENTENCE_CUT] * 3
    assert (
        document.faults[0].reason == "columns stand beside each other, so that their sentences are mixed up"
    )


def test_a_wide_gap_in_one_line_makes_no_columns() -> None:
    text = "The gate is    open today and all week\nfor every member. Please shut it after you.\n"
    document = read("gap.txt", text)
    assert [block.kind for block in document.blocks if block.kind is not BlockKind.BLANK] == [
        BlockKind.PARAGRAPH
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "open.csv",
            'a,b\n1,2\n"never closed,3\n4,5\n',
            "open.csv opens a quote in line 3 and never closes it: put in the missing quote.",
        ),
        (
            "head.csv",
            "name,day\n",
            "head.csv holds no row under the names of its columns: add rows, or remove it.",
        ),
        (
            "x.odt",
            "PK",
            "x.odt: only .txt, .md, .html, .pdf, .docx, .epub and .csv documents can be read.",
        ),
        (
            "x.docx",
            "PK",
            "x.docx is not a Word document that can be read: open it in Word and save it again as .docx.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str, content: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(name, content)
    assert str(caught.value) == said
