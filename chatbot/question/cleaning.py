"""The user's text made safe to read: no control or invisible characters, no markup, bounded length."""

import re
import unicodedata
from itertools import groupby, islice

from corpus.errors import AsWrittenError

MAX_QUESTION_CHARS = 50_000
"""Longest text accepted, in code points: ten full forum comments. Longer ones are refused, not cut."""

_TAG = re.compile(r"<[/!]?[A-Za-z][^<>]{0,300}>|<!--.{0,300}?-->", re.DOTALL)
_SPACE = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")
_PAIR_SURROGATE = re.compile("[\ud800-\udfff]")


class QuestionError(AsWrittenError):
    """A question that cannot be read: empty or too long."""


def clean_question(text: str) -> str:
    """Return ``text`` as it is read and searched (see ``clean_text``).

    Raises QuestionError: if nothing readable is left, or more than ``MAX_QUESTION_CHARS`` are given.
    """
    text = clean_text(text)
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty; please type a question in words.")
    return text


def clean_text(text: str) -> str:
    """Return what a person typed, made safe: NFC, one space between words, lines kept; may be empty.

    Control, format (zero-width, bidirectional) and lone surrogate characters are removed, HTML tags
    and pictures (emoji) become a space. Nothing else is changed: what the user typed decides the answer.

    Raises QuestionError: if more than ``MAX_QUESTION_CHARS`` are given.
    """
    if len(text) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"The question is {len(text):,} characters long; please ask in at most {MAX_QUESTION_CHARS:,}."
        )
    text = unicodedata.normalize("NFC", _few_marks(_PAIR_SURROGATE.sub(" ", text)))
    text = _TAG.sub(" ", text)
    text = "".join(_readable(character) for character in text)
    return _BREAKS.sub("\n", _SPACE.sub(" ", text)).strip()


def _few_marks(text: str) -> str:
    """Drop what stands beyond the thirtieth accent of one letter, which normalising would sort at length.

    Thirty is the limit of Stream-Safe Text (Unicode Standard Annex 15, D4); no word in any language has more.
    """
    runs = groupby(text, key=lambda character: unicodedata.combining(character) > 0)
    return "".join(letter for marks, run in runs for letter in islice(run, 30 if marks else None))


def _readable(character: str) -> str:
    if character in "\n\t\r":
        return "\n" if character != "\t" else " "
    category = unicodedata.category(character)
    if category in {"Cf", "Co", "Cn"}:
        return ""
    # An emoji, or part of one, moves the encoder's vectors without any meaning.
    picture = character in _PICTURE_PARTS or (category == "So" and character >= _FIRST_PICTURE)
    return " " if category == "Cc" or picture else character


_FIRST_PICTURE = "\u2300"
"""Symbols before it are signs that texts do use: °, №, ™, ℃."""
_PICTURE_PARTS = frozenset("\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Style selectors, the keycap and skin tones."""
