"""Find what names a person in a comment, so that a public reply does not repeat it.

For the support desk: each find is pointed out to the member of staff, nothing is removed or stored.
Figures of medicine ("T2 N0", "5 cm", "800 mg") are not identifiers. A town, an age and a date are: together
they tell a neighbour who wrote. The words stand in each language's ``reading.toml``, the shapes here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from chatbot.languages.reading import compiled

IdentifierKind = Literal[
    "name", "phone", "email", "date_of_birth", "address", "record_number", "age", "date", "place"
]


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """One find: ``text`` is ``comment[start:end]``, offsets in code points."""

    kind: IdentifierKind
    start: int
    end: int
    text: str


_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: <of>)? <month>,?(?: <of>)? \d{4}|<month> \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_NAME = rf"{_CAPITAL}(?:[ \t]+(?:<particle>[ \t]+){{0,2}}(?:{_CAPITAL}|[A-Z]\.)){{0,3}}"
_NO_UNIT = r"(?![\d/-]|\.\d|\s?%|\s<unit>\b)"
_LAST = r"(?: ?x{1,4})?$"
"""The end of a comment, kisses included."""
_TAIL = 120
"""Letters at the end in which a bare name is looked for."""

_PHONE = r"(?<![\w.,/-])(?:\+|00)?\(?\d{1,4}\)?(?:[ .\u00a0-]?\(?\d{2,5}\)?){1,5}(?![\w/]|[.,]\d|-\d| ?%)"
_NORTH_AMERICAN = re.compile(r"(?:1[ .-])?\d{3}[ .-]\d{3}[ .-]\d{4}")
_MIN_PHONE_DIGITS, _MAX_PHONE_DIGITS = 7, 15
"""ITU-T E.164 allows fifteen digits; fewer than seven are no subscriber's number."""
_LEAST_RECORD_DIGITS = 5

_UK_POSTCODE = r"\b(?!T\d|N\d|M\d|G\d [a-z])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b"
_US_POSTCODE = (
    rf"\b(?:{_CAPITAL},? )?(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]"
    r"|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) \d{5}(?:-\d{4})?\b"
)

_compiled = partial(compiled, table="persons")


def _is_nhs_number(found: re.Match[str]) -> bool:
    """Whether the check digit fits (modulus 11, NHS Data Dictionary): other ten-digit numbers rarely do."""
    digits = [int(character) for character in found[0] if character.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9]


def _is_phone(found: re.Match[str]) -> bool:
    written, count = found[0], _digits(found[0])
    if not _MIN_PHONE_DIGITS <= count <= _MAX_PHONE_DIGITS or _compiled(f"(?i){_DATE}").fullmatch(written):
        return False
    before = found.string[max(0, found.start() - 40) : found.start()]
    told = _compiled(r"(?i)\b<phone>\b[^\d+]{0,20}$").search(before)
    shaped = written.startswith(("+", "00", "(", "0")) or _NORTH_AMERICAN.fullmatch(written)
    return bool(told or (shaped and count >= 9))


def _is_name(found: re.Match[str], written: Callable[[str], str] = str) -> bool:
    first = written(found[1]).split(maxsplit=1)[0]
    shouted = len(first) > 1 and first.isupper()
    return not shouted and not _compiled("<no_name>").fullmatch(first.strip(".,"))


_is_signature = partial(_is_name, written=str.capitalize)
"""Whether it is a name once its first letter is large: people sign as they type."""


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


