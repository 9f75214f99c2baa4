"""A long comment split into the questions that it really asks, each with the story around it.

Question marks are often missing, greetings and stories stand between, instructions to the program are
mixed in. What is left over once those are set aside is what is searched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text import tokenize

MAX_PARTS = 6
"""Questions answered in one turn; more are named in a ``truncated`` notice. A comment of the development
set asks three at most."""

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+|(?<=[?!])(?=[A-Za-z¿])|(?<=\.\.)\s*(?=\w)|(?=¿)|(?<=[。？！])"
)
_ABBREVIATION = re.compile(r"\b(?:dr|mr|mrs|ms|st|vs|e\.g|i\.e|no|approx|dra|sr|sra)\.$", re.IGNORECASE)
_OPENER = r"(?:and|so|but|also|oh|ok|okay|well|right|then|or|hi|hello|please|just|y|pero|o sea|und|et|aber|mais)[\s,]+"
_SUBJECT = (
    r"(?:i|you|u|he|she|it|they|we|there|the|a|an|any|anyone|anybody|someone|somebody|my|your|ur|her|his|our|their|this|that|these"
    r"|those|people|ppl|some|all|both|one|ones|doctors?|drs?|patients?|women|men|blokes)\b"
)
_ASKING = (
    r"(?:(?:what|wot|wat|whats|wots|which|wich|who|whos|whom|whose|when|where|wheres|why|how|hows|howmuch)\b"
    r"|(?:is|are|am|was|were|do|does|did|could|couldnt|should|shouldnt|shud|shoud|would|wud|wouldnt|isnt|arent|doesnt|aint|r|ought|any"
    r"|anyone|anybody)(?:n't)?\b"
    rf"|(?:can|cant|cannot|will|wont|has|have|may|might|must|dont|didnt|hasnt|havent)(?:n't|'t)?\s+{_SUBJECT}"
    r"|had\s+(?:you|they|she|he|anyone|anybody)\b"
    r"|(?:qu[eé]|cu[aá]l(?:es)?|qui[eé]n(?:es)?|c[oó]mo|cu[aá]ndo|d[oó]nde|por qu[eé]|cu[aá]nt[oa]s?|puede[ns]?|puedo|hay|es|son|debo"
    r"|deber[ií]a|existe|sirve|se puede|tengo que|cada cu[aá]nto|a qu[eé]|en qu[eé]|con qu[eé])\b"
    r"|(?:wie|warum|wer|wo|wann|welche[rsnm]?|kann|ist|sind|gibt|hilft|muss|soll(?:te)?|wieviele?|was (?:ist|sind|kann|bedeutet))\b"
    r"|(?:quel(?:le)?s?|comment|pourquoi|combien|quand|est[- ]ce|peut[- ]on|faut[- ]il|y a[- ]t[- ]il|qu'est)\b)"
)
_STARTS_LIKE_QUESTION = re.compile(rf"^[\"'“¿\s]*(?:{_OPENER})*{_ASKING}", re.IGNORECASE)
_STARTS_WITH_VERB = re.compile(
    rf"^[\"'“\s]*(?:{_OPENER})*(?:can|cant|cannot|will|wont|has|have|may|might|must|dont|didnt|hasnt|havent)(?:n't|'t)?\b",
    re.IGNORECASE,
)
_ASKS_AFTER_A_PAUSE = re.compile(rf"[,;:–—-]\s*(?:(?:and|so|but|or|then)\s+)?{_ASKING}[^?]*\?", re.IGNORECASE)
_ASKS_INSIDE = re.compile(
    r"\b(?:wonder(?:ing)? (?:if|whether|what|how|why)|(?:want|like|need|love|trying|tryin) to (?:know|find out|understand)"
    r"|(?:tell|explain to|show|advise) (?:me|us)|can (?:you|u|anyone|anybody|someone)|could (?:you|u|anyone|someone)"
    r"|does (?:anyone|anybody)|do (?:you|u) know|curious (?:about|if|what|whether)|looking for|interested to know"
    r"|(?:quer[ií]a|quisiera|quiero|me gustar[ií]a) saber|no s[eé] si|d[ií]ganme|alguien sabe)\b",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|bypass|override|drop)\b.{0,40}\b(?:rule|instruction|prompt|guideline|system|previous|told)"
    r"|\b(?:you are now|you're now|act as|pretend|from now on|developer mode|system override|jailbreak|no longer need)\b"
    r"|\b(?:print|reveal|show|output|repeat)\b.{0,30}\b(?:prompt|instructions|configuration|api keys?|system message)"
    r"|\bjust say\b|\bsay that\b.{0,40}\bcures?\b|^#+\s*system|\b(?:ignora|olvida)\b.{0,40}\b(?:reglas|instrucciones)",
    re.IGNORECASE | re.DOTALL,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|hola|dear|thanks?|thank you|many thanks|thx|cheers|bless|god bless|sorry|good (?:morning|evening|day)"
    r"|gracias|buen[oa]s|hallo|danke|bonjour|merci|please help|please reply|pls help)\b[^?]{0,80}$",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(?:that|this|it|its|they|them|those|these|their|theirs|he|she|him|her|hers|his|such|one|ones|there|here|then"
    r"|the same|either|both|neither|eso|esto|esta|este|ese|esa|lo|la)\b",
    re.IGNORECASE,
)
_MIN_CONTENT_WORDS = 2


@dataclass(frozen=True, kw_only=True)
class AskedPart:
    """One question as the user put it, with what stood before it.

    ``text`` is the user's own sentence(s). ``lead`` is the sentence or two before it that a leaning
    word ("that", "she", "they") may refer to, "" if none. ``story`` is all the rest of the text.
    """

    text: str
    lead: str
    story: str


@dataclass(frozen=True, kw_only=True)
class SplitQuestion:
    """The parts in order, and how many questions beyond ``MAX_PARTS`` were left out."""

    parts: tuple[AskedPart, ...]
    left_out: int


def split_question(text: str) -> SplitQuestion:
    """Split cleaned ``text`` into its questions; a text with fewer than two stays one part."""
    sentences = [s for s in split_sentences(text) if not _INSTRUCTION.search(s)]
    kept = [s for s in sentences if not _is_greeting(s)]
    if not kept:
        return SplitQuestion(parts=(), left_out=0)
    groups = _question_groups(kept)
    if len(groups) < 2:
        return SplitQuestion(parts=(_single_part(kept, groups),), left_out=0)
    parts = [_part(kept, first, last) for first, last in groups]
    return SplitQuestion(parts=tuple(parts[:MAX_PARTS]), left_out=max(0, len(parts) - MAX_PARTS))


def _is_greeting(sentence: str) -> bool:
    return (
        len(sentence) <= _LONGEST_GREETING and _GREETING.match(sentence) is not None and not _asks(sentence)
    )


_LONGEST_GREETING = 45
"""A longer sentence that begins with a greeting says something as well."""


def split_sentences(text: str) -> list[str]:
    """Split typed text into sentences; a short title ("Dr.") does not end one."""
    sentences: list[str] = []
    for piece in map(str.strip, _SENTENCE_END.split(text)):
        if not piece:
            continue
        if sentences and _ABBREVIATION.search(sentences[-1]):
            sentences[-1] = f"{sentences[-1]} {piece}"
        else:
            sentences.append(piece)
    return sentences


def _is_marked(sentence: str) -> bool:
    return sentence.rstrip("\"'”’) ").endswith(("?", "？")) or "¿" in sentence


def _asks(sentence: str) -> bool:
    """Say whether the words themselves ask; a mark alone may be surprise ("but he has no womb???")."""
    return (
        any(
            pattern.search(sentence) for pattern in (_STARTS_LIKE_QUESTION, _ASKS_AFTER_A_PAUSE, _ASKS_INSIDE)
        )
        or sentence.lstrip().startswith("¿")
        or (_is_marked(sentence) and _STARTS_WITH_VERB.match(sentence) is not None)
    )


def leans(text: str) -> bool:
    """Say whether ``text`` has a word that refers to something said before it."""
    return _LEANING.search(text) is not None


def _question_groups(sentences: list[str]) -> list[tuple[int, int]]:
    """Ranges [first, last] of sentences that ask one thing: a bare follow-on joins what it follows."""
    asking = [position for position, sentence in enumerate(sentences) if _asks(sentence)]
    if not asking:
        asking = [position for position, sentence in enumerate(sentences) if _is_marked(sentence)]
    groups: list[tuple[int, int]] = []
    for position in asking:
        words = len(set(tokenize(sentences[position])))
        if words < _MIN_CONTENT_WORDS and groups and groups[-1][1] == position - 1:
            groups[-1] = (groups[-1][0], position)
        elif words:
            groups.append((position, position))
    return groups


def _single_part(sentences: list[str], groups: list[tuple[int, int]]) -> AskedPart:
    text = " ".join(sentences)
    if not groups or len(text) <= _SHORT_TEXT:
        return AskedPart(text=text, lead="", story="")
    return _part(sentences, *groups[0])


_SHORT_TEXT = 240
"""A single question with a story up to this many characters is searched whole: the story of a short
message mostly names the subject (development set)."""


def _part(sentences: list[str], first: int, last: int) -> AskedPart:
    asked = " ".join(sentences[first : last + 1])
    lead = sentences[first - 1] if first > 0 else ""
    story = " ".join(sentences[:first] + sentences[last + 1 :])
    return AskedPart(text=asked, lead=lead, story=story)
