"""Typed text made plain for the rules of this package: one spelling for each everyday form.

Lower case, no accents, no apostrophes ("can't", "cannot" and "cant" are one word, so are "I am" and
"im"), text speech written out, and the words that matter most recognised with one slip of the keys.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache

PIECE_CHARS = 600
"""Longest piece read at once, in characters: an unpunctuated paste is cut so that work stays linear."""

_OVERLAP_CHARS = 120
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[?!])(?=\w)|[\n;¿¡]+|(?<=\.\.)(?=\w)")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘´`](?=\w)")
_ACCENT = re.compile("[\u0300-\u036f]")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[a-z]+")

_WRITTEN_OUT = {
    "u": "you",
    "r": "are",
    "ur": "your",
    "wot": "what",
    "wat": "what",
    "wots": "whats",
    "wats": "whats",
    "shud": "should",
    "shld": "should",
    "shoud": "should",
    "shuld": "should",
    "sould": "should",
    "shouldi": "should i",
    "wud": "would",
    "wld": "would",
    "woud": "would",
    "cud": "could",
    "cld": "could",
    "gonna": "going to",
    "goin": "going",
    "gona": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "cannot": "cant",
    "carnt": "cant",
    "cnt": "cant",
    "kant": "cant",
    "dnt": "dont",
    "wnt": "wont",
    "dyou": "do you",
    "dya": "do you",
    "dyu": "do you",
    "becos": "because",
    "coz": "because",
    "cos": "because",
    "thru": "through",
    "tho": "though",
    "nite": "night",
    "tonite": "tonight",
    "2nite": "tonight",
    "rn": "right now",
    "mornin": "morning",
    "evenin": "evening",
    "mins": "minutes",
    "min": "minutes",
    "hrs": "hours",
    "hr": "hour",
    "yrs": "years",
    "yr": "year",
    "mths": "months",
    "mth": "month",
    "wks": "weeks",
    "wk": "week",
    "hubby": "husband",
    "mam": "mum",
    "mom": "mum",
    "mummy": "mum",
    "mommy": "mum",
    "mother": "mum",
    "daddy": "dad",
    "father": "dad",
    "nan": "gran",
    "grandma": "gran",
    "nanny": "gran",
    "grandmother": "gran",
    "grandad": "grandpa",
    "granddad": "grandpa",
    "grandfather": "grandpa",
    "bro": "brother",
    "sis": "sister",
    "missus": "wife",
    "theyre": "they are",
    "weve": "we have",
    "youre": "you are",
    "alot": "a lot",
    "aswell": "as well",
    "kno": "know",
    "breth": "breath",
    "breathin": "breathing",
    "brething": "breathing",
    "breethe": "breathe",
    "bleedin": "bleeding",
    "temprature": "temperature",
    "tempreture": "temperature",
    "temps": "temp",
    "hemorage": "haemorrhage",
    "q": "que",
    "xq": "porque",
    "pq": "porque",
    "tb": "tambien",
    "toy": "estoy",
    "pa": "para",
    "x": "por",
}
"""Text speech and family words (general usage). Everyday names of a parent count as one word."""

_SHORT_FORM = re.compile(r"\b(we|she|he|i)['’](re|ll)\b")
_JOINED = (
    (re.compile(r"\b(can|could|do|does|did|is|are|was|has|have|should|would) not\b"), r"\1nt"),
    (re.compile(r"\bcannt\b"), "cant"),
    (re.compile(r"\bwill not\b"), "wont"),
    (re.compile(r"\bi am\b"), "im"),
    (
        re.compile(
            r"(?<!should )(?<!shall )(?<!could )(?<!would )(?<!must )(?<!can )(?<!do )(?<!did )(?<!if )\bi"
            r" hav(?:e)?\b"
        ),
        "ive",
    ),
    (re.compile(r"\b(she|he|it) (?:is|has)\b"), r"\1s"),
    (re.compile(r"\bwhat is\b"), "whats"),
    (re.compile(r"\bany more\b"), "anymore"),
    (re.compile(r"\b(?:no one|no-one|noone)\b"), "nobody"),
)

_KEY_WORDS = (
    "bleeding haemorrhage hemorrhage breathe breathing breathless collapsed unconscious unresponsive seizure"
    " convulsion vomiting coughing temperature shivering shaking overdose swallow swelling swollen"
    " throat suicidal"
    " suicide paralysed dizzy fainting fainted confused dehydrated morphine tablets delirious slurring"
    " hemorragia escalofrios"
).split()
_FALSE_FRIENDS = frozenset(
    "blending breeding breathed breather breather confuses confuse swelling swallows swallowed"
    " painted breaths"
    " tables tablet vomitado sangrado fainting shaping shading shaming sharing coughings staking dazzy ditzy"
    " convulsions seizures seized".split()
)


def fold(text: str) -> str:
    """Return ``text`` plain: lower case, without accents or apostrophes, everyday forms written one way."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    text = text.lower()
    text = _APOSTROPHE.sub("", _SHORT_FORM.sub(_in_full, text))
    table = _spellings()
    text = _WORD.sub(lambda word: table.get(word[0], word[0]), text)
    for pattern, replacement in _JOINED:
        text = pattern.sub(replacement, text)
    return text


def _in_full(short: re.Match[str]) -> str:
    return f"{short[1]} {'will' if short[2] == 'll' else 'are'}"


def pieces(folded: str) -> list[str]:
    """Split folded text into its different sentences, in order, none longer than ``PIECE_CHARS``."""
    found: list[str] = []
    for sentence in _SENTENCE_END.split(folded):
        plain = _SPACES.sub(" ", sentence).strip()
        if len(plain) <= PIECE_CHARS:
            found.append(plain)
            continue
        step = PIECE_CHARS - _OVERLAP_CHARS
        found.extend(plain[start : start + PIECE_CHARS] for start in range(0, len(plain), step))
    return [piece for piece in dict.fromkeys(found) if piece]


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    table = {slip: word for word in _KEY_WORDS for slip in _one_slip(word)}
    for word in (*_KEY_WORDS, *_FALSE_FRIENDS):
        table.pop(word, None)
    return table | _WRITTEN_OUT


def _one_slip(word: str) -> set[str]:
    """Spellings of ``word`` one letter lost, doubled, changed or swapped away, the first letter kept."""
    cuts = [(word[:place], word[place:]) for place in range(1, len(word) + 1)]
    lost = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in string.ascii_lowercase}
    added = {head + letter + tail for head, tail in cuts for letter in string.ascii_lowercase}
    return lost | swapped | changed | added
