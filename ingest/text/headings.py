"""Headings without marks, told from prose by their shape and by what stands around them."""

import re
from enum import Enum

UNMARKED = 7
"""Level of a heading without "#" signs in a text whose other headings have them."""
ITEM_HEADING = 8
"""Level of a heading that is an item of a list."""
UNRANKED = 9
"""Level of a one-word heading until the headings around it rank it."""

MAX_HEADING = 100
MAX_WORDS = 14

_HASHES = re.compile(r"(?P<hashes>#{1,6})\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SMALL = frozenset(
    """a an the and or but nor of in on at to for from by with without as is vs per via into up it your our
    da de del la el y en""".split()
)
_DANGLING = frozenset(
    """a an the and or but of in on at to for from by with without as our your their its his her this that
    these those about every least per within is are was were be has have can may will should must which who
    see use than not""".split()
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|may|might|should|will|would|must|do|does|did|don[’']t|"
    r"isn[’']t|there|we|you|they|I|he|she|it|thank|thanks|please|include|includes|see)\b"
)
_QUESTION = re.compile(
    r"(?:what|why|how|who|when|where|which|is|are|was|were|do|does|did|can|could|should|would|will|have|has|"
    r"qué|cómo|cuándo|por qué)\b",
    re.IGNORECASE,
)
_INNER_STOP = re.compile(r"[.!?;]\s")

_MARKS = re.compile(
    r"(?:\s?\[[^\[\].!?]{0,40}\]?)+$|(?<=[^\W\d_][.!?])(?:\d{1,3}(?:[,–-]\d{1,3}){0,8}|[¹²³⁰⁴-⁹⁺⁻,–ᵃ-ᶻ]{1,12})$"
)
"""Citation marks, and marks of footnotes glued to a full stop, at the end of a line."""


class HeadingCase(Enum):
    """How a heading is capitalised, which is all that ranks headings without marks."""

    TITLE = "title"
    SENTENCE = "sentence"
    SINGLE = "single"


def hashes(line: str) -> tuple[int, int] | None:
    """Return level and width of a Markdown heading's ``#`` signs, or None."""
    found = _HASHES.match(line)
    return (len(found["hashes"]), found.end()) if found else None


def heading_case(line: str) -> HeadingCase | None:
    """Return how ``line`` is capitalised if its capitals are a heading's, else None."""
    words = _WORD.findall(line)
    if not words or not words[0][0].isupper():
        return None
    if len(words) == 1:
        return HeadingCase.SINGLE
    rest = [word for word in words[1:] if word.lower() not in _SMALL]
    capitals = [word for word in rest if word[0].isupper()]
    if rest and len(capitals) == len(rest):
        return HeadingCase.TITLE
    if all(sum(letter.isupper() for letter in word) > 1 for word in capitals):
        return HeadingCase.SENTENCE  # the only capitals are those of abbreviations
    return None


def ends_like_prose(line: str) -> bool:
    """Tell whether a line ends as a sentence does, its closing quotes, brackets and marks aside."""
    bare = _MARKS.sub("", line[-200:]).rstrip("\"'”’)]*_ ")
    return bare.endswith((".", "!", "?", ":", "…")) or line.endswith("[")


def is_mid_sentence(above: str, below: str, *, is_prose: bool) -> bool:
    """Tell whether a line of prose goes on in the next one, which opens with a figure (``… of / 100 mg``).

    ``is_prose``: the line above goes on from another one.
    """
    dangling = above.rsplit(maxsplit=1)[-1].lower() in _DANGLING
    prose = is_prose or dangling or (len(above) >= 30 and heading_case(above) is not HeadingCase.TITLE)
    return prose and below[0].isdigit() and not ends_like_prose(above)


def looks_like_heading(line: str, *, before: str, after: str) -> bool:
    """Tell whether ``line`` is a heading, given the line just above and the next filled line below.

    ``before`` is empty after a blank line, ``after`` at the end of the document.
    """
    if not after or not _may_be_heading(line):
        return False
    case = heading_case(line)
    if case is None or (after[0].islower() and case is not HeadingCase.TITLE):
        return False
    stands_alone = len(before) <= MAX_HEADING and heading_case(before) is not None
    if before and not ends_like_prose(before) and not stands_alone:
        return False
    words = line.split()
    if case is HeadingCase.TITLE and not line.endswith(":"):
        return not re.search(r"\d{4,}|\d:\d\d|https?://|@", line)
    longest = 4 if line.endswith(":") else 10
    return len(words) <= longest and not _FINITE.search(line) and not re.search(r"[,\[]|\d{3,}|\d:\d\d", line)


def _may_be_heading(line: str) -> bool:
    """Tell whether a line is short and does not end as prose, a link's label or a lead-in does."""
    if len(line) > MAX_HEADING or "|" in line or line.endswith((",", ";", "):")):
        return False
    words = line.rstrip(":").split()
    if not words or len(words) > MAX_WORDS or ends_like_prose(line.rstrip(":")):
        return False
    link = words[0].lower() in {"see", "search", "click"}
    return not (link or words[-1].lower().strip("()") in _DANGLING or _INNER_STOP.search(line))


def is_question(line: str) -> bool:
    """Tell whether ``line`` is one question and nothing else."""
    ends = line.endswith(("?", "\N{FULLWIDTH QUESTION MARK}"))
    return ends and len(line) <= 200 and "|" not in line and not _INNER_STOP.search(line[:-1])


def is_question_heading(line: str, *, after: str) -> bool:
    """Tell whether ``line``, a paragraph of its own, is one question that the next paragraph answers."""
    if not after or not is_question(line):
        return False
    return bool(_QUESTION.match(line)) and not re.search(r"\b(?:I|my|me|we|our)\b", line)
