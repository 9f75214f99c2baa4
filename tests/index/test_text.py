import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import _stem, terms_of, tokenize

# Written out, so that a change of the program's own numbers is seen here.
LONGEST_TERM = 64


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("About 1,200 women", ["1200", "women"]),
        ("10,000,000 of 3.5 cm", ["10000000", "3.5", "cm"]),
        ("1,2,3", ["1", "2", "3"]),
        ("5-year survival", ["5", "year", "5year", "surviv"]),
        ("2-5%", ["2", "5", "2-5", "percent"]),
        ("ten percent", ["ten", "percent"]),
        ("T2 N0 IIIA CD117", ["t2", "n0", "iiia", "cd117"]),
        ("preRT pre-RT", ["prert", "pre", "rt", "prert"]),
        ("c-kit", ["c", "kit", "ckit"]),
        ("50Gy 45 Gy", ["50", "gy", "45", "gy"]),
        ("PMID: 12345678", ["pmid", "12345678"]),
        ("800-525-2225", ["800", "525", "2225", "8005252225"]),
        ("the patient’s heart", ["patient", "heart"]),
        ("it doesn't spread", ["not", "spread"]),
        ("Sjögren NAÏVE", ["sjogren", "naiv"]),
        ("ﬁbroid", ["fibroid"]),
        ("US", ["us"]),
        ("", []),
        ("what is it?", []),
        ("化学療法", ["化", "学", "療", "法", "化学", "学療", "療法"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert tokenize(text) == terms


@pytest.mark.parametrize(
    "spellings",
    [
        "tumour tumor tumours TUMOR",
        "leukaemia leukemia",
        "haemorrhage hemorrhage",
        "gynaecological gynecological",
        "oestrogen estrogen",
        "metastasis metastases metastatic metastasized metastasised",
        "diagnosis diagnoses diagnosed diagnostic",
        "analysis analyses analyse analyze",
        "randomised randomized",
        "centre center",
        "cafe\u0301 café CAFÉ",
        "c‑kit c-kit c–kit",
        "doesn’t doesn't",
    ],
)
def test_spellings_of_one_word_are_one_term(spellings: str) -> None:
    assert len({tuple(tokenize(word)) for word in spellings.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("2-5", "25"), ("T1", "T2"), ("uterus", "heart"), ("no", "")])
def test_different_things_stay_different(one: str, other: str) -> None:
    assert tokenize(one) != tokenize(other)


@given(st.text())
def test_case_and_form_do_not_matter(text: str) -> None:
    terms = tokenize(text)
    assert terms == tokenize(text)
    assert all(term and len(term) <= LONGEST_TERM and not any(map(str.isspace, term)) for term in terms)


@given(st.text(alphabet="abcdefgh "), st.text(alphabet="abcdefgh "))
def test_a_space_separates(left: str, right: str) -> None:
    assert tokenize(f"{left} {right}") == tokenize(left) + tokenize(right)


def test_threads_do_not_get_each_others_stems() -> None:
    syllables = [
        ("tumor", "rel", "scann"),
        ("at", "iv", "om"),
        ("i", "e", "o", "a"),
        ("zation", "ying", "edly"),
    ]
    words = list(map("".join, product(*syllables)))
    stem = _stem.__wrapped__  # without what is remembered
    expected = {word: stem(word) for word in words}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = pool.map(
                lambda turn: {word: stem(word) for word in words[turn:] + words[:turn]}, range(4)
            )
            assert list(found) == [expected] * 4
    finally:
        sys.setswitchinterval(interval)


def test_words_that_no_stemmer_bends_are_found_by_their_runs_of_four_letters() -> None:
    assert terms_of("Rückstau im 2. Keller", by_word=False) == [
        "ruckstau", "im", "2", "keller",
        "~ruck", "~ucks", "~ckst", "~ksta", "~stau", "~kell", "~elle", "~ller",
    ]  # fmt: skip
    assert terms_of("Rückstau im Keller", by_word=True) == tokenize("Rückstau im Keller")


def test_a_compound_shares_runs_with_its_parts() -> None:
    compound, part = (set(terms_of(text, by_word=False)) for text in ("Rückstauebene", "Rückstau"))
    assert compound & part == {"~ruck", "~ucks", "~ckst", "~ksta", "~stau"}
