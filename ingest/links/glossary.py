"""Terms and abbreviations that a document itself explains, each with the span that does."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from ingest.blocks.block_draft import PROSE
from ingest.languages import compiled
from ingest.links.abbreviations import spelled_elsewhere, spelled_out
from ingest.structure import BlockKind, GlossaryTerm, Span
from ingest.text.lines import fold

_NOUNS = r"[\w’'/-]+(?: [\w’'/-]+){0,3}?"
_DEFINITION = re.compile(rf"Definition: (?P<term>{_NOUNS}) (?:is|are|means|includes?)\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:is|are) called (?P<term>[a-z][\w-]*(?: (?!for\b|in\b|by\b|when\b|and\b|that\b)[\w-]+){0,2}?"
    r"(?: \[[^\[\]]{1,30}\])?(?: with [\w-]+, [\w-]+ [\w-]+)?)(?=[.,;\])]|$)"
)
_APPOSITION = re.compile(r"\b(?:an?|the) (?P<term>[a-z][\w-]+) — (?P<gloss>[^—]{4,60}) —")
_SHOUTED = re.compile(r"(?<![A-Z])(?P<term>[A-Z]{4,}(?: [A-Z]{4,}){1,2}) (?:is|are|\[)")
_BRACKETED = re.compile(r"(?<![\w-])(?P<term>[^\W\d_][\w-]{4,}|[A-Z]{3,}) \[(?P<gloss>[a-z][^\[\]]{3,60})\]")
_NO_GLOSS = r"<no_gloss>\b"
_THAT_IS = re.compile(r"(?:An? |The )?(?P<term>[A-Z]?[\w-]+(?: [\w-]+){0,2}) \((?:i\.e\.,? |removal of )")
_IS_A = r"\[?(?:The |An? )?(?P<term>[\w-]+(?: [\w-]+){0,2}) (?:is|are) an? (?:[\w,-]+ ){0,6}?<kind>s?\b"
_BRACKETED_IS = re.compile(r"\[(?P<term>[A-Z][\w-]+) is (?:the|an?) ")
_NO_TERM = r"(?i)<no_term>\b"
_pattern = partial(compiled, table="glossary")
_KINDS = PROSE - {BlockKind.LEAD_IN, BlockKind.COMMENT} | {BlockKind.TABLE_FOOTNOTE, BlockKind.TABLE_ROW}


def find_terms(doc_id: str, spans: Sequence[Span]) -> Iterator[GlossaryTerm]:
    """Yield the terms that quotable spans of a document define, in the order of the text.

    Nothing is defined that the document does not define: only fixed forms count (``Definition: …``,
    ``… is called X``, ``X — … —``, ``X [gloss]``, ``X is a … type of …``, ``long form (LF)``).
    """
    telling = [span for span in spans if span.quotable and span.kind in _KINDS]
    sentences = [fold(span.text) for span in telling]
    found: dict[tuple[str, int], GlossaryTerm] = {}

    def add(place: int, term: str, expansion: str = "") -> None:
        span = telling[place]
        entry = GlossaryTerm(term=term, expansion=expansion, doc_id=doc_id, start=span.start, end=span.end)
        found.setdefault((term.casefold(), span.start), entry)

    spellings = list(spelled_out(sentences))
    known = frozenset(spelling.short for spelling in spellings)
    spelled: set[tuple[str, str]] = set()
    for spelling in [*spellings, *spelled_elsewhere(sentences, known)]:
        if (spelling.short, spelling.long.casefold()) not in spelled:
            spelled.add((spelling.short, spelling.long.casefold()))
            add(spelling.place, spelling.short, spelling.long)
    for place, sentence in enumerate(sentences):
        for term in _defined(sentence):
            add(place, term)
    yield from sorted(found.values(), key=lambda entry: (entry.start, entry.term))


def _defined(sentence: str) -> Iterator[str]:
    """Yield the terms that a sentence defines in prose."""
    for pattern in (_DEFINITION, _BRACKETED_IS, _pattern(_IS_A), _THAT_IS):
        found = pattern.match(sentence)
        if found and not _pattern(_NO_TERM).match(found["term"]):
            yield _lowered(found["term"])
    for pattern in (_CALLED, _APPOSITION, _SHOUTED):
        for found in pattern.finditer(sentence):
            yield _lowered(found["term"])
    for found in _BRACKETED.finditer(sentence):
        listed = found["gloss"].count(",") > 1
        if not (listed or _pattern(_NO_GLOSS).match(found["gloss"]) or found["term"].casefold() == "email"):
            yield _lowered(found["term"])


def _lowered(term: str) -> str:
    """Return a term as readers meet it: lower case unless it is an abbreviation."""
    words = re.sub(r" \[[^\[\]]*\]", "", term).split()
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= 6:
        return words[0]
    return " ".join(word if word.isupper() and len(word) <= 3 else word.lower() for word in words)
