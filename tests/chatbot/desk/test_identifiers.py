"""What names a person is found where it stands; figures of medicine are left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.desk.identifiers import find_identifiers


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to joan.smith+lms@example.co.uk.", [("email", "joan.smith+lms@example.co.uk")]),
        ("Ring +44 20 7946 0958 please", [("phone", "+44 20 7946 0958")]),
        ("call me on 07700 900123", [("phone", "07700 900123")]),
        ("(212) 555-0142 or 212-555-0143", [("phone", "(212) 555-0142"), ("phone", "212-555-0143")]),
        ("mi teléfono es 55 1234 5678", [("phone", "55 1234 5678")]),
        ("DOB 4/5/1961", [("date_of_birth", "4/5/1961")]),
        ("she was born on 12th March 1970", [("date_of_birth", "12th March 1970")]),
        ("nacida el 3 de mayo de 1970", [("date_of_birth", "3 de mayo de 1970")]),
        ("My name is Joan O'Brien and I ask", [("name", "Joan O'Brien")]),
        ("my name is susan and im 44", [("name", "susan"), ("age", "im 44")]),
        ("I am Maria from Cork", [("name", "Maria"), ("place", "Cork")]),
        ("This page keeps me going. Love, Maria from Leeds", [("name", "Maria"), ("place", "Leeds")]),
        ("Is it rare? - Anne B.", [("name", "Anne B.")]),
        ("Is it rare? Anne xx", [("name", "Anne")]),
        ("is it rare? thanks, maria x", [("name", "maria")]),
        ("I was seen in St Albans, Hertfordshire", [("place", "St Albans, Hertfordshire")]),
        ("we live in leeds and", [("place", "leeds")]),
        ("vivo en Sevilla", [("place", "Sevilla")]),
        ("I am 54 and afraid", [("age", "I am 54")]),
        ("my 62 year old mum", [("age", "62 year old")]),
        ("my mum Jane is 61.", [("name", "Jane"), ("age", "61")]),
        ("tengo 54 años", [("age", "tengo 54 años")]),
        ("54F, two scans", [("age", "54F")]),
        ("operated on 12/03/2019", [("date", "12/03/2019")]),
        ("and again on 4 May 2021", [("date", "4 May 2021")]),
        ("since March 2021", [("date", "March 2021")]),
        ("desde mayo de 2020", [("date", "mayo de 2020")]),
        ("me llamo Ana López", [("name", "Ana López")]),
        ("Is it rare? Thanks, Maria P.", [("name", "Maria P.")]),
        ("Is it rare?\nKind regards,\nJohn van der Berg", [("name", "John van der Berg")]),
        ("my wife Ellen had it", [("name", "Ellen")]),
        ("MRN 00123456", [("record_number", "00123456")]),
        ("I live at 12 Oak Street, LS1 4AP", [("address", "12 Oak Street"), ("address", "LS1 4AP")]),
        ("Houston, TX 77030", [("address", "Houston, TX 77030")]),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "T2 N0 M0, G3, stage IIIB, 5 cm, 14 mitoses per 10 HPF",
        "I am 6 weeks after surgery and my tumour is 54 mm",
        "In Stage IV, in LMS, from MRI and CT, in January",
        "Is it rare? Thanks",
        "we live in fear",
        "survival 66% at 5 years, 40 70 66 52, 2,196 patients, 1998-2003",
        "800 mg on days 1 8 15, 60 mg/m2, CA-125 of 65",
        "NCT01234567, PMID: 12345678, doi 10.1200/JCO.2016.34.8",
        "I am Irish and I'm Stage 4, this is hard",
        "Thanks so much for your help.",
        "my mother had it, my sister too",
        "born in 1961",
    ],
)
def test_figures_and_plain_words_are_not_identifiers(text: str) -> None:
    assert kinds_and_texts(text) == []


def test_ten_digits_are_a_health_number_only_with_the_right_check_digit() -> None:
    assert kinds_and_texts("943 476 5919") == [("record_number", "943 476 5919")]
    assert kinds_and_texts("943 476 5918") == [("phone", "943 476 5918")]


@given(st.text(max_size=400))
def test_offsets_hold_and_nothing_overlaps(text: str) -> None:
    found = find_identifiers(text)
    assert all(text[one.start : one.end] == one.text and one.text for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
