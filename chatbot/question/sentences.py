"""Typed text cut into sentences: people leave out full stops, spaces after them, and capitals."""

import re
from collections.abc import Iterator
from itertools import pairwise

from chatbot.languages.reading import compiled
from ingest.text.language import function_words

WRAPPED_LINE = 60
"""From this many characters a line without a full stop was broken by a mail program, not by its writer."""
LONGEST_SENTENCE = 320
"""Text without full stops is cut, where it pauses, into pieces of at most this many characters."""

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+|(?<=[?!])(?=[A-Za-z¿])|(?<=\.\.)\s*(?=\w)|(?=¿)|(?<=[。？！])"
)

_TITLE = r"(?i)\b<titles>\.$"
_PAUSE = r"(?i)(?<=[,;:])\s+|\s+(?=<pauses>\b)"


def split_sentences(text: str) -> list[str]:
    """Split typed text into sentences; a short title ("Dr.") does not end one."""
    sentences: list[list[str]] = []
    for piece in filter(None, map(str.strip, _SENTENCE_END.split(_unwrapped(text)))):
        if sentences and compiled(_TITLE).search(sentences[-1][-1]):
            sentences[-1].append(piece)
        else:
            sentences.append([piece])
    return [piece for pieces in sentences for piece in _cut(" ".join(pieces))]


def _unwrapped(text: str) -> str:
    """Join lines that were broken inside a sentence: by a mail program, or after "What is"."""
    lines, common = text.split("\n"), function_words()
    joined = [lines[0]]
    for before, line in pairwise(lines):
        words = before.split() or ["."]
        is_open = words[-1][-1].isalnum() and bool(line.strip())
        wrapped = len(before) >= WRAPPED_LINE and line.lstrip()[:1].islower()
        begun = len(words) <= 3 and words[-1].casefold() in common
        joined += [" " if is_open and (wrapped or begun) else "\n", line]
    return "".join(joined)


def _cut(sentence: str) -> Iterator[str]:
    """Cut a sentence that is too long at a pause, else at a space, else where it must be."""
    while len(sentence) > LONGEST_SENTENCE:
        pauses = [match.start() for match in compiled(_PAUSE).finditer(sentence, 60, LONGEST_SENTENCE)]
        space = sentence.rfind(" ", 1, LONGEST_SENTENCE)
        place = pauses[-1] if pauses else space if space > 0 else LONGEST_SENTENCE
        yield sentence[:place].strip()
        sentence = sentence[place:].strip()
    if sentence:
        yield sentence
