"""Abbreviations that a text spells out, and where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BRACKETED = re.compile(r"[\(\[](?P<inner>[^()\[\]]{2,90})[\)\]]")
_SHORT = re.compile(
    r"(?:called )?(?P<short>[A-Za-z]{1,4}[A-Z][A-Za-z0-9-]{0,7}|[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z0-9-]{0,6})"
    r"(?=$|,)"
)
_LEGEND = re.compile(r"(?:^|; )(?P<short>[A-Za-z]{1,8}) = (?P<long>[^;=|]{3,80}?)\.?(?=;|\s*\||\s*$)")
_DASHED = re.compile(r"\b(?P<short>[A-Z]{2,6}) ?(?:--|—|–|=) ?(?P<long>(?:[A-Za-z]+ ?){2,8})")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_TITLED = re.compile(
    r"\b[A-Z][a-z]+(?: (?:of|and|in|the|for))?(?: [A-Z][a-z]+(?: (?:of|and|in|the|for))?){1,5}\b"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """An abbreviation, its words, and the place in the sentence list that gives them."""

    short: str
    long: str
    place: int


def spelled_out(sentences: Sequence[str]) -> Iterator[Spelling]:
    """Yield every abbreviation that a sentence spells out itself, in brackets, legends or with a dash.

    Bracketed ones by the algorithm of Schwartz and Hearst (Pacific Symposium on Biocomputing, 2003):
    the letters of the short form must occur in order in the words beside it, the first at a word's start.
    """
    for place, sentence in enumerate(sentences):
        for legend in _LEGEND.finditer(sentence) if " = " in sentence else ():
            yield Spelling(legend["short"], legend["long"].strip(), place)
        for dashed in _DASHED.finditer(sentence):
            if _initials(dashed["long"]) == dashed["short"].casefold():
                yield Spelling(dashed["short"], dashed["long"].strip(), place)
        for bracket in _BRACKETED.finditer(sentence):
            yield from _in_brackets(sentence, bracket, place)


def _in_brackets(sentence: str, bracket: re.Match[str], place: int) -> Iterator[Spelling]:
    inner = bracket["inner"].strip()
    before = sentence[max(0, bracket.start() - 160) : bracket.start()].rstrip()
    short = _SHORT.match(inner)
    if short:
        if words := long_form(short["short"], before):
            yield Spelling(short["short"], words, place)
    else:
        named = re.search(r"(?<![\w-])([A-Z]{3,8})$", before)
        if named and long_form(named[1], inner) == inner:
            yield Spelling(named[1], inner, place)


def long_form(short: str, before: str) -> str:
    """Return the words at the end of ``before`` that ``short`` abbreviates, or "".

    One word may stand between them and the short form (``Value Added Tax due [VAT]``).
    """
    text = " ".join(before.split()[-min(len(short) + 5, 2 * len(short)) :])
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    at = stop = len(text)
    for rank in range(len(letters) - 1, -1, -1):
        at = _last(text, at, letters[rank], initial=rank == 0)
        if at < 0:
            return ""
        stop = at if rank == len(letters) - 1 else stop
    end = text.find(" ", stop)
    long = text[at : end if end >= 0 else len(text)].strip(" \"'“”,;")
    left_over = text[end:].split() if end >= 0 else []
    return long if len(left_over) <= 1 and len(long) > len(short) + 2 else ""


def _last(text: str, stop: int, letter: str, *, initial: bool) -> int:
    """Return the last place before ``stop`` where ``letter`` stands (at a word's start, if ``initial``)."""
    places = (at for at in range(stop - 1, -1, -1) if text[at].casefold() == letter)
    return next((at for at in places if not (initial and at > 0 and text[at - 1].isalnum())), -1)


def _initials(words: str) -> str:
    parts = [part for part in _WORD.findall(words) if part.lower() not in {"of", "and", "in", "the", "for"}]
    return "".join(part[0] for part in parts).casefold()


def spelled_elsewhere(sentences: Sequence[str], known: frozenset[str]) -> Iterator[Spelling]:
    """Yield abbreviations that no sentence spells out but that the document's own words explain.

    Either a capitalised phrase has just these initials (``Annual General Meeting`` for ``AGM``), or
    the same statement stands twice, once with the abbreviation and once with the words.
    """
    used = {short for sentence in sentences for short in _CAPITALS.findall(sentence)} - known
    if not used:
        return
    found: set[str] = set()
    for place, sentence in enumerate(sentences):
        for phrase in _TITLED.finditer(sentence):
            short = "".join(word[0] for word in phrase[0].split() if word[0].isupper())
            if short in used - found and len(short) >= 3:
                found.add(short)
                yield Spelling(short, phrase[0], place)
    yield from _said_twice(sentences, used - found)


def _said_twice(sentences: Sequence[str], used: set[str]) -> Iterator[Spelling]:
    frames: dict[tuple[str, ...], str] = {}
    split = [_WORD.findall(sentence) for sentence in sentences]
    for words in split:
        for at, word in enumerate(words):
            if word in used and at >= 5:
                frames[tuple(words[at - 5 : at])] = word
    for place, words in enumerate(split):
        for at in range(5, len(words)):
            short = frames.get(tuple(words[at - 5 : at]))
            if short in used and short is not None:
                long = words[at : at + len(short)]
                if len(long) == len(short) and "".join(word[0] for word in long) == short.casefold():
                    used.discard(short)
                    yield Spelling(short, " ".join(long), place)
