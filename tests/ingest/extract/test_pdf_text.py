"""Pages drawn here: columns, tables, running headers, words one a line, words parted at a line's end."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.extract.folder import extract_text
from ingest.structure import BlockKind
from tests.ingest.extract.damage import assert_read_or_refused
from tests.ingest.parsing import filled, parse, span

Drawn = Sequence[tuple[float | str, ...]]


def drawn(*pages: Drawn) -> bytes:
    """Return a PDF with each text at its place: points from the lower left; 10 points high or as said."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for page in pages:
        for left, bottom, text, *size in page:
            canvas.setFont("Helvetica", size[0] if size else 10)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def text_of(*pages: Drawn) -> str:
    return extract_text(drawn(*pages), "a.pdf")


HENS = [
    "Hens lay most of their eggs in", "spring, when the days grow long.", "A hen that is moulting lays none",
    "until her feathers are back.", "She needs more oats by then.",
]  # fmt: skip
DUCKS = [
    "Ducks want water within reach", "at all times of the day. They", "eat slugs and leave the salad",
    "alone for the most part. Foxes", "fear them no more than hens.",
]  # fmt: skip
LEFT = [(72.0, 700.0 - 14 * place, line) for place, line in enumerate(HENS)]
RIGHT = [(330.0, 700.0 - 14 * place, line) for place, line in enumerate(DUCKS)]


@pytest.mark.parametrize(
    "page",
    [[*LEFT, *RIGHT], [place for both in zip(LEFT, RIGHT, strict=True) for place in both]],
    ids=["column by column", "row by row"],
)
def test_columns_are_read_one_after_the_other(page: Drawn) -> None:
    heading = (72.0, 740.0, "Keeping birds in a small garden: what hens and ducks have in common and not")
    assert text_of([heading, *page]) == "\n".join([heading[2], "", *HENS, *DUCKS, ""])


def test_a_table_keeps_its_cells() -> None:
    rows = [
        ("Bird", "Eggs a year", "Food"),
        ("Hen", "250", "oats and"),
        ("", "", "greens"),
        ("Duck", "", "slugs"),
    ]
    page = [
        (left, 700.0 - 14 * place, words)
        for place, row in enumerate(rows)
        for left, words in zip((72.0, 200.0, 330.0), row, strict=True)
        if words
    ]
    assert text_of([*page, (72.0, 600.0, "Both need a house.")]) == (
        "Bird | Eggs a year | Food |\n---|---|---|\nHen | 250 | oats and greens |\nDuck |  | slugs |\n"
        "\nBoth need a house.\n"
    )


def test_running_headers_are_left_out_and_sentences_join_across_pages() -> None:
    bodies = [
        ("It begins here and never", ""),
        ("stops before it", "is over. A new one starts."),
        ("The end.", ""),
    ]
    pages = [
        [(72.0, 760.0, f"Garden birds, part {number}"), (72.0, 700.0, one), (72.0, 686.0, two),
         (300.0, 30.0, f"Page {number} of 3")]
        for number, (one, two) in enumerate(bodies, 1)
    ]  # fmt: skip
    text = text_of(*pages)
    assert text == "It begins here and never\fstops before it\nis over. A new one starts.\n\fThe end.\n"
    assert span(parse(text), "It begins").text == "It begins here and never\fstops before it\nis over."


def test_a_sentence_that_every_page_repeats_stays_once_and_figures_in_sentences_count() -> None:
    pages = [
        [(72.0, 760.0, "Take one egg every day at noon."), (72.0, 700.0, f"On day {day} take {day} hens in."),
         (72.0, 60.0, "Keep the hens out of reach"), (72.0, 46.0, "of the fox and of the dog.")]
        for day in (1, 2, 3)
    ]  # fmt: skip
    assert text_of(*pages) == (
        "Take one egg every day at noon.\nOn day 1 take 1 hens in.\n\fOn day 2 take 2 hens in.\n"
        "\fOn day 3 take 3 hens in.\n\nKeep the hens out of reach\nof the fox and of the dog.\n"
    )


def test_headers_and_footers_beside_columns_are_left_out() -> None:
    ducks, hens = [[(x, y, words) for (x, y, _), words in zip(at, said, strict=True)]
                   for at, said in ((LEFT, DUCKS), (RIGHT, HENS))]  # fmt: skip
    pages = [
        [
            (72.0, 760.0, "Garden birds"),
            *page,
            (72.0, 30.0, "www.example.org"),
            (500.0, 30.0, f"Page {number}"),
        ]
        for number, page in enumerate(([*LEFT, *RIGHT], [*ducks, *hens]), 1)
    ]
    assert text_of(*pages) == "\n".join([*HENS, *DUCKS, "\f"]) + "\n".join([*DUCKS, *HENS, ""])


