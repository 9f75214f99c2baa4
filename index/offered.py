"""Which stored questions people may be shown.

Most plain questions are there to be found by and not to be read: misspelt, of one person, or with a claim in
them. Shown are those that are whole, of nobody in particular, and lead to no figure on survival. What such a
question begins with and what it does not hold stands in the table ``offered`` of ``ingest/languages``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.retrievers.stored_questions import PlainQuestion
from ingest.languages import compiled
from ingest.structure import ParsedDocument

_SHAPES = {
    "survival": r"(?i)\b<survival>\b",
    "figure": r"(?i)\d\s*%|<figure>",
    "chance": r"(?i)\b<chance>\b",
    "for groups": r"(?i)<for_groups>",
    "no prophecy": r"(?i)<no_prophecy>",
}


def tells_survival(text: str) -> bool:
    """Say whether ``text`` gives a figure on survival or death."""
    return _of_survival(text, "figure")


def tells_chances(text: str) -> bool:
    """Say whether ``text`` speaks of chances of survival, with a figure or without."""
    return _of_survival(text, "figure") or _of_survival(text, "chance")


def _of_survival(text: str, said: str) -> bool:
    """Say whether a sentence of ``text`` speaks of survival or death and of what is ``said``."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return any(_says("survival", sentence) and _says(said, sentence) for sentence in sentences)


def weighs_statistics(text: str) -> bool:
    """Say whether ``text`` tells what statistics cannot say, and holds no figure of its own."""
    plain = " ".join(text.split())
    return (applies_to_nobody(plain) or _says("no prophecy", plain)) and not tells_survival(plain)


def applies_to_nobody(text: str) -> bool:
    """Say whether ``text`` tells outright that statistics do not apply to single people."""
    return _says("for groups", " ".join(text.split()))


def _says(what: str, text: str) -> bool:
    return compiled(_SHAPES[what], table="survival").search(text) is not None


SEEN = {True: 12, False: 4}
"""Times a word must be written in stored questions to count as spelt right, in a language of the documents,
whose own words count too, and in another."""
LETTERS = range(14, 72)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def with_shown(
    questions: Sequence[PlainQuestion], documents: Sequence[ParsedDocument]
) -> tuple[PlainQuestion, ...]:
    """Return ``questions``, those that may be shown with the text to show."""
    texts = {document.source.doc_id: document.text for document in documents}
    own = {document.source.language for document in documents}
    written = Counter((one.language, word) for one in questions for word in _words(one.text))
    known = {word for text in texts.values() for word in _words(text)}
    known |= {word for (language, word), count in written.items() if count >= SEEN[language in own]}
    return tuple(
        replace(one, shown=as_shown(one.text))
        if is_presentable(one.text)
        and known.issuperset(_words(one.text))
        and not tells_survival(texts[one.doc_id][one.start : one.end])
        else one
        for one in questions
    )


def is_presentable(text: str) -> bool:
    """Say whether a stored question is whole, of nobody in particular, and claims or fears nothing."""
    return (
        len(text) in LETTERS
        and len(_words(text)) > 2
        and "?" not in text[:-1]
        and compiled(r"(?i)<begins>(?!\w)", table="offered").match(text) is not None
        and compiled(r"(?i)(?<!\w)<without>(?!\w)|[,;:]|\d\d", table="offered").search(text) is None
    )


def as_shown(text: str) -> str:
    """Return a stored question with a capital first letter and its question mark."""
    at = 1 if text.startswith("¿") else 0
    return f"{text[:at]}{text[at].upper()}{text[at + 1 :].rstrip('?').rstrip()}?"


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
