"""Find what names a person in a comment, so that a public reply does not repeat it.

For the support desk: each find is pointed out to the member of staff, nothing is removed or stored.
Figures of medicine ("T2 N0", "5 cm", "800 mg") are not identifiers. A town, an age and a date are: together
they tell a neighbour who wrote.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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


Point = Callable[[str], tuple[Identifier, ...]]
"""Finds the identifiers of a text, in order."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    r"|octubre|noviembre"
    r"|diciembre)"
)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of| de)? {_MONTH},?(?: de)? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd"
    rf"|rd|th)?,? \d{{4}})"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_INITIAL = r"[A-Z]\."
_PARTICLE = r"(?:de|del|la|da|dos|van|von|der|bin|al|Mc|O['’])"
_NAME = rf"{_CAPITAL}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}(?:{_CAPITAL}|{_INITIAL})){{0,3}}"
_CLOSING = (
    r"(?:thanks?(?: you)?(?: so much| very much| again| in advance)?|many thanks|(?:best|kind"
    r"|warm)(?:est)?(?: regards| wishes)?|regards"
    r"|sincerely|yours(?: \w+)?|cheers|love|god bless(?: you)?|blessings|warmly|hugs|gracias"
    r"|(?:un )?saludos?(?: cordiales)?|atentamente)"
)
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|crescent|way|place|pl|terrace"
    r"|boulevard|blvd|gardens|grove"
    r"|square|row|hill|parkway|pkwy|circle|highway|hwy)"
)

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?<![.-])")
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on)?|nacid[oa](?: el)?"
    rf"|fecha de nacimiento)\b[\s:.,is]{{0,6}}({_DATE})",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:nhs|mrn|medical record|hospital|patient|record|chart|case|health card|insurance|policy"
    r"|member|medicare|medicaid|social security"
    r"|ssn|chi|expediente|historia cl[ií]nica|seguro)\b(?:[ \t]+(?:no|number|num|id|card"
    r"|n[uú]mero))?\.?[ \t]*(?:is|es|:|#|no\.?|n[º°])?[ \t]*"
    r"((?=[A-Z-]{0,4}[ \t]?\d)[A-Z]{0,4}[ -]?\d[\dA-Z]*(?:[ -]\d[\dA-Z]*){0,4})\b",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\d+])\d{3} \d{3} \d{4}(?!\d)")
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+|00)?\(?\d{1,4}\)?(?:[ .\u00a0-]?\(?\d{2,5}\)?){1,5}(?![\w/]|[.,]\d|-\d| ?%)"
)
_NORTH_AMERICAN = re.compile(r"(?:1[ .-])?\d{3}[ .-]\d{3}[ .-]\d{4}")
_PHONE_WORDS = re.compile(
    r"\b(?:phone|tel|telephone|mobile|cell|call(?: me)?(?: on| at)?|ring(?: me)?(?: on)?"
    r"|text(?: me)?(?: on)?|whats ?app|fax|number is|reach me|contact me"
    r"|tel[eé]fono|m[oó]vil|celular|ll[aá]m[ae]\w*)\b[^\d+]{0,20}$",
    re.IGNORECASE,
)
_UK_POSTCODE = re.compile(r"\b(?!T\d|N\d|M\d|G\d [a-z])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b")
_US_POSTCODE = re.compile(
    rf"\b(?:{_CAPITAL},? )?(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]"
    r"|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) \d{5}(?:-\d{4})?\b"
)
_STREET_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]?,? (?:{_CAPITAL} ){{1,3}}(?i:{_STREET})\b\.?|\b(?i:calle|avenida|av\."
    rf"|plaza) {_CAPITAL}(?: {_CAPITAL}){{0,3}},? (?:n[º°.]? ?)?\d{{1,5}}\b"
)
_SAYS_NAME = re.compile(
    r"\b(?i:my (?:full )?name is|my name['’]s|name ?:|i am called|call me|me llamo|mi nombre es"
    rf"|mein name ist|ich hei(?:ss|ß)e|je m['’]appelle)[ \t]+({_NAME})"
)
_SAYS_LOWER_NAME = re.compile(
    r"\b(?:my name is|my names|me llamo|mi nombre es)[ \t]+([a-zà-ÿ][\wà-ÿ'’-]+(?:[ \t]+(?!and|i"
    r"|from|my|im|y|de|tengo|soy|in|with|but|age|aged)[a-zà-ÿ][\wà-ÿ'’-]+)?)"
)
_I_AM = re.compile(
    rf"\b(?:[Ii] am|[Ii]['’]m|[Tt]his is|[Ss]oy)[ \t]+({_NAME})(?=,|,? (?:from|in|and|de|here)\b)"
)
_RELATIVE_NAME = re.compile(
    r"\b(?i:my|mi) (?i:\w+[- ])?(?i:mother|mum|mom|father|dad|wife|husband|partner|sister|brother"
    r"|son|daughter|friend|aunt|uncle|niece|nephew|cousin|esposa|esposo|hija|hijo|madre|padre"
    r"|hermana|hermano)(?:[- ]in[- ]law)?,? "
    rf"({_CAPITAL}(?:[ \t]{_CAPITAL})?)(?=,|\b)"
)
_SIGNED = re.compile(
    rf"(?:^|[.!?\n][ \t]*)(?i:{_CLOSING})[ \t]*[,.!\n–—-]+\s*({_NAME}\.?)[ \t]*"
    r"(?:(?:[,(]|(?i:from|in|near|de|desde|x+)\b)[^\n]{0,40})?$",
    re.MULTILINE,
)
_AT_END = re.compile(rf"(?:[.!?…)\n][ \t]*[-–—~]?|[ \t][-–—~])[ \t]*({_NAME})(?: ?x{{1,4}})?$")
_SIGNED_LOWER = re.compile(rf"(?i:\b{_CLOSING})[ \t]*[,.!\n–—-]+\s*([a-zà-ÿ][\w'’-]{{1,15}})(?: ?x{{1,4}})?$")
_END = 120
"""Letters at the end of a comment in which a bare name is looked for."""
_SIGNED_LINE = re.compile(rf"\n[ \t]*[-–—~]*[ \t]*({_NAME}\.?)[ \t]*$")
_UNIT = (
    r"(?![\d/-]|\.\d|\s?%|\s(?:cm|mm|mg|ml|weeks?|wks?|months?|mths?|days?|hours?|minutes?|rounds?|cycles?|sessions?"
    r"|doses?|semanas?|meses|d[ií]as?|ciclos?|percent)\b)"
)
_AGE = re.compile(
    r"\b(?:i am|i['’]?m|(?:s?he|mum|mom|mother|dad|father|wife|husband|sister|brother|son|daughter)"
    rf"(?: is|['’]?s)|just turned|turned|aged?|edad:?) \d{{1,3}}\b{_UNIT}"
    r"|\b\d{1,3}[ -](?:years?|yrs?)[ -]old\b|\b\d{1,3} ?y/?o\b|\b\d{2} ?(?-i:[FM])\b"
    r"|\b(?:tengo|tiene|cumpl\w{1,4}|(?:mujer|hombre|madre|padre|hij[ao]) de) \d{1,3} años\b",
    re.IGNORECASE,
)
_RELATIVE_AGE = re.compile(rf"\b(?i:my|mi) [\w' -]{{2,40}}? (?:is|es|was|tiene) (\d{{1,3}})\b{_UNIT}")
_WRITTEN_DATE = re.compile(
    rf"(?<![\w/.-]){_DATE}(?![\d/])|(?<![\w/.-]){_MONTH}(?: de)? (?:19|20)\d{{2}}\b", re.IGNORECASE
)
_PLACE = re.compile(
    rf"\b(?:[Ff]rom|[Ii]n|[Nn]ear|[Oo]utside|[Aa]t|[Dd]esde|[Ee]n|[Ss]oy de)[ \t]+"
    rf"({_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}}(?:, {_CAPITAL})?)"
)
_LOWER_PLACE = re.compile(
    r"\b(?i:liv(?:e|es|ed|ing) in|based in|vivo en|vivimos en) (?!the\b|an?\b|my|our\b|fear|hope|pain"
    r"|constant|this|that|their|his|her\b|limbo|remission|rural|england|scotland|wales|ireland|uk\b|usa|us\b|america"
    r"|spain|el\b|la\b|un\b|una\b|espa[nñ]a)([a-zà-ÿ][a-zà-ÿ'-]{2,20})"
)
_NOT_NAMES = frozenset(
    "I Stage Grade CT MRI PET DNA USA UK England Ireland Scotland"
    " Wales India America Canada Australia Spain Mexico"
    " The A An My We Not So Very Just Now Here Today Dr Doctor Thank Thanks Please English Irish"
    " Spanish American British Canadian Indian Hopeless Yes No"
    " On In At And But Or It He She They Her His Monday Tuesday Wednesday Thursday Friday Saturday"
    " Sunday January February March April May June July August"
    " September October November December ER PR BRCA Cancer Is Was Has"
    " Had Will Can Could Should Would Regards Who What When"
    " Christian Muslim Jewish Hindu Catholic Polish French German Italian Mexicana Mexicano De God"
    " Good Hello Hi Dear Help Hope Any Sorry Ok Europe Africa Asia Facebook Google Spring Summer Autumn Fall"
    " Winter Christmas Easter".split()
)
_MIN_PHONE_DIGITS, _MAX_PHONE_DIGITS = 7, 15
"""ITU-T E.164 allows fifteen digits; fewer than seven are no subscriber's number."""


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what may identify a person in ``text``, by place, none overlapping another.

    Kinds of surer form come first where two claim the same characters: an e-mail address over a name,
    a date of birth over a telephone number.
    """
    found: list[Identifier] = []
    claims: tuple[tuple[IdentifierKind, list[tuple[int, int]]], ...] = (
        ("email", _whole(_EMAIL, text)),
        ("date_of_birth", _group(_BORN, text)),
        ("record_number", _records(text)),
        ("address", _whole(_STREET_ADDRESS, text) + _whole(_UK_POSTCODE, text) + _whole(_US_POSTCODE, text)),
        ("phone", _phones(text)),
        ("name", _names(text)),
        ("age", _whole(_AGE, text) + _group(_RELATIVE_AGE, text)),
        ("date", _whole(_WRITTEN_DATE, text)),
        ("place", _places(text)),
    )
    claimed = bytearray(len(text))
    for kind, spans in claims:
        for start, end in spans:
            if not any(claimed[start:end]):
                claimed[start:end] = b"\1" * (end - start)
                found.append(Identifier(kind=kind, start=start, end=end, text=text[start:end]))
    return tuple(sorted(found, key=lambda one: one.start))


def _whole(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _group(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span(1) for match in pattern.finditer(text)]


def _records(text: str) -> list[tuple[int, int]]:
    spans = [span for span in _group(_RECORD, text) if sum(c.isdigit() for c in text[slice(*span)]) >= 5]
    spans += [span for span in _whole(_NHS, text) if _is_nhs_number(text[slice(*span)])]
    return spans + _whole(_SSN, text)


def _is_nhs_number(written: str) -> bool:
    """Whether the check digit fits (modulus 11, NHS Data Dictionary): other ten-digit numbers rarely do."""
    digits = [int(character) for character in written if character.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9]


def _phones(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _PHONE.finditer(text):
        written = match[0]
        count = sum(character.isdigit() for character in written)
        if not _MIN_PHONE_DIGITS <= count <= _MAX_PHONE_DIGITS or re.fullmatch(_DATE, written, re.IGNORECASE):
            continue
        told = _PHONE_WORDS.search(text[max(0, match.start() - 40) : match.start()]) is not None
        shaped = written.startswith(("+", "00", "(", "0")) or _NORTH_AMERICAN.fullmatch(written)
        if told or (shaped and count >= 9):
            spans.append(match.span())
    return spans


def _names(text: str) -> list[tuple[int, int]]:
    spans = _group(_SAYS_NAME, text) + _group(_SAYS_LOWER_NAME, text)
    for pattern in (_I_AM, _RELATIVE_NAME, _SIGNED, _SIGNED_LINE):
        spans += [span for span in _group(pattern, text) if _like_a_name(text[slice(*span)])]
    whole = text.rstrip()
    before = max(0, len(whole) - _END)
    for pattern in (_AT_END, _SIGNED_LOWER):
        at_end = [(before + start, before + end) for start, end in _group(pattern, whole[before:])]
        spans += [span for span in at_end if _like_a_name(text[slice(*span)].capitalize())]
    return spans


def _places(text: str) -> list[tuple[int, int]]:
    towns = [span for span in _group(_PLACE, text) if _like_a_name(text[slice(*span)])]
    return towns + _group(_LOWER_PLACE, text)


def _like_a_name(written: str) -> bool:
    words = written.split()
    return words[0].strip(".,") not in _NOT_NAMES and not (len(words[0]) > 1 and words[0].isupper())


def repeated(reply: str, comment: str, identifiers: tuple[Identifier, ...]) -> tuple[str, ...]:
    """Return the identifiers of ``comment`` that ``reply`` says again, each once."""
    texts = dict.fromkeys(comment[found.start : found.end].strip() for found in identifiers)
    lowered = reply.casefold()
    return tuple(text for text in texts if re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", lowered))