def test_a_table_that_goes_on_overleaf_keeps_its_header() -> None:
    rows = [
        [("Bird", "Eggs"), ("Hen", "250"), ("Duck", "180")],
        [("Bird", "Eggs"), ("Goose", "40"), ("Quail", "300")],
    ]
    pages = [
        [(left, 700.0 - 14 * place, cell) for place, row in enumerate(page)
         for left, cell in zip((72.0, 200.0), row, strict=True)]
        for page in rows
    ]  # fmt: skip
    assert text_of(*pages) == (
        "Bird | Eggs |\n---|---|\nHen | 250 |\nDuck | 180 |\n"
        "\fBird | Eggs |\n---|---|\nGoose | 40 |\nQuail | 300 |\n"
    )


def test_letters_larger_than_the_text_are_headings_but_no_sentence_or_number_is() -> None:
    page = [
        (72.0, 760.0, "Birds in", 20), (72.0, 738.0, "small gardens", 20), (72.0, 700.0, "Food", 14),
        (72.0, 680.0, "Hens eat oats and greens at any time of the day."),
        (72.0, 650.0, "Call 0123 456 789", 14), (72.0, 620.0, "Never feed bread.", 14),
    ]  # fmt: skip
    assert text_of(page) == (
        "# Birds in small gardens\n\n## Food\n\nHens eat oats and greens at any time of the day.\n"
        "Call 0123 456 789\nNever feed bread.\n"
    )


def test_bullets_join_their_words_and_raised_figures_their_line() -> None:
    page = [
        (72.0, 700.0, "A hen eats 10"), (133.7, 704.0, "5", 6), (137.0, 700.0, " grains and drinks H"),
        (226.0, 697.0, "2", 6), (229.3, 700.0, "O every day"),
        (285.0, 700.0, "."), (72.0, 680.0, "•"), (110.0, 680.0, "oats"),
        (72.0, 666.0, "2."), (110.0, 666.0, "greens"),
    ]  # fmt: skip
    assert text_of(page) == "A hen eats 10⁵ grains and drinks H₂O every day.\n• oats\n2. greens\n"


def test_the_second_line_of_a_first_row_of_values_goes_on_with_it() -> None:
    rows = [("Address", "Mill Lane 3"), ("", "Millbrook"), ("Telephone", "01234 5678")]
    page = [
        (left, 700.0 - 14 * place, cell)
        for place, row in enumerate(rows)
        for left, cell in zip((72.0, 200.0), row, strict=True)
        if cell
    ]
    assert text_of(page) == "|  |\n---|---|\nAddress | Mill Lane 3 Millbrook |\nTelephone | 01234 5678 |\n"


def test_words_one_a_line_become_sentences() -> None:
    words = "Hens lay most of their eggs in spring when days grow long. They rest in winter.".split()
    page = [(72.0, 740.0 - 14 * place, word) for place, word in enumerate(words)]
    assert text_of(page) == (
        "Hens lay most of their eggs in spring when days grow long.\nThey rest in winter.\n"
    )


def test_a_word_parted_at_the_end_of_a_line_is_one_word_for_search() -> None:
    text = text_of([(72.0, 700.0, "Hens need vita-"), (72.0, 686.0, "mins and well-kept houses.")])
    (one,) = [each for passage in parse(text).passages for each in passage.spans]
    assert one.text == text[one.start : one.end] == "Hens need vita-\nmins and well-kept houses."
    assert one.search_text == "Hens need vitamins and well-kept houses."


def test_lines_of_contents_are_furniture() -> None:
    document = parse(
        "Food ........ 12\nHouses . . . . . . iv\nwww.example.org Page 1 of 9\n\nHens eat oats.\n"
    )
    assert [block.kind for block in filled(document)] == [
        BlockKind.FURNITURE,
        BlockKind.FURNITURE,
        BlockKind.FURNITURE,
        BlockKind.PARAGRAPH,
    ]


SOUND = drawn([*LEFT, *RIGHT], LEFT)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_files_are_read_or_refused_in_one_sentence(data: st.DataObject) -> None:
    assert_read_or_refused(SOUND, data)
