"""Texts that ask nothing but deserve a kind word: a greeting, thanks, fear."""

import re
from functools import lru_cache

from chatbot.languages.catalogue import FOLDER
from corpus.entities import any_of, whole
from corpus.files import read_toml

KINDS = ("greeting", "thanks", "fear")
_MARKS = re.compile(r"[^\w\s]|_")


def small_talk(text: str) -> tuple[str, str]:
    """Return of which of ``KINDS`` the whole of ``text`` is and in which language; "" twice for others."""
    plain = " ".join(_MARKS.sub(" ", re.sub(r"['’`]", "", text.casefold())).split())
    for language, phrases, others in _patterns():
        for kind, pattern in phrases.items():
            rest, found = pattern.subn(" ", plain)
            if found and not others.sub(" ", rest).split():
                return kind, language
    return "", ""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, dict[str, re.Pattern[str]], re.Pattern[str]], ...]:
    """Of each language the phrases by kind, and what may stand around them: fillers and the other kinds.

    Fear comes first: who greets and tells of fear is answered for the fear.
    """
    read = []
    for path in sorted(FOLDER.glob("*/small_talk.toml")):
        table = read_toml(path)
        kinds = {kind: [str(phrase) for phrase in table[kind]] for kind in reversed(KINDS)}  # type: ignore[attr-defined]
        around = [*map(str, table["fillers"]), *(phrase for said in kinds.values() for phrase in said)]  # type: ignore[call-overload]
        read.append((path.parent.name, {kind: _any(said) for kind, said in kinds.items()}, _any(around)))
    return tuple(read)


def _any(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(whole(any_of(phrases)))
