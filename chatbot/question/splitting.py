"""A long comment split into the questions that it really asks, each with the story around it.

Which sentences ask and of whom the others tell is read by ``reader.py``; here they become parts. Orders to
the program are set aside first. What is told of anybody but the one who is ill is no part of a question's
story.
"""

from dataclasses import dataclass

from chatbot.languages.reading import compiled
from chatbot.question.reader import ReadText
from chatbot.question.small_talk import small_talk
from index.text import tokenize

MAX_PARTS = 6
"""Questions answered in one turn; more are named in a ``truncated`` notice. A comment of the development
set asks three at most."""

_MIN_CONTENT_WORDS = 2


@dataclass(frozen=True, kw_only=True)
class AskedPart:
    """One question as the user put it, with what stood before it.

    ``text`` is the user's own sentence(s). ``lead`` is the sentence before it that a leaning word ("that",
    "she", "they") may refer to, "" if none. ``story`` is what else the text tells of the one who is ill.
    ``numbers``: which sentences of the text are its own.
    """

    numbers: tuple[int, ...]
    text: str
    lead: str
    story: str


def split_question(read: ReadText, *, asks_from: float) -> tuple[tuple[AskedPart, ...], int]:
    """Split a text into its questions; a short text with fewer than two stays one part.

    ``asks_from``: log odds from which a sentence asks. Returns the parts in order, and how many questions
    beyond ``MAX_PARTS`` were left out.
    """
    numbers = [
        n for n, sentence in enumerate(read.sentences) if not compiled("(?is)<orders>").search(sentence)
    ]
    numbers = [n for n in numbers if small_talk(read.sentences[n])[0] not in {"greeting", "thanks"}]
    kept = [n for n in numbers if read.says[n] != "greeting" or read.of("asks")[n] >= asks_from]
    if not kept:
        return (), 0
    text = " ".join(read.sentences[n] for n in kept)
    short = len(text) <= _SHORT_TEXT
    groups = _question_groups(read, kept, asks_from + SHORT_ADDS if short else asks_from)
    if len(groups) < 2 and short:
        return (AskedPart(numbers=tuple(kept), text=text, lead="", story=""),), 0
    parts = [_part(read, kept, group, asks_from) for group in groups]
    return tuple(parts[:MAX_PARTS]), max(0, len(parts) - MAX_PARTS)


_SHORT_TEXT = 240
"""A single question with a story up to this many characters is searched whole: the story of a short
message mostly names the subject (development set)."""

MARK_ADDS = 1.5
"""What a question mark adds to the log odds of asking: bare lists of questions are rare in the training
cases, and surprise ("why me??") has far less."""


SHORT_ADDS = 1.5
"""By how much surer the reader must be to split a short text: beside a question it takes what is only told
for another one ("they got it all. is she right"), and what the two say together is searched well."""


def leans(text: str) -> bool:
    """Say whether ``text`` has a word that refers to something said before it."""
    return compiled(r"(?i)\b<leaning>\b").search(text) is not None


def _question_groups(read: ReadText, kept: list[int], asks_from: float) -> list[list[int]]:
    """Numbers of the sentences that ask one thing: a bare follow-on joins what it follows."""
    odds = read.of("asks")
    marked = {n for n in kept if _is_marked(read.sentences[n])}
    asking = [n for n in kept if odds[n] + MARK_ADDS * (n in marked) >= asks_from] or sorted(marked)
    asking = asking or [max(kept, key=lambda n: (odds[n], -n))]
    groups: list[list[int]] = []
    for number in asking:
        bare = len(set(tokenize(read.sentences[number]))) < _MIN_CONTENT_WORDS
        if bare and groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _is_marked(sentence: str) -> bool:
    return sentence.rstrip("\"'”’) ").endswith(("?", "？")) or "¿" in sentence


def _part(read: ReadText, kept: list[int], group: list[int], asks_from: float) -> AskedPart:
    def joined(numbers: list[int]) -> str:
        return " ".join(read.sentences[number] for number in numbers)

    before = [n for n in kept if n < group[0]]
    odds = read.of("asks")
    told = [n for n in kept if odds[n] >= asks_from or read.says[n] in {"patient", "writer"}]
    story = [n for n in told if n not in group]
    return AskedPart(numbers=tuple(group), text=joined(group), lead=joined(before[-1:]), story=joined(story))