_SHAPES: tuple[tuple[IdentifierKind, str, Callable[[re.Match[str]], bool]], ...] = (
    ("email", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?<![.-])", bool),
    ("date_of_birth", rf"(?i)\b<born>\b[\s:.,is]{{0,6}}({_DATE})", bool),
    (
        "record_number",
        r"(?i)\b<record>\b(?:[ \t]+<record_number>)?\.?[ \t]*(?:<is>|:|#)?[ \t]*"
        r"((?=[A-Z-]{0,4}[ \t]?\d)[A-Z]{0,4}[ -]?\d[\dA-Z]*(?:[ -]\d[\dA-Z]*){0,4})\b",
        lambda found: _digits(found[1]) >= _LEAST_RECORD_DIGITS,
    ),
    ("record_number", r"(?<![\d+])\d{3} \d{3} \d{4}(?!\d)", _is_nhs_number),
    ("record_number", r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])", bool),
    ("address", rf"\b\d{{1,5}}[A-Za-z]?,? (?:{_CAPITAL} ){{1,3}}(?i:<street_after>)\b\.?", bool),
    (
        "address",
        rf"\b(?i:<street_before>) {_CAPITAL}(?: {_CAPITAL}){{0,3}},? (?:n[º°.]? ?)?\d{{1,5}}\b",
        bool,
    ),
    ("address", _UK_POSTCODE, bool),
    ("address", _US_POSTCODE, bool),
    ("phone", _PHONE, _is_phone),
    ("name", rf"\b(?i:<says_name>)[ \t]+({_NAME})", bool),
    (
        "name",
        r"\b<says_lower_name>[ \t]+([a-zà-ÿ][\wà-ÿ'’-]+(?:[ \t]+(?!<not_second_name>)[a-zà-ÿ][\wà-ÿ'’-]+)?)",
        bool,
    ),
    ("name", rf"\b<says_who>[ \t]+({_NAME})(?=,|,? <after_who>\b)", _is_name),
    (
        "name",
        rf"\b(?i:<my>) (?i:\w+[- ])?(?i:<relative>),? ({_CAPITAL}(?:[ \t]{_CAPITAL})?)(?=,|\b)",
        _is_name,
    ),
    (
        "name",
        rf"(?m)(?:^|[.!?\n][ \t]*)(?i:<closing>)[ \t]*[,.!\n–—-]+\s*({_NAME}\.?)[ \t]*"
        r"(?:(?:[,(]|(?i:<after_signature>|x+)\b)[^\n]{0,40})?$",
        _is_name,
    ),
    ("name", rf"\n[ \t]*[-–—~]*[ \t]*({_NAME}\.?)[ \t]*$", _is_name),
    ("name", rf"(?:[.!?…)\n][ \t]*[-–—~]?|[ \t][-–—~])[ \t]*({_NAME}){_LAST}", _is_signature),
    ("name", rf"(?i:\b<closing>)[ \t]*[,.!\n–—-]+\s*([a-zà-ÿ][\w'’-]{{1,15}}){_LAST}", _is_signature),
    ("age", rf"(?i)\b(?:<before_age> \d{{1,3}}\b{_NO_UNIT}|<age>)", bool),
    ("age", rf"\b(?i:<my>) [\w' -]{{2,40}}? <is_of_age> (\d{{1,3}})\b{_NO_UNIT}", bool),
    ("date", rf"(?i)(?<![\w/.-])(?:{_DATE}(?![\d/])|<month>(?: <of>)? (?:19|20)\d{{2}}\b)", bool),
    ("place", rf"\b<before_place>[ \t]+({_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}}(?:, {_CAPITAL})?)", _is_name),
    ("place", r"\b(?i:<lives_in>) (?!<no_place>)([a-zà-ÿ][a-zà-ÿ'-]{2,20})", bool),
)
"""Kinds, the surer first: the shape of each (its group, if any, is the find), and what else must hold."""


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what may identify a person in ``text``, by place, none overlapping another."""
    found: list[Identifier] = []
    claimed = bytearray(len(text))
    stop = len(text.rstrip())
    for kind, shape, holds in _SHAPES:
        pattern = _compiled(shape)
        for match in pattern.finditer(text, max(0, stop - _TAIL) if shape.endswith(_LAST) else 0, stop):
            start, end = match.span(pattern.groups)
            if holds(match) and not any(claimed[start:end]):
                claimed[start:end] = b"\1" * (end - start)
                found.append(Identifier(kind=kind, start=start, end=end, text=text[start:end]))
    return tuple(sorted(found, key=lambda one: one.start))


def repeated(reply: str, identifiers: tuple[Identifier, ...]) -> tuple[str, ...]:
    """Return the ``identifiers`` of a comment that ``reply`` says again, each once."""
    texts = dict.fromkeys(found.text.strip() for found in identifiers)
    lowered = reply.casefold()
    return tuple(text for text in texts if re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", lowered))
