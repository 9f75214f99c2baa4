"""The one tokenizer: what counts as a term, for documents and questions alike."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from ingest.languages import languages

if TYPE_CHECKING:
    from snowballstemmer import EnglishStemmer

_STOP_WORDS = """
a about am an and are as at be been being but by can could did do does for from had has have he her him
his how i if in into is it its me my of on or our she so than that the their them then there these they
this those to was we were what when where which whom why will with would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words too common to tell texts apart. Not ``no`` and ``not``, which turn a statement round, nor ``us``,
``who`` and ``may``, which folding makes of US, WHO and May."""

_UNITS = """
cm d days gy cgy g h hr hrs kg l mcg mg min mins ml mm mo months mos mths nd pct pm rd st th wk wks weeks
x y year years yo yr yrs
"""
UNITS = frozenset(_UNITS.split())
"""What may follow a number without a space ("50gy", "5yrs") and is then a term of its own."""

_FOLDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "ʼ": "'", "‘": "'"}
)
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–−"), "-")
_ACCENT = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670]")
_UNSPACED = (
    "\u0e00-\u0edf\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han, Hangul: scripts whose words are not set apart by spaces."""
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[\u0900-\u0963\u0966-\u0dff])"
_TERM = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+\.\d+(?![\d.]))"
    rf"|(?P<word>{_LETTER}+(?:['-]{_LETTER}+)*)"
    r"|(?P<percent>%)"
)
_NUMBER_WITH_UNIT = re.compile(r"(\d+)([a-z]+)")
_SPELLINGS = (
    (re.compile("ae(?=mi|st?h|c[ou])|(?<=h)ae(?=m)|(?<=p)ae(?=d)"), "e"),
    (re.compile("^oe(?=s|d)|(?<=rrh)oe(?=a)|(?<=^f)oe(?=t)"), "e"),
    (re.compile("(?<=^tum|col|fav|lab|avi|hum)ou(?=r)"), "o"),
    (re.compile("(?<=..)is(?=e[ds]?$|ing$|ations?$)"), "iz"),
    (re.compile("(?<=aly)z"), "s"),
    (re.compile("(?<=[bt])re$"), "er"),
    (re.compile("(?<=gnos|stas|alys)(?:[ie]s|e|ed|ing|iz(?:e[ds]?|ing|ations?))$"), ""),
    (re.compile("(?<=gno|sta)s?tic$"), "s"),
)
"""People write "colour" and "haemoglobin" where a source has "color" and "hemoglobin"; and Porter2 gives
diagnosis, diagnosed and diagnostic (metastasis, metastases and metastatic) different stems. Applied to
documents and questions alike, so a word that is bent without need is bent on both sides."""
READ_BY_WORD = frozenset(code for code, held in languages().items() if held.get("read_by_word"))
"""Languages whose words are stemmed, and whose word pieces the packaged encoder knows."""
RUN = 4
"""Letters of a run; 4 finds as much as 5 and more than the first five letters of each word do: right span
among the best 20, four small folders in Spanish, German and French (evals/DECISIONS.md, 2026-12-01)."""
SHORTEST_PHONE_NUMBER = 7
_STEMMING = threading.Lock()
"""The stemmer holds the word it works on: two threads at once would get, and remember, each other's stems."""
LONGEST_TERM = 64
"""Longer runs of letters are no words; cut so that a hostile text cannot fill the vocabulary."""


def tokenize(text: str) -> list[str]:
    """Return the terms of a text in order, in time linear in its length.

    Compatibility forms, case and accents are folded (NFKC, ``casefold``), common words dropped, English
    words stemmed (Porter2, snowballstem.org). Numbers keep their decimals and lose their commas
    (``1,200`` is ``1200``); letters with digits stay whole (``t2``, ``cd117``); a compound gives its parts
    and itself joined (``c-kit``: ``c``, ``kit``, ``ckit``), so it is found however it is written; ``%`` is
    ``percent``. Scripts without spaces give every character and every pair of neighbours.
    """
    terms: list[str] = []
    for found in _TERM.finditer(_fold(text)):
        kind, piece = found.lastgroup, found.group()
        if kind == "unspaced":
            terms.extend(piece)
            terms.extend(map("".join, pairwise(piece)))
        elif kind == "number":
            terms.append(piece.replace(",", ""))
        elif kind == "percent":
            terms.append(_stem("percent"))
        elif len(piece) <= LONGEST_TERM:
            terms.extend(_word_terms(piece))
        else:
            # What is this long is no compound that anybody writes twice: its parts only, and uncached.
            terms.extend(chain.from_iterable(map(_simple_terms, piece.split("-"))))
    return terms


def terms_of(text: str, *, by_word: bool) -> list[str]:
    """Return the terms of a text as they are searched; ``by_word``: its language is one of ``READ_BY_WORD``.

    What no stemmer bends here is found by its parts as well: beside each word of more than four letters stand
    all its runs of four (McNamee and Mayfield 2004, "Character n-gram tokenization for European language text
    retrieval"), which are no words of their own: "rückstau" is "~rück", "~ücks" and so on.
    """
    terms = tokenize(text)
    if by_word:
        return terms
    runs = (
        f"~{term[at : at + RUN]}" for term in terms if len(term) > RUN for at in range(len(term) - RUN + 1)
    )
    return [*terms, *runs]


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", composed))
    return unicodedata.normalize("NFC", bare).translate(_FOLDED).translate(_HYPHENS)


@lru_cache(maxsize=65_536)
def _word_terms(word: str) -> tuple[str, ...]:
    parts = word.split("-")
    terms = [term for part in parts for term in _simple_terms(part)]
    if len(parts) > 1:
        joined = "".join(parts).replace("'", "")
        # "2-5" is a range and not 25; a phone number is still one when its hyphens are left out.
        is_range = joined.isdecimal() and len(joined) < SHORTEST_PHONE_NUMBER
        terms.append(word if is_range else _stem(joined))
    return tuple(terms)


def _simple_terms(word: str) -> list[str]:
    if word.endswith("n't"):
        return ["not"]
    if word.endswith(("'s", "'re", "'ve", "'ll", "'d", "'m")):
        word = word.partition("'")[0]
    base = word.replace("'", "")
    with_unit = _NUMBER_WITH_UNIT.fullmatch(base)
    if with_unit and with_unit.group(2) in UNITS:
        return [with_unit.group(1), _stem(with_unit.group(2))]
    return [] if base in STOP_WORDS else [_stem(base[:LONGEST_TERM])]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    with _STEMMING:
        return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> EnglishStemmer:
    from snowballstemmer import EnglishStemmer

    return EnglishStemmer()
